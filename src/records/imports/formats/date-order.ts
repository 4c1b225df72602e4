import { wallClock } from "../times.ts";

/** A date and a time as three and up to three numbers, in the order in which they stand. */
export interface Written {
  date: readonly [number, number, number];
  time: readonly [number, number, number];
}

export type DateOrder = "d/m/y" | "m/d/y" | "y-m-d";

const places: Record<DateOrder, readonly [year: 0 | 1 | 2, month: 0 | 1 | 2, day: 0 | 1 | 2]> = {
  "d/m/y": [2, 1, 0],
  "m/d/y": [2, 0, 1],
  "y-m-d": [0, 1, 2],
};

export function wallClockOf({ date, time }: Written, order: DateOrder): string | undefined {
  const [year, month, day] = places[order].map((place) => date[place] ?? 0);
  const full = (year ?? 0) < 100 ? (year ?? 0) + 2000 : (year ?? 0);
  return wallClock([full, month ?? 0, day ?? 0, ...time]);
}

/**
 * In which order a whole file writes its dates: the one in which every date is one; of several, the one in which the
 * days run on. Where both would do, the American order, and `isCertain` is false.
 */
export function dateOrderOf(all: readonly Written[]): { order: DateOrder; isCertain: boolean } {
  const isYearFirst = all.some(({ date }) => date[0] > 31);
  const orders: readonly DateOrder[] = isYearFirst ? ["y-m-d"] : ["m/d/y", "d/m/y", "y-m-d"];
  const judged = orders.map((order) => ({ order, ...faults(all, order) }));
  const [best, second] = judged.toSorted(
    (a, b) => a.impossible - b.impossible || a.backward - b.backward,
  );
  if (!best) return { order: "m/d/y", isCertain: false };
  const isTied =
    second !== undefined &&
    second.impossible === best.impossible &&
    second.backward === best.backward;
  return { order: best.order, isCertain: !isTied };
}

function faults(all: readonly Written[], order: DateOrder) {
  let impossible = 0;
  let backward = 0;
  let last = "";
  for (const one of all) {
    const at = wallClockOf(one, order);
    if (at === undefined) impossible++;
    else {
      if (at.slice(0, 10) < last) backward++;
      last = at.slice(0, 10);
    }
  }
  return { impossible, backward };
}
