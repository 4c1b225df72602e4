import { readFile } from "node:fs/promises";
import { and, asc, eq, gt } from "drizzle-orm";
import { agencyOf, type Ctx } from "#platform/context.ts";
import { read } from "#platform/db/database.ts";
import { limit } from "#platform/limits.ts";
import { verifyCheckpoint, type Checkpoint } from "./log/checkpoint.ts";
import type { Signer } from "./log/signer.ts";
import { TileReader } from "./log/tile-reader.ts";
import type { TileStore } from "./log/tile-store.ts";
import { verifyPastHead } from "./log/verify-log.ts";
import { logOf, newestSigned } from "./known-log.ts";
import { archiveCheckpoints } from "./schema.ts";

const pageSize = limit("verify.checkpoints", 1_000, "checkpoints", "in memory at a time");

/** What the database says of the log: how many leaves it has in order, and how many a checkpoint was seen to cover. */
export interface KnownLog {
  origin: string;
  size: number;
  signed: number;
}

export async function knownLog(ctx: Ctx): Promise<KnownLog> {
  return read(ctx, async (tx) => {
    const { origin, size } = await logOf(tx);
    return { origin, size, signed: await newestSigned(tx) };
  });
}

/**
 * The published head, if it is signed by our key and is the one that the signer and the database remember. Each of the
 * three is held against the others: whoever takes two of them away is told on by the third.
 */
export async function publishedHead(
  known: KnownLog,
  signer: Signer,
  path: string,
  faults: string[],
): Promise<(Checkpoint & { note: string }) | undefined> {
  const published = await readFile(path, "utf8").catch(() => undefined);
  const remembered = (await signer.knows(known.origin))
    ? await signer.latest(known.origin)
    : undefined;
  const signedSize = Math.max(known.signed, remembered?.size ?? 0);
  if (signedSize > 0 && !remembered)
    faults.push(
      `truncated: size ${signedSize} was signed, but the signer of this folder has no memory of it; verify where the log is kept, or restore the keys`,
    );
  if (published === undefined) {
    if (signedSize > 0)
      faults.push(`truncated: the checkpoint is gone, but size ${signedSize} was signed`);
    else if (known.size > 0)
      faults.push(
        `truncated: the database has ${known.size} leaves in order, but there is no signed checkpoint`,
      );
    return undefined;
  }
  if (!(await signer.knows(known.origin))) return undefined;
  try {
    const head = verifyCheckpoint(published, await signer.publicKey(known.origin));
    if (head.size < signedSize)
      faults.push(
        `rolled back: the published checkpoint has size ${head.size}, but size ${signedSize} was signed`,
      );
    if (head.size === remembered?.size && head.root.toString("hex") !== remembered.rootHex)
      faults.push(`forked: size ${head.size} was signed over another root`);
    return { ...head, note: published };
  } catch (error) {
    faults.push(`unsigned: ${error instanceof Error ? error.message : String(error)}`);
    return undefined;
  }
}

/** Every checkpoint that the database keeps must be signed, and be the beginning of today's log. */
export async function pastHeadFaults(
  ctx: Ctx,
  vkey: string,
  store: TileStore,
  size: number,
): Promise<{ faults: string[]; checked: number }> {
  const reader = new TileReader(store, size);
  const faults: string[] = [];
  let checked = 0;
  for (let after = -1; ;) {
    const page = await checkpointsAfter(ctx, after);
    for (const row of page) {
      checked += 1;
      try {
        const head = verifyCheckpoint(row.note, vkey);
        if (head.size !== row.size) throw new Error(`it is of size ${head.size}`);
        const fault = await verifyPastHead(reader, head);
        if (fault) faults.push(fault);
      } catch (error) {
        faults.push(
          `the checkpoint of size ${row.size} is not signed by this log: ${error instanceof Error ? error.message : String(error)}`,
        );
      }
    }
    const last = page.at(-1);
    if (last === undefined || page.length < pageSize) return { faults, checked };
    after = last.size;
  }
}

async function checkpointsAfter(ctx: Ctx, size: number) {
  return read(ctx, (tx) =>
    tx.tx
      .select()
      .from(archiveCheckpoints)
      .where(and(eq(archiveCheckpoints.agencyId, agencyOf(tx)), gt(archiveCheckpoints.size, size)))
      .orderBy(asc(archiveCheckpoints.size))
      .limit(pageSize),
  );
}
