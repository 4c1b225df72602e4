import { allBeats, beatArea } from "#agency";
import { publicAlerts, type PublicAlert } from "#alerts";
import type { Ctx } from "#platform/context.ts";

/** What the alert pages are made from. */
export interface AlertFacts {
  alerts: readonly PublicAlert[];
  /** The agency's ground, so that an area is seen in its place. */
  beats: readonly { code: string; rings: readonly (readonly (readonly number[])[])[] }[];
}

export async function alertFacts(ctx: Ctx): Promise<AlertFacts> {
  const [alerts, beats] = [await publicAlerts(ctx), await allBeats(ctx)];
  return {
    alerts,
    beats: beats.flatMap(({ code, area }) => {
      const known = beatArea.safeParse(area).data;
      if (!known) return [];
      return [
        { code, rings: known.type === "Polygon" ? known.coordinates : known.coordinates.flat() },
      ];
    }),
  };
}

/** Its address. */
export function alertPath({ id }: Pick<PublicAlert, "id">): string {
  return `/alerts/${id}`;
}

/** What is said now: the newest message. */
export function saidNow({ messages }: PublicAlert) {
  return messages[0];
}
