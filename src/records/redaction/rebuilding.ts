import type { BlobStore } from "#platform/blobs/blobs.ts";
import { limit } from "#platform/limits.ts";
import { Refusal } from "#platform/refusal.ts";
import type { Box } from "./tables.ts";

const fileMax = limit(
  "redaction.picture",
  64 * 1024 * 1024,
  "bytes",
  "of one picture or document that is rebuilt; a larger one is withheld whole",
);
const pixelsMax = limit(
  "redaction.pixels",
  60_000_000,
  "pixels",
  "a picture of a few bytes can unpack to gigabytes (pixel flood, ASVS 5.2.6)",
);
const decodeSeconds = limit("redaction.decode", 30, "s", "then the picture is refused");
const shownSide = limit("redaction.shown", 1_600, "pixels", "the longer side, on the screen");
const headBytes = 64 * 1024;
const channels = 4;

/** What a format of picture is rebuilt as: what few programs read becomes a PNG. */
const rebuiltAs: Readonly<Record<string, "jpeg" | "png" | "webp">> = {
  "image/jpeg": "jpeg",
  "image/png": "png",
  "image/webp": "webp",
  "image/gif": "png",
  "image/avif": "png",
  "image/tiff": "png",
};

export interface Size {
  width: number;
  height: number;
}

/** Why no boxes can be drawn on an attachment; empty where they can. */
export type WhyWhole = "" | "no-picture" | "animated" | "heic" | "large";

/** The type under which documents of pages come; boxes are drawn on each page. */
const documentType = "application/pdf";

/**
 * What an attachment is: a picture (it has a size) or a document (it has pages) that boxes can be drawn on, or
 * something that goes out whole or not at all.
 */
export async function kindOfMedium(
  blobs: BlobStore,
  sha256: string,
): Promise<{ type: string; size: Size | null; why: WhyWhole; isDocument: boolean }> {
  const kind = await whatItIs(blobs, sha256);
  return { ...kind, isDocument: kind.type === documentType && kind.why === "" };
}

async function whatItIs(
  blobs: BlobStore,
  sha256: string,
): Promise<{ type: string; size: Size | null; why: WhyWhole }> {
  const chunks: Buffer[] = [];
  for await (const chunk of blobs.open(sha256, { start: 0, end: headBytes - 1 }))
    chunks.push(Buffer.from(chunk));
  const type = await typeOf(Buffer.concat(chunks));
  const why = type === documentType ? "" : whyByType(type);
  if (why !== "") return { type, size: null, why };
  if ((await blobs.sizeOf(sha256)) > fileMax) return { type, size: null, why: "large" };
  if (type === documentType) return { type, size: null, why };
  const size = await pictureSize(await blobs.get(sha256));
  return typeof size === "string" ? { type, size: null, why: size } : { type, size, why: "" };
}

async function typeOf(bytes: Uint8Array): Promise<string> {
  const { fileTypeFromBuffer } = await import("file-type");
  return (await fileTypeFromBuffer(bytes))?.mime ?? "application/octet-stream";
}

function whyByType(type: string): WhyWhole {
  if (/^image\/hei[cf]/.test(type)) return "heic";
  return rebuiltAs[type] ? "" : "no-picture";
}

/** Upright; or why there is no one picture. */
async function pictureSize(bytes: Uint8Array): Promise<Size | "animated" | "no-picture"> {
  const { default: sharp } = await import("sharp");
  try {
    const { pages = 1, autoOrient } = await sharp(bytes, {
      limitInputPixels: pixelsMax,
    }).metadata();
    return pages > 1 ? "animated" : { width: autoOrient.width, height: autoOrient.height };
  } catch {
    return "no-picture";
  }
}

/** The picture as the screen shows it: upright, of any format, without what was written beside it. */
export async function shownPicture(bytes: Uint8Array): Promise<Buffer> {
  const { default: sharp } = await import("sharp");
  return sharp(bytes, { limitInputPixels: pixelsMax, animated: false })
    .timeout({ seconds: decodeSeconds })
    .rotate()
    .resize({ width: shownSide, height: shownSide, fit: "inside", withoutEnlargement: true })
    .webp({ quality: 84 })
    .toBuffer();
}

/**
 * A new picture without what lies under the boxes, which are in pixels of the upright picture: it is decoded, the
 * boxes are filled with black in its pixels, and these alone are encoded. Nothing of the old file is copied: no EXIF,
 * place, thumbnail, colour profile, text or second picture. Throws a Refusal for what cannot be rebuilt so.
 */
export async function rebuildPicture(
  bytes: Uint8Array,
  boxes: readonly Box[],
): Promise<{ data: Buffer; type: string; size: Size }> {
  if (bytes.byteLength > fileMax) throw cannot("large");
  const type = await typeOf(bytes);
  const format = rebuiltAs[type];
  if (!format) throw cannot(whyByType(type));
  const upright = await pictureSize(bytes);
  if (typeof upright === "string") throw cannot(upright);
  const { default: sharp } = await import("sharp");
  try {
    const { data, info } = await sharp(bytes, { limitInputPixels: pixelsMax, failOn: "error" })
      .timeout({ seconds: decodeSeconds })
      .rotate()
      .toColourspace("srgb")
      .ensureAlpha()
      .raw()
      .toBuffer({ resolveWithObject: true });
    const size = { width: info.width, height: info.height };
    for (const box of boxes) blacken(data, size, box);
    const painted = sharp(data, { raw: { ...size, channels } });
    const encoded =
      format === "jpeg"
        ? painted
            .flatten({ background: "#ffffff" })
            .jpeg({ quality: 92, chromaSubsampling: "4:4:4" })
        : painted.toFormat(format, format === "webp" ? { quality: 92 } : {});
    return { data: await encoded.toBuffer(), type: `image/${format}`, size };
  } catch (cause) {
    if (cause instanceof Refusal) throw cause;
    throw cannot("", cause);
  }
}

const whyNot = {
  "": "is damaged",
  large: "is too large",
  "no-picture": "is no picture that can be read here",
  animated: "moves, or has several pages",
  heic: "is a HEIC picture, which cannot be read here",
};

function cannot(why: WhyWhole, cause?: unknown): Refusal {
  return new Refusal(
    "cannot-rebuild",
    `This attachment ${whyNot[why]}: it cannot be rebuilt without a part of it. Withhold it whole, or give it out whole.`,
    { status: 415, cause },
  );
}

/** Throws a Refusal when a box reaches beyond what it was drawn on. */
export function mustBeInside(box: Box, size: Size): void {
  if (!isInside(box, size))
    throw new Refusal(
      "box-outside",
      `A box reaches beyond the picture, which is ${size.width} pixels wide and ${size.height} high.`,
    );
}

/** Fills the box, which must lie inside, with black in pixels of four channels. */
export function blacken(data: Buffer, size: Size, box: Box): void {
  mustBeInside(box, size);
  const row = Buffer.alloc(box.width * channels);
  for (let at = 3; at < row.length; at += channels) row[at] = 255;
  for (let y = box.top; y < box.top + box.height; y++)
    row.copy(data, (y * size.width + box.left) * channels);
}

function isInside({ left, top, width, height }: Box, size: Size): boolean {
  return (
    left >= 0 &&
    top >= 0 &&
    width > 0 &&
    height > 0 &&
    left + width <= size.width &&
    top + height <= size.height
  );
}
