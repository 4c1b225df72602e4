import { plain, type ProducedRecord } from "../produced.ts";
import type { OutFile } from "../out-folder.ts";
import type { Format } from "./format.ts";

/** EDRM XML 1.2: a document per record and per attachment, and which belongs to which. */
export const edrm: Format = async ({ out, name, about }) => {
  const file = await out.stream(`${name}/edrm.xml`);
  const relations: string[] = [];
  await file.write(
    `<?xml version="1.0" encoding="UTF-8"?>\n<Root MajorVersion="1" MinorVersion="2" DataInterchangeType="Update" Description="${attribute(`${about.agency}, production ${about.number}, ${name}`)}">\n<Batch>\n<Documents>\n`,
  );
  return {
    async write(record) {
      await file.write(documentOf(record, out.files.get(`${name}/eml/${record.bates}.eml`), name));
      for (const one of record.files) {
        await file.write(attachmentOf(one));
        relations.push(
          `<Relationship Type="Attachment" ParentDocId="${record.bates}" ChildDocId="${one.bates}"/>\n`,
        );
      }
    },
    async end() {
      await file.write("</Documents>\n<Relationships>\n");
      for (const one of relations) await file.write(one);
      await file.write("</Relationships>\n</Batch>\n</Root>\n");
      await file.end();
    },
  };
};

function documentOf(record: ProducedRecord, eml: OutFile | undefined, volume: string): string {
  const tags = [
    tag("#Subject", plain([record.title])),
    tag("#From", plain([record.from])),
    tag("#To", record.to.map((one) => plain([one])).join("; ")),
    tag("#DateSent", record.occurredAt, "DateTime"),
    tag("Account", record.account),
    tag("Decision", record.decision),
    tag("WithheldBecause", record.reasons.join("; ")),
    tag("LogEntry", String(record.leaf), "LongInteger"),
    tag("Text", plain(record.text), "LongText"),
  ];
  const native = eml
    ? `<Files><File FileType="Native">${external(`${volume}/eml`, `${record.bates}.eml`, eml)}</File></Files>`
    : "";
  return `<Document DocID="${record.bates}" DocType="Message" MimeType="message/rfc822"><Tags>${tags.join("")}</Tags>${native}</Document>\n`;
}

function attachmentOf(file: ProducedRecord["files"][number]): string {
  const tags = file.reason === undefined ? "" : tag("WithheldBecause", file.reason);
  const path = file.path ?? "";
  const cut = path.lastIndexOf("/");
  const native =
    file.path === undefined
      ? ""
      : `<Files><File FileType="Native">${external(path.slice(0, cut), path.slice(cut + 1), file)}</File></Files>`;
  return `<Document DocID="${file.bates}" DocType="File" MimeType="${attribute(file.type)}"><Tags>${tags}</Tags>${native}</Document>\n`;
}

function external(
  folder: string,
  name: string,
  { sizeBytes, sha256 }: Pick<OutFile, "sizeBytes" | "sha256">,
): string {
  return `<ExternalFile FilePath="${attribute(folder)}" FileName="${attribute(name)}" FileSize="${sizeBytes}" Hash="${sha256}" HashType="SHA256"/>`;
}

function tag(name: string, value: string, type = "Text"): string {
  return `<Tag TagName="${name}" TagDataType="${type}" TagValue="${attribute(value)}"/>`;
}

/** XML 1.0 has no form at all for most control characters and for half an emoji: U+FFFD stands there. */
export function attribute(text: string): string {
  return text
    .toWellFormed()
    .replaceAll(/[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu, "\ufffd")
    .replaceAll(/[&<>"\t\n\r]/g, (sign) => `&#${sign.codePointAt(0) ?? 0};`);
}
