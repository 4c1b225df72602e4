import { and, eq, gte, isNull, or } from "drizzle-orm";
import type { OutboundMessage, Sender } from "#channels";
import { agencyOf, type Ctx, type TxCtx } from "#platform/context.ts";
import { nowMs } from "#platform/clock.ts";
import { read } from "#platform/db/database.ts";
import { heldBy } from "./hold-rules.ts";
import { holdFact } from "./holds.ts";
import type { Delivery } from "./moves.ts";
import { messageOf, orderOf, sendMs, sendSignal } from "./orders.ts";
import { deliveries, holds, posts } from "./schema.ts";

const gateMs = 500;
const underWay = new Set(["waiting", "sending", "unconfirmed", "asked"]);

/**
 * Sends a delivery that is out to subscribers whose quiet hours are over: the same order, under the same approval. "over"
 * once it was recalled, corrected or held: nobody gets it late.
 */
export function sendRested(sender: Sender) {
  return async (ctx: Ctx, deliveryId: string): Promise<"sent" | "over"> => {
    const stands = await read(ctx, (tx) => standing(tx, deliveryId));
    if (!stands) return "over";
    if (stands.isUnderWay) return "sent";
    const order = orderOf(stands.delivery);
    const beganMs = nowMs(ctx.clock);
    let looked = { atMs: beganMs, stands: true };
    const mayBegin = async () => {
      const atMs = nowMs(ctx.clock);
      if (atMs - looked.atMs >= gateMs)
        looked = {
          atMs,
          stands: (await read(ctx, (tx) => standing(tx, deliveryId))) !== undefined,
        };
      return looked.stands && atMs - beganMs < sendMs;
    };
    await sender.publish({ ...order, attempt: { ...order.attempt, mayBegin } }, sendSignal());
    return "sent";
  };
}

/** What of a post may still be told in a letter of many: its approved words. */
export interface StandingNews {
  deliveryId: string;
  postId: string;
  message: OutboundMessage;
}

/** Those of these deliveries that stand, in the order given: what was recalled, corrected or held is not among them. */
export async function standingNews(
  ctx: Ctx,
  deliveryIds: readonly string[],
): Promise<StandingNews[]> {
  return read(ctx, async (tx) => {
    const posts: StandingNews[] = [];
    for (const deliveryId of deliveryIds) {
      const stands = await standing(tx, deliveryId);
      if (!stands) continue;
      const { delivery } = stands;
      posts.push({ deliveryId, postId: delivery.postId, message: messageOf(delivery) });
    }
    return posts;
  });
}

interface Standing {
  delivery: Delivery;
  /** Until everybody else has it, the dispatcher goes on with it. */
  isUnderWay: boolean;
}

/** The delivery while it stands: going out or sent, newest of its post, neither recalled nor held. */
async function standing(tx: TxCtx, id: string): Promise<Standing | undefined> {
  const [row] = await tx.tx
    .select({ delivery: deliveries, state: posts.state, version: posts.version })
    .from(deliveries)
    .innerJoin(posts, and(eq(posts.agencyId, deliveries.agencyId), eq(posts.id, deliveries.postId)))
    .where(and(eq(deliveries.agencyId, agencyOf(tx)), eq(deliveries.id, id)));
  if (!row || row.state === "recalled" || row.delivery.version !== row.version) return undefined;
  const { delivery } = row;
  if (underWay.has(delivery.state)) return { delivery, isUnderWay: true };
  if (delivery.state !== "sent") return undefined;
  // Whatever a hold stopped stays stopped, though it was lifted since (core D5).
  const since = or(
    isNull(holds.liftedAt),
    gte(holds.placedAt, delivery.sentAt ?? delivery.changedAt),
  );
  const stopped = await tx.tx
    .select()
    .from(holds)
    .where(and(eq(holds.agencyId, agencyOf(tx)), since));
  return heldBy(stopped.map(holdFact), delivery) ? undefined : { delivery, isUnderWay: false };
}
