import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { allAgencies } from "#agency";
import { writeDurably } from "#platform/blobs/blobs.ts";
import { stamp } from "#platform/clock.ts";
import { asSystem, agencyOf, type Ctx, type TxCtx } from "#platform/context.ts";
import { read, transact } from "#platform/db/database.ts";
import { limit } from "#platform/limits.ts";
import { freshOf } from "./fresh.ts";
import { publishCheckpoint } from "./attest/published.ts";
import { logOf, mustKeepLogHere } from "./known-log.ts";
import type { Signer } from "./log/signer.ts";
import { FolderTileStore } from "./log/tile-store.ts";
import { TileWriter, type LogLeaf } from "./log/tile-writer.ts";
import { archiveCheckpoints, archiveLogs, archivePending } from "./schema.ts";

const batchMax = limit("log.batch", 8_000, "leaves", "one checkpoint's worth");
const pauseMs = limit("log.pause", 150, "ms", "an entry waits about this long for its checkpoint");
const quietMs = 1_000;

/**
 * Keeps one agency's log: puts what was captured in order, writes its tiles, and has the checkpoint signed
 * when they are durable (core R4). Restarted anywhere it goes on from the signed size: leaf order is in the
 * database, so the same leaves get the same tiles.
 */
export class LogKeeper {
  readonly #ctx: Ctx;
  readonly #signer: Signer;
  readonly #folder: string;
  #writer: TileWriter | undefined;
  #origin = "";

  constructor(ctx: Ctx, signer: Signer, folder: string) {
    this.#ctx = ctx;
    this.#signer = signer;
    this.#folder = folder;
  }

  /** One turn. Returns how many leaves came under a new checkpoint. */
  async turn(): Promise<number> {
    const writer = (this.#writer ??= await this.#open());
    const size = await transact(this.#ctx, sequence);
    let added = 0;
    while (writer.size < size) {
      const leaves = await leavesFrom(this.#ctx, writer.size, writer.size + batchMax);
      if (leaves.length === 0) break;
      await this.#publish(writer, leaves);
      added += leaves.length;
    }
    return added;
  }

  /** The signer's own memory says how far the log is signed: not the database, which could be rolled back. */
  async #open(): Promise<TileWriter> {
    freshOf(this.#ctx).wanted.leaves = true;
    await mustKeepLogHere(this.#ctx, this.#signer);
    const { origin } = await transact(this.#ctx, openLog);
    this.#origin = origin;
    const signed = await this.#signer.latest(origin);
    if (signed) await publishCheckpoint(this.#ctx, this.#folder, signed.checkpoint, signed.size);
    await this.#publishKey();
    return TileWriter.open(new FolderTileStore(this.#folder), signed?.size ?? 0);
  }

  /** The log's key as a file beside it: witnesses and readers are given it once, and compare. */
  async #publishKey(): Promise<void> {
    const text = `${await this.#signer.publicKey(this.#origin)}\n`;
    const path = join(this.#folder, "vkey");
    if ((await readFile(path, "utf8").catch(() => "")) !== text) await writeDurably(path, text);
  }

  async #publish(writer: TileWriter, leaves: readonly LogLeaf[]): Promise<void> {
    const from = writer.size;
    try {
      await writer.append(leaves);
      const { checkpoint, size } = await this.#signer.append(
        this.#origin,
        from,
        leaves.map(({ leafHash }) => leafHash),
      );
      await publishCheckpoint(this.#ctx, this.#folder, checkpoint, size);
      await transact(this.#ctx, (tx) =>
        tx.tx
          .insert(archiveCheckpoints)
          .values({
            agencyId: agencyOf(tx),
            size,
            note: checkpoint,
            signedAt: stamp(tx.clock.now()),
          })
          .onConflictDoNothing(),
      );
      await writer.prunePartials();
    } catch (error) {
      this.#writer = undefined;
      throw error;
    }
  }
}

/** What this process captured itself is still at hand; the rest is read. */
async function leavesFrom(ctx: Ctx, from: number, until: number): Promise<LogLeaf[]> {
  const fresh = freshOf(ctx);
  const range = [agencyOf(ctx), from, until];
  return read(ctx, async (tx) => {
    const ids = await tx.tx.raw<{ id: string }>(
      "select id from archive_leaves where agency_id = $1 and leaf >= $2 and leaf < $3 order by leaf",
      range,
    );
    const leaves = fresh.takeLeaves(ids.map(({ id }) => id));
    if (leaves.every((leaf) => leaf !== undefined)) return leaves;
    const rows = await tx.tx.raw<{ id: string; entry: Buffer; leaf_hash: Buffer }>(
      `select r.id, r.entry, r.leaf_hash from archive_leaves l
       join archive_records r on r.agency_id = l.agency_id and r.id = l.id and r.captured_at = l.captured_at
       where l.agency_id = $1 and l.leaf >= $2 and l.leaf < $3`,
      range,
    );
    const known = new Map(rows.map((row) => [row.id, row]));
    return ids.map(({ id }, at): LogLeaf => {
      const leaf = leaves[at];
      const row = known.get(id);
      if (leaf) return leaf;
      if (!row) throw new Error(`leaf ${from + at} has no record`);
      return { bytes: row.entry, leafHash: row.leaf_hash };
    });
  });
}

/**
 * Writes the tiles of the signed part of a log anew from the database, after a restore. The root must come out as
 * the signer remembers it; then its checkpoint is published again.
 */
export async function rebuildTiles(ctx: Ctx, signer: Signer, logFolder: string): Promise<void> {
  const { origin } = await transact(ctx, openLog);
  const folder = join(logFolder, agencyOf(ctx));
  const signed = await signer.latest(origin);
  if (!signed) return;
  const writer = await TileWriter.open(new FolderTileStore(folder), 0);
  while (writer.size < signed.size) {
    const leaves = await leavesFrom(
      ctx,
      writer.size,
      Math.min(signed.size, writer.size + batchMax),
    );
    if (leaves.length === 0)
      throw new Error(`the database holds ${writer.size} leaves, but ${signed.size} were signed`);
    await writer.append(leaves);
  }
  if (writer.root().toString("hex") !== signed.rootHex)
    throw new Error("the database's leaves do not give the signed root");
  await publishCheckpoint(ctx, folder, signed.checkpoint, signed.size);
}

/**
 * Gives the next leaf numbers to what is pending. The agency's row in archive_logs is the lock: one at a time. Locked
 * first, in a statement of its own: the next one must see what whoever held it before has done.
 */
async function sequence(tx: TxCtx): Promise<number> {
  const agencyId = agencyOf(tx);
  await tx.tx.raw("select size from archive_logs where agency_id = $1 for update", [agencyId]);
  const [log] = await tx.tx.raw<{ size: string }>(
    `with due as (
       select id, captured_at, ids from archive_pending where agency_id = $1 order by id limit $2 for update skip locked),
     counted as (select *, sum(cardinality(ids)) over (order by id) as upto from due),
     taken as (select * from counted where upto <= $2 or upto = cardinality(ids)),
     gone as (delete from archive_pending p using taken t where p.agency_id = $1 and p.id = t.id),
     added as (
       insert into archive_leaves (agency_id, leaf, id, captured_at)
       select $1, l.size + row_number() over (order by t.id, r.place) - 1, r.id, t.captured_at
       from archive_logs l, taken t, unnest(t.ids) with ordinality r(id, place) where l.agency_id = $1 returning leaf)
     update archive_logs set size = size + (select count(*) from added) where agency_id = $1 returning size`,
    [agencyId, batchMax],
  );
  return Number(log?.size ?? 0);
}

/** The log's name, and how many leaves are in order; a log begins with the first look at it. */
async function openLog(tx: TxCtx): Promise<{ origin: string; size: number }> {
  const agencyId = agencyOf(tx);
  await tx.tx
    .insert(archiveLogs)
    .values({ agencyId, origin: `openbeat/${agencyId}`, size: 0 })
    .onConflictDoNothing();
  return logOf(tx);
}

/**
 * Keeps every agency's log until the signal aborts. At first, and after a failure, an agency's log is looked at
 * whatever waits; from then on only when something was captured, so that quiet agencies cost nothing.
 */
export async function keepLogs(
  ctx: Ctx,
  signer: Signer,
  logFolder: string,
  signal: AbortSignal,
): Promise<void> {
  const keepers = new Map<string, LogKeeper>();
  const settled = new Set<string>();
  const turn = async (agencyId: string) => {
    const keeper =
      keepers.get(agencyId) ??
      new LogKeeper(asSystem(ctx, "log keeper", agencyId), signer, join(logFolder, agencyId));
    keepers.set(agencyId, keeper);
    settled.delete(agencyId);
    await keeper.turn();
    settled.add(agencyId);
  };
  using ear = ctx.happenings.bell.listen(() => true);
  while (!signal.aborted) {
    const wanted = await agenciesToKeep(ctx, settled).catch(() => []);
    for (const agencyId of wanted) {
      await turn(agencyId).catch((error: unknown) =>
        ctx.log.error({ err: error, agencyId }, "the log could not be extended; it is tried again"),
      );
    }
    if (wanted.length === 0) await ear.next(ctx.clock, quietMs, signal);
    // What is captured within this moment goes under one checkpoint.
    await ctx.clock.sleep(pauseMs, signal);
  }
}

/** In one look: it is taken several times a second. */
async function agenciesToKeep(ctx: Ctx, settled: ReadonlySet<string>): Promise<string[]> {
  return read(asSystem(ctx, "log keeper", null), async (tx) => {
    const waiting = await tx.tx
      .selectDistinct({ agencyId: archivePending.agencyId })
      .from(archivePending);
    const unsettled = (await allAgencies(tx)).filter(({ agencyId }) => !settled.has(agencyId));
    return [...new Set([...waiting, ...unsettled].map(({ agencyId }) => agencyId))];
  });
}
