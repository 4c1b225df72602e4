import { readFile } from "node:fs/promises";
import { eq } from "drizzle-orm";
import { agencyOf, type Ctx, type TxCtx } from "#platform/context.ts";
import { read } from "#platform/db/database.ts";
import { verifyCheckpoint } from "./log/checkpoint.ts";
import { parseEntry, verifyPart, type LogEntry } from "./log/entry.ts";
import { leafHash } from "./log/merkle.ts";
import type { Signer } from "./log/signer.ts";
import { FolderTileStore } from "./log/tile-store.ts";
import { verifyLog, verifyPastHead } from "./log/verify-log.ts";
import { openBody, partsOf, recordColumns, type RecordRow } from "./records.ts";
import { archiveCheckpoints, archiveLogs } from "./schema.ts";
import { join } from "node:path";

export interface ArchiveVerdict {
  agencyId: string;
  size: number;
  root: string;
  records: number;
  pending: number;
  faults: string[];
}

const pageSize = 1_000;

/**
 * Recomputes everything (core R5): each body against its entry, each entry against its leaf, the leaves to the
 * root, the root against the signed checkpoint, every older checkpoint against this log, and the signer's own
 * memory against what is published. Names every fault.
 */
export async function verifyArchive(
  ctx: Ctx,
  signer: Signer,
  logFolder: string,
  say: (done: number, of: number) => void = () => undefined,
): Promise<ArchiveVerdict> {
  const folder = join(logFolder, agencyOf(ctx));
  const store = new FolderTileStore(folder);
  const faults: string[] = [];
  const [log] = await read(ctx, (tx) =>
    tx.tx
      .select()
      .from(archiveLogs)
      .where(eq(archiveLogs.agencyId, agencyOf(tx))),
  );
  const origin = log?.origin ?? `openbeat/${agencyOf(ctx)}`;
  const head = await headOf(origin, signer, join(folder, "checkpoint"), faults);
  if (!head)
    return {
      agencyId: agencyOf(ctx),
      size: 0,
      root: "",
      records: 0,
      pending: await pendingOf(ctx),
      faults,
    };
  const database = new DatabaseLeaves(ctx);
  const verdict = await verifyLog(store, head, async (index, entry) => {
    if (index % pageSize === 0) say(index, head.size);
    return database.check(index, entry);
  });
  faults.push(
    ...verdict.faults,
    ...(await beyond(ctx, head.size, log?.size ?? 0)),
    ...(await pastHeads(ctx, signer, origin, store, head.size)),
  );
  return {
    agencyId: agencyOf(ctx),
    size: head.size,
    root: head.root.toString("hex"),
    records: verdict.entriesRead,
    pending: await pendingOf(ctx),
    faults,
  };
}

/** The published head, if it is signed by our key and is the one that the signer remembers. */
async function headOf(origin: string, signer: Signer, path: string, faults: string[]) {
  const published = await readFile(path, "utf8").catch(() => undefined);
  const latest = await signer.latest(origin);
  if (published === undefined) {
    if (latest)
      faults.push(`truncated: the checkpoint is gone, but size ${latest.size} was signed`);
    return undefined;
  }
  const vkey = await signer.publicKey(origin);
  try {
    const head = verifyCheckpoint(published, vkey);
    if (latest && head.size < latest.size)
      faults.push(
        `rolled back: the published checkpoint has size ${head.size}, but size ${latest.size} was signed`,
      );
    if (latest && head.size === latest.size && head.root.toString("hex") !== latest.rootHex)
      faults.push(`forked: size ${head.size} was signed over another root`);
    return head;
  } catch (error) {
    faults.push(`unsigned: ${error instanceof Error ? error.message : String(error)}`);
    return undefined;
  }
}

/** Reads the database's records beside the tiles' entries, a page at a time, in leaf order. */
class DatabaseLeaves {
  readonly #ctx: Ctx;
  #page = new Map<number, RecordRow & { at: string }>();
  #from = -1;

  constructor(ctx: Ctx) {
    this.#ctx = ctx;
  }

  async check(index: number, entryBytes: Buffer): Promise<string | undefined> {
    const from = Math.floor(index / pageSize) * pageSize;
    if (from !== this.#from) await this.#load(from);
    const row = this.#page.get(index);
    if (!row) return `leaf ${index}: missing: the database has no record for it`;
    if (!row.entry.equals(entryBytes))
      return `leaf ${index}: altered or reordered: the record ${row.id} is not the entry in the log`;
    if (!leafHash(entryBytes).equals(row.leaf_hash))
      return `leaf ${index}: altered: its hash does not follow from its entry`;
    return this.#checkBody(index, row, parseEntry(entryBytes));
  }

  async #load(from: number): Promise<void> {
    const rows = await read(this.#ctx, (tx) =>
      tx.tx.raw<RecordRow & { at: string }>(
        `select ${recordColumns}, l.leaf::text as at from archive_leaves l join archive_records r on r.agency_id = l.agency_id and r.id = l.id and r.captured_at = l.captured_at
       where l.agency_id = $1 and l.leaf >= $2 and l.leaf < $3`,
        [agencyOf(this.#ctx), from, from + pageSize],
      ),
    );
    this.#from = from;
    this.#page = new Map(rows.map((row) => [Number(row.at), row]));
  }

  async #checkBody(index: number, row: RecordRow, entry: LogEntry): Promise<string | undefined> {
    if (entry.id !== row.id || entry.kind !== row.kind)
      return `leaf ${index}: altered: the record's columns do not say what its entry says`;
    try {
      const parts = await read(this.#ctx, async (tx: TxCtx) =>
        partsOf(tx, await openBody(tx, row)),
      );
      for (const name of Object.keys(entry.parts)) {
        const part = parts[name];
        if (!part)
          return `leaf ${index}: missing: the part ${name} of record ${row.id} is gone without a disposition certificate`;
        if (!verifyPart(entry, name, part))
          return `leaf ${index}: altered: the part ${name} of record ${row.id} is not what was captured`;
      }
      return undefined;
    } catch (error) {
      return `leaf ${index}: unreadable: the body of record ${row.id} does not open (${error instanceof Error ? error.message : String(error)})`;
    }
  }
}

/** Leaves that the database has in order but no checkpoint covers yet are work under way; more signed than known is a loss. */
async function beyond(ctx: Ctx, signedSize: number, orderedSize: number): Promise<string[]> {
  const [row] = await read(ctx, (tx) =>
    tx.tx.raw<{ n: number; lost: number }>(
      `select count(*)::int as n, (select count(*)::int from archive_records r where r.agency_id = $1
        and not exists (select from archive_leaves l where l.agency_id = r.agency_id and l.id = r.id)
        and not exists (select from archive_pending p where p.agency_id = r.agency_id and r.id = any (p.ids))) as lost
     from archive_leaves where agency_id = $1`,
      [agencyOf(ctx)],
    ),
  );
  const faults: string[] = [];
  if (orderedSize < signedSize || (row?.n ?? 0) < signedSize)
    faults.push(
      `truncated: ${signedSize} leaves were signed, but the database knows ${Math.min(orderedSize, row?.n ?? 0)}`,
    );
  if ((row?.lost ?? 0) > 0)
    faults.push(`missing: ${row?.lost} records are neither in the log nor on their way to it`);
  return faults;
}

/** Every checkpoint ever signed must be the beginning of today's log. */
async function pastHeads(
  ctx: Ctx,
  signer: Signer,
  origin: string,
  store: FolderTileStore,
  size: number,
): Promise<string[]> {
  const rows = await read(ctx, (tx) =>
    tx.tx
      .select()
      .from(archiveCheckpoints)
      .where(eq(archiveCheckpoints.agencyId, agencyOf(tx)))
      .orderBy(archiveCheckpoints.size),
  );
  const vkey = await signer.publicKey(origin);
  const faults: string[] = [];
  // All of them would cost a proof each; the newest thousand and every hundredth before are enough to find a fork.
  for (const [index, row] of rows.entries()) {
    if (index % 100 !== 0 && index < rows.length - 1_000) continue;
    try {
      const fault = await verifyPastHead(store, verifyCheckpoint(row.note, vkey), size);
      if (fault) faults.push(fault);
    } catch (error) {
      faults.push(
        `the checkpoint of size ${row.size} is not signed by this log: ${error instanceof Error ? error.message : String(error)}`,
      );
    }
  }
  return faults;
}

async function pendingOf(ctx: Ctx): Promise<number> {
  const [row] = await read(ctx, (tx) =>
    tx.tx.raw<{ n: number }>(
      "select coalesce(sum(cardinality(ids)), 0)::int as n from archive_pending where agency_id = $1",
      [agencyOf(ctx)],
    ),
  );
  return row?.n ?? 0;
}
