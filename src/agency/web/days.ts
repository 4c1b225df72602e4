const hourMs = 3_600_000;
const formats = new Map<string, Intl.DateTimeFormat>();

/** The wall clock of a zone at an instant, as if it were UTC: what a zone's offset is computed from. */
function wallClock(at: number, zone: string): number {
  const format =
    formats.get(zone) ??
    new Intl.DateTimeFormat("sv-SE", {
      timeZone: zone,
      year: "numeric",
      month: "2-digit",
      day: "2-digit",
      hour: "2-digit",
      minute: "2-digit",
      second: "2-digit",
    });
  formats.set(zone, format);
  return Date.parse(`${format.format(at).replace(" ", "T")}Z`);
}

/**
 * The instant at which a day ("2026-11-21") begins in a zone, RFC 3339; undefined for what is no day.
 * Twice corrected: the offset at UTC midnight may not be the one at the zone's own midnight.
 */
export function dayStart(day: string, zone: string): string | undefined {
  const midnight = Date.parse(`${day}T00:00:00Z`);
  if (Number.isNaN(midnight)) return undefined;
  const once = midnight - (wallClock(midnight, zone) - midnight);
  const twice = once + (midnight - wallClock(once, zone));
  return new Date(twice).toISOString();
}

/** The last millisecond of a day in a zone. */
export function dayEnd(day: string, zone: string): string | undefined {
  const midnight = Date.parse(`${day}T00:00:00Z`);
  if (Number.isNaN(midnight)) return undefined;
  const next = dayStart(new Date(midnight + 24 * hourMs).toISOString().slice(0, 10), zone);
  return next && new Date(Date.parse(next) - 1).toISOString();
}
