import { open, readFile, rename } from "node:fs/promises";
import { join } from "node:path";
import { authorize, ownAgency } from "#agency";
import { stamp } from "#platform/clock.ts";
import { agencyOf, type Ctx } from "#platform/context.ts";
import { read, transact } from "#platform/db/database.ts";
import { limit } from "#platform/limits.ts";
import { Refusal } from "#platform/refusal.ts";
import { verifyCheckpoint } from "./log/checkpoint.ts";
import type { PackageRecord } from "./log/package.ts";
import { packageFiles } from "./log/package-writer.ts";
import { verifyZip } from "./log/package-verifier.ts";
import { fileSource, writeZip } from "./log/package-zip.ts";
import type { Signer } from "./log/signer.ts";
import { TileReader } from "./log/tile-reader.ts";
import { FolderTileStore } from "./log/tile-store.ts";
import { openBody, partsOf, recordColumns, type RecordRow } from "./records.ts";
import { archiveLogs } from "./schema.ts";
import { eq } from "drizzle-orm";

const pageSize = limit("export.page", 200, "records", "in memory at a time");

export interface ExportOptions {
  out: string;
  title: string;
  say?: (done: number, of: number) => void;
}

/**
 * Writes the whole archive as one package that proves itself: records, media, proofs, the signed checkpoint and a
 * verify.html that needs nothing of ours (core R7). The file appears only when it is whole.
 */
export async function exportArchive(
  ctx: Ctx,
  signer: Signer,
  logFolder: string,
  options: ExportOptions,
): Promise<{ records: number }> {
  authorize(ctx, "archive.export");
  const folder = join(logFolder, agencyOf(ctx));
  const checkpoint = await readFile(join(folder, "checkpoint"), "utf8").catch(() => undefined);
  if (checkpoint === undefined)
    throw new Refusal(
      "no-checkpoint",
      "Nothing has been captured yet, so there is nothing to export.",
    );
  const [log] = await read(ctx, (tx) =>
    tx.tx
      .select()
      .from(archiveLogs)
      .where(eq(archiveLogs.agencyId, agencyOf(tx))),
  );
  const origin = log?.origin ?? "";
  const vkey = await signer.publicKey(origin);
  const { size } = verifyCheckpoint(checkpoint, vkey);
  const agency = await ownAgency(ctx);
  await transact(ctx, (tx) =>
    tx.happenings.tell(tx, {
      kind: "archive.exported",
      subject: { kind: "archive", id: "all" },
      facts: { size, title: options.title },
    }),
  );
  const files = packageFiles({
    title: options.title,
    agency: agency.name,
    madeAt: stamp(ctx.clock.now()),
    vkey,
    checkpoint,
    records: records(
      ctx,
      new TileReader(new FolderTileStore(folder), size),
      size,
      options.say ?? (() => undefined),
    ),
    sign: (text) => signer.signNote(origin, text),
  });
  const half = `${options.out}.part`;
  await using file = await open(half, "w");
  for await (const bytes of writeZip(files)) await file.write(bytes);
  await file.sync();
  await rename(half, options.out);
  return { records: size };
}

async function* records(
  ctx: Ctx,
  reader: TileReader,
  size: number,
  say: (done: number, of: number) => void,
): AsyncGenerator<PackageRecord> {
  for (let from = 0; from < size; from += pageSize) {
    say(from, size);
    const rows = await read(ctx, (tx) =>
      tx.tx.raw<RecordRow & { at: string }>(
        `select ${recordColumns}, l.leaf::text as at from archive_leaves l join archive_records r on r.agency_id = l.agency_id and r.id = l.id and r.captured_at = l.captured_at
       where l.agency_id = $1 and l.leaf >= $2 and l.leaf < $3 order by l.leaf`,
        [agencyOf(ctx), from, Math.min(size, from + pageSize)],
      ),
    );
    for (const row of rows) {
      const parts = await read(ctx, async (tx) => partsOf(tx, await openBody(tx, row)));
      yield {
        index: Number(row.at),
        entry: row.entry,
        parts,
        proof: await reader.inclusionProof(Number(row.at)),
      };
    }
  }
}

/** Checks a package with nothing of this installation: `vkey` is the log's key as known from elsewhere. */
export async function verifyPackageFile(path: string, vkey: string | undefined) {
  await using source = await fileSource(path);
  return await verifyZip(source, { vkey });
}
