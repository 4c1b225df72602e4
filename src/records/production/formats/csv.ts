import { plain, type ProducedRecord } from "../produced.ts";
import { saidAt, type Format } from "./format.ts";

const heads = [
  "Bates begin",
  "Bates end",
  "Conversation",
  "Local time",
  "UTC",
  "Direction",
  "Account",
  "From",
  "To",
  "Kind",
  "Text",
  "Attachments",
  "Decision",
  "Withheld because",
  "Record",
  "Log entry",
];

/** A line per record. What a spreadsheet would take for a formula gets an apostrophe before it. */
export const csv: Format = async ({ out, name, about }) => {
  const file = await out.stream(`${name}/index.csv`);
  await file.write(`\ufeff${csvLine(heads)}`);
  return {
    write: (record) => file.write(csvLine(cellsOf(record, about.timeZone))),
    end: async () => void (await file.end()),
  };
};

function cellsOf(record: ProducedRecord, timeZone: string): string[] {
  return [
    record.bates,
    record.lastBates,
    plain([record.title]),
    saidAt(record.occurredAt, timeZone),
    record.occurredAt,
    record.direction,
    record.account,
    plain([record.from]),
    plain(record.to.flatMap((one, at) => (at === 0 ? [one] : [{ words: "; " }, one]))),
    record.kind,
    plain(record.text),
    record.files.map(({ path, reason }) => path ?? `withheld: ${reason ?? ""}`).join("; "),
    record.decision,
    record.reasons.join("; "),
    record.id,
    String(record.leaf),
  ];
}

/** RFC 4180, with CRLF; cells that begin like a formula are kept from being one (OWASP, CSV injection). */
export function csvLine(cells: readonly string[]): string {
  return `${cells.map(csvCell).join(",")}\r\n`;
}

function csvCell(text: string): string {
  const safe = /^[=+\-@\t\r\uff0b\uff0d\uff1d\uff20]/.test(text) ? `'${text}` : text;
  return `"${safe.replaceAll('"', '""')}"`;
}
