import { inArray, isNull } from "drizzle-orm";
import { asSystem, type Ctx } from "#platform/context.ts";
import { read } from "#platform/db/database.ts";
import { heldBy } from "./hold-rules.ts";
import { holdFact } from "./holds.ts";
import { deliveries, holds } from "./schema.ts";

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/**
 * Which of these deliveries a hold in force covers, sent ones too: a network of our own passes a post on for a while
 * after it took it, and stops while the hold stands (core D4).
 */
export async function heldDeliveries(
  ctx: Ctx,
  deliveryIds: readonly string[],
): Promise<ReadonlySet<string>> {
  const ids = deliveryIds.filter((one) => uuid.test(one));
  if (ids.length === 0) return new Set();
  return read(asSystem(ctx, "fan-out", null), async ({ tx }) => {
    const active = await tx.select().from(holds).where(isNull(holds.liftedAt));
    if (active.length === 0) return new Set<string>();
    const rows = await tx
      .select({
        id: deliveries.id,
        agencyId: deliveries.agencyId,
        channelId: deliveries.channelId,
        class: deliveries.class,
      })
      .from(deliveries)
      .where(inArray(deliveries.id, ids));
    const facts = active.map(holdFact);
    return new Set(rows.filter((row) => heldBy(facts, row)).map(({ id }) => id));
  });
}
