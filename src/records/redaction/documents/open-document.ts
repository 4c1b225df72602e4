/* oxlint-disable no-underscore-dangle -- PDFium exports its functions under such names. */
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { PDFiumModule } from "@hyzyla/pdfium";
import { blacken, type Size } from "../rebuilding.ts";
import type { DocumentJob, PageAsk, WhyUnread } from "./page-messages.ts";

type Pdfium = Awaited<ReturnType<typeof PDFiumModule>>;

/** Why a document is not read, to the program that asked. */
export class UnreadDocument extends Error {
  readonly why: WhyUnread;
  constructor(why: WhyUnread, cause?: unknown) {
    super(`the document is ${why}`, { cause });
    this.why = why;
  }
}

const wantsPassword = 4;
/** FPDF_ANNOT: comments, stamps and signatures are drawn, as who opens the document sees them. */
const withAnnotations = 0x01;
/** FPDF_REVERSE_BYTE_ORDER: red first, as everything else here has it. */
const redFirst = 0x10;
const bgra = 4;
const white = 0xff_ff_ff_ff;
const wasmPage = 65_536;
/** Larger than any version of FPDF_FORMFILLINFO; nothing of it is called. */
const formInfoBytes = 256;
const formVersion = 2;

/** A PDF inside PDFium, which runs in WebAssembly: it reaches no file, no network and no program. */
export class OpenDocument {
  readonly #pdfium: Pdfium;
  readonly #document: number;
  readonly #form: number;
  readonly #pages: number;

  private constructor(pdfium: Pdfium, document: number, form: number, pages: number) {
    this.#pdfium = pdfium;
    this.#document = document;
    this.#form = form;
    this.#pages = pages;
  }

  /** Throws UnreadDocument when it wants a password, is damaged, or has no page or too many. */
  static async open({ bytes, memoryBytesMax, pagesMax }: DocumentJob): Promise<OpenDocument> {
    const pdfium = await startPdfium(memoryBytesMax);
    const { malloc } = pdfium.wasmExports;
    const at = malloc(bytes.byteLength);
    if (at === 0) throw new UnreadDocument("heavy");
    pdfium.HEAPU8.set(bytes, at);
    const document = pdfium._FPDF_LoadMemDocument(at, bytes.byteLength, 0);
    if (document === 0)
      throw new UnreadDocument(
        pdfium._FPDF_GetLastError() === wantsPassword ? "locked" : "damaged",
      );
    const pages = pdfium._FPDF_GetPageCount(document);
    if (pages < 1) throw new UnreadDocument("damaged");
    if (pages > pagesMax) throw new UnreadDocument("many-pages");
    const info = malloc(formInfoBytes);
    pdfium.HEAPU8.fill(0, info, info + formInfoBytes);
    new DataView(pdfium.HEAPU8.buffer).setUint32(info, formVersion, true);
    // What was written into a form's fields is drawn with them only.
    const form = pdfium._FPDFDOC_InitFormFillEnvironment(document, info);
    return new OpenDocument(pdfium, document, form, pages);
  }

  /** Of every page, in points, upright. */
  measure(): Size[] {
    return Array.from({ length: this.#pages }, (_, page) =>
      this.#on(page, (handle) => ({
        width: this.#pdfium._FPDF_GetPageWidth(handle),
        height: this.#pdfium._FPDF_GetPageHeight(handle),
      })),
    );
  }

  /** A page in pixels, with black where the boxes are: of one channel where it has no colour, of three where it has. */
  draw({ page, size, boxes }: Extract<PageAsk, { what: "draw" }>): {
    pixels: Uint8Array;
    channels: 1 | 3;
  } {
    const drawn = this.#on(page, (handle) => this.#pixels(handle, size));
    for (const box of boxes) blacken(drawn, size, box);
    return withoutAlpha(drawn);
  }

  #pixels(page: number, { width, height }: Size): Buffer {
    const pdfium = this.#pdfium;
    const bytes = width * height * bgra;
    const at = pdfium.wasmExports.malloc(bytes);
    if (at === 0) throw new UnreadDocument("heavy");
    try {
      const bitmap = pdfium._FPDFBitmap_CreateEx(width, height, bgra, at, width * bgra);
      if (bitmap === 0) throw new UnreadDocument("heavy");
      pdfium._FPDFBitmap_FillRect(bitmap, 0, 0, width, height, white);
      const flags = withAnnotations | redFirst;
      pdfium._FPDF_RenderPageBitmap(bitmap, page, 0, 0, width, height, 0, flags);
      if (this.#form !== 0) {
        pdfium._FORM_OnAfterLoadPage(page, this.#form);
        pdfium._FPDF_FFLDraw(this.#form, bitmap, page, 0, 0, width, height, 0, redFirst);
        pdfium._FORM_OnBeforeClosePage(page, this.#form);
      }
      pdfium._FPDFBitmap_Destroy(bitmap);
      return Buffer.from(pdfium.HEAPU8.slice(at, at + bytes).buffer);
    } finally {
      pdfium.wasmExports.free(at);
    }
  }

  #on<Result>(page: number, work: (handle: number) => Result): Result {
    const handle = this.#pdfium._FPDF_LoadPage(this.#document, page);
    if (handle === 0) throw new UnreadDocument("damaged");
    try {
      return work(handle);
    } finally {
      this.#pdfium._FPDF_ClosePage(handle);
    }
  }
}

async function startPdfium(memoryBytesMax: number): Promise<Pdfium> {
  const file = fileURLToPath(import.meta.resolve("@hyzyla/pdfium/pdfium.wasm"));
  const options: Parameters<typeof PDFiumModule>[0] & { printErr: () => void } = {
    instantiateWasm(imports, receive) {
      const instance = new WebAssembly.Instance(
        new WebAssembly.Module(readFileSync(file)),
        imports,
      );
      holdMemory(instance, memoryBytesMax);
      // The types name what a browser's loader hands in; the program takes the instance.
      receive(instance);
      return instance.exports;
    },
    printErr: () => undefined,
  };
  const pdfium = await PDFiumModule(options);
  pdfium._FPDF_InitLibraryWithConfig({ version: 2 });
  return pdfium;
}

/** The reader asks for memory through its own program: beyond the limit it gets none. */
function holdMemory(instance: WebAssembly.Instance, bytesMax: number): void {
  const { memory } = instance.exports;
  if (!(memory instanceof WebAssembly.Memory)) throw new Error("PDFium has no memory");
  const grow = memory.grow.bind(memory);
  memory.grow = (pages) => {
    if (memory.buffer.byteLength + pages * wasmPage > bytesMax)
      throw new RangeError("the document takes too much memory");
    return grow(pages);
  };
}

function withoutAlpha(rgba: Uint8Array): { pixels: Uint8Array; channels: 1 | 3 } {
  const count = rgba.length / bgra;
  const isGrey = !hasColour(rgba);
  const channels = isGrey ? 1 : 3;
  const pixels = new Uint8Array(count * channels);
  for (let at = 0, to = 0; at < rgba.length; at += bgra) {
    pixels[to++] = rgba[at] ?? 0;
    if (isGrey) continue;
    pixels[to++] = rgba[at + 1] ?? 0;
    pixels[to++] = rgba[at + 2] ?? 0;
  }
  return { pixels, channels };
}

function hasColour(rgba: Uint8Array): boolean {
  for (let at = 0; at < rgba.length; at += bgra)
    if (rgba[at] !== rgba[at + 1] || rgba[at] !== rgba[at + 2]) return true;
  return false;
}
