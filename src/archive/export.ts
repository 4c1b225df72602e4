import { constants } from "node:fs";
import { access, open, readFile, rename, rm } from "node:fs/promises";
import { basename, dirname, extname, join } from "node:path";
import { authorize, ownAgency } from "#agency";
import { stamp } from "#platform/clock.ts";
import { agencyOf, type Ctx } from "#platform/context.ts";
import { read, transact } from "#platform/db/database.ts";
import { Refusal } from "#platform/refusal.ts";
import { newestStamps } from "./attest/stamping.ts";
import { redactedRecords, type Withheld } from "./disclosing.ts";
import { logOf } from "./known-log.ts";
import { verifyCheckpoint } from "./log/checkpoint.ts";
import type { Completeness } from "./log/package-completeness.ts";
import { packageFiles, type PackageContents, type Room } from "./log/package-writer.ts";
import { verifyZip, type PackageTrust } from "./log/package-verifier.ts";
import type { PackageStamp } from "./log/package-stamps.ts";
import { fileSource, writeZip } from "./log/package-zip.ts";
import { RecordQueue } from "./log/record-queue.ts";
import type { Signer } from "./log/signer.ts";
import { TileReader } from "./log/tile-reader.ts";
import { FolderTileStore } from "./log/tile-store.ts";
import { countRecords, provedRecords, spanOf, type Span } from "./export-records.ts";

export interface ExportOptions {
  out: string;
  title: string;
  /** Captured from this day or instant on, and until this one; a day is the agency's own, and whole. */
  from?: string | undefined;
  until?: string | undefined;
  say?: (done: number, of: number) => void;
  /** Only these records, each without what is withheld of it; else everything of the span, whole. */
  redacted?: ReadonlyMap<string, Withheld>;
  /** How complete the record of a span is; whoever reads the accounts says so, and every package tells it. */
  completeness?: (span: Span) => Promise<Pick<Completeness, "asOf" | "accounts">>;
  /** Smaller packages. */
  room?: Partial<Room>;
}

/**
 * Writes the archive, or what was captured in a span of it, as packages that prove themselves: records, media,
 * proofs, the signed checkpoint and a verify.html that needs nothing of ours (core R7). What one package does not hold
 * goes on in the next: `OUT`, or `OUT-1`, `OUT-2` and so on. They appear together, when all are whole; before
 * that everything was checked, and afterwards nothing half-written is left. Throws a Refusal when there is nothing to
 * export, or no place for it.
 */
export async function exportArchive(
  ctx: Ctx,
  signer: Signer,
  logFolder: string,
  options: ExportOptions,
): Promise<{ records: number; files: string[] }> {
  authorize(ctx, "archive.export");
  const { log, head } = await signedHead(ctx, signer, logFolder);
  const agency = await ownAgency(ctx);
  const span = spanOf(options, agency.timeZone);
  const count = options.redacted?.size ?? (await countRecords(ctx, span, head.size));
  if (count === 0)
    throw new Refusal("nothing-to-export", "No record was captured in that time. Widen it.");
  await mustHavePlace(options.out);
  const reader = new TileReader(new FolderTileStore(join(logFolder, agencyOf(ctx))), head.size);
  const records = options.redacted
    ? redactedRecords(ctx, reader, options.redacted, (done) => options.say?.(done, count))
    : provedRecords(ctx, reader, span, (done) => options.say?.(done, count));
  const contents: PackageContents = {
    title: options.title,
    agency: agency.name,
    madeAt: stamp(ctx.clock.now()),
    vkey: head.vkey,
    checkpoint: head.checkpoint,
    stamps: await stampsFor(ctx, reader),
    ...(await completenessFor(options, span)),
    records: new RecordQueue(records),
    sign: (text) => signer.signNote(log.origin, text),
    ...(options.room ? { room: options.room } : {}),
  };
  const halves: string[] = [];
  try {
    await writePackages(contents, options.out, halves);
    const files = await namesFor(options.out, halves.length);
    // Told before anything is handed out: no export that nobody knows of.
    await transact(ctx, (tx) =>
      tx.happenings.tell(tx, {
        kind: "archive.exported",
        subject: { kind: "archive", id: "all" },
        facts: {
          size: head.size,
          title: options.title,
          ...span,
          records: count,
          files: files.length,
          ...(options.redacted ? { isRedacted: true } : {}),
        },
      }),
    );
    for (const [at, half] of halves.entries()) await rename(half, files[at] ?? half);
    return { records: count, files };
  } finally {
    for (const half of halves) await rm(half, { force: true });
  }
}

async function signedHead(ctx: Ctx, signer: Signer, logFolder: string) {
  const place = join(logFolder, agencyOf(ctx), "checkpoint");
  const checkpoint = await readFile(place, "utf8").catch(() => undefined);
  const log = await read(ctx, logOf);
  if (checkpoint === undefined)
    throw new Refusal(
      "no-checkpoint",
      "Nothing has been captured yet, so there is nothing to export.",
    );
  const vkey = await signer.publicKey(log.origin);
  const { size, root } = verifyCheckpoint(checkpoint, vkey);
  return { log, head: { checkpoint, vkey, size, root } };
}

async function completenessFor({ completeness }: ExportOptions, span: Span) {
  const told = await completeness?.(span);
  if (!told) return {};
  return {
    completeness: { format: "openbeat-completeness" as const, v: 1 as const, ...span, ...told },
  };
}

/** The newest stamp of each authority, with the way from what it stamped to the package's checkpoint. */
async function stampsFor(ctx: Ctx, reader: TileReader): Promise<PackageStamp[]> {
  const stamps: PackageStamp[] = [];
  for (const { note, token, size } of await newestStamps(ctx, reader.size))
    stamps.push({ checkpoint: note, token, consistency: await reader.consistencyProof(size) });
  return stamps;
}

async function writePackages(
  contents: PackageContents,
  out: string,
  halves: string[],
): Promise<void> {
  do {
    const part = halves.length + 1;
    const half = partName(out, part, ".part");
    halves.push(half);
    await using file = await open(half, "w", 0o600);
    for await (const bytes of writeZip(packageFiles({ ...contents, part })))
      await file.write(bytes);
    await file.sync();
  } while ((await contents.records.next()) !== undefined);
}

/** `production.zip`, or `production-1.zip`, `production-2.zip` …; none of them may be there. */
async function namesFor(out: string, count: number): Promise<string[]> {
  const names =
    count === 1 ? [out] : Array.from({ length: count }, (_, at) => partName(out, at + 1));
  for (const name of names) await mustBeFree(name);
  return names;
}

function partName(out: string, part: number, ending = ""): string {
  const extension = extname(out);
  return join(dirname(out), `${basename(out, extension)}-${part}${extension}${ending}`);
}

async function mustHavePlace(out: string): Promise<void> {
  for (const name of [out, partName(out, 1)]) await mustBeFree(name);
  await access(dirname(out), constants.W_OK | constants.X_OK).catch((cause: unknown) => {
    throw new Refusal("no-place", `${dirname(out)} cannot be written. Choose another folder.`, {
      cause,
    });
  });
}

async function mustBeFree(name: string): Promise<void> {
  const isThere = await access(name).then(
    () => true,
    () => false,
  );
  if (isThere) throw new Refusal("exists", `${name} exists already. Choose another name.`);
}

/**
 * Checks a package with nothing of this installation: `vkey` is the log's key as known from elsewhere, and so are the
 * witnesses that must stand by it and the roots of time-stamp authorities, where they are given.
 */
export async function verifyPackageFile(
  path: string,
  vkey: string | undefined,
  trust: Omit<PackageTrust, "vkey"> = {},
) {
  await using source = await fileSource(path);
  return await verifyZip(source, { vkey, ...trust });
}
