import { and, asc, eq } from "drizzle-orm";
import { discardPost, editPost, postVersion } from "#publish";
import { stamp, Temporal } from "#platform/clock.ts";
import { agencyOf, type TxCtx } from "#platform/context.ts";
import { occurrencesOf } from "./rules.ts";
import { occurrences, seriesExceptions } from "./schema.ts";
import { contentAt, latestOf, type Series } from "./series-draft.ts";

export type Made = typeof occurrences.$inferSelect;

/** Not over yet: what a job or an edit may still change. */
export const openStates = ["made", "asked", "stuck"] as const;

/** Brings every coming, unapproved post of a series to what the series says now. */
export async function reconcile(tx: TxCtx, row: Series): Promise<void> {
  for (const made of await occurrenceRows(tx, row.id)) await followPost(tx, made);
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
      .set({
        state: "made",
        reason: null,
        seriesVersion: row.version,
        ...latestOf(Temporal.Instant.from(date.at)),
      })
      .where(theOccurrence(tx, made));
  }
}

/** Posts of coming occurrences that nobody approved yet. */
export async function comingPosts(tx: TxCtx, { id }: Series) {
  const now = stamp(tx.clock.now());
  const coming = (await occurrenceRows(tx, id)).filter(
    ({ state, at }) => openStates.some((one) => one === state) && at > now,
  );
  const open = [];
  for (const one of coming) {
    const { post } = await postVersion(tx, one.postId);
    const isOpen = ["draft", "submitted", "returned"].includes(post.state);
    if (isOpen && post.discardedAt === null) open.push(one);
  }
  return open;
}

export async function drop(tx: TxCtx, made: Made): Promise<void> {
  await discardPost(tx, made.postId);
  // Without its row the date can be made again, should the series have it again.
  await tx.tx.delete(occurrences).where(theOccurrence(tx, made));
}

/**
 * A date goes where somebody moved its post, in the calendar or the composer: by an exception of the series, so that
 * neither an edit of the series nor its end of time undoes it. A post without a time has left the series.
 */
export async function followPost(tx: TxCtx, made: Made): Promise<Made> {
  if (!openStates.some((one) => one === made.state)) return made;
  const { post, content, authorId } = await postVersion(tx, made.postId);
  if (post.discardedAt !== null) return made;
  if (content.publish.when !== "at" || post.publishAt === null) {
    const left = { ...made, state: "done" as const, reason: null };
    await tx.tx.update(occurrences).set(left).where(theOccurrence(tx, made));
    return left;
  }
  const at = Temporal.Instant.from(post.publishAt);
  if (Temporal.Instant.compare(at, made.at) === 0) return made;
  const { seriesId, occurrence } = made;
  const movedTo = content.publish.local;
  const moved = { movedTo, madeBy: authorId, madeAt: stamp(tx.clock.now()) };
  await tx.tx
    .insert(seriesExceptions)
    .values({ agencyId: agencyOf(tx), seriesId, occurrence, ...moved })
    .onConflictDoUpdate({
      target: [seriesExceptions.agencyId, seriesExceptions.seriesId, seriesExceptions.occurrence],
      set: moved,
    });
  const times = latestOf(at);
  await tx.tx.update(occurrences).set(times).where(theOccurrence(tx, made));
  return { ...made, ...times };
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
