import { and, asc, desc, eq, isNotNull, lte } from "drizzle-orm";
import { authorize, ownAgency, personOf } from "#agency";
import { stamp } from "#platform/clock.ts";
import { agencyOf, type Ctx, type TxCtx } from "#platform/context.ts";
import { canonicalize } from "#platform/crypto/canonical.ts";
import { read, transact } from "#platform/db/database.ts";
import { limit } from "#platform/limits.ts";
import { found, Refusal } from "#platform/refusal.ts";
import { approvalClass, approvalStep, modelClasses, type ApprovalClass } from "./classes.ts";
import type { Tuning } from "./lint/lint.ts";
import { checkTuning, sober, tuning } from "./lint/tuning.ts";
import { modelPolicy, type Paragraph } from "./model-policy.ts";
import { acknowledgements, approvalClasses, policyParagraphs, policyVersions } from "./schema.ts";

export interface Policy {
  version: number;
  title: string;
  inForceFrom: string | null;
  reviewBy: string | null;
  madeAt: string;
  paragraphs: Paragraph[];
  classes: ApprovalClass[];
  /** What this version makes of the lint's rules. */
  rules: Tuning;
}

/** What a draft of a version is made of; rules left out stay as they are. */
export type PolicyContent = Pick<Policy, "title" | "paragraphs" | "classes"> & {
  rules?: Tuning | undefined;
};

/** The version in force now: the newest that was adopted and has begun. */
export async function policyInForce(ctx: Ctx): Promise<Policy | undefined> {
  return read(ctx, async (tx) => {
    const [row] = await tx.tx
      .select()
      .from(policyVersions)
      .where(inForce(tx))
      .orderBy(desc(policyVersions.version))
      .limit(1);
    return row && adopted(tx, row);
  });
}

/** The same, with when this person acknowledged it: what everybody who writes or approves is asked. */
export async function policyInForceFor(
  tx: TxCtx,
  personId: string,
): Promise<{ policy: Policy | undefined; acknowledgedAt: string | undefined }> {
  const own = and(
    eq(acknowledgements.agencyId, policyVersions.agencyId),
    eq(acknowledgements.version, policyVersions.version),
    eq(acknowledgements.personId, personId),
  );
  const [row] = await tx.tx
    .select({ version: policyVersions, acknowledgedAt: acknowledgements.at })
    .from(policyVersions)
    .leftJoin(acknowledgements, own)
    .where(inForce(tx))
    .orderBy(desc(policyVersions.version))
    .limit(1);
  return {
    policy: row && (await adopted(tx, row.version)),
    acknowledgedAt: row?.acknowledgedAt ?? undefined,
  };
}

function inForce(ctx: Ctx) {
  return and(
    eq(policyVersions.agencyId, agencyOf(ctx)),
    isNotNull(policyVersions.inForceFrom),
    lte(policyVersions.inForceFrom, stamp(ctx.clock.now())),
  );
}

const adoptedMax = limit("policy.adopted", 50, "versions", "kept read; the next one begins anew");
const adoptedBy = new WeakMap<Ctx["db"], Map<string, Promise<Policy>>>();

/** What was adopted never changes, so it is read once. By its moment too: an adoption may have been rolled back. */
function adopted(tx: TxCtx, row: VersionRow): Promise<Policy> {
  const known = adoptedBy.get(tx.db) ?? new Map<string, Promise<Policy>>();
  adoptedBy.set(tx.db, known);
  const key = [row.agencyId, row.version, row.adoptedBy, row.inForceFrom, row.madeAt].join(" ");
  const read = known.get(key) ?? whole(tx, row);
  if (known.size >= adoptedMax) known.clear();
  known.set(key, read);
  read.catch(() => known.delete(key));
  return read;
}

/** The classes alone: what most pages ask for, a fifth of the whole text. */
export async function classesInForce(
  ctx: Ctx,
): Promise<Pick<Policy, "version" | "classes"> | null> {
  const policy = await policyInForce(ctx);
  return policy ? { version: policy.version, classes: policy.classes } : null;
}

export async function policyVersion(ctx: Ctx, version: number): Promise<Policy> {
  return read(ctx, async (tx) => {
    const [row] = await tx.tx.select().from(policyVersions).where(theVersion(tx, version));
    return whole(tx, found(row, "policy version"));
  });
}

/** The version as it stands until this transaction ends: whoever saves or adopts it meanwhile waits. */
export async function versionToDecide(tx: TxCtx, version: number): Promise<Policy> {
  await tx.tx
    .select({ version: policyVersions.version })
    .from(policyVersions)
    .where(theVersion(tx, version))
    .for("update");
  return policyVersion(tx, version);
}

export function theVersion(ctx: Ctx, version: number) {
  return and(eq(policyVersions.agencyId, agencyOf(ctx)), eq(policyVersions.version, version));
}

export async function allPolicyVersions(ctx: Ctx) {
  return read(ctx, (tx) =>
    tx.tx
      .select()
      .from(policyVersions)
      .where(eq(policyVersions.agencyId, agencyOf(ctx)))
      .orderBy(desc(policyVersions.version)),
  );
}

type VersionRow = typeof policyVersions.$inferSelect;

async function whole(tx: TxCtx, row: VersionRow): Promise<Policy> {
  const here = { agencyId: row.agencyId, version: row.version };
  const paragraphs = await tx.tx
    .select()
    .from(policyParagraphs)
    .where(
      and(eq(policyParagraphs.agencyId, here.agencyId), eq(policyParagraphs.version, here.version)),
    )
    .orderBy(asc(policyParagraphs.position));
  const classes = await tx.tx
    .select()
    .from(approvalClasses)
    .where(
      and(eq(approvalClasses.agencyId, here.agencyId), eq(approvalClasses.version, here.version)),
    )
    .orderBy(asc(approvalClasses.position));
  return {
    version: row.version,
    title: row.title,
    inForceFrom: row.inForceFrom,
    reviewBy: row.reviewBy,
    madeAt: row.madeAt,
    paragraphs: paragraphs.map(({ number, heading, body }) => ({ number, heading, body })),
    classes: classes.map((one) => ({
      code: one.code,
      title: one.title,
      paragraph: one.paragraph,
      isLifeSafety: one.isLifeSafety,
      validHours: one.validHours,
      steps: approvalStep.array().parse(one.steps),
    })),
    rules: tuning.parse(row.rules),
  };
}

/** Begins the next version from the one in force, or from the model policy. One draft at a time. */
export async function draftPolicy(ctx: Ctx): Promise<Policy> {
  return transact(ctx, async (tx) => {
    authorize(tx, "policy.change");
    const [newest] = await tx.tx
      .select()
      .from(policyVersions)
      .where(eq(policyVersions.agencyId, agencyOf(tx)))
      .orderBy(desc(policyVersions.version))
      .limit(1);
    if (newest && newest.inForceFrom === null) return whole(tx, newest);
    const from = newest ? await whole(tx, newest) : await model(tx);
    const version = (newest?.version ?? 0) + 1;
    await tx.tx.insert(policyVersions).values({
      agencyId: agencyOf(tx),
      version,
      title: from.title,
      madeBy: personOf(tx).personId,
      madeAt: stamp(tx.clock.now()),
      rules: from.rules,
    });
    await writeContent(tx, version, from);
    await tell(tx, "policy.version-drafted", version, {});
    return policyVersion(tx, version);
  });
}

async function model(tx: TxCtx): Promise<Content> {
  const { name } = await ownAgency(tx);
  const paragraphs = modelPolicy.map((one) => ({
    ...one,
    body: one.body.replaceAll("{agency}", name),
  }));
  return {
    title: `Social media policy of ${name}`,
    paragraphs,
    classes: [...modelClasses],
    rules: {},
  };
}

export async function changePolicy(
  ctx: Ctx,
  version: number,
  given: PolicyContent,
): Promise<Policy> {
  return transact(ctx, async (tx) => {
    authorize(tx, "policy.change");
    const known = await versionToDecide(tx, version);
    if (known.inForceFrom !== null)
      throw new Refusal(
        "in-force",
        `Version ${version} is in force and stays as it is. Begin a new version.`,
        { status: 409 },
      );
    const content = { ...given, rules: sober(given.rules ?? known.rules) };
    checkContent(content);
    if (isSame(known, content)) return known;
    const here = (t: typeof policyParagraphs | typeof approvalClasses) =>
      and(eq(t.agencyId, agencyOf(tx)), eq(t.version, version));
    await tx.tx.delete(policyParagraphs).where(here(policyParagraphs));
    await tx.tx.delete(approvalClasses).where(here(approvalClasses));
    await writeContent(tx, version, content);
    await tx.tx
      .update(policyVersions)
      .set({ title: content.title, rules: content.rules })
      .where(theVersion(tx, version));
    await tell(tx, "policy.version-changed", version, {
      paragraphs: content.paragraphs.length,
      classes: content.classes.length,
      rules: Object.keys(content.rules).length,
    });
    return policyVersion(tx, version);
  });
}

type Content = Pick<Policy, "title" | "paragraphs" | "classes" | "rules">;

/** A page that saves by itself often saves what is there: that is no change, and no event. */
function isSame(known: Content, given: Content): boolean {
  // Through JSON, where what was left out and what is undefined are one.
  const text = ({ title, paragraphs, classes, rules }: Content) =>
    canonicalize(JSON.parse(JSON.stringify({ title, paragraphs, classes, rules })));
  return text(known) === text(given);
}

/** Every class cites a paragraph that exists: a rule without its paragraph is no rule. */
export function checkContent(content: Pick<Policy, "paragraphs" | "classes" | "rules">): void {
  const numbers = new Set(content.paragraphs.map(({ number }) => number));
  if (numbers.size !== content.paragraphs.length)
    throw new Refusal("twice", "Two paragraphs have the same number.");
  for (const one of content.classes) {
    approvalClass.parse(one);
    if (!numbers.has(one.paragraph))
      throw new Refusal(
        "no-paragraph",
        `The class "${one.title}" cites paragraph ${one.paragraph}, which is not in the policy.`,
      );
  }
  checkTuning(content.rules, numbers);
  if (content.classes.length === 0)
    throw new Refusal("no-class", "A policy needs at least one approval class.");
}

async function writeContent(
  tx: TxCtx,
  version: number,
  content: Pick<Policy, "paragraphs" | "classes">,
): Promise<void> {
  const agencyId = agencyOf(tx);
  if (content.paragraphs.length > 0) {
    await tx.tx
      .insert(policyParagraphs)
      .values(content.paragraphs.map((one, position) => ({ agencyId, version, position, ...one })));
  }
  if (content.classes.length > 0) {
    await tx.tx
      .insert(approvalClasses)
      .values(content.classes.map((one, position) => ({ agencyId, version, position, ...one })));
  }
}

/** An agency may have written its policy anew: only a paragraph that stands there can be cited. */
export function hasParagraph(policy: Pick<Policy, "paragraphs">, number: string): boolean {
  return policy.paragraphs.some((one) => one.number === number);
}

async function tell(tx: TxCtx, kind: string, version: number, facts: object): Promise<void> {
  await tx.happenings.tell(tx, {
    kind,
    subject: { kind: "policy", id: String(version) },
    facts: { version, ...facts },
  });
}
