import { and, asc, eq, isNull } from "drizzle-orm";
import { z } from "zod";
import { authorize, namesOf, personOf } from "#agency";
import { stamp } from "#platform/clock.ts";
import { agencyOf, type Ctx, type TxCtx } from "#platform/context.ts";
import { transact } from "#platform/db/database.ts";
import { limit } from "#platform/limits.ts";
import { found, Refusal } from "#platform/refusal.ts";
import { requestProductions } from "../production/tables.ts";
import { lockedRequest, numberOf, requestById, type Request } from "../requests/request.ts";
import { addStep } from "../requests/steps.ts";
import { publications, requestSummaries } from "./tables.ts";

const publicationsMax = limit("reading-room.of-request", 50, "publications", "of one request");

const running = z.number().int().min(1).max(10_000);
const title = z.string().trim().max(200);
const summary = z.string().trim().max(2_000);
export const publicationDraft = z.object({
  running,
  title: title.min(3),
  summary: summary.default(""),
  titleEs: title.default(""),
  summaryEs: summary.default(""),
});
export const publicationName = z.object({ publication: z.uuid() });
export const publicationEnd = publicationName.extend({ why: z.string().trim().min(3).max(500) });
export const summaryDraft = z.object({ summary: z.string().trim().max(1_000) });
export const deliveryDraft = z.object({ running });

/** Proposes that a production be read by everybody. Nothing is public until somebody else agrees. */
export async function proposePublication(
  ctx: Ctx,
  id: string,
  given: z.input<typeof publicationDraft>,
): Promise<{ id: string }> {
  const { running: nth, ...draft } = publicationDraft.parse(given);
  return transact(ctx, async (tx) => {
    authorize(tx, "requests.publish", { kind: "request", id });
    const request = await lockedRequest(tx, id);
    const { id: productionId } = await readyProduction(tx, id, nth);
    const standing = await publicationsOf(tx, id);
    if (standing.length >= publicationsMax)
      throw new Refusal("too-many-publications", "This request has too many publications.");
    if (standing.some((one) => one.productionId === productionId && one.endedAt === null))
      throw new Refusal("published-already", "This production is published or proposed already.", {
        status: 409,
      });
    const publication = tx.ids.uuid();
    await tx.tx.insert(publications).values({
      agencyId: agencyOf(tx),
      id: publication,
      requestId: id,
      productionId,
      ...draft,
      proposedBy: personOf(tx).personId,
      proposedAt: stamp(tx.clock.now()),
    });
    await tell(tx, request, "publication-proposed", { publication, running: nth, ...draft });
    return { id: publication };
  });
}

/** A second person agrees: from now on everybody reads it. Nobody agrees with himself. */
export async function approvePublication(
  ctx: Ctx,
  id: string,
  { publication }: z.output<typeof publicationName>,
): Promise<void> {
  await transact(ctx, async (tx) => {
    authorize(tx, "requests.publish", { kind: "request", id });
    const request = await lockedRequest(tx, id);
    const row = await standingPublication(tx, id, publication);
    const { personId } = personOf(tx);
    if (row.approvedAt !== null)
      throw new Refusal("published-already", "This production is published already.", {
        status: 409,
      });
    if (row.proposedBy === personId)
      throw new Refusal("own-publication", "You proposed this yourself. Somebody else agrees.");
    const change = { approvedBy: personId, approvedAt: stamp(tx.clock.now()) };
    await tx.tx.update(publications).set(change).where(isPublication(tx, publication));
    await tell(tx, request, "publication-approved", { publication, title: row.title });
  });
}

/** Takes a production out of the reading room at once, for a reason that stays told. */
export async function endPublication(
  ctx: Ctx,
  id: string,
  { publication, why }: z.output<typeof publicationEnd>,
): Promise<void> {
  await transact(ctx, async (tx) => {
    authorize(tx, "requests.publish", { kind: "request", id });
    const request = await lockedRequest(tx, id);
    await standingPublication(tx, id, publication);
    const by = { endedBy: personOf(tx).personId, endedAt: stamp(tx.clock.now()), endedWhy: why };
    await tx.tx.update(publications).set(by).where(isPublication(tx, publication));
    await tell(tx, request, "publication-ended", { publication, why });
  });
}

/** What the public request log says of a request. The requester's own words are never told there. */
export async function summarizeRequest(ctx: Ctx, id: string, text: string): Promise<void> {
  await transact(ctx, async (tx) => {
    authorize(tx, "requests.publish", { kind: "request", id });
    const request = await lockedRequest(tx, id);
    const row = {
      summary: text,
      writtenBy: personOf(tx).personId,
      writtenAt: stamp(tx.clock.now()),
    };
    await tx.tx
      .insert(requestSummaries)
      .values({ agencyId: agencyOf(tx), requestId: id, ...row })
      .onConflictDoUpdate({
        target: [requestSummaries.agencyId, requestSummaries.requestId],
        set: row,
      });
    await tell(tx, request, "request-summarized", { summary: text });
  });
}

/** Lays a finished production on the requester's status page. */
export async function deliverProduction(ctx: Ctx, id: string, nth: number): Promise<void> {
  await transact(ctx, async (tx) => {
    authorize(tx, "requests.publish", { kind: "request", id });
    const request = await lockedRequest(tx, id);
    const { records } = await readyProduction(tx, id, nth);
    await addStep(tx, request, { kind: "delivered", facts: { production: nth, records } });
  });
}

/** What became of the productions of a request, for those who answer it. */
export async function publicationPage(ctx: Ctx, id: string) {
  return transact(ctx, async (tx) => {
    authorize(tx, "requests.list", { kind: "request", id });
    await requestById(tx, id);
    const rows = await publicationsOf(tx, id);
    const people = rows.flatMap((one) => [one.proposedBy, one.approvedBy ?? [], one.endedBy ?? []]);
    const names = await namesOf(tx, people.flat());
    const nameOf = (person: string | null) => names.get(person ?? "") ?? "";
    const made = await tx.tx
      .select({ id: requestProductions.id, running: requestProductions.running })
      .from(requestProductions)
      .where(isOfRequest(tx, id));
    const me = tx.actor.kind === "person" ? tx.actor.personId : "";
    return {
      publications: rows.map(({ agencyId: _agency, productionId, ...row }) => ({
        ...row,
        running: made.find((one) => one.id === productionId)?.running ?? 0,
        isMine: row.proposedBy === me,
        proposedBy: nameOf(row.proposedBy),
        approvedBy: nameOf(row.approvedBy),
        endedBy: nameOf(row.endedBy),
      })),
      summary: await summaryOf(tx, id),
    };
  });
}

async function summaryOf(tx: TxCtx, id: string): Promise<string> {
  const [row] = await tx.tx
    .select({ summary: requestSummaries.summary })
    .from(requestSummaries)
    .where(and(eq(requestSummaries.agencyId, agencyOf(tx)), eq(requestSummaries.requestId, id)));
  return row?.summary ?? "";
}

async function publicationsOf(tx: TxCtx, id: string) {
  return tx.tx
    .select()
    .from(publications)
    .where(and(eq(publications.agencyId, agencyOf(tx)), eq(publications.requestId, id)))
    .orderBy(asc(publications.id))
    .limit(publicationsMax);
}

async function standingPublication(tx: TxCtx, requestId: string, publication: string) {
  const [row] = await tx.tx
    .select()
    .from(publications)
    .where(
      and(
        isPublication(tx, publication),
        eq(publications.requestId, requestId),
        isNull(publications.endedAt),
      ),
    );
  return found(row, "publication");
}

function isPublication(ctx: Ctx, id: string) {
  return and(eq(publications.agencyId, agencyOf(ctx)), eq(publications.id, id));
}

function isOfRequest(ctx: Ctx, id: string) {
  return and(eq(requestProductions.agencyId, agencyOf(ctx)), eq(requestProductions.requestId, id));
}

async function readyProduction(tx: TxCtx, id: string, nth: number) {
  const [row] = await tx.tx
    .select()
    .from(requestProductions)
    .where(and(isOfRequest(tx, id), eq(requestProductions.running, nth)));
  const production = found(row, "production");
  if (production.state !== "ready" || !production.isForConsole)
    throw new Refusal("no-files", "This production has no files here.", { status: 409 });
  return production;
}

async function tell(tx: TxCtx, request: Request, what: string, facts: object): Promise<void> {
  const told = { number: numberOf(request), ...facts };
  await tx.happenings.tell(tx, {
    kind: `records.${what}`,
    subject: { kind: "request", id: request.id },
    facts: told,
    record: { payload: told, text: "", direction: "internal" },
  });
}
