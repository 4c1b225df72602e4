import { createRequire } from "node:module";
import Pdf from "pdfkit";

const { resolve } = createRequire(import.meta.url);
const fontOf = (weight: 400 | 700) =>
  resolve(`@fontsource/public-sans/files/public-sans-latin-${weight}-normal.woff`);
/** By its path: under a name of its own the default's file would be opened anew at every change of font. */
const [plain, strong] = [fontOf(400), fontOf(700)];

/** A table's column: its head, and how wide it is, in points. */
export interface PaperColumn {
  head: string;
  width: number;
}

/**
 * A document that readers hear as it looks (PDF/UA-1, ISO 14289-1): language, title, headings, paragraphs and tables
 * are tagged, fonts are in it. US Letter, in points. Letters beyond Latin have no glyph in the font and stay empty boxes.
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
      info: { Title: title, Creator: "Openbeat" },
      font: plain,
    });
    this.#bytes = collected(this.#doc);
    this.#root = this.#doc.struct("Document");
    this.#doc.addStructure(this.#root);
    this.heading(title, 1);
  }

  heading(text: string, level: 1 | 2): void {
    this.#say(`H${level}`, () =>
      this.#doc
        .font(strong)
        .fontSize(level === 1 ? 20 : 13)
        .text(text, { paragraphGap: 6 }),
    );
  }

  paragraph(text: string): void {
    this.#say("P", () => this.#doc.font(plain).fontSize(10).text(text, { paragraphGap: 4 }));
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

  /** The whole document. Nothing is said after it. */
  async end(): Promise<Uint8Array> {
    this.#root.end();
    this.#doc.end();
    return this.#bytes;
  }

  #say(tag: string, write: () => void): void {
    this.#root.add(this.#doc.struct(tag, {}, write));
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
        this.#doc
          .font(tag === "TH" ? strong : plain)
          .fontSize(8)
          .text(cells[at] ?? "", x, top, { width: width - 6 });
        bottom = Math.max(bottom, this.#doc.y);
      };
      line.add(this.#doc.struct(tag, {}, write));
      left += width;
    }
    line.end();
    this.#doc.y = bottom + 3;
  }
}

async function collected(doc: PDFKit.PDFDocument): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of doc as AsyncIterable<Uint8Array>) chunks.push(chunk);
  return Buffer.concat(chunks);
}
