import { and, eq } from "drizzle-orm";
import type { Networks } from "#channels";
import { policyInForce } from "#policy";
import { postVersion, submitPost } from "#publish";
import { Temporal } from "#platform/clock.ts";
import { asSystem, type Ctx, type TxCtx } from "#platform/context.ts";
import { read, transact } from "#platform/db/database.ts";
import { Refusal } from "#platform/refusal.ts";
import { theOccurrence, type Made } from "./made.ts";
import { followed, rowsIn, setState } from "./made-rows.ts";
import { occurrences, series } from "./schema.ts";
import { byStandingOrder } from "./standing-order.ts";

/** Hands in what was made, no earlier than an approval of its class would hold until its day. */
export async function handIn(ctx: Ctx, networks: Networks): Promise<void> {
  const now = ctx.clock.now();
  for (const known of await rowsIn(ctx, ["made", "stuck"])) {
    const { agencyId } = known;
    const row = await followed(ctx, known);
    if (row.state === "done") continue;
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

async function handInOne(ctx: Ctx, networks: Networks, row: Made, state: string): Promise<void> {
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

/** Hours for which an approval of this class holds: nobody is asked for one that would lapse before the day. */
async function validHoursOf(tx: TxCtx, code: string): Promise<number> {
  const policy = await policyInForce(tx);
  return policy?.classes.find((one) => one.code === code)?.validHours ?? 24;
}
