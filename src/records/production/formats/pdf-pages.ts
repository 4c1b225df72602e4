import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { limit } from "#platform/limits.ts";
import { TaggedPdf, type Words } from "../../paper/tagged-pdf.ts";
import { plain, withheldWords, type ProducedRecord } from "../produced.ts";
import { saidAt, type PlainVolume } from "./format.ts";

const pixelsMax = limit(
  "production.pixels",
  60_000_000,
  "pixels",
  "a picture of a few bytes can unpack to gigabytes; a larger one lies beside the PDF alone",
);
const shownSide = 1_200;

/** What pages show of a record: the source's own fields, which can be as long as its text, do not come to the thread. */
export type PagedRecord = Omit<ProducedRecord, "payload">;

export interface Pages {
  write(record: PagedRecord): Promise<void>;
  end(): Promise<void>;
}

/** A PDF/UA of the volume: each record under its Bates number, pages numbered, what is withheld said in its place. */
export const pdfPages = (volume: PlainVolume): Promise<Pages> => {
  const { out, name, about } = volume;
  const paper = new TaggedPdf(`${about.agency}: production ${about.number}, ${name}`, "en-US");
  paper.paragraph(
    `Made on ${saidAt(about.madeAt, about.timeZone)}. Each record has a Bates number and its place in the agency's public log; the folder "proof" holds what shows that both are right. Where something is withheld, the reason stands in its place.`,
  );
  const marks: { page: number; bates: string }[] = [];
  let conversation = 0;
  return Promise.resolve({
    async write(record) {
      if (record.conversation !== conversation)
        paper.heading(plain([record.title]) || "Records", 2);
      conversation = record.conversation;
      marks.push({ page: paper.pages, bates: record.bates });
      say(paper, record, about.timeZone);
      for (const file of record.files) await show(paper, file, volume);
    },
    async end() {
      const bytes = await paper.end(
        (page, of) => `${about.number}   ${range(marks, page)}   page ${page} of ${of}`,
      );
      await out.whole(`${name}/records.pdf`, bytes);
    },
  });
};

function say(paper: TaggedPdf, record: PagedRecord, timeZone: string): void {
  const to = record.to.length > 0 ? ` to ${record.to.map((one) => plain([one])).join(", ")}` : "";
  paper.heading(record.bates, 3);
  paper.paragraph(
    `${plain([record.from])}${to}   ${saidAt(record.occurredAt, timeZone)}   log entry ${record.leaf}`,
    { size: 8, gap: 2 },
  );
  const words = record.text.map((one): Words =>
    "words" in one ? { words: one.words } : { words: withheldWords(one.reason), isStrong: true },
  );
  paper.paragraph(words, { gap: 8 });
}

const pictures = /^image\/(jpeg|png|webp|gif|avif|tiff)$/;

async function show(
  paper: TaggedPdf,
  { path, bates, type, reason, isRebuilt, sha256 }: ProducedRecord["files"][number],
  { out }: PlainVolume,
): Promise<void> {
  if (path === undefined)
    return paper.paragraph([
      { words: `${bates}   ${withheldWords(reason ?? "")}`, isStrong: true },
    ]);
  const note = isRebuilt ? `   partly ${withheldWords(reason ?? "")}` : "";
  paper.paragraph(`${bates}   ${type}   ${path}   SHA-256 ${sha256}${note}`, { size: 8 });
  if (!pictures.test(type)) return;
  const image = await small(await readFile(join(out.folder, path)));
  if (image) paper.picture(image, `Attachment ${bates}`);
}

/** As it looks; what it is, lies beside the PDF. Undefined for what cannot be decoded. */
async function small(bytes: Uint8Array): Promise<Uint8Array | undefined> {
  const { default: sharp } = await import("sharp");
  return sharp(bytes, { limitInputPixels: pixelsMax, animated: false })
    .timeout({ seconds: 10 })
    .rotate()
    .resize({ width: shownSide, height: shownSide, fit: "inside", withoutEnlargement: true })
    .flatten({ background: "#ffffff" })
    .jpeg({ quality: 80 })
    .toBuffer()
    .catch(() => undefined);
}

/** The Bates numbers that begin on a page; on one that only goes on, the last before it. */
function range(marks: readonly { page: number; bates: string }[], page: number): string {
  const here = marks.filter((one) => one.page === page);
  const first = here[0]?.bates ?? marks.findLast((one) => one.page < page)?.bates ?? "";
  const last = here.at(-1)?.bates ?? first;
  return first === last ? first : `${first} to ${last}`;
}
