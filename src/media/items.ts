import { and, eq, inArray, sql } from "drizzle-orm";
import { authorize, personOf } from "#agency";
import { stamp } from "#platform/clock.ts";
import { agencyOf, type Ctx, type TxCtx } from "#platform/context.ts";
import { read, transact } from "#platform/db/database.ts";
import { found } from "#platform/refusal.ts";
import { cleanPicture, type CleanPicture, type PictureShape } from "./pictures.ts";
import { mediaFetched, mediaItems, mediaVideos } from "./schema.ts";

export type MediaItem = typeof mediaItems.$inferSelect & { durationMs: number | null };

/** `card`: the picture of a link's card, fetched from this page; it is nobody's here and stays out of the library. */
export interface PictureOptions extends PictureShape {
  card?: string;
}

/** Takes a picture, whatever it is called: cleaned of all that it carries beside what is seen. */
export async function addMedia(
  ctx: Ctx,
  file: { name: string; bytes: Uint8Array },
  { card, ...shape }: PictureOptions = {},
): Promise<MediaItem> {
  authorize(ctx, "media.add");
  const clean = await cleanPicture(file.bytes, shape);
  const sha256 = await ctx.blobs.put(clean.data);
  return transact(ctx, async (tx) => {
    const isNew = await storePicture(tx, { sha256, name: plainName(file.name), ...clean });
    if (card === undefined) await tx.tx.delete(mediaFetched).where(fetchedAt(tx, sha256));
    else if (isNew)
      await tx.tx.insert(mediaFetched).values({
        agencyId: agencyOf(tx),
        sha256,
        url: card.slice(0, 2_000),
        fetchedAt: stamp(tx.clock.now()),
      });
    return mediaItem(tx, sha256);
  });
}

function fetchedAt(tx: TxCtx, sha256: string) {
  return and(eq(mediaFetched.agencyId, agencyOf(tx)), eq(mediaFetched.sha256, sha256));
}

export interface StoredPicture extends CleanPicture {
  sha256: string;
  name: string;
}

/** Writes a picture's row; false when it is here already. */
export async function storePicture(
  tx: TxCtx,
  { sha256, name, type, width, height, data }: StoredPicture,
): Promise<boolean> {
  return storeItem(tx, { sha256, name, type, width, height, sizeBytes: data.length });
}

export type ItemFacts = Pick<
  MediaItem,
  "sha256" | "name" | "type" | "sizeBytes" | "width" | "height"
>;

/** Writes an item's row and tells of it; false when it is here already. Its bytes are in the blob store before. */
export async function storeItem(tx: TxCtx, facts: ItemFacts): Promise<boolean> {
  const { sha256, name, type, sizeBytes } = facts;
  const values = {
    ...facts,
    agencyId: agencyOf(tx),
    uploadedBy: personOf(tx).personId,
    uploadedAt: stamp(tx.clock.now()),
  };
  const added = await tx.tx.insert(mediaItems).values(values).onConflictDoNothing().returning();
  if (added.length === 0) return false;
  await tx.happenings.tell(tx, {
    kind: "media.added",
    subject: { kind: "media", id: sha256 },
    facts: { name, type, sizeBytes },
    record: { payload: values, text: name, media: [sha256], direction: "internal" },
  });
  return true;
}

/** One item, or "not found": another agency's is not there. */
export async function mediaItem(ctx: Ctx, sha256: string): Promise<MediaItem> {
  return found((await mediaItemsOf(ctx, [sha256])).get(sha256), "picture");
}

/** Items by hash; those that are not there are simply not in the map. */
export async function mediaItemsOf(
  ctx: Ctx,
  hashes: readonly string[],
): Promise<Map<string, MediaItem>> {
  if (hashes.length === 0) return new Map();
  return read(ctx, async (tx) => {
    const rows = await tx.tx
      .select({ item: mediaItems, durationMs: mediaVideos.durationMs })
      .from(mediaItems)
      .leftJoin(
        mediaVideos,
        sql`${mediaVideos.agencyId} = ${mediaItems.agencyId} and ${mediaVideos.sha256} = ${mediaItems.sha256}`,
      )
      .where(and(eq(mediaItems.agencyId, agencyOf(tx)), inArray(mediaItems.sha256, [...hashes])));
    return new Map(rows.map(({ item, durationMs }) => [item.sha256, { ...item, durationMs }]));
  });
}

/** A file's name without anything that a path, a header or a page could take for its own. */
export function plainName(name: string): string {
  return name.replaceAll(/[^\p{L}\p{N} ._-]/gu, "_").slice(0, 120) || "picture";
}
