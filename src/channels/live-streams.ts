import type { Ctx } from "#platform/context.ts";
import { limit } from "#platform/limits.ts";
import { Refusal } from "#platform/refusal.ts";
import { openAccount } from "./accounts.ts";
import type { Account } from "./account.ts";
import type { Remote } from "./attempt.ts";
import type { Net } from "./connector.ts";
import type { LiveState, LiveStreams, StreamKey } from "./live.ts";
import type { Networks } from "./networks.ts";
import { SendError } from "./send-error.ts";

const askMs = limit("channels.live", 10_000, "ms", "one question after a live stream");

/** Where a live stream stands, by the network's own word. Throws Refusal where it does not answer. */
export function liveStateOn(
  ctx: Ctx,
  networks: Networks,
  channelId: string,
  remote: Remote,
): Promise<LiveState> {
  return asked(ctx, networks, channelId, (live, net, account) => live.state(net, account, remote));
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
