import { and, eq } from "drizzle-orm";
import { authorize } from "#agency";
import { stamp } from "#platform/clock.ts";
import { agencyOf, type Ctx } from "#platform/context.ts";
import { transact } from "#platform/db/database.ts";
import { openAccount, openChannels } from "./accounts.ts";
import type { Health } from "./account.ts";
import type { Networks } from "./networks.ts";
import { channels } from "./schema.ts";

const checkMs = 15_000;

/** Asks the network how the account is and keeps the answer. A change of state is told. */
export async function checkChannel(
  ctx: Ctx,
  networks: Networks,
  channelId: string,
): Promise<Health> {
  authorize(ctx, "channel.check", { kind: "channel", id: channelId });
  const { channel, account } = await openAccount(ctx, channelId);
  const connector = networks.connector(ctx, channel.network);
  const health = await connector.health(networks.net(ctx, AbortSignal.timeout(checkMs)), account);
  await transact(ctx, async (tx) => {
    await tx.tx
      .update(channels)
      .set({ health, checkedAt: stamp(tx.clock.now()) })
      .where(and(eq(channels.agencyId, agencyOf(tx)), eq(channels.id, channelId)));
    if (stateOf(channel.health) === health.state) return;
    await tx.happenings.tell(tx, {
      kind: "channels.health-changed",
      subject: { kind: "channel", id: channelId },
      facts: { from: stateOf(channel.health) ?? "unknown", to: health.state, says: health.says },
    });
  });
  return health;
}

export async function checkAllChannels(ctx: Ctx, networks: Networks): Promise<void> {
  for (const { id } of await openChannels(ctx)) await checkChannel(ctx, networks, id);
}

function stateOf(health: unknown): string | undefined {
  return typeof health === "object" && health !== null && "state" in health
    ? String(health.state)
    : undefined;
}
