import { resolveLocal, type PostContent } from "#publish";
import { Temporal } from "#platform/clock.ts";
import type { Note } from "./import-report.ts";
import type { TableLine } from "./table.ts";

/** Says what is wrong with a field: what stands in it goes along, for a reader of another language. */
export type Say = (
  field: Note["field"],
  code: Note["code"],
  says: string,
  more?: Partial<Pick<Note, "what" | "es">>,
) => void;

/** Names as people write them, in lower case, to what they mean here. */
export interface Known {
  zone: string;
  now: Temporal.Instant;
  channels: ReadonlyMap<string, string>;
  all: string[];
  classes: ReadonlyMap<string, string>;
  objectives: ReadonlyMap<string, string>;
}

type Cells = TableLine["cells"];
const cut = (text: string | undefined) => (text ?? "").slice(0, 80);

export function channelsIn(cell: string | undefined, { channels, all }: Known, bad: Say): string[] {
  if (!cell) return [];
  if (/^(all|todos|\*)$/i.test(cell)) return all;
  const names = cell
    .split(/[,;|]/)
    .map((name) => name.trim())
    .filter(Boolean);
  const unknown = names.filter((name) => !channels.has(name.toLowerCase()));
  const what = cut(unknown.join(", "));
  if (unknown.length > 0) bad("channels", "unknown-channel", `no channel "${what}"`, { what });
  return [...new Set(names.flatMap((name) => channels.get(name.toLowerCase()) ?? []))];
}

export function classIn(cell: string | undefined, { classes }: Known, bad: Say): string {
  if (!cell) return "routine";
  const found = classes.get(cell.trim().toLowerCase());
  if (found !== undefined) return found;
  bad("class", "unknown-class", `no class "${cut(cell)}"`, { what: cut(cell) });
  return "routine";
}

export function objectiveIn(cell: string | undefined, { objectives }: Known, bad: Say): string {
  if (!cell) return "inform";
  const found = objectives.get(cell.trim().toLowerCase());
  if (found !== undefined) return found;
  bad("objective", "unknown-objective", `no objective "${cut(cell)}"`, { what: cut(cell) });
  return "inform";
}

/** A day as ISO, or as spreadsheets here write it: month first. "9:05 am" and "21:05" are times. */
export function timeIn(
  { date, time }: Cells,
  { zone, now }: Known,
  bad: Say,
  warn: Say,
): PostContent["publish"] {
  const none = { when: "when-approved" } as const;
  if (!date) {
    if (time) bad("time", "time-without-date", "a time needs its date");
    return none;
  }
  const day = dayIn(date);
  const wrong = { what: cut(day ? time : date) };
  if (!day)
    return (bad("date", "bad-date", `"${cut(date)}" is no day; write 2026-12-31`, wrong), none);
  const clock = clockIn(time || "09:00");
  if (!clock)
    return (bad("time", "bad-time", `"${cut(time)}" is no time; write 14:30`, wrong), none);
  const local = `${day}T${clock}`;
  const { at, note } = resolveLocal(local, zone);
  const what = `${day} ${clock}`;
  if (Temporal.Instant.compare(at, now) <= 0)
    return (bad("date", "past", `${what} has passed`, { what }), none);
  if (note) warn("time", "clock", note);
  return { when: "at", local, zone };
}

function dayIn(text: string): string | undefined {
  const iso = /^(\d{4})-(\d{1,2})-(\d{1,2})$/.exec(text);
  const own = /^(\d{1,2})\/(\d{1,2})\/(\d{4})$/.exec(text);
  const [year, month, day] = iso ? iso.slice(1) : own ? [own[3], own[1], own[2]] : [];
  if (!year || !month || !day) return undefined;
  const date = `${year}-${month.padStart(2, "0")}-${day.padStart(2, "0")}`;
  try {
    return Temporal.PlainDate.from(date, { overflow: "reject" }).toString();
  } catch {
    return undefined;
  }
}

function clockIn(text: string): string | undefined {
  const match = /^(\d{1,2})(?::(\d{2}))?(?::00)?\s*(a\.?\s?m\.?|p\.?\s?m\.?)?$/i.exec(text.trim());
  if (!match || (match[2] === undefined && match[3] === undefined)) return undefined;
  const half = match[3]?.[0]?.toLowerCase();
  const said = Number(match[1]);
  if (half && (said < 1 || said > 12)) return undefined;
  const hour = half ? (said % 12) + (half === "p" ? 12 : 0) : said;
  const minute = Number(match[2] ?? 0);
  if (hour > 23 || minute > 59) return undefined;
  return `${String(hour).padStart(2, "0")}:${String(minute).padStart(2, "0")}`;
}

export function languageIn(cell: string | undefined, bad: Say): string {
  if (!cell) return "en";
  const known: Record<string, string> = {
    english: "en",
    inglés: "en",
    spanish: "es",
    español: "es",
  };
  const code = known[cell.toLowerCase()] ?? cell.toLowerCase();
  if (/^[a-z]{2,3}$/.test(code)) return code;
  bad("language", "bad-language", `"${cut(cell)}" is no language; write en or es`, {
    what: cut(cell),
  });
  return "en";
}

export function linkIn(cell: string | undefined, bad: Say): PostContent["link"] {
  if (!cell) return null;
  if (URL.canParse(cell) && /^https?:$/.test(new URL(cell).protocol))
    return { url: cell, title: "", description: "" };
  bad("link", "bad-link", `"${cut(cell)}" is no address; write https://…`, { what: cut(cell) });
  return null;
}

/** A picture of the library by its hash. Its description stands in `alt`, or is written in the draft. */
export function imageIn({ image, alt }: Cells, bad: Say): PostContent["media"] {
  if (!image) return [];
  const name = image.toLowerCase();
  if (/^[0-9a-f]{64}$/.test(name)) return [{ sha256: name, alt: (alt ?? "").slice(0, 2_000) }];
  bad("image", "bad-image", "give the hash of a picture in the library");
  return [];
}

/** What a spreadsheet leaves where its own formula failed, and what it would take for one. */
export function formulaIn({ text = "", title = "" }: Cells, bad: Say, warn: Say): void {
  for (const [field, cell] of [
    ["text", text],
    ["title", title],
  ] as const) {
    if (/^#(NAME\?|REF!|VALUE!|DIV\/0!|N\/A|NUM!|NULL!|¿NOMBRE\?|¡REF!|¡VALOR!)$/i.test(cell))
      bad(field, "failed-formula", `"${cell}" is an error of the spreadsheet`, { what: cell });
    else if (/^[=+\-@]\s*[A-Z]+[A-Z0-9.]*\(/i.test(cell))
      warn(field, "formula", "looks like a formula of a spreadsheet; it is kept as these letters");
  }
}
