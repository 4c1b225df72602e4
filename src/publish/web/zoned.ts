/** Wall-clock arithmetic in the agency's zone with the browser's own tables: no library, no device zone. */

const parts = new Map<string, Intl.DateTimeFormat>();

function formatOf(zone: string): Intl.DateTimeFormat {
  const known = parts.get(zone);
  if (known) return known;
  const made = new Intl.DateTimeFormat("sv-SE", {
    timeZone: zone,
    year: "numeric",
    month: "2-digit",
    day: "2-digit",
    hour: "2-digit",
    minute: "2-digit",
  });
  parts.set(zone, made);
  return made;
}

/** "2026-11-21T14:02" as clocks of the zone show it. */
export function localOf(instant: Date, zone: string): string {
  return formatOf(zone).format(instant).replace(" ", "T");
}

/** "2026-11-21" of the zone. */
export function dayOf(instant: Date, zone: string): string {
  return localOf(instant, zone).slice(0, 10);
}

export interface Resolution {
  at: Date;
  kind: "once" | "skipped" | "twice";
}

const dayMs = 86_400_000;

/**
 * The instant of a wall-clock time, by the rule of the server (`schedule.ts`): a skipped time is as far
 * behind the gap, a doubled one is the first. Undefined while the text is not a time.
 */
export function resolveLocal(local: string, zone: string): Resolution | undefined {
  // Date.parse takes more than times for times: ":00Z" is a date to V8.
  if (!/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}$/.test(local)) return undefined;
  const asUtc = Date.parse(`${local}:00Z`);
  if (Number.isNaN(asUtc)) return undefined;
  const before = offsetAt(asUtc - dayMs, zone);
  const after = offsetAt(asUtc + dayMs, zone);
  const candidates = [...new Set([asUtc - before, asUtc - after])].sort((a, b) => a - b);
  const fitting = candidates.filter((at) => localOf(new Date(at), zone) === local);
  const first = fitting[0];
  if (first === undefined) return { at: new Date(asUtc - before), kind: "skipped" };
  return { at: new Date(first), kind: fitting.length > 1 ? "twice" : "once" };
}

/** How far the zone's clocks are ahead of UTC at an instant, in milliseconds. */
function offsetAt(atMs: number, zone: string): number {
  return Date.parse(`${localOf(new Date(atMs), zone)}:00Z`) - Math.floor(atMs / 60_000) * 60_000;
}

/** The day so many days later; days are dates here, not spans of 24 hours. */
export function addDays(day: string, count: number): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + count * dayMs).toISOString().slice(0, 10);
}

/** 0 for Sunday. */
export function weekdayOf(day: string): number {
  return new Date(`${day}T00:00:00Z`).getUTCDay();
}

/** The first instant of a day in the zone. */
export function startOf(day: string, zone: string): Date {
  return resolveLocal(`${day}T00:00`, zone)?.at ?? new Date(`${day}T00:00:00Z`);
}
