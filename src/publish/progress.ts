import { and, eq } from "drizzle-orm";
import type { SendOrder } from "#channels";
import { asSystem, type Ctx, type TxCtx } from "#platform/context.ts";
import { transact } from "#platform/db/database.ts";
import type { Delivery } from "./moves.ts";
import { orderOf } from "./orders.ts";
import { deliveries } from "./schema.ts";

/**
 * The order of a claimed delivery, with what earlier tries have got done (to whom a mailing went): kept, sealed,
 * before the connector goes on, so that no reader is written to twice.
 */
export async function orderWithProgress(ctx: Ctx, delivery: Delivery): Promise<SendOrder> {
  const inAgency = asSystem(ctx, "dispatcher", delivery.agencyId);
  const order = orderOf(delivery);
  const keep = (progress: unknown) =>
    transact(inAgency, async (tx) => {
      await tx.tx
        .update(deliveries)
        .set({ progress: await sealedProgress(tx, delivery, progress) })
        .where(
          and(
            eq(deliveries.agencyId, delivery.agencyId),
            eq(deliveries.id, delivery.id),
            eq(deliveries.fence, delivery.fence),
          ),
        );
    });
  if (delivery.progress === null) return { ...order, attempt: { ...order.attempt, keep } };
  const progress = await transact(inAgency, (tx) => openedProgress(tx, delivery));
  return { ...order, attempt: { ...order.attempt, keep, progress } };
}

/** Readers' addresses are personal: they are sealed with the agency's key. */
export async function sealedProgress(
  tx: TxCtx,
  delivery: Delivery,
  progress: unknown,
): Promise<Buffer> {
  const keys = await tx.vault.keysOf(tx, delivery.agencyId);
  return keys.seal(placeOf(delivery), JSON.stringify(progress));
}

/** What the last try kept; undefined where none did. */
export async function openedProgress(tx: TxCtx, delivery: Delivery): Promise<unknown> {
  if (delivery.progress === null) return undefined;
  const keys = await tx.vault.keysOf(tx, delivery.agencyId);
  return JSON.parse(keys.open(placeOf(delivery), delivery.progress).toString());
}

function placeOf({ agencyId, id }: Delivery) {
  return { table: "deliveries", column: "progress", agencyId, rowId: id };
}
