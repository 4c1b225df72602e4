import { parse } from "csv-parse/sync";
import { z } from "zod";
import { limit } from "#platform/limits.ts";
import { Refusal } from "#platform/refusal.ts";

const bytesMax = limit("openings.table", 524_288, "bytes", "a table of openings");
const linesMax = limit("openings.lines", 500, "lines", "of a table of openings");
const cellMax = limit("openings.cell", 8_000, "characters", "of one field of a table of openings");

/** What heads are called in the tables people have, without accents or case. */
const aliases = {
  title: ["title", "position", "job title", "job", "puesto", "titulo"],
  titleEs: ["title es", "title spanish", "titulo en espanol"],
  reference: ["reference", "id", "number", "requisition", "job number", "req id", "referencia"],
  unit: ["unit", "division", "department", "unidad", "departamento"],
  place: ["place", "location", "city", "lugar", "ciudad"],
  work: ["work", "type", "employment type", "tipo"],
  payFrom: ["pay from", "salary min", "min salary", "minimum", "salary from", "sueldo desde"],
  payTo: ["pay to", "salary max", "max salary", "maximum", "salary to", "sueldo hasta"],
  payPer: ["pay per", "per", "pay period", "period", "por"],
  closesOn: ["closes", "closing date", "closes on", "deadline", "cierra", "fecha de cierre"],
  applyUrl: ["apply", "link", "url", "apply url", "application", "enlace"],
  about: ["about", "description", "summary", "descripcion"],
} as const;
export type Column = keyof typeof aliases;
const columns = Object.keys(aliases) as Column[];

export interface Line {
  /** Of the file, from 1, the head counted. */
  line: number;
  cells: Partial<Record<Column, string>>;
  isOver: boolean;
}

const parsed = z.array(
  z.object({ record: z.array(z.string()), info: z.object({ lines: z.number() }) }),
);

/** A table as people's spreadsheets write it: UTF-8, else Windows-1252. Its head names the columns. */
export function readOpenings(bytes: Uint8Array): { lines: Line[]; ignored: string[] } {
  if (bytes.length > bytesMax)
    throw new Refusal("table-too-large", `A table of openings has at most ${bytesMax / 1024} kB.`, {
      status: 413,
    });
  const [head, ...body] = rowsIn(decoded(bytes));
  if (!head) throw new Refusal("table-empty", "There is nothing in this table.");
  const names = head.record.map(columnOf);
  for (const wanted of ["title", "applyUrl"] as const)
    if (!names.includes(wanted))
      throw new Refusal(
        "table-columns",
        "The first line names the columns: “title” and “apply” are needed. Others may be reference, unit, place, type, pay from, pay to, per, closes, description.",
      );
  if (body.length > linesMax)
    throw new Refusal(
      "table-too-long",
      `A table of openings has at most ${linesMax} lines. Split it.`,
    );
  const lines = body.map(({ record, info }): Line => {
    const cells: Line["cells"] = {};
    for (const [at, name] of names.entries())
      if (name) cells[name] = (record[at] ?? "").trim().slice(0, cellMax);
    return { line: info.lines, cells, isOver: record.slice(names.length).some(Boolean) };
  });
  return {
    lines: lines.filter(({ cells }) => Object.values(cells).some(Boolean)),
    ignored: head.record.filter((name, at) => name.trim() !== "" && names[at] === undefined),
  };
}

function rowsIn(text: string) {
  const first = (text.split(/\r?\n/, 1)[0] ?? "").replaceAll(/"[^"]*"/g, "");
  const count = (one: string) => first.split(one).length;
  const [delimiter = ","] = [",", ";", "\t"].toSorted((a, b) => count(b) - count(a));
  try {
    const options = {
      bom: true,
      delimiter,
      info: true,
      relax_column_count: true,
      skip_empty_lines: true,
      max_record_size: cellMax * columns.length,
    };
    return parsed.parse(parse(text.replaceAll(/\r\n?/g, "\n"), options));
  } catch (cause) {
    const says = cause instanceof Error ? (cause.message.split("\n")[0] ?? "").slice(0, 200) : "";
    throw new Refusal("table-broken", `This table cannot be read: ${says}`, { cause });
  }
}

function decoded(bytes: Uint8Array): string {
  if (bytes.includes(0))
    throw new Refusal("table-encoding", "This file is no table of text. Save it as “CSV UTF-8”.");
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder("windows-1252").decode(bytes);
  }
}

function columnOf(head: string): Column | undefined {
  const bare = head
    .normalize("NFKD")
    .replaceAll(/\p{M}/gu, "")
    .toLowerCase()
    .replaceAll(/[_\s()]+/g, " ")
    .trim();
  return columns.find((name) => aliases[name].some((alias) => alias === bare));
}

/**
 * A table as a file for a spreadsheet. What would be taken for a formula there is kept as text by an apostrophe
 * (OWASP, CSV injection).
 */
export function writtenTable(rows: readonly (readonly (string | number)[])[]): string {
  const cell = (value: string | number) => {
    const text = String(value);
    const safe = typeof value === "string" && /^\s*[=+\-@\t\r]/.test(text) ? `'${text}` : text;
    return /[",;\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
  };
  return `\u{feff}${rows.map((row) => row.map(cell).join(",")).join("\r\n")}\r\n`;
}
