import type { Ctx } from "#platform/context.ts";
import { limit } from "#platform/limits.ts";
import { Refusal } from "#platform/refusal.ts";

const sideMax = limit("logo.side", 512, "px", "sharp on every screen, light on every line");
const pixelsMax = limit("logo.pixels", 20_000_000, "pixels", "no bomb is unpacked for a logo");

/**
 * Keeps a logo and returns its SHA-256. It is decoded and drawn anew as PNG: what was hidden in the file
 * stays behind, and what is no picture is refused.
 */
export async function keepLogo(ctx: Ctx, base64: string): Promise<string> {
  // Loaded with the first picture: the decoders weigh more than the rest of the program.
  const { default: sharp } = await import("sharp");
  try {
    const drawn = await sharp(Buffer.from(base64, "base64"), {
      limitInputPixels: pixelsMax,
      failOn: "error",
    })
      .timeout({ seconds: 10 })
      .rotate()
      .resize({ width: sideMax, height: sideMax, fit: "inside", withoutEnlargement: true })
      .png()
      .toBuffer();
    return await ctx.blobs.put(drawn);
  } catch (cause) {
    throw new Refusal(
      "unreadable-logo",
      "The logo is not a picture we can read. Take a PNG of at most 500 kB.",
      { status: 415, cause },
    );
  }
}
