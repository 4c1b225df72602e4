import { existsSync } from "node:fs";
import { mkdir, readdir, rename, rm } from "node:fs/promises";
import { join } from "node:path";
import { exportArchive } from "#archive";
import type { Ctx } from "#platform/context.ts";
import { limit } from "#platform/limits.ts";
import type { About } from "./formats/format.ts";
import { itemsOf } from "./items.ts";
import type { OutFolder } from "./out-folder.ts";
import type { Production } from "./planning.ts";
import { withheldOf } from "./produced.ts";
import type { Making } from "./producing.ts";

/** Fewer than an export's: they are made while pages are set, and whoever was given them checks them on a telephone. */
const packageMax = limit(
  "production.package",
  10_000,
  "records",
  "in one package of proofs; more go on in the next",
);

/** Left before the end: it is gone on with later. */
export class LeftOver extends Error {}

/**
 * The same records as packages that prove themselves, in the log's order: the folder "proof" appears when it is whole,
 * and one of an earlier try stays. Throws LeftOver where the making is over before.
 */
export async function writeProofs(
  ctx: Ctx,
  row: Production,
  about: About,
  { folder, signer, logFolder, isOver, completeness }: Making,
): Promise<void> {
  const [half, whole] = [join(folder, ".proof"), join(folder, "proof")];
  if (existsSync(whole)) return;
  await rm(half, { recursive: true, force: true });
  await mkdir(half);
  const items = await itemsOf(ctx, row.id, 0, row.records);
  const redacted = new Map(items.map(({ recordId, marks }) => [recordId, withheldOf(marks)]));
  await exportArchive(ctx, signer, logFolder, {
    out: join(half, "records.zip"),
    title: `Production ${about.number}`,
    redacted,
    room: { records: packageMax },
    completeness: (span) => completeness(ctx, span),
    say: () => {
      if (isOver?.()) throw new LeftOver();
    },
  });
  await rename(half, whole);
}

/** The files of the proof, as they lie in the production. */
export async function adoptProofs(out: OutFolder): Promise<string[]> {
  const names = (await readdir(join(out.folder, "proof"))).sort().map((name) => `proof/${name}`);
  for (const name of names) await out.adopt(name);
  return names;
}
