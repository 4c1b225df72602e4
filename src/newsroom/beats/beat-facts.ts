import { allBeats, beatArea, type Area } from "#agency";
import { publicCalls, type BeatCalls, type BlotterPromise } from "#blotter";
import { openChannels, speaksFor, type Networks } from "#channels";
import type { Ctx } from "#platform/context.ts";

/** A beat as its page shows it. */
export interface BeatFacts extends BeatCalls {
  id: string;
  code: string;
  name: string;
  area: Area | undefined;
  /** Its address: its code. */
  path: string;
  promise: BlotterPromise;
  /** The accounts that speak for this beat alone. */
  accounts: { title: string; handle: string; profileUrl: string }[];
}

/** Every beat with its calls, in the order of their codes. */
export async function beatFacts(ctx: Ctx, networks: Networks): Promise<BeatFacts[]> {
  const open = (await openChannels(ctx)).filter(({ isPublic }) => isPublic);
  const { promise, beats } = await publicCalls(ctx);
  return (await allBeats(ctx)).map(({ id, code, name, area }) => ({
    id,
    code,
    name,
    area: beatArea.safeParse(area).data,
    path: `/beats/${encodeURIComponent(code.toLowerCase())}`,
    promise,
    accounts: open
      .filter((one) => speaksFor(one, { id, code }))
      .map(({ network, handle, profileUrl }) => ({
        title: networks.connector(ctx, network).title,
        handle,
        profileUrl,
      })),
    ...(beats.get(id) ?? { shown: [], withheld: 0 }),
  }));
}
