import type { Temporal } from "#platform/clock.ts";

/** A quarter of the year, as it is written everywhere: `2026-Q4`. */
export type Quarter = string;

export const quarterShape = /^(\d{4})-Q([1-4])$/;

/** The quarter that an instant lies in, by the agency's own calendar. */
export function quarterOf(at: Temporal.Instant, timeZone: string): Quarter {
  const { year, month } = at.toZonedDateTimeISO(timeZone);
  return `${year}-Q${Math.ceil(month / 3)}`;
}

/** The quarter before this one. */
export function quarterBefore(quarter: Quarter): Quarter {
  const [year, number] = partsOf(quarter);
  return number === 1 ? `${year - 1}-Q4` : `${year}-Q${number - 1}`;
}

function partsOf(quarter: Quarter): [year: number, number: number] {
  const found = quarterShape.exec(quarter);
  if (!found) throw new RangeError(`${quarter} is no quarter such as 2026-Q4`);
  return [Number(found[1]), Number(found[2])];
}
