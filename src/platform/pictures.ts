import { limit } from "#platform/limits.ts";

const pixelsMax = limit(
  "pictures.pixels",
  60_000_000,
  "pixels",
  "a picture of a few bytes can unpack to gigabytes (pixel flood, ASVS 5.2.6)",
);
const decodeSeconds = limit("pictures.decode", 10, "s", "a try at sending waits for it");

/**
 * The picture as a JPEG, for networks that take nothing else: upright, without what was written beside it, and
 * on white where it is see-through. Throws what the decoder throws for bytes that are no picture.
 */
export async function asJpeg(bytes: Uint8Array): Promise<Uint8Array> {
  // Loaded with the first picture: the decoders weigh more than the rest of the program.
  const { default: sharp } = await import("sharp");
  return sharp(bytes, { limitInputPixels: pixelsMax, failOn: "error", animated: false })
    .timeout({ seconds: decodeSeconds })
    .rotate()
    .flatten({ background: "#ffffff" })
    .jpeg({ quality: 88 })
    .toBuffer();
}
