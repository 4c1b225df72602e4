import { and, eq } from "drizzle-orm";
import { discardPost, postVersion } from "#publish";
import { stamp } from "#platform/clock.ts";
import { asSystem, type Ctx } from "#platform/context.ts";
import { read } from "#platform/db/database.ts";
import { Refusal } from "#platform/refusal.ts";
import { openStates, type Made } from "./made.ts";
import { followed, rowsIn, setState } from "./made-rows.ts";
import { series } from "./schema.ts";
import { byStandingOrder } from "./standing-order.ts";

/** What was not approved by its time is over: said on the page of the series, and the draft is put away. */
export async function expireOccurrences(ctx: Ctx): Promise<void> {
  const now = stamp(ctx.clock.now());
  for (const known of await rowsIn(ctx, openStates, now)) {
    // Moved meanwhile: it has its own time now, or none.
    const row = await followed(ctx, known);
    if (row.state === "done" || row.latestAt > now) continue;
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
async function putAway(ctx: Ctx, row: Made): Promise<void> {
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
