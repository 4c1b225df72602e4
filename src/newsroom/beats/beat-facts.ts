import { allBeats, beatArea, type Area } from "#agency";
import { publicCalls, type BeatCalls, type BlotterPromise } from "#blotter";
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
}

/** Every beat with its calls, in the order of their codes. */
export async function beatFacts(ctx: Ctx): Promise<BeatFacts[]> {
  const { promise, beats } = await publicCalls(ctx);
  return (await allBeats(ctx)).map(({ id, code, name, area }) => ({
    id,
    code,
    name,
    area: beatArea.safeParse(area).data,
    path: `/beats/${encodeURIComponent(code.toLowerCase())}`,
    promise,
    ...(beats.get(id) ?? { shown: [], withheld: 0 }),
  }));
}
