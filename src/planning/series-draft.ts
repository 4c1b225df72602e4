import { z } from "zod";
import { personOf } from "#agency";
import { mustPassFindings } from "#policy";
import { lintPost, postContent, type PostContent } from "#publish";
import { stamp, Temporal } from "#platform/clock.ts";
import type { TxCtx } from "#platform/context.ts";
import { limit } from "#platform/limits.ts";
import { Refusal } from "#platform/refusal.ts";
import { readRecurrence } from "./recurrence.ts";
import { occurrencesOf } from "./rules.ts";
import type { series } from "./schema.ts";

/** What missed its time by more is not sent: a series never goes out late. */
const lateMinutes = limit("series.late", 30, "minutes", "after its time an occurrence expires");

export const seriesDraft = z.strictObject({
  title: z.string().trim().min(1).max(120),
  content: postContent,
  /** RFC 5545: a rule, and on lines of their own the dates that are left out (EXDATE). */
  rule: z.string().max(4_000),
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

/** When a post of a series may no longer go out: its time and the minutes that it may be late. */
export function latestOf(at: Temporal.Instant): { at: string; latestAt: string } {
  return { at: stamp(at), latestAt: stamp(at.add({ minutes: lateMinutes })) };
}

/** What a series must pass before it is kept: the same lint as a post, so that its posts are not all stuck. */
export async function checkedSeries(tx: TxCtx, given: SeriesDraft, zone: string) {
  const draft = seriesDraft.parse(given);
  const { startsLocal, title, acknowledged } = draft;
  const { rule, leftOut } = readRecurrence(draft.rule, startsLocal, zone);
  mustComeAgain(tx, { rule, startsLocal, zone }, leftOut);
  const { publish: _time, takeDown: _down, ...rest } = draft.content;
  const content = postContent.parse(rest);
  if (content.text.trim() === "" && content.media.length === 0)
    throw new Refusal("empty-series", "Write what the posts of this series say.");
  if (content.channels.length === 0)
    throw new Refusal("no-channel", "Choose at least one channel.");
  await mustBeRead(tx, content, acknowledged);
  const values = {
    title,
    content,
    rule,
    startsLocal,
    zone,
    acknowledged,
    ownerId: personOf(tx).personId,
    changedAt: stamp(tx.clock.now()),
    problem: null,
    endedAt: null,
    endedBy: null,
  };
  return { values, leftOut };
}

function mustComeAgain(
  tx: TxCtx,
  timing: { rule: string; startsLocal: string; zone: string },
  leftOut: readonly string[],
): void {
  const left = new Map(leftOut.map((date) => [date, null]));
  const isAhead = ({ at }: { at: string }) => Temporal.Instant.compare(at, tx.clock.now()) > 0;
  if (!occurrencesOf(timing, left).some(isAhead))
    throw new Refusal("series-over", "All its dates have passed. Let it end later.");
}

/** What the policy blocks is refused; what it warns of must have been read. */
async function mustBeRead(
  tx: TxCtx,
  content: PostContent,
  acknowledged: readonly string[],
): Promise<void> {
  mustPassFindings(await lintPost(tx, content), new Set(acknowledged));
}
