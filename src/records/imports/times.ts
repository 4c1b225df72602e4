import { stamp, Temporal } from "#platform/clock.ts";

const lastMs = 4_102_444_800_000;

/** RFC 3339 in UTC of milliseconds since 1970; undefined where that is no time between then and 2100. */
export function instantOfMs(value: unknown): string | undefined {
  const ms = typeof value === "string" && /^\d{1,16}$/.test(value) ? Number(value) : value;
  if (typeof ms !== "number" || !Number.isFinite(ms) || ms <= 0 || ms > lastMs) return undefined;
  return stamp(Temporal.Instant.fromEpochMilliseconds(Math.trunc(ms)));
}

/** The same of seconds, as whole numbers or as text. */
export function instantOfSeconds(value: unknown): string | undefined {
  const seconds = typeof value === "string" && /^\d{1,12}$/.test(value) ? Number(value) : value;
  return typeof seconds === "number" ? instantOfMs(seconds * 1000) : undefined;
}

/** Nanoseconds (or, in old databases, seconds) since 2001-01-01 in UTC, as Apple counts. */
export function instantOfApple(value: bigint): string | undefined {
  if (value <= 0n) return undefined;
  const ms = value > 100_000_000_000n ? value / 1_000_000n : value * 1000n;
  return instantOfMs(Number(ms) + 978_307_200_000);
}

const months = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
const mailDate =
  /^(?:[a-z]{3},?\s+)?(\d{1,2})\s+([a-z]{3})[a-z]*\s+(\d{2,4})\s+(\d{1,2}):(\d{2})(?::(\d{2}))?\s*(?:([+-]\d{4})|([a-z]{1,5}))?/i;
const networkDate =
  /^[a-z]{3}\s+([a-z]{3})\s+(\d{1,2})\s+(\d{2}):(\d{2}):(\d{2})\s+([+-]\d{4})\s+(\d{4})$/i;
const zones: Record<string, string> = {
  est: "-0500",
  edt: "-0400",
  cst: "-0600",
  cdt: "-0500",
  mst: "-0700",
  mdt: "-0600",
  pst: "-0800",
  pdt: "-0700",
};

/**
 * An instant as programs write it: RFC 3339, "2026-11-21 14:02:00 UTC", RFC 5322's "Sat, 21 Nov 2026 14:02:00 +0000"
 * or X's "Sat Nov 21 14:02:00 +0000 2026". Undefined for anything else.
 */
export function instantOfText(text: string): string | undefined {
  const trimmed = text.trim();
  return ofIso(trimmed) ?? ofMail(trimmed) ?? ofNetwork(trimmed);
}

function ofIso(text: string): string | undefined {
  const iso = text.replace(/^(\d{4}-\d\d-\d\d)[ T]/, "$1T").replace(/\s*(?:UTC|GMT)$/i, "Z");
  return /^\d{4}-\d\d-\d\dT\d\d:\d\d/.test(iso) ? instant(iso) : undefined;
}

function ofMail(text: string): string | undefined {
  const [, day = "", month = "", year = "", hour = "", minute = "", second, offset, zone] =
    mailDate.exec(text) ?? [];
  if (day === "") return undefined;
  const full = year.length === 2 ? `${Number(year) < 70 ? "20" : "19"}${year}` : year;
  const named = zone === undefined ? undefined : (zones[zone.toLowerCase()] ?? "+0000");
  return written(full, month, day, `${hour}:${minute}:${second ?? "00"}`, offset ?? named);
}

function ofNetwork(text: string): string | undefined {
  const [, month = "", day = "", hour, minute, second, offset, year = ""] =
    networkDate.exec(text) ?? [];
  if (day === "") return undefined;
  return written(year, month, day, `${hour ?? ""}:${minute ?? ""}:${second ?? ""}`, offset);
}

function written(
  year: string,
  month: string,
  day: string,
  time: string,
  offset = "+0000",
): string | undefined {
  const at = months.indexOf(month.toLowerCase()) + 1;
  if (at === 0) return undefined;
  const zone = `${offset.slice(0, 3)}:${offset.slice(3)}`;
  return instant(
    `${year}-${String(at).padStart(2, "0")}-${day.padStart(2, "0")}T${time.padStart(8, "0")}${zone}`,
  );
}

function instant(text: string): string | undefined {
  try {
    const found = Temporal.Instant.from(text);
    return instantOfMs(found.epochMilliseconds);
  } catch {
    return undefined;
  }
}

export function isWallClock(at: string): boolean {
  return !at.endsWith("Z");
}

/** A wall-clock time read in a zone; where the clock was put back, the earlier of the two. */
export function instantIn(at: string, timeZone: string): string {
  if (!isWallClock(at)) return at;
  return stamp(Temporal.PlainDateTime.from(at).toZonedDateTime(timeZone).toInstant());
}

/** Year, month, day, hour, minute, second as a wall-clock time, or undefined where there is no such day or hour. */
export function wallClock(parts: readonly number[]): string | undefined {
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = parts;
  if (year < 1990 || year > 2099) return undefined;
  try {
    const options = { overflow: "reject" } as const;
    return Temporal.PlainDateTime.from(
      { year, month, day, hour, minute, second },
      options,
    ).toString({ smallestUnit: "second" });
  } catch {
    return undefined;
  }
}
