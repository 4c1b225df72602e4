import { parse } from "csv-parse/sync";
import { z } from "zod";
import { limit } from "#platform/limits.ts";
import { Refusal } from "#platform/refusal.ts";

export const tableBytesMax = limit(
  "import.bytes",
  4_194_304,
  "bytes",
  "a table of posts, pasted or sent",
);
const rowsMax = limit("import.lines", 10_000, "lines", "of one table; split a longer one");
const cellMax = limit("import.cell", 25_000, "characters", "of one field of a table");

const columns = [
  "text",
  "title",
  "date",
  "time",
  "channels",
  "class",
  "objective",
  "link",
  "image",
  "alt",
  "language",
] as const;
export type Column = (typeof columns)[number];

/** What heads are called in the tables people have, without accents or case. */
const aliases: Record<Column, readonly string[]> = {
  text: ["text", "message", "post", "content", "body", "texto", "mensaje", "publicacion"],
  title: ["title", "subject", "headline", "titulo", "asunto", "titular"],
  date: ["date", "day", "fecha", "dia"],
  time: ["time", "hour", "hora"],
  channels: ["channels", "channel", "networks", "canales", "canal", "redes"],
  class: ["class", "category", "clase", "categoria"],
  objective: ["objective", "purpose", "goal", "objetivo", "proposito"],
  link: ["link", "url", "enlace", "liga"],
  image: ["image", "picture", "photo", "media", "imagen", "foto"],
  alt: ["alt", "alt text", "description", "texto alternativo", "descripcion"],
  language: ["language", "lang", "idioma", "lengua"],
};

export interface TableLine {
  /** Of the file, from 1: where somebody finds it again. A field may run over several. */
  line: number;
  /** The last line of the file that belongs to it. */
  until: number;
  cells: Partial<Record<Column, string>>;
  /** What is wrong with the line as a line: too many fields. */
  problem: string | undefined;
}

export interface Table {
  lines: TableLine[];
  columns: Column[];
  /** Heads that mean nothing here: told, and left alone. */
  ignored: string[];
  /** Lines of the file that hold nothing, the head not counted. */
  empty: number;
  fileLines: number;
  delimiter: "," | ";" | "\t";
  encoding: "UTF-8" | "Windows-1252";
}

/** Reads bytes as people's spreadsheets write them: UTF-8 with or without its mark, else Windows-1252. */
function decoded(bytes: Uint8Array): { text: string; encoding: Table["encoding"] } {
  if (bytes.length > tableBytesMax)
    throw new Refusal("table-too-large", `A table has at most ${tableBytesMax / 1024 / 1024} MB.`, {
      status: 413,
    });
  if ((bytes[0] === 0xff && bytes[1] === 0xfe) || (bytes[0] === 0xfe && bytes[1] === 0xff))
    throw new Refusal(
      "table-encoding",
      "This file is UTF-16. Save it as “CSV UTF-8” and send that.",
    );
  if (bytes.includes(0))
    throw new Refusal("table-encoding", "This file is no table of text. Save it as “CSV UTF-8”.");
  try {
    return { text: new TextDecoder("utf-8", { fatal: true }).decode(bytes), encoding: "UTF-8" };
  } catch {
    const text = new TextDecoder("windows-1252").decode(bytes);
    // C1 controls are in no spreadsheet: some other old encoding would be read wrongly, in silence.
    if (/[\u0080-\u009f]/.test(text))
      throw new Refusal(
        "table-encoding",
        "The letters of this file are not known. Save it as “CSV UTF-8”.",
      );
    return { text, encoding: "Windows-1252" };
  }
}

const parsedRows = z.array(
  z.object({ record: z.array(z.string()), info: z.object({ lines: z.number() }) }),
);

/** A table with its lines. Its head names the columns; only the text is needed. */
export function readTable(bytes: Uint8Array): Table {
  const { text: sent, encoding } = decoded(bytes);
  // One end of lines, also within quotes: lines are counted as people count them, and posts hold no returns.
  const text = sent.replaceAll(/\r\n?/g, "\n");
  const delimiter = delimiterOf(text);
  const rows = parsed(text, delimiter);
  const [head, ...body] = rows;
  if (!head) throw new Refusal("table-empty", "There is nothing in this table.");
  const names = head.record.map(columnOf);
  if (!names.includes("text"))
    throw new Refusal(
      "table-no-text",
      "The first line names the columns, and one of them is “text”. Others may be title, date, time, channels, class, objective, link, image.",
    );
  const twice = names.find((name, at) => name && names.indexOf(name) !== at);
  if (twice) throw new Refusal("table-column-twice", `Two columns are “${twice}”. Keep one.`);
  if (body.length > rowsMax)
    throw new Refusal(
      "table-too-long",
      `A table has at most ${rowsMax.toLocaleString("en")} lines. Split it.`,
    );
  const lines = body.map((row, at) => lineOf(row, names, (rows[at]?.info.lines ?? 0) + 1));
  const filled = lines.filter(({ cells }) => Object.values(cells).some((cell) => cell !== ""));
  return {
    lines: filled,
    columns: names.flatMap((name) => name ?? []),
    ignored: head.record.filter((_name, at) => names[at] === undefined).filter(Boolean),
    empty: lines.length - filled.length,
    fileLines: rows.at(-1)?.info.lines ?? 0,
    delimiter,
    encoding,
  };
}

function parsed(text: string, delimiter: string) {
  try {
    const options = {
      bom: true,
      delimiter,
      info: true,
      relax_column_count: true,
      skip_empty_lines: false,
      max_record_size: cellMax * columns.length,
    };
    return parsedRows.parse(parse(text, options));
  } catch (cause) {
    const says = cause instanceof Error ? cause.message.split("\n")[0]?.slice(0, 200) : "";
    throw new Refusal("table-broken", `This table cannot be read: ${says ?? ""}`, { cause });
  }
}

function lineOf(
  { record, info }: z.infer<typeof parsedRows>[number],
  names: readonly (Column | undefined)[],
  line: number,
): TableLine {
  const cells: TableLine["cells"] = {};
  for (const [at, name] of names.entries())
    if (name) cells[name] = (record[at] ?? "").trim().slice(0, cellMax);
  const isOver = record.slice(names.length).some((cell) => cell.trim() !== "");
  return {
    line: Math.min(line, info.lines),
    until: info.lines,
    cells,
    problem: isOver ? `has ${record.length} fields, the head has ${names.length}` : undefined,
  };
}

/** What stands most often in the first line outside quotes. */
function delimiterOf(text: string): Table["delimiter"] {
  const head = (text.split(/\r?\n/, 1)[0] ?? "").replaceAll(/"[^"]*"/g, "");
  const count = (one: string) => head.split(one).length - 1;
  const [best] = ([",", ";", "\t"] as const).toSorted((a, b) => count(b) - count(a));
  return best ?? ",";
}

function columnOf(head: string): Column | undefined {
  const bare = head
    .normalize("NFKD")
    .replaceAll(/\p{M}/gu, "")
    .toLowerCase()
    .replaceAll(/[_\s]+/g, " ")
    .trim();
  return columns.find((name) => aliases[name].includes(bare));
}

/**
 * A table as a file for a spreadsheet. What would be taken for a formula there is kept as text by an apostrophe
 * (OWASP, CSV injection).
 */
export function written(rows: readonly (readonly (string | number)[])[]): string {
  const cell = (value: string | number) => {
    const text = String(value);
    const safe = typeof value === "string" && /^[\s]*[=+\-@\t\r]/.test(text) ? `'${text}` : text;
    return /[",;\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
  };
  return `\u{feff}${rows.map((row) => row.map(cell).join(",")).join("\r\n")}\r\n`;
}
