import { limit } from "#platform/limits.ts";
import { Refusal } from "#platform/refusal.ts";

const fileMax = limit("media.file", 25 * 1024 * 1024, "bytes", "a camera's largest JPEG");
const pixelsMax = limit(
  "media.pixels",
  60_000_000,
  "pixels",
  "a picture of a few bytes can unpack to gigabytes (pixel flood, ASVS 5.2.6)",
);
const sideMax = limit(
  "media.side",
  4_096,
  "pixels",
  "wider ones are scaled down; no network shows more",
);
const decodeSeconds = limit("media.decode", 20, "s", "then the picture is refused");

const accepted: Record<string, "jpeg" | "png" | "webp"> = {
  "image/jpeg": "jpeg",
  "image/png": "png",
  "image/webp": "webp",
  "image/avif": "jpeg",
  "image/tiff": "jpeg",
};

/** Tighter than what any picture gets: the longest side in pixels, and the format. */
export interface PictureShape {
  sidePx?: number;
  as?: "jpeg";
}

export interface CleanPicture {
  data: Buffer;
  type: string;
  width: number;
  height: number;
}

/**
 * The picture decoded and encoded anew, its type read from its bytes: EXIF, GPS, embedded thumbnails and anything
 * hidden behind the picture are gone (T50, T51). Throws a Refusal for what is none.
 */
export async function cleanPicture(
  bytes: Uint8Array,
  { sidePx = sideMax, as }: PictureShape = {},
): Promise<CleanPicture> {
  if (bytes.byteLength > fileMax)
    throw new Refusal("too-large", `A picture may have at most ${fileMax / 1024 / 1024} MB.`, {
      status: 413,
    });
  // Loaded with the first picture: the decoders weigh more than the rest of the program.
  const { default: sharp } = await import("sharp");
  const format = await formatOf(bytes);
  try {
    const { data, info } = await sharp(bytes, {
      limitInputPixels: pixelsMax,
      failOn: "error",
      animated: false,
    })
      .timeout({ seconds: decodeSeconds })
      .rotate()
      .resize({ width: sidePx, height: sidePx, fit: "inside", withoutEnlargement: true })
      .toFormat(as ?? format, qualityOf(as ?? format, 88))
      .toBuffer({ resolveWithObject: true });
    return { data, type: `image/${info.format}`, width: info.width, height: info.height };
  } catch (cause) {
    const flood = cause instanceof Error && /pixel limit/i.test(cause.message);
    const says = flood
      ? `This picture has more than ${pixelsMax / 1_000_000} million pixels.`
      : "This picture is damaged or is not what its name says.";
    throw new Refusal("unreadable-picture", says, { status: 415, cause });
  }
}

/** A PNG with a quality would lose all but 256 of its colours. */
export function qualityOf(format: "jpeg" | "png" | "webp", quality: number) {
  return format === "png" ? {} : { quality };
}

async function formatOf(bytes: Uint8Array): Promise<"jpeg" | "png" | "webp"> {
  const { fileTypeFromBuffer } = await import("file-type");
  const type = await fileTypeFromBuffer(bytes);
  if (type && /^image\/hei[cf]/.test(type.mime)) throw iphonePicture();
  const format = type && accepted[type.mime];
  if (format) return format;
  const what = type ? `a ${type.ext.toUpperCase()} file` : "not a picture we can read";
  throw new Refusal(
    "not-a-picture",
    `This is ${what}. Take a JPEG, PNG, WebP, AVIF or TIFF picture; SVG and documents are not accepted.`,
    { status: 415 },
  );
}

/** HEIC is HEVC inside, whose patents keep its decoder out of the free libraries that read pictures here. */
function iphonePicture(): Refusal {
  return new Refusal(
    "heic-picture",
    "This is a HEIC picture of an iPhone, which cannot be read here. Send it as a JPEG: share or mail it from the phone, which converts it; for the next ones, set iPhone Settings, Camera, Formats to Most Compatible.",
    { status: 415 },
  );
}

const thumbnailSide = limit("media.thumbnail", 480, "pixels", "the longer side, in the library");

/** A small picture for lists. */
export async function thumbnail(bytes: Uint8Array): Promise<Buffer> {
  const { default: sharp } = await import("sharp");
  return sharp(bytes, { limitInputPixels: pixelsMax })
    .timeout({ seconds: decodeSeconds })
    .resize({
      width: thumbnailSide,
      height: thumbnailSide,
      fit: "inside",
      withoutEnlargement: true,
    })
    .webp({ quality: 76 })
    .toBuffer();
}
