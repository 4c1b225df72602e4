import { authorize, personOf, roleTitles, isRole, type Role } from "#agency";
import { mustPassFindings } from "#policy";
import { stamp } from "#platform/clock.ts";
import { agencyOf, type Ctx, type TxCtx } from "#platform/context.ts";
import { transact } from "#platform/db/database.ts";
import { Refusal } from "#platform/refusal.ts";
import { hasSpanish, wordsHash, type PageKind } from "./content.ts";
import { mustBeReady, mustStand, tellPage } from "./drafting.ts";
import { pageFindings, policyFindings } from "./findings.ts";
import {
  isCertified,
  isPage,
  isVersion,
  lockedPage,
  newestOf,
  type PageVersion,
} from "./reading.ts";
import { pageCertifications, pageEndings, pages, pageVersions } from "./tables.ts";

/** What speaks for the whole agency is approved by command: its report on itself, and a change of its rules. */
const byCommand: readonly PageKind[] = ["report", "policy-change"];

/** Hands the newest version in. What the policy warns of must have been read: its keys are `acknowledged`. */
export async function submitPage(
  ctx: Ctx,
  id: string,
  { version, acknowledged }: { version: number; acknowledged: readonly string[] },
): Promise<void> {
  await transact(ctx, async (tx) => {
    authorize(tx, "page.submit", { kind: "page", id });
    const page = await lockedPage(tx, id);
    await mustBeReady(tx, "page.submit", id);
    mustStand(page, version);
    const current = await newestOf(tx, page);
    if (current.submittedAt !== null)
      throw new Refusal("page-submitted", "This version was handed in already.", { status: 409 });
    const { content } = current;
    const lacks = await pageFindings(tx, page.kind, content, page.publicVersion !== null);
    if (lacks.length > 0)
      throw new Refusal("page-not-ready", "Something is missing on this page. It is listed.", {
        details: { lacks },
      });
    const needs = await mustPassPolicy(tx, current, acknowledged);
    if (byCommand.includes(page.kind)) needs.push(["command"]);
    const now = stamp(tx.clock.now());
    await tx.tx
      .update(pageVersions)
      .set({ submittedAt: now, submittedBy: personOf(tx).personId, needs })
      .where(isVersion(tx, id, version));
    await tx.tx.update(pages).set({ changedAt: now }).where(isPage(tx, id));
    await tellPage(tx, "submitted", id, { version, hash: current.hash }, content);
  });
}

/** As for a post: what blocks refuses, what warns must have been read, what needs a role makes it part of the approval. */
async function mustPassPolicy(
  tx: TxCtx,
  { content }: PageVersion,
  acknowledged: readonly string[],
): Promise<string[][]> {
  const findings = await policyFindings(tx, content);
  mustPassFindings(findings, new Set(acknowledged));
  return findings
    .filter(({ level, roles }) => level === "needs-role" && roles.length > 0)
    .map(({ roles }) => [...roles]);
}

/** A second person approves exactly what was seen, by its hash; from then on everybody reads it (core A2). */
export async function approvePage(
  ctx: Ctx,
  id: string,
  { version, hash }: { version: number; hash: string },
): Promise<void> {
  await transact(ctx, async (tx) => {
    authorize(tx, "page.approve", { kind: "page", id });
    const page = await lockedPage(tx, id);
    await mustBeReady(tx, "page.approve", id);
    mustStand(page, version);
    const current = waiting(await newestOf(tx, page));
    if (current.hash !== hash)
      throw new Refusal(
        "not-what-you-saw",
        "This is not what was on your screen. Look at it again.",
        {
          status: 409,
        },
      );
    mustBeAnother(tx, current);
    mustHaveRoles(tx, current.needs);
    // Consents are withdrawn and pictures barred between the two looks.
    const lacks = await pageFindings(tx, page.kind, current.content, page.publicVersion !== null);
    if (lacks.length > 0)
      throw new Refusal("page-not-ready", "Something is missing on this page. It is listed.", {
        details: { lacks },
      });
    const now = stamp(tx.clock.now());
    await tx.tx
      .update(pageVersions)
      .set({ approvedBy: personOf(tx).personId, approvedAt: now })
      .where(isVersion(tx, id, version));
    await tx.tx
      .update(pages)
      .set({ publicVersion: version, state: "public", changedAt: now })
      .where(isPage(tx, id));
    await tellPage(tx, "approved", id, { version, hash, code: page.code }, current.content);
  });
}

function waiting(current: PageVersion): PageVersion {
  if (current.submittedAt === null || current.returnedAt !== null || current.approvedAt !== null)
    throw new Refusal("page-not-waiting", "This page does not wait for an approval.", {
      status: 409,
    });
  return current;
}

function mustBeAnother(tx: TxCtx, { writers, submittedBy }: PageVersion): void {
  const me = personOf(tx).personId;
  if (writers.includes(me) || submittedBy === me)
    throw new Refusal(
      "own-page",
      "You wrote in this page or handed it in. Somebody else approves it.",
      {
        status: 403,
      },
    );
}

function mustHaveRoles(tx: TxCtx, needs: readonly string[][]): void {
  const { roles } = personOf(tx);
  const lacking = needs.find((any) => !any.some((role) => roles.includes(role)));
  if (!lacking) return;
  const who = lacking.filter((role): role is Role => isRole(role)).map((role) => roleTitles[role]);
  throw new Refusal("approver-role", `This page needs the approval of: ${who.join(", ")}.`, {
    status: 403,
  });
}

/** Gives it back to its writers, with what is to be put right. */
export async function returnPage(
  ctx: Ctx,
  id: string,
  { version, why }: { version: number; why: string },
): Promise<void> {
  await transact(ctx, async (tx) => {
    authorize(tx, "page.approve", { kind: "page", id });
    const page = await lockedPage(tx, id);
    mustStand(page, version);
    waiting(await newestOf(tx, page));
    const now = stamp(tx.clock.now());
    await tx.tx
      .update(pageVersions)
      .set({ returnedBy: personOf(tx).personId, returnedAt: now, returnedWhy: why })
      .where(isVersion(tx, id, version));
    await tx.tx.update(pages).set({ changedAt: now }).where(isPage(tx, id));
    await tellPage(tx, "returned", id, { version }, why);
  });
}

/**
 * Says that the Spanish words were read beside the English ones by somebody who reads both and wrote neither. Until then
 * the Spanish site shows the English words, and says so.
 */
export async function certifySpanish(ctx: Ctx, id: string, hash: string): Promise<void> {
  await transact(ctx, async (tx) => {
    authorize(tx, "page.certify", { kind: "page", id });
    const page = await lockedPage(tx, id);
    mustStand(page, page.version);
    const current = await newestOf(tx, page);
    if (current.hash !== hash)
      throw new Refusal(
        "not-what-you-saw",
        "This is not what was on your screen. Look at it again.",
        {
          status: 409,
        },
      );
    mustBeAnother(tx, current);
    if (!hasSpanish(current.content))
      throw new Refusal("no-spanish", "There are no Spanish words on this page.");
    if (await isCertified(tx, id, current.content)) return;
    await tx.tx.insert(pageCertifications).values({
      agencyId: agencyOf(tx),
      pageId: id,
      wordsHash: wordsHash(current.content),
      certifiedBy: personOf(tx).personId,
      certifiedAt: stamp(tx.clock.now()),
    });
    await tellPage(tx, "certified", id, { version: current.version }, current.content);
  });
}

/** Takes a page down at once; in its place stands when, and why. */
export async function withdrawPage(ctx: Ctx, id: string, why: string): Promise<void> {
  await transact(ctx, async (tx) => {
    authorize(tx, "page.withdraw", { kind: "page", id });
    const page = await lockedPage(tx, id);
    mustStand(page, page.version);
    const now = stamp(tx.clock.now());
    await tx.tx.insert(pageEndings).values({
      agencyId: agencyOf(tx),
      pageId: id,
      why,
      endedBy: personOf(tx).personId,
      endedAt: now,
    });
    await tx.tx.update(pages).set({ state: "withdrawn", changedAt: now }).where(isPage(tx, id));
    await tellPage(tx, "withdrawn", id, { version: page.version, code: page.code }, why);
  });
}
