import { parse } from "csv-parse/sync";
import { Temporal } from "#platform/clock.ts";
import { limit } from "#platform/limits.ts";
import { Refusal } from "#platform/refusal.ts";
import type { ReadCall, ReadCalls, RowFault } from "./call.ts";
import { columnsOf, type Columns } from "./columns.ts";

const bytesMax = limit("blotter.file", 64 * 1024 * 1024, "bytes", "of one file of calls");
const rowsMax = limit("blotter.rows", 200_000, "calls", "of one file");
const fieldMax = limit("blotter.field", 500, "characters", "of one field of a call");

export interface ReadOptions {
  /** Where the dispatch system's clock stands: an IANA zone. */
  timeZone: string;
  /** What the agency has said of its columns. */
  columns?: Columns;
}

export type Row = Readonly<Record<string, unknown>>;

/**
 * Reads calls for service from CSV or from JSON as Socrata's portals give it, a list of objects. What is no call is counted
 * with its row and why. Throws a Refusal where the file is neither, or where a column that every call needs is missing.
 */
export function readCalls(bytes: Buffer, options: ReadOptions): ReadCalls {
  if (bytes.length > bytesMax)
    throw new Refusal(
      "file-too-large",
      `The file has more than ${bytesMax / 1024 / 1024} MB. Hand it over in parts.`,
      { status: 413 },
    );
  const text = bytes.toString("utf8").replace(/^\uFEFF/, "");
  // Without a row nobody called; without a word it is no file of calls.
  if (text.trim() === "") mustHave({}, []);
  return readRows(rowsIn(text), options);
}

/** Reads rows that are objects already, by their columns' names. */
export function readRows(rows: readonly Row[], options: ReadOptions): ReadCalls {
  const calls: ReadCall[] = [];
  const faults: RowFault[] = [];
  for (const [index, call] of rowByRow(rows, options).entries()) {
    if (typeof call === "string") faults.push({ row: index + 1, why: call });
    else calls.push(call);
  }
  return { calls, faults, rows: rows.length };
}

/** Each row as a call, or why it is none. */
export function rowByRow(
  rows: readonly Row[],
  { columns: said, timeZone }: ReadOptions,
): (ReadCall | RowFault["why"])[] {
  if (rows.length > rowsMax)
    throw new Refusal(
      "too-many-calls",
      `The file has more than ${rowsMax} rows. Hand it over in parts.`,
      { status: 413 },
    );
  // No row at all is no fault: nobody called.
  if (rows.length === 0) return [];
  const names = namesIn(rows);
  const columns = columnsOf(names, said);
  mustHave(columns, names);
  return rows.map((row) => callOf(row, columns, timeZone));
}

function namesIn(rows: readonly Row[]): string[] {
  // Of all rows: a portal leaves a column out of a row where it holds nothing.
  const names = new Set<string>();
  for (const row of rows) for (const name in row) names.add(name);
  return [...names];
}

function rowsIn(text: string): Row[] {
  const start = text.trimStart()[0];
  try {
    if (start === "[" || start === "{") return objectsIn(JSON.parse(text));
    return parse(text, {
      columns: true,
      skip_empty_lines: true,
      relax_column_count: true,
      bom: true,
    });
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : String(cause);
    throw new Refusal("not-calls", `The file is neither CSV nor a list of JSON objects: ${why}`, {
      cause,
    });
  }
}

/** The calls in what JSON holds; whatever is no object is no row. */
export function objectsIn(value: unknown): Row[] {
  // One call alone, or wrapped as some systems do.
  const list = Array.isArray(value) ? value : isRow(value) ? (listIn(value) ?? [value]) : [];
  return list.filter(isRow);
}

function listIn(value: Row): unknown[] | undefined {
  return ["calls", "data", "results", "value"].map((key) => value[key]).find(Array.isArray);
}

function isRow(value: unknown): value is Row {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function mustHave(columns: Columns, names: readonly string[]): void {
  const missing = [
    ...(columns.number === undefined ? ["the call's number"] : []),
    ...(columns.takenAt === undefined ? ["when it was taken"] : []),
    ...(columns.type === undefined && columns.initialType === undefined ? ["its type"] : []),
  ];
  if (missing.length > 0)
    throw new Refusal(
      "columns-unknown",
      `No column is known to hold ${missing.join(" or ")}. The file has ${names.slice(0, 30).join(", ") || "no columns"}. Say which is which in the source's settings.`,
    );
}

function callOf(row: Row, columns: Columns, timeZone: string): ReadCall | RowFault["why"] {
  const of = (field: keyof Columns) =>
    textOf(columns[field] === undefined ? "" : row[columns[field]]);
  const number = of("number");
  if (number === "") return "no-number";
  const taken = of("takenAt");
  if (taken === "") return "no-time";
  const takenAt = instantOf(taken, timeZone);
  if (takenAt === undefined) return "bad-time";
  const type = of("type") || of("initialType");
  if (type === "") return "no-type";
  const all = { number, type, initialType: of("initialType") || type, address: of("address") };
  if (Object.values(all).some((text) => text.length > fieldMax)) return "too-long";
  const closedAt = instantOf(of("closedAt"), timeZone);
  const disposition = of("disposition").slice(0, fieldMax);
  const [lat, lon] = [degrees(of("lat"), 90), degrees(of("lon"), 180)];
  const beat = of("beat");
  return {
    number,
    takenAt,
    type,
    initialType: all.initialType,
    ...(closedAt === undefined ? {} : { closedAt }),
    ...(disposition === "" ? {} : { disposition }),
    ...(all.address === "" ? {} : { address: all.address }),
    // 0,0 lies in the sea and is what systems write for "unknown".
    ...(lat === undefined || lon === undefined || (lat === 0 && lon === 0) ? {} : { lat, lon }),
    ...(beat === "" ? {} : { beat: beat.slice(0, 60) }),
    ...(isYes(of("withdrawn")) ? { isWithdrawn: true } : {}),
    ...(columns.isHome === undefined ? {} : { isHome: isYes(of("isHome")) }),
  };
}

function textOf(value: unknown): string {
  if (typeof value === "string") return value.trim();
  return typeof value === "number" || typeof value === "boolean" ? String(value) : "";
}

function isYes(text: string): boolean {
  return /^(?:true|yes|y|1)$/i.test(text);
}

function degrees(text: string, max: number): number | undefined {
  const number = text === "" ? NaN : Number(text);
  return Number.isFinite(number) && Math.abs(number) <= max ? number : undefined;
}

const american =
  /^(\d{1,2})\/(\d{1,2})\/(\d{4})(?:[ ,]+(\d{1,2}):(\d{2})(?::(\d{2}))?\s*([AP]M)?)?$/i;

/** ISO 8601 with or without a zone, or as Americans write it; without a zone it is the dispatch system's own. */
function instantOf(text: string, timeZone: string): string | undefined {
  try {
    if (/(?:Z|[-+]\d\d:?\d\d)$/i.test(text) && text.includes("T"))
      return Temporal.Instant.from(text).toString();
    return localOf(text)?.toZonedDateTime(timeZone).toInstant().toString();
  } catch {
    return undefined;
  }
}

function localOf(text: string): Temporal.PlainDateTime | undefined {
  if (/^\d{4}-\d\d-\d\d/.test(text)) return Temporal.PlainDateTime.from(text.replace(" ", "T"));
  const parts = american.exec(text);
  if (!parts) return undefined;
  const [, month, day, year, hour = "0", minute = "0", second = "0", half] = parts;
  const isAfternoon = half?.toUpperCase() === "PM";
  const hours = half === undefined ? Number(hour) : (Number(hour) % 12) + (isAfternoon ? 12 : 0);
  return Temporal.PlainDateTime.from(
    {
      year: Number(year),
      month: Number(month),
      day: Number(day),
      hour: hours,
      minute: Number(minute),
      second: Number(second),
    },
    { overflow: "reject" },
  );
}
