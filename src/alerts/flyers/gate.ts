import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { fileURLToPath } from "node:url";
import type * as reader from "jsqr";
import { PDFiumLibrary } from "@hyzyla/pdfium";
import { limit } from "#platform/limits.ts";

const printScale = 2;
const pixelsMax = limit(
  "flyers.pixels",
  4_000_000,
  "pixels",
  "of a finished flyer, looked through for its code",
);

/** The package is one function, said in the old way of modules. */
const decode: typeof reader.default.default = createRequire(import.meta.url)("jsqr");

/** What the code in a finished picture says to a telephone; undefined where none is found. */
export async function codeIn(png: Uint8Array): Promise<string | undefined> {
  const { default: sharp } = await import("sharp");
  const { data, info } = await sharp(png, { limitInputPixels: pixelsMax })
    .ensureAlpha()
    .raw()
    .toBuffer({ resolveWithObject: true });
  return decode(new Uint8ClampedArray(data), info.width, info.height)?.data;
}

/** What the code on the page of a finished PDF says, drawn as a printer would. */
export async function codeOnPage(pdf: Uint8Array): Promise<string | undefined> {
  const wasm = readFileSync(fileURLToPath(import.meta.resolve("@hyzyla/pdfium/pdfium.wasm")));
  const library = await PDFiumLibrary.init({ wasmBinary: Uint8Array.from(wasm).buffer });
  try {
    const document = await library.loadDocument(pdf);
    const page = await document.getPage(0).render({ scale: printScale, render: "bitmap" });
    document.destroy();
    return decode(new Uint8ClampedArray(page.data), page.width, page.height)?.data;
  } finally {
    library.destroy();
  }
}
