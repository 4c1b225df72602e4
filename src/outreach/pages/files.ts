import { and, eq, inArray } from "drizzle-orm";
import { authorize, personOf } from "#agency";
import { stamp } from "#platform/clock.ts";
import { agencyOf, type Ctx, type TxCtx } from "#platform/context.ts";
import { read, transact } from "#platform/db/database.ts";
import { limit } from "#platform/limits.ts";
import { found, Refusal } from "#platform/refusal.ts";
import type { PageContent } from "./content.ts";
import { typeOfFile, type FileType } from "./file-kinds.ts";
import { pageFiles } from "./tables.ts";

const sizeMax = limit("page.file", 25 * 1024 * 1024, "bytes", "one file that a page has attached");

/** A file as it was looked at when it came in. */
export interface PageFile {
  sha256: string;
  type: FileType;
  sizeBytes: number;
}

/** Takes a file in, by what it is and not by its name; it is public only once a page that carries it is approved. */
export async function addPageFile(ctx: Ctx, given: Uint8Array): Promise<PageFile> {
  authorize(ctx, "page.draft");
  if (given.byteLength > sizeMax)
    throw new Refusal("too-large", `A file has at most ${sizeMax / 1024 / 1024} MB.`, {
      status: 413,
    });
  const bytes = Buffer.from(given);
  const type = typeOfFile(bytes);
  const sha256 = await ctx.blobs.put(bytes);
  const file = { sha256, type, sizeBytes: bytes.length };
  await transact(ctx, async (tx) => {
    const added = await tx.tx
      .insert(pageFiles)
      .values({
        agencyId: agencyOf(tx),
        ...file,
        addedBy: personOf(tx).personId,
        addedAt: stamp(tx.clock.now()),
      })
      .onConflictDoNothing()
      .returning({ sha256: pageFiles.sha256 });
    if (added.length === 0) return;
    await tx.happenings.tell(tx, {
      kind: "outreach.page-file-added",
      subject: { kind: "page-file", id: sha256 },
      facts: { type, sizeBytes: file.sizeBytes },
    });
  });
  return file;
}

/** One of the agency's own. */
export async function pageFile(ctx: Ctx, sha256: string): Promise<PageFile> {
  authorize(ctx, "page.read");
  const files = await read(ctx, (tx) => filesOf(tx, [sha256]));
  return found(files.get(sha256), "file");
}

async function filesOf(tx: TxCtx, hashes: readonly string[]): Promise<Map<string, PageFile>> {
  if (hashes.length === 0) return new Map();
  const rows = await tx.tx
    .select()
    .from(pageFiles)
    .where(and(eq(pageFiles.agencyId, agencyOf(tx)), inArray(pageFiles.sha256, [...hashes])));
  return new Map(rows.map(({ sha256, type, sizeBytes }) => [sha256, { sha256, type, sizeBytes }]));
}

/** What stands in a page is what came in: kind and size are the file's own, whatever was sent. */
export async function checkedFiles(
  tx: TxCtx,
  files: PageContent["files"],
): Promise<PageContent["files"]> {
  const known = await filesOf(
    tx,
    files.map(({ sha256 }) => sha256),
  );
  return files.map(({ title, sha256 }) => {
    const file = known.get(sha256);
    if (!file)
      throw new Refusal("no-such-file", "A file of this page is not here. Attach it again.");
    return { title, ...file };
  });
}

/** Of these bytes, those that were added for the pages of any agency here: no disposition of a record takes them. */
export async function heldByPages(tx: TxCtx, hashes: readonly string[]): Promise<Set<string>> {
  const rows = await tx.tx
    .selectDistinct({ sha256: pageFiles.sha256 })
    .from(pageFiles)
    .where(inArray(pageFiles.sha256, [...hashes]));
  return new Set(rows.map(({ sha256 }) => sha256));
}
