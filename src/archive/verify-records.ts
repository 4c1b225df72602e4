import { agencyOf, type Ctx } from "#platform/context.ts";
import { read } from "#platform/db/database.ts";
import { limit } from "#platform/limits.ts";
import { filingOf, type Body } from "./capture.ts";
import { parseEntry, verifyPart, type LogEntry } from "./log/entry.ts";
import { leafHash } from "./log/merkle.ts";
import { certifiedErasures } from "./erasing.ts";
import { IndexCheck } from "./search/verifying.ts";
import { fillingPage, isFilled } from "./opened-pages.ts";
import { openBody, partsOf, recordColumns, textPart, type RecordRow } from "./records.ts";
import { canonicalize } from "#platform/crypto/canonical.ts";

const pageSize = limit("verify.page", 500, "records", "opened and in memory at a time");

interface Row extends RecordRow {
  at: string;
  media_count: number;
}

interface Opened {
  row: Row;
  /** The record's body, or why it does not open. */
  body: Body | string;
}

/** Reads the database's records beside the tiles' entries, a page at a time, in leaf order. */
export class DatabaseLeaves {
  readonly #ctx: Ctx;
  #page = new Map<number, Opened>();
  #until: number;
  readonly #end: number;
  #certified: ReadonlyMap<string, string> | undefined;
  readonly #index: IndexCheck;
  /** Asked for while the page before it is checked: the database works meanwhile. */
  #next: Promise<Row[]> | undefined;

  /** Of these leaves alone; a block of the index begins with the first. */
  constructor(ctx: Ctx, { from, until }: { from: number; until: number }) {
    this.#ctx = ctx;
    this.#until = from;
    this.#end = until;
    this.#index = new IndexCheck(from);
  }

  /** What is wrong with the record of a leaf; undefined when it is what was captured. */
  async check(index: number, entryBytes: Buffer): Promise<string | undefined> {
    while (index >= this.#until) {
      const rows = await (this.#next ?? this.#rowsFrom(this.#until));
      const last = isFilled(rows) ? rows.at(-1) : undefined;
      this.#until = last ? Number(last.at) + 1 : Math.min(this.#end, this.#until + pageSize);
      this.#next = this.#until < this.#end ? this.#rowsFrom(this.#until) : undefined;
      this.#page = await openPage(this.#ctx, rows, this.#index);
    }
    const opened = this.#page.get(index);
    if (!opened) return `leaf ${index}: missing: the database has no record for it`;
    const { row, body } = opened;
    if (!row.entry.equals(entryBytes))
      return `leaf ${index}: altered or reordered: the record ${row.id} is not the entry in the log`;
    if (!leafHash(entryBytes).equals(row.leaf_hash))
      return `leaf ${index}: altered: its hash does not follow from its entry`;
    if (typeof body === "string")
      return `leaf ${index}: unreadable: the body of record ${row.id} does not open (${body})`;
    if (row.sealed.length === 0)
      return (await this.#isCertified(row))
        ? undefined
        : `leaf ${index}: missing: record ${row.id} is gone without a disposition certificate`;
    const entry = parseEntry(entryBytes);
    const fault =
      (await this.#partFault(row, entry, body)) ??
      columnFault(row, entry, body, agencyOf(this.#ctx));
    return fault && `leaf ${index}: ${fault}`;
  }

  #rowsFrom(from: number): Promise<Row[]> {
    const rows = rowsOf(this.#ctx, from, Math.min(this.#end, from + pageSize));
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

  async #partFault(row: RecordRow, entry: LogEntry, body: Body): Promise<string | undefined> {
    try {
      const parts = await partsOf(this.#ctx, body);
      for (const name of Object.keys(entry.parts)) {
        const part = parts[name];
        if (!part)
          return `missing: the part ${name} of record ${row.id} is gone without a disposition certificate`;
        if (!verifyPart(entry, name, part))
          return `altered: the part ${name} of record ${row.id} is not what was captured`;
      }
      return undefined;
    } catch (error) {
      return `unreadable: a medium of record ${row.id} cannot be read (${error instanceof Error ? error.message : String(error)})`;
    }
  }
}

/**
 * A record is found by its columns: one that was changed hides it, though entry and body stay whole. Each is held
 * against what the entry says or commits to.
 */
function columnFault(
  row: Opened["row"],
  entry: LogEntry,
  { parts }: Body,
  agencyId: string,
): string | undefined {
  const media = Object.keys(entry.parts).filter((name) => name.startsWith("media.")).length;
  const columns: [name: string, isSame: boolean][] = [
    ["id", row.id === entry.id],
    ["agency_id", agencyId === entry.agency],
    ["kind", row.kind === entry.kind],
    ["captured_at", row.captured_at === canonicalTime(entry.capturedAt)],
    ["occurred_at", row.occurred_at === canonicalTime(entry.occurredAt)],
    ["media_count", row.media_count === media],
    [
      "subject_kind or subject_id",
      textPart(parts, "subject") === canonicalize({ kind: row.subject_kind, id: row.subject_id }),
    ],
    [
      "channel_id, person_id or direction",
      entry.parts["filing"] === undefined ||
        textPart(parts, "filing") ===
          filingOf({
            channelId: row.channel_id,
            personId: row.person_id,
            direction: row.direction,
          }),
    ],
  ];
  const wrong = columns.find(([, isSame]) => !isSame);
  return wrong && `altered: ${wrong[0]} of record ${row.id} is not what its entry says`;
}

/** An entry's instant as the database writes it, to the microsecond: an entry's is UTC, with at most as many digits. */
function canonicalTime(text: string): string {
  const [seconds = "", fraction = ""] = text.slice(0, -1).split(".");
  return `${seconds}.${fraction.padEnd(6, "0")}Z`;
}

function rowsOf(ctx: Ctx, from: number, until: number): Promise<Row[]> {
  return read(ctx, (tx) =>
    tx.tx.raw<Row>(
      fillingPage(
        `select ${recordColumns}, r.media_count, l.leaf as at from archive_leaves l join archive_records r on r.agency_id = l.agency_id and r.id = l.id and r.captured_at = l.captured_at
         where l.agency_id = $1 and l.leaf >= $2 and l.leaf < $3`,
        "at",
      ),
      [agencyOf(tx), from, until],
    ),
  );
}

async function openPage(
  ctx: Ctx,
  rows: readonly Row[],
  index: IndexCheck,
): Promise<Map<number, Opened>> {
  return read(ctx, async (tx) => {
    const bodies: (Body | string)[] = [];
    for (const row of rows)
      bodies.push(await openBody(tx, row).catch((error: unknown) => String(error)));
    await index.take(
      tx,
      rows.map((row, at) => ({ leaf: Number(row.at), row, text: textOf(bodies[at]) })),
    );
    return new Map(rows.map((row, at) => [Number(row.at), { row, body: bodies[at] ?? "no body" }]));
  });
}

function textOf(body: Body | string | undefined): string {
  return typeof body === "object" ? textPart(body.parts, "text") : "";
}
