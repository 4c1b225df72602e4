import { and, eq, sql } from "drizzle-orm";
import { z } from "zod";
import { auditLookOnce, authorize, namesOf, personOf } from "#agency";
import { recordTexts } from "#archive";
import { stamp } from "#platform/clock.ts";
import { agencyOf, type Ctx, type TxCtx } from "#platform/context.ts";
import { transact } from "#platform/db/database.ts";
import { limit } from "#platform/limits.ts";
import { Refusal } from "#platform/refusal.ts";
import { codesOf, redactionsOf } from "../redaction/marks.ts";
import { textSets } from "../redaction/newest.ts";
import { alikeOf } from "./alike.ts";
import { exemptionsHere, mustKnowCodes } from "./exemptions.ts";
import { lockedOpenRequest, numberOf, requestById } from "./request.ts";
import { setsOf } from "./searches.ts";
import { requestReviews } from "./tables.ts";

const pageMax = limit("requests.queue", 50, "groups of records", "of a review, shown at a time");
const shownMax = limit("requests.words", 4_000, "characters", "of a record, shown in the review");

const decisions = ["release", "redact", "withhold"] as const;
export const queueQuery = z.object({
  show: z.enum(["undecided", "unseconded", "all"]).default("undecided"),
  offset: z.coerce.number().int().min(0).max(100_000).default(0),
});

/** Each record of a request once, whatever sets it lies in, with the newest word on it. */
const items = `select distinct on (i.record_id) i.record_id, i.same_text, i.thread, i.captured_at,
    r.id as review_id, r.decision, r.codes, r.note, r.decided_by, r.decided_at, r.seconded_by
  from request_items i left join lateral (select * from request_reviews r where r.agency_id = i.agency_id
    and r.request_id = i.request_id and r.record_id = i.record_id order by r.id desc limit 1) r on true
  where i.agency_id = $1 and i.request_id = $2 order by i.record_id`;

export interface ReviewCounts {
  records: number;
  /** Records with other words than all others. */
  groups: number;
  decided: number;
  seconded: number;
}

/** How far the review of a request is. */
export async function reviewCounts(tx: TxCtx, requestId: string): Promise<ReviewCounts> {
  const [row] = await tx.tx.raw<{ [key in keyof ReviewCounts]: number }>(
    `select count(*)::int as records, count(distinct same_text)::int as groups, count(decision)::int as decided,
       count(seconded_by)::int as seconded from (${items}) i`,
    [agencyOf(tx), requestId],
  );
  return row ?? { records: 0, groups: 0, decided: 0, seconded: 0 };
}

interface GroupRow {
  [column: string]: unknown;
  record_id: string;
  thread: string;
  thread_groups: number;
  alike: number;
  same_text: string;
  review_id: string | null;
  decision: (typeof decisions)[number] | null;
  codes: string[] | null;
  note: string | null;
  decided_by: string | null;
  seconded_by: string | null;
  total: number;
}

const which = {
  undecided: "decision is null",
  unseconded: "decision is not null and seconded_by is null",
  all: "true",
};

/**
 * The queue of a review: records with the same words are one, and those about the same thing follow each other. The
 * words are read out: the look is audited.
 */
export async function reviewQueue(ctx: Ctx, id: string, given: z.input<typeof queueQuery> = {}) {
  const { show, offset } = queueQuery.parse(given);
  return transact(ctx, async (tx) => {
    authorize(tx, "requests.read-records", { kind: "request", id });
    const request = await requestById(tx, id);
    await auditLookOnce(tx, { kind: "request", id }, "read records for a request");
    const rows = await tx.tx.raw<GroupRow>(
      `with items as (${items}), groups as (
         select distinct on (same_text) *, count(*) over (partition by same_text)::int as alike,
           min(captured_at) over (partition by thread) as begun from items
           order by same_text, captured_at, record_id)
       select *, count(*) over (partition by thread)::int as thread_groups, count(*) over ()::int as total
       from groups where ${which[show]} order by begun, thread, captured_at, record_id limit ${pageMax} offset $3`,
      [agencyOf(tx), id, offset],
    );
    const texts = new Map(
      (
        await recordTexts(
          tx,
          rows.map((row) => row.record_id),
          shownMax,
        )
      ).map((one) => [one.id, one]),
    );
    const marks = await textSets(
      tx,
      id,
      rows.map((row) => row.same_text),
    );
    const names = await namesOf(
      tx,
      rows.flatMap((row) => [row.decided_by ?? [], row.seconded_by ?? []].flat()),
    );
    const me = tx.actor.kind === "person" ? tx.actor.personId : "";
    return {
      number: numberOf(request),
      state: request.state,
      sets: await setsOf(tx, id),
      counts: await reviewCounts(tx, id),
      exemptions: await exemptionsHere(tx),
      total: rows[0]?.total ?? 0,
      next: offset + rows.length < (rows[0]?.total ?? 0) ? offset + rows.length : undefined,
      groups: rows.map((row) => ({
        ...toldRecord(texts.get(row.record_id)),
        recordId: row.record_id,
        thread: row.thread,
        threadGroups: row.thread_groups,
        alike: row.alike,
        reviewId: row.review_id,
        decision: row.decision,
        marks: (marks.get(row.same_text)?.marks ?? []).filter(({ start }) => start < shownMax),
        codes: row.codes ?? [],
        note: row.note ?? "",
        decidedBy: names.get(row.decided_by ?? "") ?? "",
        isMine: row.decided_by === me,
        secondedBy: names.get(row.seconded_by ?? "") ?? "",
      })),
    };
  });
}

type Told = Awaited<ReturnType<typeof recordTexts>>[number];

function toldRecord(told: Told | undefined) {
  return {
    kind: told?.kind ?? "",
    capturedAt: told?.capturedAt ?? "",
    direction: told?.direction ?? "",
    channelId: told?.channelId ?? null,
    text: told?.text ?? "",
    isCut: (told?.textLength ?? 0) > shownMax,
  };
}

export const reviewDraft = z.object({
  recordId: z.uuid(),
  /** Records with the same words are always decided together; `thread`: all that is about the same thing. */
  scope: z.enum(["same-text", "thread"]).default("same-text"),
  decision: z.enum(decisions),
  codes: z.array(z.string().trim().min(1).max(60)).max(50).default([]),
  note: z.string().trim().max(2_000).default(""),
});

/** Decides on a record and on all that is like it. What was decided before stays told; the newest counts. */
export async function decideRecords(
  ctx: Ctx,
  id: string,
  given: z.input<typeof reviewDraft>,
): Promise<{ decided: number }> {
  const { recordId, scope, decision, codes, note } = reviewDraft.parse(given);
  return transact(ctx, async (tx) => {
    authorize(tx, "requests.review", { kind: "request", id });
    const request = await lockedOpenRequest(tx, id);
    const alike = await alikeOf(tx, id, recordId, scope);
    const grounds = await groundsOf(tx, id, alike, { decision, codes });
    const row = { agencyId: agencyOf(tx), requestId: id, decision, note };
    const decidedBy = personOf(tx).personId;
    const decidedAt = stamp(tx.clock.now());
    const rows = alike.map((one) => ({
      ...row,
      id: tx.ids.uuid(),
      recordId: one,
      codes: grounds.get(one) ?? [],
      decidedBy,
      decidedAt,
    }));
    for (let from = 0; from < rows.length; from += 1_000)
      await tx.tx.insert(requestReviews).values(rows.slice(from, from + 1_000));
    const facts = { number: numberOf(request), decision, codes, records: alike.length };
    await tx.happenings.tell(tx, {
      kind: "records.records-reviewed",
      subject: { kind: "request", id },
      facts,
      record: { payload: { ...facts, note, ids: alike }, text: note, direction: "internal" },
    });
    return { decided: alike.length };
  });
}

/**
 * By which codes each record is kept back, all or in part. A redaction without codes of its own stands on those of its
 * marks; what has marks is not released whole.
 */
async function groundsOf(
  tx: TxCtx,
  id: string,
  alike: readonly string[],
  { decision, codes }: Pick<z.output<typeof reviewDraft>, "decision" | "codes">,
): Promise<Map<string, readonly string[]>> {
  if (decision === "withhold") await mustKnowCodes(tx, codes, "some");
  if (decision === "redact") await mustKnowCodes(tx, codes);
  const marked = await redactionsOf(tx, id, decision === "withhold" ? [] : alike);
  if (decision === "release" && marked.size > 0)
    throw new Refusal(
      "marks-left",
      `${marked.size} of these records have marks. Decide to redact them, or take the marks off first.`,
      { status: 409, details: { records: marked.size } },
    );
  const grounds = new Map<string, readonly string[]>();
  for (const one of decision === "release" ? [] : alike) {
    const own = marked.get(one);
    grounds.set(one, codes.length > 0 || !own ? codes : codesOf(own));
  }
  if ([...grounds.values()].some((given) => given.length === 0))
    await mustKnowCodes(tx, [], "some");
  return grounds;
}

/** A second person agrees with what was decided of a record and of all that has its words. Nobody seconds himself. */
export async function secondReview(
  ctx: Ctx,
  id: string,
  recordId: string,
  /** The word on it that the caller saw, where the screen knows: nobody agrees to what came after. */
  seen?: string,
): Promise<{ seconded: number }> {
  return transact(ctx, async (tx) => {
    authorize(tx, "requests.second", { kind: "request", id });
    const request = await lockedOpenRequest(tx, id);
    const alike = await alikeOf(tx, id, recordId, "same-text");
    const { personId } = personOf(tx);
    const newest = await newestOf(tx, id, alike);
    if (newest.length < alike.length)
      throw new Refusal("not-decided", "Nobody has decided on this record yet.", { status: 409 });
    if (newest.some(({ decided_by }) => decided_by === personId))
      throw new Refusal("own-review", "You decided this yourself. Somebody else looks at it.");
    const now = newest.find((one) => one.record_id === recordId)?.id;
    if (seen !== undefined && seen !== now)
      throw new Refusal(
        "decided-meanwhile",
        "The decision or the marks changed after you saw them. Look again.",
        { status: 409 },
      );
    await mustBeMarked(tx, id, newest);
    await tx.tx
      .update(requestReviews)
      .set({ secondedBy: personId, secondedAt: stamp(tx.clock.now()) })
      .where(
        and(
          eq(requestReviews.agencyId, agencyOf(tx)),
          sql`${requestReviews.id} = any(${sql.param(newest.map((one) => one.id))}::uuid[])`,
          sql`${requestReviews.secondedBy} is null`,
        ),
      );
    await tx.happenings.tell(tx, {
      kind: "records.review-seconded",
      subject: { kind: "request", id },
      facts: { number: numberOf(request), records: alike.length },
    });
    return { seconded: alike.length };
  });
}

/** What is to be redacted has something taken out of it: else it would go out whole. */
async function mustBeMarked(tx: TxCtx, id: string, newest: readonly NewestRow[]): Promise<void> {
  const redacted = newest
    .filter(({ decision }) => decision === "redact")
    .map((one) => one.record_id);
  const marked = await redactionsOf(tx, id, redacted);
  if (marked.size < redacted.length)
    throw new Refusal(
      "no-marks",
      "Nothing is marked in this record yet: mark what is to be taken out, or withhold it whole.",
      { status: 409 },
    );
}

interface NewestRow {
  [column: string]: unknown;
  id: string;
  record_id: string;
  decision: Decided["decision"];
  decided_by: string;
}

async function newestOf(tx: TxCtx, requestId: string, ids: readonly string[]) {
  return tx.tx.raw<NewestRow>(
    `select distinct on (record_id) id, record_id, decision, decided_by from request_reviews
     where agency_id = $1 and request_id = $2 and record_id = any($3::uuid[]) order by record_id, id desc`,
    [agencyOf(tx), requestId, [...ids]],
  );
}

export interface Decided {
  recordId: string;
  decision: (typeof decisions)[number];
  codes: readonly string[];
}

/**
 * What may be produced: each record with its decision, oldest first. Refuses while one is undecided, or was looked at
 * by one person alone. Whoever makes a production begins here.
 */
export async function decidedRecords(tx: TxCtx, requestId: string): Promise<Decided[]> {
  const { records, decided, seconded } = await reviewCounts(tx, requestId);
  if (records === 0)
    throw new Refusal("no-set", "No search was frozen for this request yet.", { status: 409 });
  if (decided < records || seconded < records)
    throw new Refusal(
      "review-open",
      `${records - decided} records are undecided, and ${records - seconded} were not looked at by a second person.`,
      { status: 409, details: { undecided: records - decided, unseconded: records - seconded } },
    );
  const rows = await tx.tx.raw<{
    record_id: string;
    decision: Decided["decision"];
    codes: string[];
  }>(`select * from (${items}) i order by captured_at, record_id`, [agencyOf(tx), requestId]);
  return rows.map((row) => ({
    recordId: row.record_id,
    decision: row.decision,
    codes: row.codes,
  }));
}
