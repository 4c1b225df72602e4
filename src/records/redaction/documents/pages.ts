import { limit } from "#platform/limits.ts";
import { Refusal } from "#platform/refusal.ts";
import type { Size } from "../rebuilding.ts";
import { DocumentReader, UnreadableDocument } from "./document-reader.ts";
import type { WhyUnread } from "./page-messages.ts";

const dotsPerInch = limit(
  "redaction.document-dots",
  300,
  "dots per inch",
  "of a PDF's pages when they are rebuilt as pictures: what a court's scanner takes",
);
const pixelsMax = limit(
  "redaction.page-pixels",
  20_000_000,
  "pixels",
  "of one page of a PDF: a plan on large paper is drawn less finely",
);
const shownSide = limit("redaction.page-shown", 1_800, "pixels", "the longer side, on the screen");
const pointsPerInch = 72;

/** How large a page is rebuilt, in pixels: boxes are measured in these. */
export function pixelsOf({ width, height }: Size): Size {
  const scale = dotsPerInch / pointsPerInch;
  const fit = Math.min(1, Math.sqrt(pixelsMax / (width * height * scale * scale)));
  const side = (points: number) => Math.max(1, Math.floor(points * scale * fit));
  return { width: side(width), height: side(height) };
}

/** Every page of a PDF in the pixels that its boxes are measured in; or why it cannot be taken apart. */
export async function documentPages(bytes: Uint8Array): Promise<readonly Size[] | WhyUnread> {
  try {
    await using reader = await DocumentReader.open(bytes);
    return (await reader.measure()).map(pixelsOf);
  } catch (error) {
    if (error instanceof UnreadableDocument) return error.why;
    throw error;
  }
}

/** A page (from 1) as the screen shows it. Throws a Refusal where there is none. */
export async function shownPage(bytes: Uint8Array, page: number): Promise<Buffer> {
  try {
    await using reader = await DocumentReader.open(bytes);
    const whole = (await reader.measure())[page - 1];
    if (!whole) throw new Refusal("no-page", "This document has no such page.", { status: 404 });
    const size = shownSize(pixelsOf(whole));
    const { pixels, channels } = await reader.draw(page - 1, size, []);
    const { default: sharp } = await import("sharp");
    return await sharp(pixels, { raw: { ...size, channels } })
      .webp({ quality: 86 })
      .toBuffer();
  } catch (error) {
    throw error instanceof UnreadableDocument ? cannotTakeApart(error.why, error) : error;
  }
}

function shownSize({ width, height }: Size): Size {
  const fit = Math.min(1, shownSide / Math.max(width, height));
  const side = (pixels: number) => Math.max(1, Math.round(pixels * fit));
  return { width: side(width), height: side(height) };
}

const whyNot: Readonly<Record<WhyUnread, string>> = {
  locked: "opens only with a password",
  damaged: "is damaged",
  "many-pages": "has more pages than are rebuilt here",
  heavy: "takes more time or memory than a document may",
};

/** Why a part of a document cannot be taken out, and what can be done instead. */
export function cannotTakeApart(why: WhyUnread, cause?: unknown): Refusal {
  return new Refusal(
    "cannot-rebuild",
    `This document ${whyNot[why]}: it cannot be rebuilt without a part of it. Withhold it whole, or give it out whole.`,
    { status: 415, cause },
  );
}
