import { and, asc, eq, inArray, isNull } from "drizzle-orm";
import { z } from "zod";
import { authorize, namesOf, ownAgency, personOf } from "#agency";
import { policyInForce } from "#policy";
import {
  discardPost,
  editPost,
  lintPost,
  postContent,
  postVersion,
  resolveLocal,
  type PostContent,
} from "#publish";
import { stamp, Temporal } from "#platform/clock.ts";
import { agencyOf, type Ctx, type TxCtx } from "#platform/context.ts";
import { read, transact } from "#platform/db/database.ts";
import { limit } from "#platform/limits.ts";
import { found, Refusal } from "#platform/refusal.ts";
import { checkedRule, occurrencesOf, type Occurrence } from "./rules.ts";
import { occurrences, series, seriesExceptions } from "./schema.ts";

const seriesMax = limit("series.active", 200, "series", "an agency plans at once");
const shownMax = limit("series.shown", 60, "dates", "the next ones of a series on its page");
/** What missed its time by more is not sent: a series never goes out late. */
const lateMinutes = limit("series.late", 30, "minutes", "after its time an occurrence expires");

export const seriesDraft = z.strictObject({
  title: z.string().trim().min(1).max(120),
  content: postContent,
  rule: z.string().max(400),
  startsLocal: z.string().regex(/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}$/),
  /** Keys of the policy's warnings that the writer has read. */
  acknowledged: z
    .array(z.string().regex(/^[0-9a-f]{64}$/))
    .max(200)
    .default([]),
});
export type SeriesDraft = z.input<typeof seriesDraft>;
export type Series = typeof series.$inferSelect;

/** The exact words of one occurrence, with its own time: what its approval covers. */
export function contentAt(of: Pick<Series, "content" | "zone">, local: string): PostContent {
  const content = postContent.parse(of.content);
  return { ...content, lateMinutes, publish: { when: "at", local, zone: of.zone } };
}

export async function writeSeries(ctx: Ctx, given: SeriesDraft): Promise<Series> {
  return transact(ctx, async (tx) => {
    authorize(tx, "series.write");
    const rows = await activeSeries(tx);
    if (rows.length >= seriesMax)
      throw new Refusal("too-many-series", `There are ${seriesMax} series already. End one first.`);
    const { timeZone } = await ownAgency(tx);
    const values = await checked(tx, given, timeZone);
    const [made] = await tx.tx
      .insert(series)
      .values({ agencyId: agencyOf(tx), id: tx.ids.uuid(), version: 1, ...values })
      .returning();
    const row = found(made, "series");
    await tell(tx, "planning.series-written", row, { rule: row.rule });
    return row;
  });
}

/**
 * Changes a series. What is approved already keeps its words and its time; every other coming occurrence gets the
 * new ones, and with them a new hash to approve. The one who edits owns it from now on.
 */
export async function editSeries(
  ctx: Ctx,
  id: string,
  given: SeriesDraft,
  expected: number,
): Promise<Series> {
  return transact(ctx, async (tx) => {
    const known = await lockedSeries(tx, id);
    authorize(tx, "series.write");
    if (known.version !== expected)
      throw new Refusal(
        "series-changed",
        "Somebody else changed this series meanwhile. Reload to see it.",
        { status: 409 },
      );
    const values = await checked(tx, given, known.zone);
    const [changed] = await tx.tx
      .update(series)
      .set({ ...values, version: known.version + 1 })
      .where(theSeries(tx, id))
      .returning();
    const row = found(changed, "series");
    await reconcile(tx, row);
    await tell(tx, "planning.series-edited", row, { rule: row.rule });
    return row;
  });
}

/** Ends a series: what is not approved yet is discarded; what is approved is a post like any other. */
export async function endSeries(ctx: Ctx, id: string): Promise<void> {
  await transact(ctx, async (tx) => {
    const known = await lockedSeries(tx, id);
    authorize(tx, "series.write");
    for (const one of await comingPosts(tx, known)) await drop(tx, one);
    await tx.tx
      .update(series)
      .set({ endedAt: stamp(tx.clock.now()), endedBy: personOf(tx).personId })
      .where(theSeries(tx, id));
    await tell(tx, "planning.series-ended", known, {});
  });
}

/** Leaves one date out (`to` null), moves it, or puts it back where the rule has it (`to` undefined). */
export async function exceptOccurrence(
  ctx: Ctx,
  id: string,
  { occurrence, to }: { occurrence: string; to?: string | null | undefined },
): Promise<void> {
  await transact(ctx, async (tx) => {
    const known = await lockedSeries(tx, id);
    authorize(tx, "series.write");
    if (!occurrencesOf(known, new Map()).some((one) => one.occurrence === occurrence))
      throw new Refusal("no-such-date", "The series has no such date.", { status: 404 });
    if (typeof to === "string") mustBeAhead(tx, to, known.zone);
    const made = (await occurrenceRows(tx, id)).find((one) => one.occurrence === occurrence);
    if (made && (await postVersion(tx, made.postId)).post.state === "approved")
      throw new Refusal(
        "approved-occurrence",
        "This one is approved already. Move or recall its post itself.",
        { status: 409 },
      );
    const at = { agencyId: agencyOf(tx), seriesId: id, occurrence };
    await tx.tx.delete(seriesExceptions).where(theException(tx, id, occurrence));
    if (to !== undefined)
      await tx.tx.insert(seriesExceptions).values({
        ...at,
        movedTo: to,
        madeBy: personOf(tx).personId,
        madeAt: stamp(tx.clock.now()),
      });
    await reconcile(tx, known);
    await tell(tx, "planning.series-exception", known, { occurrence, to: to ?? null });
  });
}

function mustBeAhead(tx: TxCtx, local: string, zone: string): void {
  if (Temporal.Instant.compare(resolveLocal(local, zone).at, tx.clock.now()) <= 0)
    throw new Refusal("in-the-past", `${local.replace("T", " ")} has passed. Choose a later time.`);
}

/** Brings every coming, unapproved post of a series to what the series says now. */
async function reconcile(tx: TxCtx, row: Series): Promise<void> {
  const dates = new Map(
    occurrencesOf(row, await exceptionsOf(tx, row.id)).map((one) => [one.occurrence, one]),
  );
  for (const made of await comingPosts(tx, row)) {
    const date = dates.get(made.occurrence);
    if (!date) {
      await drop(tx, made);
      continue;
    }
    await editPost(tx, made.postId, contentAt(row, date.local));
    await tx.tx
      .update(occurrences)
      .set({ state: "made", reason: null, seriesVersion: row.version, ...timesOf(date) })
      .where(theOccurrence(tx, made));
  }
}

export function timesOf({ at }: Occurrence): { at: string; latestAt: string } {
  const instant = Temporal.Instant.from(at);
  return { at: stamp(instant), latestAt: stamp(instant.add({ minutes: lateMinutes })) };
}

/** Posts of coming occurrences that nobody approved yet. */
async function comingPosts(tx: TxCtx, { id }: Series) {
  const now = stamp(tx.clock.now());
  const coming = (await occurrenceRows(tx, id)).filter(
    ({ state, at }) => ["made", "asked", "stuck"].includes(state) && at > now,
  );
  const open = [];
  for (const one of coming) {
    const { post } = await postVersion(tx, one.postId);
    const isOpen = ["draft", "submitted", "returned"].includes(post.state);
    if (isOpen && post.discardedAt === null) open.push(one);
  }
  return open;
}

async function drop(tx: TxCtx, made: typeof occurrences.$inferSelect): Promise<void> {
  await discardPost(tx, made.postId);
  // Without its row the date can be made again, should the series have it again.
  await tx.tx.delete(occurrences).where(theOccurrence(tx, made));
}

/** What a series must pass before it is kept: the same lint as a post, so that its posts are not all stuck. */
async function checked(tx: TxCtx, given: SeriesDraft, zone: string) {
  const draft = seriesDraft.parse(given);
  const rule = checkedRule(draft.rule, zone);
  const { startsLocal, title, acknowledged } = draft;
  occurrencesOf({ rule, startsLocal, zone }, new Map());
  const { publish: _time, takeDown: _down, ...rest } = draft.content;
  const content = postContent.parse(rest);
  if (content.text.trim() === "" && content.media.length === 0)
    throw new Refusal("empty-series", "Write what the posts of this series say.");
  if (content.channels.length === 0)
    throw new Refusal("no-channel", "Choose at least one channel.");
  const findings = await lintPost(tx, content);
  const [blocked] = findings.filter(({ level }) => level === "block");
  if (blocked)
    throw new Refusal("policy-findings", blocked.reason.en, {
      paragraph: blocked.paragraph,
      details: { findings: [blocked] },
    });
  const unread = findings.filter(
    ({ level, key }) => level === "warn" && !acknowledged.includes(key),
  );
  if (unread[0])
    throw new Refusal(
      "policy-warnings",
      `Read what the policy says about this post and confirm it first: ${unread[0].reason.en}`,
      { paragraph: unread[0].paragraph, details: { findings: unread } },
    );
  return {
    title,
    content,
    rule,
    startsLocal,
    zone,
    acknowledged,
    ownerId: personOf(tx).personId,
    changedAt: stamp(tx.clock.now()),
    endedAt: null,
    endedBy: null,
  };
}

/** Every series with its next dates and what became of them. */
export async function allSeries(ctx: Ctx) {
  authorize(ctx, "plan.read");
  return read(ctx, async (tx) => {
    const rows = await tx.tx
      .select()
      .from(series)
      .where(eq(series.agencyId, agencyOf(tx)))
      .orderBy(asc(series.title))
      .limit(seriesMax * 2);
    const names = await namesOf(
      tx,
      rows.map(({ ownerId }) => ownerId),
    );
    const whole = [];
    for (const row of rows)
      whole.push({ ...row, owner: names.get(row.ownerId) ?? "", ...(await datesOf(tx, row)) });
    return whole;
  });
}

export async function seriesPage(ctx: Ctx, id: string) {
  authorize(ctx, "plan.read");
  return read(ctx, async (tx) => {
    const [row] = await tx.tx.select().from(series).where(theSeries(tx, id));
    const known = found(row, "series");
    const names = await namesOf(tx, [known.ownerId]);
    return { ...known, owner: names.get(known.ownerId) ?? "", ...(await datesOf(tx, known)) };
  });
}

async function datesOf(tx: TxCtx, row: Series) {
  const now = tx.clock.now().toString();
  const exceptions = await exceptionsOf(tx, row.id);
  const rows = await occurrenceRows(tx, row.id);
  const made = new Map(rows.map((one) => [one.occurrence, one]));
  const standing = new Map<string, string>();
  for (const { postId } of rows.slice(-shownMax))
    standing.set(postId, (await postVersion(tx, postId)).post.state);
  const all = row.endedAt === null ? occurrencesOf(row, exceptions) : [];
  const next = all
    .filter(({ at }) => Temporal.Instant.compare(at, now) > 0)
    .slice(0, shownMax)
    .map((date) => {
      const post = made.get(date.occurrence);
      return {
        ...date,
        note: date.note ?? null,
        postId: post?.postId ?? null,
        state: post?.state ?? null,
        reason: post?.reason ?? null,
        postState: post ? (standing.get(post.postId) ?? null) : null,
      };
    });
  const past = rows
    .filter(({ at }) => Temporal.Instant.compare(at, now) <= 0)
    .slice(-10)
    .map(({ occurrence, postId, state, reason, at }) => ({
      occurrence,
      postId,
      state,
      reason,
      at,
      postState: standing.get(postId) ?? null,
    }));
  const skipped = [...exceptions].filter(([, to]) => to === null).map(([date]) => date);
  return { next, past, skipped, total: all.length };
}

export async function exceptionsOf(tx: TxCtx, id: string): Promise<Map<string, string | null>> {
  const rows = await tx.tx
    .select()
    .from(seriesExceptions)
    .where(and(eq(seriesExceptions.agencyId, agencyOf(tx)), eq(seriesExceptions.seriesId, id)));
  return new Map(rows.map(({ occurrence, movedTo }) => [occurrence, movedTo]));
}

export function occurrenceRows(tx: TxCtx, id: string) {
  return tx.tx
    .select()
    .from(occurrences)
    .where(and(eq(occurrences.agencyId, agencyOf(tx)), eq(occurrences.seriesId, id)))
    .orderBy(asc(occurrences.at));
}

export function activeSeries(tx: TxCtx) {
  return tx.tx
    .select()
    .from(series)
    .where(and(eq(series.agencyId, agencyOf(tx)), isNull(series.endedAt)));
}

async function lockedSeries(tx: TxCtx, id: string): Promise<Series> {
  const [row] = await tx.tx.select().from(series).where(theSeries(tx, id)).for("update");
  const known = found(row, "series");
  if (known.endedAt !== null)
    throw new Refusal("series-ended", "This series has ended.", { status: 409 });
  return known;
}

/** Hours for which an approval of this class holds: nobody is asked for one that would lapse before the day. */
export async function validHoursOf(tx: TxCtx, code: string): Promise<number> {
  const policy = await policyInForce(tx);
  return policy?.classes.find((one) => one.code === code)?.validHours ?? 24;
}

function theSeries(tx: TxCtx, id: string) {
  return and(eq(series.agencyId, agencyOf(tx)), eq(series.id, id));
}

function theException(tx: TxCtx, id: string, occurrence: string) {
  return and(
    eq(seriesExceptions.agencyId, agencyOf(tx)),
    eq(seriesExceptions.seriesId, id),
    inArray(seriesExceptions.occurrence, [occurrence]),
  );
}

export function theOccurrence(
  tx: TxCtx,
  { seriesId, occurrence }: { seriesId: string; occurrence: string },
) {
  return and(
    eq(occurrences.agencyId, agencyOf(tx)),
    eq(occurrences.seriesId, seriesId),
    eq(occurrences.occurrence, occurrence),
  );
}

async function tell(tx: TxCtx, kind: string, row: Series, facts: object): Promise<void> {
  await tx.happenings.tell(tx, {
    kind,
    subject: { kind: "series", id: row.id },
    facts: { title: row.title, version: row.version, ...facts },
  });
}
