import { parseManifest, parseRecordLine, type Manifest, type PackageRecord } from "./package.ts";
import { readSeeds, seedsPath } from "./package-seeds.ts";
import { decodeText, linesOf, readText, resolveRecord } from "./package-verifier.ts";
import type { PackageFiles } from "./package-zip.ts";

/** What a package says of itself. Whoever believes it has verified the package before. */
export async function packageManifest(files: PackageFiles): Promise<Manifest> {
  return parseManifest(await readText(files, "manifest.json"));
}

/** The records of a package in the log's order; one with its media is in memory at a time. */
export async function* packageRecords(files: PackageFiles): AsyncGenerator<PackageRecord> {
  const seeds = files.paths.includes(seedsPath)
    ? readSeeds(await readText(files, seedsPath))
    : new Map<number, Buffer>();
  for (const bytes of linesOf(await files.read("entries.jsonl"))) {
    const line = parseRecordLine(decodeText(bytes, "the line"));
    const seed = seeds.get(line.index);
    yield { ...(await resolveRecord(files, line, new Set())), ...(seed ? { seed } : {}) };
  }
}
