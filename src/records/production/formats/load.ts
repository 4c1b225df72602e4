import { plain, type ProducedRecord } from "../produced.ts";
import type { Format } from "./format.ts";

/*
 * What discovery platforms load: a Concordance DAT (a line per document, fields in thorns) and an Opticon OPT (a line
 * per image), with each record's words as a text file. In UTF-8 with a byte-order mark the qualifier is U+00FE and a
 * line break within a field U+00AE.
 */
const separator = "\u0014";
const qualifier = "\u00fe";
const lineBreak = "\u00ae";
export const datFields = [
  "BEGBATES",
  "ENDBATES",
  "BEGATTACH",
  "ENDATTACH",
  "PARENTID",
  "CUSTODIAN",
  "CONVERSATION",
  "FROM",
  "TO",
  "DATESENT",
  "TIMESENT",
  "DOCTYPE",
  "REDACTED",
  "WITHHELDBECAUSE",
  "SHA256",
  "NATIVEPATH",
  "TEXTPATH",
] as const;
type Field = (typeof datFields)[number];

export const load: Format = async ({ out, name }) => {
  const dat = await out.stream(`${name}/load.dat`);
  const opt = await out.stream(`${name}/load.opt`);
  await dat.write(`\ufeff${datLine(datFields)}`);
  return {
    async write(record) {
      const textPath = `${name}/text/${record.bates}.txt`;
      const text = await out.whole(textPath, `${plain(record.text)}\n`);
      await dat.write(datRow(documentOf(record, textPath, text.sha256)));
      for (const file of record.files) {
        await dat.write(datRow(attachmentOf(record, file)));
        if (file.path !== undefined && file.type.startsWith("image/"))
          await opt.write(`${file.bates},${name},${windows(file.path)},Y,,,1\r\n`);
      }
    },
    async end() {
      await dat.end();
      await opt.end();
    },
  };
};

function documentOf(
  record: ProducedRecord,
  textPath: string,
  sha256: string,
): Partial<Record<Field, string>> {
  const at = record.occurredAt;
  return {
    BEGBATES: record.bates,
    ENDBATES: record.bates,
    BEGATTACH: record.bates,
    ENDATTACH: record.lastBates,
    CUSTODIAN: record.account,
    CONVERSATION: plain([record.title]),
    FROM: plain([record.from]),
    TO: record.to.map((one) => plain([one])).join("; "),
    DATESENT: `${at.slice(5, 7)}/${at.slice(8, 10)}/${at.slice(0, 4)}`,
    TIMESENT: `${at.slice(11, 19)} UTC`,
    DOCTYPE: record.kind,
    REDACTED: record.decision === "release" ? "N" : "Y",
    WITHHELDBECAUSE: record.reasons.join("; "),
    SHA256: sha256,
    TEXTPATH: windows(textPath),
  };
}

function attachmentOf(
  record: ProducedRecord,
  file: ProducedRecord["files"][number],
): Partial<Record<Field, string>> {
  return {
    BEGBATES: file.bates,
    ENDBATES: file.bates,
    BEGATTACH: record.bates,
    ENDATTACH: record.lastBates,
    PARENTID: record.bates,
    CUSTODIAN: record.account,
    DOCTYPE: file.type,
    REDACTED: file.path === undefined || file.isRebuilt ? "Y" : "N",
    WITHHELDBECAUSE: file.reason ?? "",
    SHA256: file.path === undefined ? "" : file.sha256,
    NATIVEPATH: file.path === undefined ? "" : windows(file.path),
  };
}

function datRow(row: Partial<Record<Field, string>>): string {
  return datLine(datFields.map((field) => row[field] ?? ""));
}

/** The format has no escape: its own signs in a text become spaces. */
function datLine(cells: readonly string[]): string {
  const line = cells.map((cell) => {
    const clean = cell
      .replaceAll(/[\u0014\u00fe\u00ae]/g, " ")
      .replaceAll(/\r\n|\r|\n/g, lineBreak);
    return `${qualifier}${clean}${qualifier}`;
  });
  return `${line.join(separator)}\r\n`;
}

/** Load files name places as Windows does. */
function windows(path: string): string {
  return path.replaceAll("/", "\\");
}
