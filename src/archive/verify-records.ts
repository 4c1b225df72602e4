import { agencyOf, type Ctx } from "#platform/context.ts";
import { read } from "#platform/db/database.ts";
import { CopyReader } from "#platform/db/copy-reader.ts";
import { limit } from "#platform/limits.ts";
import type { Body } from "./body.ts";
import { filingOf } from "./capture.ts";
import { entryBytes, parseEntry, verifyPart, type LogEntry } from "./log/entry.ts";
import { leafHash } from "./log/merkle.ts";
import { certifiedErasures } from "./erasing.ts";
import { IndexCheck } from "./search/verifying.ts";
import { fillingPage, isFilled } from "./opened-pages.ts";
import {
  committedParts,
  openerOf,
  textPart,
  type CommittedParts,
  type RecordRow,
} from "./records.ts";

const pageSize = limit("verify.page", 500, "records", "opened and in memory at a time");

/** Leaves from `from` up to, not including, `until`. */
export interface LeafRange {
  from: number;
  until: number;
}

interface Row extends RecordRow {
  leaf: number;
  media_count: number;
}

interface Opened {
  row: Row;
  /** The record's body, or why it does not open. */
  body: Body | string;
}

/** Reads the database's records beside the tiles' entries, a page at a time, in leaf order. */
export class DatabaseLeaves implements AsyncDisposable {
  readonly #ctx: Ctx;
  readonly #reader: CopyReader;
  #page = new Map<number, Opened>();
  #until: number;
  readonly #end: number;
  #certified: ReadonlyMap<string, string> | undefined;
  readonly #index: IndexCheck;
  /** Asked for while the page before it is checked: the database works meanwhile. */
  #next: Promise<Row[]> | undefined;

  private constructor(ctx: Ctx, reader: CopyReader, { from, until }: LeafRange) {
    this.#ctx = ctx;
    this.#reader = reader;
    this.#until = from;
    this.#end = until;
    this.#index = new IndexCheck(from);
  }

  /** Of these leaves alone; a block of the index begins with the first. */
  static async open(ctx: Ctx, range: LeafRange): Promise<DatabaseLeaves> {
    return new DatabaseLeaves(ctx, await CopyReader.open(ctx), range);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#reader[Symbol.asyncDispose]();
  }

  /**
   * What is wrong with the record of a leaf; undefined when it is what was captured. `tiled` is its hash as the log's tile
   * has it: a hash that is neither this nor the entry's own is a fault here, a tile's own fault that of the log.
   */
  async check(
    index: number,
    entryBytes: Buffer,
    tiled: Buffer | undefined,
  ): Promise<string | undefined> {
    while (index >= this.#until) {
      const rows = await (this.#next ?? this.#rowsFrom(this.#until));
      const last = isFilled(rows) ? rows.at(-1) : undefined;
      this.#until = last ? last.leaf + 1 : Math.min(this.#end, this.#until + pageSize);
      this.#next = this.#until < this.#end ? this.#rowsFrom(this.#until) : undefined;
      this.#page = await openPage(this.#ctx, rows, this.#index);
    }
    const opened = this.#page.get(index);
    if (!opened) return `leaf ${index}: missing: the database has no record for it`;
    const { row, body } = opened;
    if (!row.entry.equals(entryBytes))
      return `leaf ${index}: altered or reordered: the record ${row.id} is not the entry in the log`;
    if (!tiled?.equals(row.leaf_hash) && !leafHash(entryBytes).equals(row.leaf_hash))
      return `leaf ${index}: altered: its hash does not follow from its entry`;
    if (typeof body === "string")
      return `leaf ${index}: unreadable: the body of record ${row.id} does not open (${body})`;
    if (row.sealed.length === 0)
      return (await this.#isCertified(row))
        ? undefined
        : `leaf ${index}: missing: record ${row.id} is gone without a disposition certificate`;
    const fault = await this.#recordFault(row, body, entryBytes);
    return fault && `leaf ${index}: ${fault}`;
  }

  #rowsFrom(from: number): Promise<Row[]> {
    const rows = rowsOf(this.#reader, agencyOf(this.#ctx), {
      from,
      until: Math.min(this.#end, from + pageSize),
    });
    // Heard when it is this page's turn; until then nobody waits for it.
    rows.catch(() => undefined);
    return rows;
  }

  /** What the index of words holds beside these records, or lacks. To be asked when all were checked. */
  async indexFaults(): Promise<string[]> {
    return read(this.#ctx, (tx) => this.#index.end(tx, this.#end));
  }

  /** Its destruction is itself in the log: in a record of the disposition that names it and its leaf hash. */
  async #isCertified(row: RecordRow): Promise<boolean> {
    this.#certified ??= await certifiedErasures(this.#ctx);
    return this.#certified.get(row.id) === row.leaf_hash.toString("hex");
  }

  /**
   * The entry is made once more, as capture made it, of the row and its body. Where the very bytes come out, each part is the
   * one that is committed to, and each column that the entry names is as it says; where not, what differs is looked for.
   */
  async #recordFault(row: Row, { parts: held }: Body, bytes: Buffer): Promise<string | undefined> {
    const agency = agencyOf(this.#ctx);
    const parts = await committedParts(this.#ctx, { parts: held }).catch(sentenceOf);
    if (typeof parts === "string")
      return `unreadable: a medium of record ${row.id} cannot be read (${parts})`;
    if (isMadeOf(row, agency, parts, bytes)) return filingFault(row, held, held);
    const entry = parseEntry(bytes);
    return (
      partFault(row, entry, parts) ??
      namedFault(row, entry, agency) ??
      filingFault(row, entry.parts, held)
    );
  }
}

/** Whether the entry that capture would make of these is this one. One that names a previous version is looked at in full. */
function isMadeOf(row: Row, agency: string, parts: CommittedParts, bytes: Buffer): boolean {
  const { id, kind, captured_at: capturedAt } = row;
  const occurredAt = occurredIn(bytes);
  if (canonicalTime(occurredAt) !== row.occurred_at) return false;
  try {
    return entryBytes({ id, agency, kind, occurredAt, capturedAt }, parts).equals(bytes);
  } catch (error) {
    if (error instanceof RangeError) return false;
    throw error;
  }
}

function partFault(row: Row, entry: LogEntry, parts: CommittedParts): string | undefined {
  for (const name of Object.keys(entry.parts)) {
    const part = parts[name];
    if (!part)
      return `missing: the part ${name} of record ${row.id} is gone without a disposition certificate`;
    if (!verifyPart(entry, name, part))
      return `altered: the part ${name} of record ${row.id} is not what was captured`;
  }
  return undefined;
}

/**
 * A record is found by its columns: one that was changed hides it, though entry and body stay whole. Each is held
 * against what the entry says or commits to.
 */
function namedFault(row: Row, entry: LogEntry, agencyId: string): string | undefined {
  return firstFault(row, [
    ["id", row.id === entry.id],
    ["agency_id", agencyId === entry.agency],
    ["kind", row.kind === entry.kind],
    ["captured_at", row.captured_at === canonicalTime(entry.capturedAt)],
    ["occurred_at", row.occurred_at === canonicalTime(entry.occurredAt)],
  ]);
}

/** The columns that the entry commits to: `names` are of its parts, `parts` are these in the clear. */
function filingFault(row: Row, names: object, parts: Body["parts"]): string | undefined {
  const media = Object.keys(names).filter((name) => name.startsWith("media.")).length;
  const { subject_kind: kind, subject_id: id, channel_id: channelId, person_id: personId } = row;
  const { direction } = row;
  return firstFault(row, [
    ["media_count", row.media_count === media],
    // No text of the database has half a surrogate pair: in this order it is the canonical form (RFC 8785 §3.2).
    ["subject_kind or subject_id", textPart(parts, "subject") === JSON.stringify({ id, kind })],
    [
      "channel_id, person_id or direction",
      !Object.hasOwn(names, "filing") ||
        textPart(parts, "filing") === filingOf({ channelId, personId, direction }),
    ],
  ]);
}

function firstFault(
  { id }: Row,
  columns: readonly (readonly [name: string, isSame: boolean])[],
): string | undefined {
  const wrong = columns.find(([, isSame]) => !isSame);
  return wrong && `altered: ${wrong[0]} of record ${id} is not what its entry says`;
}

const occurredKey = Buffer.from('"occurredAt":"');

/** As the entry writes it: a network's own times have fewer digits than the database's. Nothing hangs on what is found. */
function occurredIn(entry: Buffer): string {
  const from = entry.indexOf(occurredKey) + occurredKey.length;
  return entry.toString("latin1", from, entry.indexOf('"', from));
}

function sentenceOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

/** An entry's instant as the database writes it, to the microsecond: an entry's is UTC, with at most as many digits. */
function canonicalTime(text: string): string {
  const [seconds = "", fraction = ""] = text.slice(0, -1).split(".");
  return `${seconds}.${fraction.padEnd(6, "0")}Z`;
}

function rowsOf(reader: CopyReader, agencyId: string, { from, until }: LeafRange): Promise<Row[]> {
  return reader.rows(
    fillingPage(
      `select r.id, r.captured_at, r.occurred_at, r.kind, r.subject_kind, r.subject_id, r.channel_id, r.person_id, r.direction,
         r.leaf_hash, r.sealed, r.disposition_id, r.entry, r.media_count, l.leaf
       from archive_leaves l join archive_records r on r.agency_id = l.agency_id and r.id = l.id and r.captured_at = l.captured_at
       where l.agency_id = '${agencyId}' and l.leaf >= ${from} and l.leaf < ${until}`,
      "leaf",
    ),
    (columns) => ({
      id: columns.uuid(),
      captured_at: columns.instant(),
      occurred_at: columns.instant(),
      kind: columns.text(),
      subject_kind: columns.text(),
      subject_id: columns.text(),
      channel_id: columns.uuidOrNull(),
      person_id: columns.uuidOrNull(),
      direction: columns.text(),
      leaf_hash: columns.bytes(),
      sealed: columns.bytes(),
      disposition_id: columns.uuidOrNull(),
      entry: columns.bytes(),
      media_count: columns.integer(),
      leaf: columns.bigInteger(),
    }),
  );
}

async function openPage(
  ctx: Ctx,
  rows: readonly Row[],
  index: IndexCheck,
): Promise<Map<number, Opened>> {
  return read(ctx, async (tx) => {
    const open = await openerOf(tx);
    const bodies = rows.map((row): Body | string => {
      try {
        return open(row);
      } catch (error) {
        return String(error);
      }
    });
    await index.take(
      tx,
      rows.map((row, at) => ({ leaf: row.leaf, row, text: textOf(bodies[at]) })),
    );
    return new Map(rows.map((row, at) => [row.leaf, { row, body: bodies[at] ?? "no body" }]));
  });
}

function textOf(body: Body | string | undefined): string {
  return typeof body === "object" ? textPart(body.parts, "text") : "";
}
