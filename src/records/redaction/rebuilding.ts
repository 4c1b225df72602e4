import { limit } from "#platform/limits.ts";
import { Refusal } from "#platform/refusal.ts";
import type { Box } from "./tables.ts";

const fileMax = limit(
  "redaction.picture",
  64 * 1024 * 1024,
  "bytes",
  "of one picture that is rebuilt; a larger one is withheld whole",
);
const pixelsMax = limit(
  "redaction.pixels",
  60_000_000,
  "pixels",
  "a picture of a few bytes can unpack to gigabytes (pixel flood, ASVS 5.2.6)",
);
const decodeSeconds = limit("redaction.decode", 30, "s", "then the picture is refused");
const shownSide = limit("redaction.shown", 1_600, "pixels", "the longer side, on the screen");
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

/** What an attachment is: a picture that boxes can be drawn on, or something that goes out whole or not at all. */
async function kindOfMedium(
  bytes: Uint8Array,
): Promise<{ type: string; size: Size | undefined; why: "" | "no-picture" | "animated" | "heic" }> {
  const { fileTypeFromBuffer } = await import("file-type");
  const type = (await fileTypeFromBuffer(bytes))?.mime ?? "application/octet-stream";
  if (/^image\/hei[cf]/.test(type)) return { type, size: undefined, why: "heic" };
  if (!rebuiltAs[type]) return { type, size: undefined, why: "no-picture" };
  const { default: sharp } = await import("sharp");
  const { pages = 1, autoOrient } = await sharp(bytes, { limitInputPixels: pixelsMax }).metadata();
  if (pages > 1) return { type, size: undefined, why: "animated" };
  return { type, size: { width: autoOrient.width, height: autoOrient.height }, why: "" };
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
  if (bytes.byteLength > fileMax) throw cannot("is too large");
  const { type, why } = await kindOfMedium(bytes);
  const format = rebuiltAs[type];
  if (!format || why !== "") throw cannot(whyNot[why]);
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
    throw cannot("is damaged", cause);
  }
}

const whyNot = {
  "": "cannot be read here",
  "no-picture": "is no picture that can be read here",
  animated: "moves, or has several pages",
  heic: "is a HEIC picture, which cannot be read here",
};

function cannot(what: string, cause?: unknown): Refusal {
  return new Refusal(
    "cannot-rebuild",
    `This attachment ${what}: it cannot be rebuilt without a part of it. Withhold it whole, or give it out whole.`,
    { status: 415, cause },
  );
}

function blacken(data: Buffer, size: Size, box: Box): void {
  if (!isInside(box, size))
    throw new Refusal(
      "box-outside",
      `A box reaches beyond the picture, which is ${size.width} pixels wide and ${size.height} high.`,
    );
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
