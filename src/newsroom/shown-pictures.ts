import { type PublicNotice } from "#alerts";
import { websitePicturesShown } from "#channels";
import type { Ctx } from "#platform/context.ts";
import type { KeptPages } from "./kept-pages.ts";
import { flyerPath, noticePicturePath } from "./notices/notice-pages.ts";
import { logoPath } from "./page.ts";
import { picturePath, type SiteFacts } from "./site-facts.ts";

/** A file that some page shows. */
export interface ShownFile {
  path: string;
  sha256: string;
  type: string;
}

/** The pictures of events and kits. */
export function picturesOf({ events, kits }: SiteFacts): ShownFile[] {
  const ofKits = kits.flatMap(({ items }) => items.flatMap(({ pictures }) => pictures));
  const ofEvents = events.flatMap(({ photo }) => (photo ? [photo] : []));
  return [...ofEvents, ...ofKits].map((one) => ({ ...one, path: picturePath(one) }));
}

/** The photographs and flyers of notices that stand; those of one that is over are not among them. */
export function filesOf(notices: readonly PublicNotice[]) {
  return notices.flatMap((notice) => {
    if (notice.state === "over") return [];
    const flyers = notice.flyers.map((one) => ({ ...one, path: flyerPath(notice, one) }));
    const pictures = notice.pictures.map((one) => ({ ...one, path: noticePicturePath(one) }));
    return [...pictures, ...flyers].map(({ path, sha256, type }) => ({ path, sha256, type }));
  });
}

/** Puts pictures, films and flyers where pages show them. */
export async function putPictures(
  ctx: Ctx,
  kept: KeptPages,
  { agency }: SiteFacts,
  further: readonly ShownFile[],
): Promise<{ paths: string[]; missing: Set<string> }> {
  const shown = (await websitePicturesShown(ctx)).map((one) => ({
    ...one,
    path: picturePath(one),
  }));
  shown.push(...further);
  const { logoSha256 } = agency;
  if (logoSha256) shown.push({ path: logoPath, sha256: logoSha256, type: "image/png" });
  const missing = new Set<string>();
  for (const { path, sha256, type } of shown) {
    if (kept.get(path)?.key === sha256) continue;
    try {
      const isVideo = type.startsWith("video/");
      const bytes = isVideo ? ctx.blobs.open(sha256) : await ctx.blobs.get(sha256);
      await kept.putPicture(path, sha256, type, bytes);
    } catch (error) {
      ctx.log.error({ err: error, sha256 }, "a picture of the newsroom cannot be read");
      missing.add(path);
    }
  }
  return { paths: shown.map(({ path }) => path).filter((path) => !missing.has(path)), missing };
}
