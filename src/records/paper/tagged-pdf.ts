import Pdf from "pdfkit";
import { fontsOf, runsOf, type Weight } from "./glyphs.ts";

/**
 * By its path: under a name of its own the default's file would be opened anew at every change of font.
 */
const [plain = ""] = fontsOf(400);

/** A table's column: its head, and how wide it is, in points. */
export interface PaperColumn {
  head: string;
  width: number;
}

/** Words of a paragraph; strong ones stand out, as what is withheld does. */
export interface Words {
  words: string;
  isStrong?: boolean;
}

interface Style {
  size: number;
  gap: number;
}

const paragraphStyle: Style = { size: 10, gap: 4 };

/**
 * A document that readers hear as it looks (PDF/UA-1, ISO 14289-1): language, title, headings, paragraphs, tables and
 * pictures are tagged, fonts are in it. US Letter, in points. Signs that no font has stand there by their number.
 */
export class TaggedPdf {
  readonly #doc: PDFKit.PDFDocument;
  readonly #root: PDFKit.PDFStructureElement;
  readonly #bytes: Promise<Uint8Array>;

  constructor(title: string, language: "en-US" | "es-US") {
    this.#doc = new Pdf({
      pdfVersion: "1.7",
      // The library writes PDF/UA; its types do not know that yet.
      subset: "PDF/UA" as "PDF/A-2",
      tagged: true,
      lang: language,
      displayTitle: true,
      size: "LETTER",
      margin: 54,
      bufferPages: true,
      info: { Title: title, Creator: "Openbeat" },
      font: plain,
    });
    this.#bytes = collected(this.#doc);
    this.#root = this.#doc.struct("Document");
    this.#doc.addStructure(this.#root);
    this.heading(title, 1);
  }

  heading(text: string, level: 1 | 2 | 3): void {
    const size = { 1: 20, 2: 13, 3: 10 }[level];
    if (level === 2) this.#doc.moveDown(0.6);
    this.#say(`H${level}`, [{ words: text, isStrong: true }], { size, gap: level === 3 ? 2 : 6 });
  }

  paragraph(text: string | readonly Words[], style: Partial<Style> = {}): void {
    const words = typeof text === "string" ? [{ words: text }] : text;
    this.#say("P", words, { ...paragraphStyle, ...style });
  }

  /** A JPEG or PNG with what it shows in words; never larger than half a page. */
  picture(bytes: Uint8Array, alt: string): void {
    const { margins, width } = this.#doc.page;
    const fit: [number, number] = [Math.min(360, width - margins.left - margins.right), 330];
    if (this.#doc.y > this.#doc.page.height - margins.bottom - fit[1]) this.#doc.addPage();
    const image = Buffer.from(bytes);
    // Without a place of its own it stands where the text is, and the text goes on below it.
    this.#doc.x = margins.left;
    this.#root.add(
      this.#doc.struct("Figure", { alt }, () => {
        this.#doc.image(image, { fit });
      }),
    );
    this.#doc.x = margins.left;
    this.#doc.moveDown(0.5);
  }

  /** How many pages there are by now. */
  get pages(): number {
    return this.#doc.bufferedPageRange().count;
  }

  /** Rows of plain cells; a row that does not fit begins the next page, under the heads again. */
  table(columns: readonly PaperColumn[], rows: readonly (readonly string[])[]): void {
    const table = this.#doc.struct("Table");
    this.#root.add(table);
    this.#row(
      table,
      columns,
      columns.map(({ head }) => head),
      "TH",
    );
    for (const row of rows) {
      if (this.#doc.y > this.#doc.page.height - 90) this.#doc.addPage();
      this.#row(table, columns, row, "TD");
    }
    table.end();
    this.#doc.x = this.#doc.page.margins.left;
    this.#doc.moveDown();
  }

  /** The whole document; `footer` says what stands below each page, counted from 1. Nothing is said after it. */
  async end(footer?: (page: number, of: number) => string): Promise<Uint8Array> {
    this.#root.end();
    if (footer) this.#foot(footer);
    this.#doc.end();
    return this.#bytes;
  }

  /** Below the text's edge, and no part of what is read out. */
  #foot(footer: (page: number, of: number) => string): void {
    const { count } = this.#doc.bufferedPageRange();
    for (let page = 0; page < count; page += 1) {
      this.#doc.switchToPage(page);
      const { margins, height } = this.#doc.page;
      const bottom = margins.bottom;
      this.#doc.page.margins.bottom = 0;
      this.#doc.markContent("Artifact", { type: "Pagination" });
      this.#doc
        .font(plain)
        .fontSize(8)
        .text(footer(page + 1, count), margins.left, height - 36, { lineBreak: false });
      this.#doc.endMarkedContent();
      this.#doc.page.margins.bottom = bottom;
    }
  }

  #say(tag: string, words: readonly Words[], { size, gap }: Style): void {
    const runs = words.flatMap((one) => runsOf(one.words, weightOf(one))).filter(isSeen);
    if (runs.length === 0) return;
    this.#root.add(
      this.#doc.struct(tag, {}, () => {
        this.#doc.fontSize(size);
        for (const [at, { font, text }] of runs.entries()) {
          const continued = at < runs.length - 1;
          this.#doc.font(font).text(text, { paragraphGap: gap, continued });
        }
      }),
    );
  }

  #row(
    table: PDFKit.PDFStructureElement,
    columns: readonly PaperColumn[],
    cells: readonly string[],
    tag: "TH" | "TD",
  ): void {
    const line = this.#doc.struct("TR");
    table.add(line);
    const top = this.#doc.y;
    let bottom = top;
    let left = this.#doc.page.margins.left;
    for (const [at, { width }] of columns.entries()) {
      const x = left;
      const write = () => {
        this.#cell(cells[at] ?? "", tag === "TH" ? 700 : 400, x, top, width - 6);
        bottom = Math.max(bottom, this.#doc.y);
      };
      line.add(this.#doc.struct(tag, {}, write));
      left += width;
    }
    line.end();
    this.#doc.y = bottom + 3;
  }

  #cell(text: string, weight: Weight, x: number, y: number, width: number): void {
    const runs = runsOf(text, weight).filter(isSeen);
    this.#doc.fontSize(8).text("", x, y, { width });
    for (const [at, run] of runs.entries())
      this.#doc.font(run.font).text(run.text, { width, continued: at < runs.length - 1 });
  }
}

function weightOf({ isStrong = false }: Words): Weight {
  return isStrong ? 700 : 400;
}

function isSeen({ text }: { text: string }): boolean {
  return text !== "";
}

async function collected(doc: PDFKit.PDFDocument): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of doc as AsyncIterable<Uint8Array>) chunks.push(chunk);
  return Buffer.concat(chunks);
}
