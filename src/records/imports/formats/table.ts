import { parse, type Options } from "csv-parse/sync";
import { z } from "zod";
import { hashOf } from "../account.ts";
import type { Format } from "../format.ts";
import {
  loss,
  record,
  structure,
  type Item,
  type ItemKind,
  type Piece,
  type ReadOptions,
} from "../item.ts";
import type { Source } from "../source.ts";
import { instantOfMs, instantOfSeconds, instantOfText } from "../times.ts";
import { dateOrderOf, wallClockOf, type DateOrder, type Written } from "./date-order.ts";
import { whole } from "./whole.ts";

/** What a column may be. Only the text and the time are needed. */
const columns = [
  "text",
  "time",
  "date",
  "from",
  "to",
  "thread",
  "id",
  "direction",
  "kind",
  "file",
] as const;
type Column = (typeof columns)[number];

/** Heads by which a column tells itself, without case or punctuation. */
const aliases: Record<Column, readonly string[]> = {
  text: [
    "text",
    "message",
    "body",
    "content",
    "comment text",
    "post text",
    "message text",
    "chat text",
    "mensaje",
    "texto",
    "live chat text",
  ],
  time: [
    "time",
    "timestamp",
    "date time",
    "datetime",
    "sent",
    "sent at",
    "created",
    "created at",
    "comment create timestamp",
    "live chat create timestamp",
    "post create timestamp",
    "hora",
    "message date",
  ],
  date: ["date", "day", "fecha"],
  from: ["from", "sender", "author", "channel id", "from number", "sender name", "de", "remitente"],
  to: ["to", "recipient", "recipients", "to number", "para", "destinatario"],
  thread: [
    "thread",
    "conversation",
    "chat",
    "group",
    "video id",
    "conversation id",
    "post id",
    "conversacion",
  ],
  id: ["id", "message id", "comment id", "live chat id"],
  direction: ["direction", "type", "direccion"],
  kind: ["kind", "message type"],
  file: ["attachment", "file", "media", "adjunto"],
};

const youtube =
  /^(?:comment id|live chat id|post id|channel id),.*(?:comment text|live chat text|post text|comment create timestamp|live chat create timestamp)/i;

/** Comments, live chat and community posts of a YouTube channel in a Google Takeout. */
export const youtubeTable: Format = {
  name: "youtube",
  title: "YouTube (Takeout)",
  isIt: ({ text }) => youtube.test(text),
  read: (source, options) => readTable(source, options, "youtube"),
};

/** Any table, with a mapping that says which column is what. */
export const csv: Format = {
  name: "csv",
  title: "Table (CSV)",
  isIt: ({ name, text }) => {
    const heads = (text.split(/\r?\n/, 1)[0] ?? "").split(/[,;\t]/).map(plainHead);
    return (
      (/\.(?:csv|tsv)$/.test(name) && heads.length > 1) ||
      (columnIn(heads, "text") !== -1 && columnIn(heads, "time") !== -1)
    );
  },
  read: (source, options) => readTable(source, options, "csv"),
};

interface Row {
  cells: readonly string[];
  offset: number;
  length: number;
}

interface Table {
  heads: readonly string[];
  place(column: Column): number;
  network: string;
  order: DateOrder;
  options: ReadOptions;
}

async function* readTable(
  source: Source,
  options: ReadOptions,
  network: string,
): AsyncGenerator<Piece> {
  const bytes = await whole(source);
  if (!Buffer.isBuffer(bytes)) return yield bytes;
  const [head, ...rows] = rowsOf(bytes);
  if (!head || head.cells.length === 0) return yield loss(0, bytes, "not-readable");
  const heads = head.cells.map(plainHead);
  const place = (column: Column) =>
    mappedPlace(head.cells, options.mapping, column) ?? columnIn(heads, column);
  const missing =
    place("text") === -1 ? "text" : place("time") + place("date") === -2 ? "time" : undefined;
  if (missing) {
    options.note?.({ about: "columns", heads: head.cells, missing });
    return yield loss(0, bytes, missing === "text" ? "no-text-found" : "bad-date");
  }
  yield structure(head.offset, head.length);
  const clocks = rows.flatMap(({ cells }) => writtenOf(timeText(cells, place)) ?? []);
  const { order, isCertain } = dateOrderOf(clocks);
  if (clocks.length > 0) options.note?.({ about: "date-order", order, isCertain });
  const table = { heads: head.cells, place, network, order, options };
  for (const row of rows) yield pieceOf(bytes, row, table);
}

function pieceOf(bytes: Buffer, { cells, offset, length }: Row, table: Table): Piece {
  const raw = bytes.subarray(offset, offset + length);
  if (cells.every((cell) => cell.trim() === ""))
    return /^[\s,;"]*$/.test(raw.toString("utf8"))
      ? structure(offset, length)
      : loss(offset, raw, "not-readable");
  const item = itemOf(cells, table);
  return item ? record(offset, length, item) : loss(offset, raw, "bad-date");
}

/** Lines with their bytes. A quoted field may run over several; one that is never closed is not believed. */
function rowsOf(bytes: Buffer): Row[] {
  const rows: Row[] = [];
  let delimiter: string | undefined;
  for (let at = 0; at < bytes.length;) {
    const end = rowEnd(bytes, at);
    const text = bytes.toString("utf8", at, end).replace(/^\u{feff}/u, "");
    delimiter ??= delimiterOf(text);
    rows.push({ cells: cellsOf(text, delimiter), offset: at, length: end - at });
    at = end;
  }
  return rows;
}

function rowEnd(bytes: Buffer, from: number): number {
  let isQuoted = false;
  let firstLine = -1;
  const furthest = Math.min(bytes.length, from + 1_000_000);
  for (let at = from; at < furthest; at++) {
    const byte = bytes[at];
    if (byte === 0x22) isQuoted = !isQuoted;
    else if (byte === 0x0a) {
      if (!isQuoted) return at + 1;
      if (firstLine === -1) firstLine = at + 1;
    }
  }
  return isQuoted && firstLine !== -1 ? firstLine : furthest;
}

const cells = z.array(z.array(z.string()));

function cellsOf(text: string, delimiter: string): readonly string[] {
  const options: Options = { delimiter, relax_column_count: true, relax_quotes: true };
  try {
    return cells.parse(parse(text, options))[0] ?? [];
  } catch {
    return text.trim() === "" ? [] : text.trimEnd().split(delimiter);
  }
}

function delimiterOf(line: string): string {
  const bare = line.replaceAll(/"[^"]*"/g, "");
  const count = (one: string) => bare.split(one).length - 1;
  return [",", ";", "\t"].toSorted((a, b) => count(b) - count(a))[0] ?? ",";
}

function plainHead(head: string): string {
  return head
    .normalize("NFKD")
    .replaceAll(/\p{M}/gu, "")
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, " ")
    .trim();
}

function columnIn(heads: readonly string[], column: Column): number {
  for (const alias of aliases[column]) {
    const at = heads.indexOf(alias);
    if (at !== -1) return at;
  }
  return -1;
}

/** A mapping says "text": "Message body"; the head must stand there as written. */
function mappedPlace(
  heads: readonly string[],
  mapping: ReadOptions["mapping"],
  column: Column,
): number | undefined {
  const head = mapping?.[column];
  return head === undefined
    ? undefined
    : heads.findIndex((one) => plainHead(one) === plainHead(head));
}

function timeText(row: readonly string[], place: Table["place"]): string {
  return [row[place("date")], row[place("time")]]
    .filter((one) => one !== undefined)
    .join(" ")
    .trim();
}

const clock =
  /^(\d{1,4})[./-](\d{1,2})[./-](\d{1,4})(?:,?[ T]+(\d{1,2}):(\d{2})(?::(\d{2}))?(?:[.]\d+)?\s*([ap]\.?m\.?)?)?$/i;

function writtenOf(text: string): Written | undefined {
  const [, a, b, c, hour = "0", minute = "0", second = "0", half] = clock.exec(text) ?? [];
  if (a === undefined) return undefined;
  const late =
    half === undefined ? Number(hour) : (Number(hour) % 12) + (/^p/i.test(half) ? 12 : 0);
  return { date: [Number(a), Number(b), Number(c)], time: [late, Number(minute), Number(second)] };
}

function timeOf(text: string, order: DateOrder): string | undefined {
  const written = writtenOf(text);
  if (written) return wallClockOf(written, order);
  return instantOfText(text) ?? (text.length > 11 ? instantOfMs(text) : instantOfSeconds(text));
}

const kinds: Record<string, ItemKind> = {
  "comment id": "comment",
  "live chat id": "live-chat",
  "post id": "post",
};

function itemOf(
  row: readonly string[],
  { heads, place, network, order, options }: Table,
): Item | undefined {
  const cell = (column: Column) => row[place(column)] ?? "";
  const at = timeOf(timeText(row, place), order);
  if (at === undefined) return undefined;
  const text = network === "youtube" ? spoken(cell("text")) : cell("text");
  const from = cell("from");
  const id = cell("id");
  const isOut =
    /^(?:out|sent|outgoing|saliente|enviado)/i.test(cell("direction")) ||
    (from !== "" && from === options.account);
  const ours = { from: options.account ?? "", direction: "out" as const };
  return {
    kind:
      network === "youtube"
        ? (kinds[plainHead(heads[0] ?? "")] ?? kinds[plainHead(heads[1] ?? "")] ?? "comment")
        : "message",
    identity:
      id === ""
        ? hashOf([network, at, from, cell("to"), cell("thread"), text])
        : hashOf([network, "id", id, text]),
    ...(id === "" ? { isRepeatable: true as const } : {}),
    at,
    from,
    to:
      cell("to") === ""
        ? []
        : cell("to")
            .split(/[;~]/)
            .map((one) => one.trim()),
    thread: cell("thread"),
    direction: isOut ? "out" : "in",
    ...(network === "youtube" ? ours : {}),
    text,
    media: cell("file") === "" ? [] : fileOf(cell("file"), options),
    payload: Object.fromEntries(heads.map((name, index) => [name, row[index] ?? ""])),
  };
}

function fileOf(name: string, { neighbours }: ReadOptions): Item["media"] {
  const file = neighbours?.find(name);
  return [file ? { name, file } : { name }];
}

const fragment = z.object({ text: z.string().optional() });

/** YouTube's text column holds fragments of JSON: {"text":"See "},{"text":"this"}. */
function spoken(text: string): string {
  if (!/^\s*[[{]/.test(text)) return text;
  try {
    const whole: unknown = JSON.parse(text.trim().startsWith("[") ? text : `[${text}]`);
    return z
      .array(fragment)
      .parse(whole)
      .map((one) => one.text ?? "")
      .join("");
  } catch {
    return text;
  }
}
