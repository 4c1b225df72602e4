import { mkdir, readdir, rename, rm } from "node:fs/promises";
import { join } from "node:path";
import { exportArchive } from "#archive";
import type { Ctx } from "#platform/context.ts";
import type { About } from "./formats/format.ts";
import { itemsOf } from "./items.ts";
import type { OutFolder } from "./out-folder.ts";
import type { Production } from "./planning.ts";
import { withheldOf } from "./produced.ts";
import type { Making } from "./producing.ts";

/** The same records as packages that prove themselves, in the log's order. Made anew where a try was broken off. */
export async function writeProofs(
  ctx: Ctx,
  row: Production,
  about: About,
  { folder, signer, logFolder }: Making,
  out: OutFolder,
): Promise<string[]> {
  const half = join(folder, ".proof");
  await rm(half, { recursive: true, force: true });
  await rm(join(folder, "proof"), { recursive: true, force: true });
  await mkdir(half);
  const items = await itemsOf(ctx, row.id, 0, row.records);
  const redacted = new Map(items.map(({ recordId, marks }) => [recordId, withheldOf(marks)]));
  await exportArchive(ctx, signer, logFolder, {
    out: join(half, "records.zip"),
    title: `Production ${about.number}`,
    redacted,
  });
  await rename(half, join(folder, "proof"));
  const names = (await readdir(join(folder, "proof"))).sort().map((name) => `proof/${name}`);
  for (const name of names) await out.adopt(name);
  return names;
}
