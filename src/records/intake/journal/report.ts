import type { Attachment } from "postal-mime";
import { mailboxIn, readLetter, type Letter } from "./letter.ts";

/** Who a letter was sent by and to in truth, blind copies too, as far as it is told. */
export interface Journaled {
  /** `report`: a mail server told it around the letter. `copy`: the letter itself, sent on. */
  form: "report" | "copy";
  letter: Letter;
  sender: string;
  recipients: readonly string[];
  /** The report's own lines. */
  report: string | null;
}

const reportMax = 20_000;
const recipientLine = /^(?:recipient|to|cc|bcc|on-behalf-of):/i;

/**
 * A journal report of Exchange, Microsoft 365 or Google (the first part names the sender and every recipient, the
 * second is the letter), or a letter as it is. Google tells whom a copy was for in X-Gm-Original-To.
 */
export async function readJournaled(bytes: Buffer, mailFrom: string): Promise<Journaled> {
  const outer = await readLetter(bytes, true);
  const inner = innerOf(outer);
  if (inner) {
    const lines = outer.text.slice(0, reportMax).split("\n");
    const letter = await readLetter(bytesOf(inner));
    return {
      form: "report",
      letter: { ...letter, messageId: letter.messageId || idIn(lines) },
      sender: mailboxIn(lines.find((line) => /^sender:/i.test(line)) ?? "") || letter.from,
      recipients: distinct(lines.filter((line) => recipientLine.test(line)).map(addressAfter)),
      report: outer.text.slice(0, reportMax),
    };
  }
  // Read once more as any letter: what was forwarded in it is its words.
  const letter = outer.attachments.some(isLetter) ? await readLetter(bytes) : outer;
  const told = letter.headers.filter(([key]) => key.toLowerCase() === "x-gm-original-to");
  return {
    form: "copy",
    letter,
    sender: mailFrom || letter.from,
    recipients: distinct(told.map(([, value]) => mailboxIn(value))),
    report: null,
  };
}

function innerOf({ headers, text, attachments }: Letter): Attachment | undefined {
  const letters = attachments.filter(isLetter);
  const isMarked = headers.some(([key]) => /^x-ms-(?:exchange-)?journal-report$/i.test(key));
  const says = (name: string) => new RegExp(`^${name}:`, "im").test(text.slice(0, reportMax));
  const isReport =
    says("sender") && says("message-id") && (isMarked || says("recipient") || says("to"));
  return isReport && letters.length === 1 ? letters[0] : undefined;
}

function isLetter({ mimeType }: Attachment): boolean {
  return mimeType === "message/rfc822";
}

export function bytesOf({ content }: Attachment): Buffer {
  if (typeof content === "string") return Buffer.from(content);
  return Buffer.from(new Uint8Array(content));
}

/** `To: a@b, Expanded: list@b` was delivered to the first. */
function addressAfter(line: string): string {
  return mailboxIn(line.slice(line.indexOf(":") + 1));
}

function idIn(lines: readonly string[]): string {
  const line = lines.find((one) => /^message-id:/i.test(one)) ?? "";
  return line.slice("message-id:".length).trim();
}

function distinct(list: readonly string[]): string[] {
  return [...new Set(list.map((one) => one.toLowerCase()).filter(Boolean))].toSorted();
}
