import { createWriteStream } from "node:fs";
import { stat } from "node:fs/promises";
import { join } from "node:path";
import { finished } from "node:stream/promises";
import type { BlobStore } from "#platform/blobs/blobs.ts";
import { limit } from "#platform/limits.ts";
import { Refusal } from "#platform/refusal.ts";
import { mustBeInside, type Size } from "../rebuilding.ts";
import type { Box } from "../tables.ts";
import { DocumentReader, UnreadableDocument } from "./document-reader.ts";
import { cannotTakeApart, pixelsOf } from "./pages.ts";

const rebuiltMax = limit(
  "redaction.document-rebuilt",
  256 * 1024 * 1024,
  "bytes",
  "of one rebuilt PDF: pages full of photographs; a larger one is withheld whole",
);
const jpegQuality = 85;

interface Drawn {
  pixels: Uint8Array;
  channels: 1 | 3;
}

/**
 * A new PDF of pictures of the pages of another, with black where the boxes were, and returns the SHA-256 (hex) under
 * which it is stored. Every page becomes a picture, also those without a box: no text, hidden layer, comment, form,
 * attached file, script, link, name or date of the old file is in it. Throws a Refusal for what cannot be rebuilt so.
 */
export async function rebuildDocument(
  blobs: BlobStore,
  bytes: Uint8Array,
  boxes: readonly Box[],
): Promise<string> {
  try {
    await using reader = await DocumentReader.open(bytes);
    const points = await reader.measure();
    mustBeOnPages(boxes, points);
    await using stage = await blobs.stage();
    const path = join(stage.folder, "rebuilt.pdf");
    await writePages(reader, points, boxes, path);
    return await blobs.keep(path);
  } catch (error) {
    throw error instanceof UnreadableDocument ? cannotTakeApart(error.why, error) : error;
  }
}

function mustBeOnPages(boxes: readonly Box[], points: readonly Size[]): void {
  for (const box of boxes) {
    const on = points[(box.page ?? 0) - 1];
    if (!on)
      throw new Refusal("box-outside", `Every box says on which of ${points.length} pages it is.`);
    mustBeInside(box, pixelsOf(on));
  }
}

async function writePages(
  reader: DocumentReader,
  points: readonly Size[],
  boxes: readonly Box[],
  path: string,
): Promise<void> {
  const { default: Pdf } = await import("pdfkit");
  const doc = new Pdf({
    pdfVersion: "1.7",
    tagged: true,
    displayTitle: true,
    autoFirstPage: false,
    info: { Title: "Redacted copy", Creator: "Openbeat", Producer: "Openbeat" },
  });
  const file = createWriteStream(path);
  doc.pipe(file);
  const root = doc.struct("Document");
  doc.addStructure(root);
  let next = reader.draw(0, pixelsOf(points[0] ?? nothing), onPage(boxes, 1));
  for (const [at, { width, height }] of points.entries()) {
    const drawn = await next;
    const after = points[at + 1];
    // The next page is drawn while this one is packed.
    if (after) next = reader.draw(at + 1, pixelsOf(after), onPage(boxes, at + 2));
    next.catch(() => undefined);
    const picture = await packed(drawn, pixelsOf({ width, height }));
    doc.addPage({ size: [width, height], margin: 0 });
    const alt = `Page ${at + 1} of ${points.length}, as a picture`;
    root.add(
      doc.struct("Figure", { alt }, () => {
        doc.image(picture, 0, 0, { width, height });
      }),
    );
    await mustNotGrow(path);
  }
  root.end();
  doc.end();
  await finished(file);
  await mustNotGrow(path);
}

const nothing = { width: 1, height: 1 };

function onPage(boxes: readonly Box[], page: number): readonly Box[] {
  return boxes.filter((box) => box.page === page);
}

async function mustNotGrow(path: string): Promise<void> {
  const { size } = await stat(path);
  if (size > rebuiltMax) throw cannotTakeApart("heavy");
}

/** Letters pack best without loss, photographs as JPEG: whichever is smaller. */
async function packed({ pixels, channels }: Drawn, size: Size): Promise<Buffer> {
  const { default: sharp } = await import("sharp");
  const picture = sharp(pixels, { raw: { ...size, channels } });
  if (channels === 1) picture.toColourspace("b-w");
  const plain = await picture.clone().png({ compressionLevel: 6 }).toBuffer();
  if (plain.length * smallShare < pixels.length) return plain;
  const photo = await picture.jpeg({ quality: jpegQuality, chromaSubsampling: "4:4:4" }).toBuffer();
  return photo.length < plain.length ? photo : plain;
}

/** Packed to less than a tenth, a page is letters: no JPEG is tried. */
const smallShare = 10;
