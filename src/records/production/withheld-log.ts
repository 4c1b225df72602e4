import { TaggedPdf } from "../paper/tagged-pdf.ts";
import { csvLine } from "./formats/csv.ts";
import type { About } from "./formats/format.ts";
import { type Item } from "./produced.ts";
import { batesOf } from "./bates.ts";

/** What the log of withheld records says of one of them: never its words. */
export interface WithheldLine {
  bates: string;
  kind: string;
  occurredAt: string;
  leaf: number;
  /** "all of it", or which parts. */
  what: string;
  reason: string;
}

const heads = ["Bates number", "Kind", "When", "Log entry", "Withheld", "Because"];

/** What of an item is on the log: nothing where all of it is given out. */
export function withheldLines(
  { bates, marks, decision }: Item,
  prefix: string,
  record: { kind: string; occurredAt: string; leaf: number },
): WithheldLine[] {
  if (decision === "release") return [];
  const line = (what: string, reason: string) => ({
    ...record,
    bates: batesOf(prefix, bates),
    what,
    reason,
  });
  if (marks.all !== undefined) return [line("all of it", marks.all)];
  const byReason = Map.groupBy(marks.spans, ({ reason }) => reason);
  return [
    ...[...byReason].map(([reason, spans]) =>
      line(
        spans.length === 1 ? "1 stretch of the text" : `${spans.length} stretches of the text`,
        reason,
      ),
    ),
    ...marks.media.map(({ part, blob, reason }) =>
      line(blob === null ? `attachment ${part}` : `parts of attachment ${part}`, reason),
    ),
  ];
}

export function withheldCsv(lines: readonly WithheldLine[]): string {
  const rows = lines.map(({ bates, kind, occurredAt, leaf, what, reason }) =>
    csvLine([bates, kind, occurredAt, String(leaf), what, reason]),
  );
  return `\ufeff${csvLine(heads)}${rows.join("")}`;
}

const widths = [90, 110, 96, 56, 76, 76];

/** The same as PDF/UA: what some laws call an index of what is withheld. */
export async function withheldPdf(
  lines: readonly WithheldLine[],
  about: About,
): Promise<Uint8Array> {
  const paper = new TaggedPdf(`Withheld: production ${about.number}`, "en-US");
  paper.paragraph(about.agency);
  paper.paragraph(
    lines.length === 0
      ? "Nothing is withheld from this production."
      : "Each line is a record of which all or a part is withheld, with the law that allows it. The records themselves stand in the agency's public log as commitments, so that none can be left out unseen.",
  );
  if (lines.length > 0)
    paper.table(
      heads.map((head, at) => ({ head, width: widths[at] ?? 80 })),
      lines.map(({ bates, kind, occurredAt, leaf, what, reason }) => [
        bates,
        kind,
        `${occurredAt.slice(0, 16).replace("T", " ")} UTC`,
        String(leaf),
        what,
        reason,
      ]),
    );
  return paper.end((page, of) => `${about.number}   page ${page} of ${of}`);
}
