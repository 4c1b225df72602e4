import { asc, eq } from "drizzle-orm";
import { authorize, namesOf } from "#agency";
import { postVersion } from "#publish";
import { stamp, Temporal } from "#platform/clock.ts";
import { agencyOf, type Ctx, type TxCtx } from "#platform/context.ts";
import { read } from "#platform/db/database.ts";
import { limit } from "#platform/limits.ts";
import { found } from "#platform/refusal.ts";
import { exceptionsOf, occurrenceRows, openStates } from "./made.ts";
import { occurrencesOf } from "./rules.ts";
import { series } from "./schema.ts";
import { seriesMax, theSeries } from "./series.ts";
import type { Series } from "./series-draft.ts";

const shownMax = limit("series.shown", 60, "dates", "the next ones of a series on its page");

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
  // Where somebody moved a post, its date stands there already, before the job takes note of it.
  for (const one of rows.slice(-shownMax)) {
    const { post, content } = await postVersion(tx, one.postId);
    standing.set(one.postId, post.state);
    const isOpen = openStates.some((state) => state === one.state) && post.discardedAt === null;
    if (
      isOpen &&
      content.publish.when === "at" &&
      stamp(Temporal.Instant.from(one.at)) !== post.publishAt
    )
      exceptions.set(one.occurrence, content.publish.local);
  }
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
