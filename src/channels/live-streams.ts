import { agencyOf, type Ctx } from "#platform/context.ts";
import { limit } from "#platform/limits.ts";
import { Refusal } from "#platform/refusal.ts";
import { openAccount, type Channel } from "./accounts.ts";
import type { Account } from "./account.ts";
import type { Remote } from "./attempt.ts";
import type { Net } from "./connector.ts";
import type { LiveState, LiveStreams, StreamKey } from "./live.ts";
import type { Networks } from "./networks.ts";
import { costsToRead } from "./own-items.ts";
import { SendError } from "./send-error.ts";

const askMs = limit("channels.live", 10_000, "ms", "one question after a live stream");
const toldMs = limit(
  "channels.live-told",
  50_000,
  "ms",
  "an answer that cost quota is shared so long",
);
const toldMax = limit("channels.live-told-max", 1_000, "streams", "whose last answer is in memory");

/** What a network told last, by agency, channel and the network's id. Instants in milliseconds. */
const told = new Map<string, { atMs: number; state: LiveState }>();

/**
 * Where a live stream stands, by the network's own word; where each question costs quota, everybody who looks within a
 * minute shares one. Throws Refusal where it does not answer.
 */
export async function liveStateOn(
  ctx: Ctx,
  networks: Networks,
  channel: Pick<Channel, "id" | "network">,
  remote: Remote,
): Promise<LiveState> {
  const key = `${agencyOf(ctx)} ${channel.id} ${remote.id}`;
  const nowMs = ctx.clock.now().epochMilliseconds;
  const known = told.get(key);
  if (known && Math.abs(nowMs - known.atMs) < toldMs) return known.state;
  const state = await asked(ctx, networks, channel.id, (live, net, account) =>
    live.state(net, account, remote),
  );
  if (costsToRead(ctx, networks, channel.network)) {
    if (told.size >= toldMax) told.clear();
    told.set(key, { atMs: nowMs, state });
  }
  return state;
}

/** The key as the network tells it now; it is handed on and kept nowhere. Throws Refusal. */
export function streamKeyOn(
  ctx: Ctx,
  networks: Networks,
  channelId: string,
  remote: Remote,
): Promise<StreamKey> {
  return asked(ctx, networks, channelId, (live, net, account) => live.key(net, account, remote));
}

async function asked<T>(
  ctx: Ctx,
  networks: Networks,
  channelId: string,
  ask: (live: LiveStreams, net: Net, account: Account) => Promise<T>,
): Promise<T> {
  const { channel, account } = await openAccount(ctx, channelId);
  const { live, title } = networks.connector(ctx, channel.network);
  if (!live || channel.endedAt !== null)
    throw new Refusal("no-live-streams", `${title} has no live streams here.`, { status: 409 });
  const net = networks.net(ctx, AbortSignal.timeout(askMs));
  return ask(live, net, account).catch((cause: unknown) => {
    if (!(cause instanceof SendError)) throw cause;
    const sentence = `${title} did not tell of its live stream: ${cause.message}`;
    throw new Refusal("live-not-read", sentence, { cause });
  });
}
