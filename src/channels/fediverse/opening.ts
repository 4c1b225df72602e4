import { authorize } from "#agency";
import type { Ctx } from "#platform/context.ts";
import { connectChannel } from "../accounts.ts";
import type { Networks } from "../networks.ts";
import { openActors, rolesOf } from "./actors.ts";

const nameMax = 80;
const connectMs = 20_000;

/** Makes an actor of the agency and of each beat that has none yet: one act, and no outside account. */
export async function connectActors(ctx: Ctx, networks: Networks): Promise<number> {
  authorize(ctx, "channel.connect");
  const known = new Set((await openActors(ctx)).map(({ name }) => name));
  const missing = (await rolesOf(ctx)).filter(({ name }) => !known.has(name));
  const connector = networks.connector(ctx, "fediverse");
  for (const { name, title } of missing) {
    const net = networks.net(ctx, AbortSignal.timeout(connectMs));
    await connectChannel(ctx, net, connector, {
      network: "fediverse",
      name: title.slice(0, nameMax),
      isPublic: true,
      input: { actor: name },
    });
  }
  return missing.length;
}
