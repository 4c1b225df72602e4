import { copyFile, mkdtemp, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { hashOf } from "../account.ts";
import type { Format } from "../format.ts";
import {
  record,
  structure,
  type Attachment,
  type Item,
  type Piece,
  type ReadOptions,
} from "../item.ts";
import type { Source } from "../source.ts";
import { instantOfApple } from "../times.ts";
import { typedStreamText } from "./typed-stream.ts";

/**
 * Messages of macOS (chat.db) and iOS (sms.db): a SQLite database, opened on a copy and never written. A message lies
 * in pages among others, so its bytes are counted by what its fields hold; its place is told by its row.
 */
export const imessage: Format = {
  name: "imessage",
  title: "iMessage (chat.db, sms.db)",
  isIt: ({ bytes, text }) =>
    bytes.toString("latin1", 0, 15) === "SQLite format 3" &&
    /chat_message_join|CREATE TABLE message\b|chat\.db|sms\.db/.test(text),
  read: readDatabase,
};

async function* readDatabase(source: Source, options: ReadOptions): AsyncGenerator<Piece> {
  const folder = await mkdtemp(join(tmpdir(), "openbeat-messages-"));
  try {
    const path = await copied(source, folder);
    yield* piecesOf(path, source.size, options);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** With its write-ahead log, where it came along: the newest messages are in there. */
async function copied(source: Source, folder: string): Promise<string> {
  const path = join(folder, "messages.db");
  if (source.path === undefined) await writeFile(path, await source.read(0, source.size));
  else {
    await copyFile(source.path, path);
    const log = `${source.path}-wal`;
    if (
      await stat(log).then(
        () => true,
        () => false,
      )
    )
      await copyFile(log, `${path}-wal`);
  }
  return path;
}

type Row = Readonly<Record<string, unknown>>;

function* piecesOf(path: string, size: number, options: ReadOptions): Generator<Piece> {
  let at = 0;
  const piece = (length: number, item: Item | undefined, sample: string): Piece => {
    const within = Math.max(0, Math.min(length, size - at));
    const offset = at;
    at += within;
    return item
      ? record(offset, within, item)
      : { is: "loss", offset, length: within, reason: "no-text-found", sample };
  };
  try {
    using database = new DatabaseSync(path, { readOnly: true });
    const files = filesOf(database);
    const removed = removedRows(database);
    for (const row of messages(database)) {
      const item = itemOf(row, { files, removed, options });
      yield piece(sizeOf(row), item, `row ${String(row["rowid"])}, ${textField(row, "guid")}`);
    }
    if (at < size) yield structure(at, size - at);
  } catch (error) {
    const why = error instanceof Error ? error.message : "unknown";
    if (at < size || size === 0)
      yield {
        is: "loss",
        offset: at,
        length: size - at,
        reason: "damaged",
        sample: why.slice(0, 80),
      };
  }
}

/** The columns differ from one version to the next: whatever a message has comes along. */
function messages(database: DatabaseSync): Iterable<Row> {
  const statement = database.prepare(
    `select m.ROWID as rowid, m.*, h.id as "handle.id", c."chat.name", c."chat.id" from message m
     left join handle h on h.ROWID = m.handle_id
     left join (select j.message_id, max(coalesce(nullif(c.display_name, ''), c.chat_identifier)) as "chat.name",
         max(c.chat_identifier) as "chat.id"
       from chat_message_join j join chat c on c.ROWID = j.chat_id group by j.message_id) c on c.message_id = m.ROWID
     order by m.ROWID`,
  );
  statement.setReadBigInts(true);
  return statement.iterate();
}

function hasTable(database: DatabaseSync, name: string): boolean {
  return (
    database.prepare("select 1 from sqlite_master where type = 'table' and name = ?").get(name) !==
    undefined
  );
}

/** Deleted by their owner and not yet erased by the telephone (30 days). */
function removedRows(database: DatabaseSync): Set<string> {
  if (!hasTable(database, "chat_recoverable_message_join")) return new Set();
  const rows = database.prepare("select message_id from chat_recoverable_message_join").all();
  return new Set(rows.map((row) => String(row["message_id"])));
}

function filesOf(database: DatabaseSync): Map<string, Row[]> {
  if (!hasTable(database, "message_attachment_join")) return new Map();
  const rows = database
    .prepare(
      `select j.message_id, a.filename, a.mime_type, a.transfer_name
       from message_attachment_join j join attachment a on a.ROWID = j.attachment_id order by a.ROWID`,
    )
    .all();
  return Map.groupBy(rows, (row) => String(row["message_id"]));
}

function sizeOf(row: Row): number {
  return Object.values(row).reduce<number>((sum, value) => {
    if (typeof value === "string") return sum + Buffer.byteLength(value);
    if (value instanceof Uint8Array) return sum + value.length;
    return sum + (typeof value === "bigint" && value !== 0n ? 4 : 0);
  }, 0);
}

function textField(row: Row, name: string): string {
  const value = row[name];
  return typeof value === "string" ? value : "";
}

function numberField(row: Row, name: string): bigint {
  const value = row[name];
  return typeof value === "bigint" ? value : 0n;
}

interface Around {
  files: ReadonlyMap<string, readonly Row[]>;
  removed: ReadonlySet<string>;
  options: ReadOptions;
}

function itemOf(row: Row, { files, removed, options }: Around): Item | undefined {
  const at = instantOfApple(numberField(row, "date"));
  if (at === undefined) return undefined;
  const body = row["attributedBody"];
  const written =
    textField(row, "text") || (body instanceof Uint8Array ? typedStreamText(body) : "");
  const text = written.replaceAll("\u{fffc}", "").trim();
  const media = (files.get(String(row["rowid"])) ?? []).map((file) => attachment(file, options));
  const isEvent =
    numberField(row, "item_type") !== 0n || numberField(row, "associated_message_type") >= 2000n;
  const unsentAt = instantOfApple(numberField(row, "date_retracted"));
  const isEmpty = text === "" && media.length === 0;
  if (isEmpty && !isEvent && unsentAt === undefined && numberField(row, "date_edited") === 0n)
    return undefined;
  const isOurs = numberField(row, "is_from_me") === 1n;
  const other = textField(row, "handle.id");
  const owner = options.account ?? "";
  const thread = textField(row, "chat.name") || other;
  return {
    kind:
      removed.has(String(row["rowid"])) || unsentAt !== undefined
        ? "deleted"
        : isEvent
          ? "event"
          : "message",
    // An edit keeps the message's own id: each wording of it is kept.
    identity: hashOf(["imessage", textField(row, "guid"), text]),
    at,
    from: isOurs ? owner : other,
    to: isOurs ? [other || thread].filter(Boolean) : [owner].filter(Boolean),
    thread,
    direction: isOurs ? "out" : "in",
    text,
    media,
    payload: payloadOf(row),
  };
}

function attachment(row: Row, { neighbours }: ReadOptions): Attachment {
  const name = textField(row, "transfer_name") || textField(row, "filename");
  const file =
    neighbours?.find(textField(row, "filename").replace(/^~\//, "")) ?? neighbours?.find(name);
  const type = textField(row, "mime_type");
  return file ? { name, type, file } : { name, type };
}

/** As stored; bytes as Base64, so that what this reader does not know of a message is kept too. */
function payloadOf(row: Row): Record<string, unknown> {
  const kept = Object.entries(row).filter(
    ([, value]) => value !== null && value !== 0n && value !== "",
  );
  return Object.fromEntries(
    kept.map(([key, value]) => [
      key,
      value instanceof Uint8Array
        ? { $bytes: Buffer.from(value).toString("base64") }
        : typeof value === "bigint"
          ? String(value)
          : value,
    ]),
  );
}
