import { and, eq, isNull, lte } from "drizzle-orm";
import type { Networks } from "#channels";
import { discardPost, draftPost, postVersion, submitPost } from "#publish";
import { stamp, Temporal } from "#platform/clock.ts";
import { asSystem, type Ctx, withinAgency } from "#platform/context.ts";
import { read, transact } from "#platform/db/database.ts";
import { limit } from "#platform/limits.ts";
import { Refusal } from "#platform/refusal.ts";
import { occurrencesOf, type Occurrence } from "./rules.ts";
import { occurrences, series } from "./schema.ts";
import {
  contentAt,
  exceptionsOf,
  timesOf,
  theOccurrence,
  validHoursOf,
  type Series,
} from "./series.ts";
import { byStandingOrder } from "./standing-order.ts";

const daysAhead = limit("series.ahead", 14, "days", "before its day an occurrence becomes a post");
const batchMax = limit("series.batch", 200, "occurrences", "looked at in one turn");

/**
 * Makes the posts of the coming days, hands them in, and lets what nobody approved in time expire. Each step is a
 * transaction of its own, and each looks at what is there: a process killed between two of them changes nothing.
 */
export async function makeOccurrences(ctx: Ctx, networks: Networks): Promise<number> {
  const system = asSystem(ctx, "series", null);
  const rows = await read(system, (tx) =>
    tx.tx.select().from(series).where(isNull(series.endedAt)).orderBy(series.changedAt),
  );
  let made = 0;
  for (const row of rows) made += await makeFor(ctx, row);
  await handIn(ctx, networks);
  await expireOccurrences(ctx);
  return made;
}

/** The row and its post come together, or not at all: the key lets each date through once. */
async function makeFor(ctx: Ctx, row: Series): Promise<number> {
  const inAgency = asSystem(ctx, "series", row.agencyId);
  const now = ctx.clock.now();
  const until = now.add({ hours: 24 * daysAhead });
  const exceptions = await read(inAgency, (tx) => exceptionsOf(tx, row.id));
  const dates = occurrencesOf(row, exceptions).filter(
    ({ at }) => Temporal.Instant.compare(at, now) > 0 && Temporal.Instant.compare(at, until) <= 0,
  );
  let made = 0;
  for (const date of dates) made += (await makeOne(ctx, row, date)) ? 1 : 0;
  return made;
}

async function makeOne(ctx: Ctx, row: Series, date: Occurrence): Promise<boolean> {
  const { agencyId, id: seriesId, ownerId, version } = row;
  const at = { agencyId, seriesId, occurrence: date.occurrence };
  const isMade = await read(asSystem(ctx, "series", agencyId), async (tx) => {
    const [known] = await tx.tx.select().from(occurrences).where(theOccurrence(tx, at));
    return known !== undefined;
  });
  if (isMade) return false;
  try {
    const owner = await byStandingOrder(ctx, { agencyId, ownerId, order: `series ${seriesId}` });
    return await transact(owner, async (tx) => {
      // Edited meanwhile: the next turn makes it from what the series says then.
      const [still] = await tx.tx
        .select()
        .from(series)
        .where(and(eq(series.agencyId, agencyId), eq(series.id, seriesId)))
        .for("share");
      if (still?.version !== version || still.endedAt !== null) return false;
      const { post } = await draftPost(tx, contentAt(row, date.local));
      const rows = await tx.tx
        .insert(occurrences)
        .values({
          ...at,
          postId: post.id,
          state: "made",
          seriesVersion: version,
          madeAt: stamp(tx.clock.now()),
          ...timesOf(date),
        })
        .onConflictDoNothing()
        .returning({ occurrence: occurrences.occurrence });
      // Another worker was quicker: this draft never was.
      if (rows.length === 0) throw new Refusal("made-already", "It was made already.");
      return true;
    });
  } catch (error) {
    // The owner left or may no longer write: the page of the series says so, and nothing is made.
    if (error instanceof Refusal) return false;
    throw error;
  }
}

/** Hands in what was made, no earlier than an approval of its class would hold until its day. */
async function handIn(ctx: Ctx, networks: Networks): Promise<void> {
  const now = ctx.clock.now();
  for (const row of await rowsIn(ctx, ["made", "stuck"])) {
    const { agencyId } = row;
    const due = Temporal.Instant.from(row.at);
    if (Temporal.Instant.compare(due, now) <= 0) continue;
    const system = asSystem(ctx, "series", agencyId);
    const { content, post } = await postVersion(system, row.postId);
    const hours = await read(system, (tx) => validHoursOf(tx, content.class));
    if (Temporal.Instant.compare(now.add({ hours }), due) < 0) continue;
    if (post.discardedAt !== null || post.state === "approved") {
      await setState(ctx, row, post.state === "approved" ? "asked" : "dropped", null);
      continue;
    }
    await handInOne(ctx, networks, row, post.state);
  }
}

type Row = typeof occurrences.$inferSelect;

async function handInOne(ctx: Ctx, networks: Networks, row: Row, state: string): Promise<void> {
  if (state === "submitted") return setState(ctx, row, "asked", null);
  const { agencyId, seriesId } = row;
  try {
    const [of] = await read(asSystem(ctx, "series", agencyId), (tx) =>
      tx.tx
        .select()
        .from(series)
        .where(and(eq(series.agencyId, agencyId), eq(series.id, seriesId))),
    );
    if (!of) return;
    const order = { agencyId, ownerId: of.ownerId, order: `series ${seriesId}` };
    const owner = await byStandingOrder(ctx, order);
    await transact(owner, async (tx) => {
      await submitPost(tx, networks, row.postId, { keys: of.acknowledged, isRepeat: true });
      await tx.tx
        .update(occurrences)
        .set({ state: "asked", reason: null })
        .where(theOccurrence(tx, row));
    });
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    await setState(ctx, row, "stuck", error.message);
  }
}

/** What was not approved by its time is over: said on the page of the series, and the draft is put away. */
async function expireOccurrences(ctx: Ctx): Promise<void> {
  const now = stamp(ctx.clock.now());
  for (const row of await rowsIn(ctx, ["made", "stuck", "asked"], now)) {
    const system = asSystem(ctx, "series", row.agencyId);
    const { post } = await postVersion(system, row.postId);
    if (["approved", "recalled"].includes(post.state) || post.discardedAt !== null) {
      await setState(ctx, row, post.discardedAt === null ? "done" : "dropped", null);
      continue;
    }
    await setState(ctx, row, "expired", "Nobody approved it before its time.");
    await putAway(ctx, row);
  }
}

/** The draft of an expired occurrence goes out of everybody's way; where its owner left, it stays. */
async function putAway(ctx: Ctx, row: Row): Promise<void> {
  const { agencyId, seriesId, postId } = row;
  const [of] = await read(asSystem(ctx, "series", agencyId), (tx) =>
    tx.tx
      .select({ ownerId: series.ownerId })
      .from(series)
      .where(and(eq(series.agencyId, agencyId), eq(series.id, seriesId))),
  );
  if (!of) return;
  try {
    const order = { agencyId, ownerId: of.ownerId, order: `series ${seriesId}` };
    await discardPost(await byStandingOrder(ctx, order), postId);
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
  }
}

function rowsIn(ctx: Ctx, states: readonly Row["state"][], overBefore?: string): Promise<Row[]> {
  return read(asSystem(ctx, "series", null), async (tx) => {
    const rows = [];
    for (const state of states)
      rows.push(
        ...(await tx.tx
          .select()
          .from(occurrences)
          .where(
            and(
              eq(occurrences.state, state),
              overBefore === undefined ? undefined : lte(occurrences.latestAt, overBefore),
            ),
          )
          .orderBy(occurrences.at)
          .limit(batchMax)),
      );
    return rows;
  });
}

async function setState(
  ctx: Ctx,
  row: Row,
  state: Row["state"],
  reason: string | null,
): Promise<void> {
  if (row.state === state && row.reason === reason) return;
  await transact(asSystem(ctx, "series", null), async (all) => {
    const tx = withinAgency(all, "series", row.agencyId);
    await tx.tx.update(occurrences).set({ state, reason }).where(theOccurrence(tx, row));
    if (state !== "expired" && state !== "stuck") return;
    await tx.happenings.tell(tx, {
      kind: `planning.occurrence-${state}`,
      subject: { kind: "post", id: row.postId },
      facts: { series: row.seriesId, occurrence: row.occurrence, ...(reason ? { reason } : {}) },
      outcome: "failed",
    });
  });
}
