import { createHash } from "node:crypto";
import PostalMime, { type Address, type Attachment, type Email } from "postal-mime";
import { limit } from "#platform/limits.ts";
import { htmlText } from "../../imports/formats/html-text.ts";

const wordsMax = limit(
  "intake.mail-words",
  200_000,
  "characters",
  "of a letter's text and HTML each",
);
const headersMax = limit("intake.mail-headers", 60_000, "characters", "of headers in a record");
const depthMax = limit("intake.mail-depth", 256, "levels", "of MIME parts; deeper is kept unread");

/** What could be read of a letter. The letter as it came is kept beside it, whatever that is. */
export interface Letter {
  messageId: string;
  subject: string;
  /** As the letter says it, not checked; empty where it says none. */
  dates: readonly string[];
  from: string;
  to: readonly string[];
  thread: string;
  text: string;
  html: string;
  headers: readonly (readonly [string, string])[];
  attachments: readonly Attachment[];
  /** SHA-256 (hex) of what its sender wrote: the marks of the way that it came by are not in it. */
  digest: string;
  /** Why it could not be taken apart. */
  why: string | null;
}

/** Reads a letter. Never throws: of what cannot be taken apart the plain lines are the text. */
export async function readLetter(bytes: Buffer, asReport = false): Promise<Letter> {
  const { head, body } = apart(bytes);
  const digest = digestOf(head, body);
  try {
    const mail = await PostalMime.parse(bytes, {
      attachmentEncoding: "arraybuffer",
      maxNestingDepth: depthMax,
      forceRfc822Attachments: asReport,
    });
    return { ...told(mail), digest, why: null };
  } catch (error) {
    const why = error instanceof Error ? error.message.slice(0, 300) : "it cannot be read";
    return { ...plain(head, bytes), digest, why };
  }
}

function told(mail: Email): Omit<Letter, "digest" | "why"> {
  const first = (name: string) => mail.headers.find(({ key }) => key === name)?.value ?? "";
  const html = clean(mail.html ?? "");
  const text = clean(mail.text ?? "").trim() || htmlText(html);
  const thread = first("references").split(/\s+/)[0] || mail.inReplyTo || mail.messageId || "";
  return {
    messageId: clean(mail.messageId ?? ""),
    subject: clean(mail.subject ?? "").slice(0, 2_000),
    dates: [first("date"), mail.date ?? "", first("received").split(";").at(-1) ?? ""],
    from: addresses(mail.from ? [mail.from] : [])[0] ?? "",
    to: addresses([...(mail.to ?? []), ...(mail.cc ?? []), ...(mail.bcc ?? [])]),
    thread: clean(thread).slice(0, 400),
    text: text.slice(0, wordsMax),
    html,
    headers: bounded(mail.headers.map(({ originalKey, value }) => [originalKey, clean(value)])),
    attachments: mail.attachments,
  };
}

function plain(head: string, bytes: Buffer): Omit<Letter, "digest" | "why"> {
  const headers = linesOf(head);
  const first = (name: string) => headers.find(([key]) => key.toLowerCase() === name)?.[1] ?? "";
  return {
    messageId: first("message-id").trim(),
    subject: first("subject").slice(0, 2_000),
    dates: [first("date"), first("received").split(";").at(-1) ?? ""],
    from: mailboxIn(first("from")),
    to: [],
    thread: first("message-id").trim().slice(0, 400),
    text: clean(bytes.toString("utf8", 0, wordsMax)),
    html: "",
    headers: bounded(headers),
    attachments: [],
  };
}

/** Header lines and what comes after the empty line; a letter without one is all header. */
function apart(bytes: Buffer): { head: string; body: Buffer } {
  const [crlf, lf] = [bytes.indexOf("\r\n\r\n"), bytes.indexOf("\n\n")];
  const isLf = lf !== -1 && (crlf === -1 || lf < crlf);
  const end = isLf ? lf : crlf;
  if (end === -1) return { head: bytes.toString("latin1"), body: Buffer.alloc(0) };
  return { head: bytes.toString("latin1", 0, end), body: bytes.subarray(end + (isLf ? 2 : 4)) };
}

function linesOf(head: string): (readonly [string, string])[] {
  const lines = head.replaceAll(/\r?\n[ \t]+/g, " ").split(/\r?\n/);
  return lines.flatMap((line) => {
    const at = line.indexOf(":");
    return at > 0 ? [[line.slice(0, at), clean(line.slice(at + 1).trim())] as const] : [];
  });
}

const written = new Set(["from", "to", "cc", "subject", "date", "message-id", "content-type"]);

function digestOf(head: string, body: Buffer): string {
  const hash = createHash("sha256");
  for (const [key, value] of linesOf(head))
    if (written.has(key.toLowerCase())) hash.update(`${key.toLowerCase()}:${value}\n`);
  // A relay may add or take an empty line at the end.
  return hash.update("\n").update(body.toString("latin1").trimEnd(), "latin1").digest("hex");
}

function bounded(headers: readonly (readonly [string, string])[]) {
  let left = headersMax;
  return headers.filter(([key, value]) => (left -= key.length + value.length) >= 0);
}

/** One line or text as the record can hold it: the letter as it came has what is taken out. */
export function clean(text: string): string {
  return text
    .slice(0, wordsMax)
    .toWellFormed()
    .replaceAll(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f]/g, " ");
}

export function mailboxIn(text: string): string {
  return clean(/[^\s<>",;:()]+@[^\s<>",;:()]+/.exec(text.slice(0, 2_000))?.[0] ?? "").slice(0, 320);
}

function addresses(list: readonly Address[]): string[] {
  const flat = list.flatMap((one) => one.group ?? [one]);
  return [...new Set(flat.map(({ address }) => clean(address).slice(0, 320)).filter(Boolean))];
}
