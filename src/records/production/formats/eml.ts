import MailComposer from "nodemailer/lib/mail-composer";
import { readFile } from "node:fs/promises";
import { basename, join } from "node:path";
import { limit } from "#platform/limits.ts";
import { plain, type ProducedRecord } from "../produced.ts";
import { mailDate, type Format, type Volume } from "./format.ts";

const attachedMax = limit(
  "production.attached",
  20 * 1024 * 1024,
  "bytes",
  "of the attachments within a message; what is beyond that lies beside it, and the message says where",
);
const host = "production.invalid";

/** A message per record (RFC 5322), those of one conversation threaded by References. */
export const eml: Format = (volume) => {
  const begun = new Map<number, string>();
  return Promise.resolve({
    async write(record) {
      const first = begun.get(record.conversation);
      if (first === undefined) begun.set(record.conversation, idOf(record));
      const bytes = await letterOf(record, first, volume);
      await volume.out.whole(`${volume.name}/eml/${record.bates}.eml`, bytes);
    },
    end: () => Promise.resolve(),
  });
};

async function letterOf(
  record: ProducedRecord,
  first: string | undefined,
  { out, about }: Volume,
): Promise<Buffer> {
  let left = attachedMax;
  const inside = record.files.filter(({ path, sizeBytes }) => {
    if (!path || sizeBytes > left) return false;
    left -= sizeBytes;
    return true;
  });
  const beside = record.files.filter((one) => !inside.includes(one));
  const notes = beside.map(({ bates, path, reason }) =>
    path === undefined ? `${bates}: withheld, ${reason ?? ""}` : `${bates}: ${path}`,
  );
  const mail = new MailComposer({
    // Names are no addresses: the part before the @ is the record's number.
    from: { name: heading(plain([record.from])), address: `${record.bates.toLowerCase()}@${host}` },
    to: record.to.map((one) => ({ name: heading(plain([one])), address: `to@${host}` })),
    subject: heading(plain([record.title])),
    date: mailDate(record.occurredAt),
    messageId: idOf(record),
    ...(first === undefined ? {} : { inReplyTo: first, references: [first] }),
    headers: {
      "X-Bates":
        record.lastBates === record.bates ? record.bates : `${record.bates} - ${record.lastBates}`,
      "X-Production": about.number,
      "X-Record": record.id,
      "X-Log-Entry": String(record.leaf),
      ...(record.reasons.length > 0
        ? { "X-Withheld-Because": heading(record.reasons.join("; ")) }
        : {}),
    },
    // RFC 5322, 2.1: a line ends with CRLF, and neither stands alone.
    text: [plain(record.text), ...notes].join("\n\n").replaceAll(/\r\n?|\n/g, "\r\n"),
    attachments: await Promise.all(
      inside.map(async ({ path = "", type }) => ({
        filename: basename(path),
        contentType: type,
        content: await readFile(join(out.folder, path)),
      })),
    ),
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  return mail.compile().build();
}

function idOf({ bates }: ProducedRecord): string {
  return `<${bates.toLowerCase()}@${host}>`;
}

/** A header is one line. */
function heading(text: string): string {
  return text.replaceAll(/[\p{Cc}\s]+/gu, " ").slice(0, 300);
}
