import { canonicalize, sha256 } from "#platform/crypto/canonical.ts";
import { verifyCheckpoint } from "./checkpoint.ts";
import type { Checkpoint } from "./checkpoint.ts";
import { base64, manifestText, partLine, recordsMax } from "./package.ts";
import type { Manifest, PackageRecord, PartLine } from "./package.ts";
import { recordFaults } from "./package-record.ts";
import { PackageFault } from "./package-zip.ts";
import type { PackageFile } from "./package-zip.ts";
import { recipe } from "./recipe.ts";
import { verifyPage } from "./verify-page.ts";

export interface PackageContents {
  /** What the package is, for the person who opens it: "Request 2026-114, second production". */
  title: string;
  /** The agency's name as people know it. */
  agency: string;
  /** UTC instant, RFC 3339. */
  madeAt: string;
  /** The log's public key and its published checkpoint. */
  vkey: string;
  checkpoint: string;
  /** In the order of their entries in the log. */
  records: Iterable<PackageRecord> | AsyncIterable<PackageRecord>;
  /** Signs a text as a note with the log's key: `Signer.signNote`. */
  sign(text: string): Promise<string>;
}

/**
 * The files of a package, in order, for `writeZip`; one is in memory at a time, beside the lines of
 * entries.jsonl. Throws a PackageFault for a record that would not verify: no package is made that
 * its receiver could not prove.
 */
export async function* packageFiles(contents: PackageContents): AsyncGenerator<PackageFile> {
  const checkpoint = verifyCheckpoint(contents.checkpoint, contents.vkey);
  const files: Manifest["files"] = {};
  const noted = (path: string, content: Uint8Array | string): PackageFile => {
    const bytes = typeof content === "string" ? Buffer.from(content) : content;
    files[path] = { sha256: sha256(bytes).toString("hex"), sizeBytes: bytes.length };
    return { path, bytes };
  };
  const lines: Buffer[] = [];
  let lastIndex = -1;
  for await (const record of contents.records) {
    checkRecord(record, checkpoint, lastIndex);
    lastIndex = record.index;
    const { line, media } = recordLine(record);
    for (const { path, bytes } of media) if (!Object.hasOwn(files, path)) yield noted(path, bytes);
    lines.push(Buffer.from(`${line}\n`));
    if (lines.length > recordsMax) throw new PackageFault("the package has too many records");
  }
  yield noted("entries.jsonl", Buffer.concat(lines));
  yield noted("checkpoint", contents.checkpoint);
  yield noted("log.vkey", `${contents.vkey}\n`);
  yield noted("verify.html", verifyPage());
  yield noted("RECIPE.txt", recipe());
  const manifest = canonicalize(manifestOf(contents, checkpoint, lines.length, files));
  yield { path: "manifest.json", bytes: Buffer.from(manifest) };
  const note = await contents.sign(manifestText(checkpoint.origin, sha256(manifest)));
  yield { path: "manifest.note", bytes: Buffer.from(note) };
}

function checkRecord(record: PackageRecord, checkpoint: Checkpoint, lastIndex: number): void {
  if (record.index <= lastIndex) throw new PackageFault("the records are not in the log's order");
  const [fault] = recordFaults(record, checkpoint);
  if (fault !== undefined) throw new PackageFault(`entry ${record.index} ${fault}`);
}

function recordLine(record: PackageRecord): { line: string; media: PackageFile[] } {
  const parts: Record<string, PartLine> = {};
  const media: PackageFile[] = [];
  for (const [name, part] of Object.entries(record.parts)) {
    const { line, file } = partLine(name, part, mediaPath);
    parts[name] = line;
    if (file) media.push(file);
  }
  const { index, entry, proof } = record;
  const line = canonicalize({ index, entry: base64(entry), parts, proof: proof.map(base64) });
  return { line, media };
}

function mediaPath(bytes: Uint8Array): string {
  return `media/${sha256(bytes).toString("hex")}`;
}

function manifestOf(
  { agency, title, madeAt }: PackageContents,
  { origin, size, root }: Checkpoint,
  records: number,
  files: Manifest["files"],
): Manifest {
  const rootHex = root.toString("hex");
  const format = "openbeat-package";
  return { format, v: 1, origin, agency, title, madeAt, size, rootHex, records, files };
}
