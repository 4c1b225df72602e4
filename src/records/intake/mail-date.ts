const months = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split(" ");
const shape =
  /^(?:\w{3}, )?(\d{1,2}) (\w{3}) (\d{4}) (\d{2}:\d{2}:\d{2}) (?:([+-]\d{2})(\d{2})|GMT|UTC)$/;

/** `Fri, 20 Nov 2026 18:04:05 +0000` (RFC 5322) as RFC 3339; undefined where it is no such time. */
export function mailDate(text: string): string | undefined {
  const [, day = "", name = "", year, time, hours, minutes] = shape.exec(text.trim()) ?? [];
  const month = months.indexOf(name) + 1;
  if (month === 0) return undefined;
  const zone = hours === undefined ? "Z" : `${hours}:${minutes}`;
  return `${year}-${String(month).padStart(2, "0")}-${day.padStart(2, "0")}T${time}${zone}`;
}
