import { agencyOf, type Ctx, type TxCtx } from "#platform/context.ts";
import { read, transact } from "#platform/db/database.ts";
import { limit } from "#platform/limits.ts";
import { Refusal } from "#platform/refusal.ts";
import { logOf } from "./known-log.ts";
import { LogKeeper } from "./keeper.ts";
import { verifyCheckpoint } from "./log/checkpoint.ts";
import { foldPeaks, leafHash, pushLeaf } from "./log/merkle.ts";
import type { Manifest, PackageRecord } from "./log/package.ts";
import { packageManifest, packageRecords } from "./log/package-reader.ts";
import { readText, verifyZip } from "./log/package-verifier.ts";
import { fileSource, openZip, type ByteSource } from "./log/package-zip.ts";
import type { Signer } from "./log/signer.ts";
import { archiveLogs } from "./schema.ts";
import { insertTakenOver, takenOverRow, type TakenOverRow } from "./taken-over-rows.ts";

const atOnce = limit(
  "archive.take-over",
  500,
  "records",
  "of an archive that is taken over, in one transaction",
);

/** Another installation's archive, as its packages tell it. */
export interface Foreign {
  agencyId: string;
  agency: string;
  size: number;
  rootHex: string;
}

/**
 * What the packages are of: every entry of one log from the first to the last, all of them verified, and the root worked
 * out anew from the entries. Throws a Refusal where a package does not verify, is of another log or another head, or
 * an entry is missing. Nothing is written.
 */
export async function surveyPackages(paths: readonly string[]): Promise<Foreign & Head> {
  let first: Manifest | undefined;
  let head: Head | undefined;
  let agencyId = "";
  const peaks: Uint8Array[] = [];
  let next = 0;
  for (const path of paths) {
    await using source = await fileSource(path);
    const manifest = await mustVerify(path, source);
    first ??= manifest;
    if (manifest.origin !== first.origin || manifest.rootHex !== first.rootHex)
      throw new Refusal(
        "other-log",
        `${path} is of another log, or of another day than the first.`,
      );
    const files = await openZip(source);
    head ??= {
      checkpoint: await readText(files, "checkpoint"),
      vkey: (await readText(files, "log.vkey")).trim(),
    };
    for await (const { index, entry } of packageRecords(files)) {
      if (index !== next)
        throw new Refusal(
          "entry-missing",
          `Entry ${next} is in none of these packages. Give all of them, in their order.`,
        );
      if (index === 0) agencyId = agencyOfEntry(entry);
      pushLeaf(peaks, next, leafHash(entry));
      next += 1;
    }
  }
  if (!first || !head) throw new Refusal("no-package", "Give the packages of an export.");
  if (next !== first.size)
    throw new Refusal(
      "entry-missing",
      `The log has ${first.size} entries; these packages hold the first ${next}.`,
    );
  const rootHex = foldPeaks(peaks).toString("hex");
  if (rootHex !== verifyCheckpoint(head.checkpoint, head.vkey).root.toString("hex"))
    throw new Refusal("other-root", "The entries do not give the root that was signed.");
  return { agencyId, agency: first.agency, size: next, rootHex, ...head };
}

interface Head {
  checkpoint: string;
  vkey: string;
}

async function mustVerify(path: string, source: ByteSource): Promise<Manifest> {
  const verdict = await verifyZip(source);
  if (!verdict.ok)
    throw new Refusal(
      "package-faulty",
      `${path} does not verify: ${verdict.faults[0] ?? "it is damaged"}.`,
    );
  return packageManifest(await openZip(source));
}

function agencyOfEntry(entry: Uint8Array): string {
  const { agency } = JSON.parse(Buffer.from(entry).toString()) as { agency: string };
  return agency;
}

/**
 * Takes over the archive of another installation: records, media and the order of the log, under this installation's
 * keys. The log comes out with the same root, and its new signer goes on from there; the head that was signed before is
 * kept as a record. The agency must be the packages' own and have no record yet, or be half taken over: then it goes on.
 */
export async function takeOver(
  ctx: Ctx,
  { signer, logFolder }: { signer: Signer; logFolder: string },
  paths: readonly string[],
  say: (done: number, of: number) => void = () => undefined,
): Promise<Foreign> {
  const { checkpoint, vkey, ...foreign } = await surveyPackages(paths);
  if (foreign.agencyId !== agencyOf(ctx))
    throw new Refusal("other-agency", "These packages are of another agency than this one.");
  const begun = await mustBeEmpty(ctx, signer, foreign);
  for (const path of paths) {
    await using source = await fileSource(path);
    let rows: TakenOverRow[] = [];
    for await (const record of packageRecords(await openZip(source))) {
      if (record.index < begun) continue;
      rows.push(await rowFor(ctx, record));
      if (rows.length < atOnce) continue;
      await insertTakenOver(ctx, rows);
      say(record.index + 1, foreign.size);
      rows = [];
    }
    await insertTakenOver(ctx, rows);
  }
  const keeper = new LogKeeper(ctx, signer, logFolder);
  while ((await keeper.turn()) > 0);
  const signed = await signer.latest((await read(ctx, logOf)).origin);
  if (signed?.size !== foreign.size || signed.rootHex !== foreign.rootHex)
    throw new Error("the log came out with another root");
  await transact(ctx, (tx) =>
    tx.happenings.tell(tx, {
      kind: "archive.taken-over",
      subject: { kind: "archive", id: "all" },
      facts: { ...foreign, vkey },
      record: { payload: { ...foreign, vkey, checkpoint }, text: "", direction: "internal" },
    }),
  );
  return foreign;
}

async function rowFor(ctx: Ctx, record: PackageRecord): Promise<TakenOverRow> {
  return read(ctx, (tx) => takenOverRow(tx, record));
}

/** Where to go on: at the first entry, or where an earlier try of the same packages ended. */
async function mustBeEmpty(ctx: Ctx, signer: Signer, foreign: Foreign): Promise<number> {
  const { origin, size } = await transact(ctx, async (tx: TxCtx) => {
    await tx.tx
      .insert(archiveLogs)
      .values({ agencyId: agencyOf(tx), origin: `openbeat/${agencyOf(tx)}`, size: 0 })
      .onConflictDoNothing();
    return logOf(tx);
  });
  const [waiting] = await read(ctx, (tx) =>
    tx.tx.raw<{ n: number }>(
      "select count(*)::int as n from archive_records where agency_id = $1",
      [agencyOf(tx)],
    ),
  );
  if (size >= foreign.size || (waiting?.n ?? 0) > size || (await signer.knows(origin)))
    throw new Refusal(
      "not-empty",
      "This archive has records of its own. Use an empty data folder.",
      {
        status: 409,
      },
    );
  return size;
}
