import { and, eq } from "drizzle-orm";
import { asSystem, type Ctx } from "#platform/context.ts";
import { transact } from "#platform/db/database.ts";
import type { SendOrder } from "#channels";
import type { Delivery } from "./moves.ts";
import { deliveries } from "./schema.ts";
import { orderOf } from "./orders.ts";

/**
 * The order of a claimed delivery, with what earlier tries have got done (to whom a mailing went): kept, sealed,
 * before the connector goes on, so that no reader is written to twice.
 */
export async function orderWithProgress(ctx: Ctx, delivery: Delivery): Promise<SendOrder> {
  const inAgency = asSystem(ctx, "dispatcher", delivery.agencyId);
  const place = {
    table: "deliveries",
    column: "progress",
    agencyId: delivery.agencyId,
    rowId: delivery.id,
  };
  const order = orderOf(delivery);
  const keep = (progress: unknown) =>
    transact(inAgency, async (tx) => {
      const keys = await tx.vault.keysOf(tx, delivery.agencyId);
      await tx.tx
        .update(deliveries)
        .set({ progress: keys.seal(place, JSON.stringify(progress)) })
        .where(
          and(
            eq(deliveries.agencyId, delivery.agencyId),
            eq(deliveries.id, delivery.id),
            eq(deliveries.fence, delivery.fence),
          ),
        );
    });
  const sealed = delivery.progress;
  if (sealed === null) return { ...order, attempt: { ...order.attempt, keep } };
  const progress: unknown = await transact(inAgency, async (tx) =>
    JSON.parse((await tx.vault.keysOf(tx, delivery.agencyId)).open(place, sealed).toString()),
  );
  return { ...order, attempt: { ...order.attempt, keep, progress } };
}
