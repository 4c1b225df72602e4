import { createHash } from "node:crypto";
import MailComposer from "nodemailer/lib/mail-composer";
import type { Account } from "../account.ts";
import type { Attempt } from "../attempt.ts";
import type { Net } from "../connector.ts";
import type { OutboundMessage } from "../outbound.ts";
import type { Reader } from "../readers.ts";

const subjectFromTextMax = 80;

export interface Letter {
  /** The envelope's sender, where reports of delivery go (RFC 5321, 4.4). */
  from: string;
  to: string;
  /** It comes back to a place that reads reports: they are asked for (RFC 3461). */
  isReported: boolean;
  messageId: string;
  bytes: Buffer;
}

/** What all copies of one message share; each copy has its own recipient and Message-ID. */
export interface LetterDraft {
  /** `reader`: a subscriber's, with the way to end or change the subscription. */
  for(recipient: string, reader?: LetterReader): Promise<Letter>;
}

export type LetterReader = Pick<Reader, "language" | "leaveUrl" | "manageUrl" | "returnPath">;

/** "Sat, 14 Nov 2026 13:35:03 +0000" (RFC 5322 §3.3): any other form is a mark of junk to mailboxes. */
function mailDate(net: Net): string {
  return new Date(net.now().epochMilliseconds).toUTCString().replace("GMT", "+0000");
}

/** Prepares text, HTML and pictures once for all recipients. */
export async function draftLetter(
  net: Net,
  account: Account,
  message: OutboundMessage,
  attempt: Attempt,
): Promise<LetterDraft> {
  const { settings } = account;
  const from = account.remoteId;
  const domain = from.split("@")[1] ?? "localhost";
  const attachments = [];
  for (const [index, item] of message.media.entries()) {
    attachments.push({
      content: Buffer.from(await net.media(item.sha256)),
      contentType: item.type,
      filename: `picture-${index + 1}.${item.type.split("/")[1] ?? "bin"}`,
      cid: pictureId(item.sha256, domain),
      contentDisposition: "inline" as const,
    });
  }
  const shared = {
    from: { name: settings["name"] ?? "", address: from },
    subject: message.title ?? firstLine(message.text),
    text: textPart(message),
    html: htmlPart(message, domain),
    attachments,
    date: mailDate(net),
    disableFileAccess: true,
    disableUrlAccess: true,
  };
  return {
    async for(recipient, reader) {
      const messageId = `<${idOf(attempt.key, recipient)}@${domain}>`;
      const headers = listHeaders(settings, { recipient, reader }, domain);
      const own = reader ? withFoot(shared, reader, settings["name"] ?? from) : shared;
      const bytes = await new MailComposer({ ...own, to: recipient, messageId, headers })
        .compile()
        .build();
      const isReported = reader?.returnPath !== undefined;
      return { from: reader?.returnPath ?? from, to: recipient, isReported, messageId, bytes };
    },
  };
}

/** The same for every try, so that a mailbox which gets a copy twice can tell. */
function idOf(key: string, recipient: string): string {
  return createHash("sha256")
    .update(`${key}\n${recipient.toLowerCase()}`)
    .digest("hex")
    .slice(0, 40);
}

/** RFC 2919, 2369, 8058 (one-click needs https) and 3834 (no automatic answers). */
function listHeaders(
  settings: Readonly<Record<string, string>>,
  { recipient, reader }: { recipient: string; reader: LetterReader | undefined },
  domain: string,
): Record<string, string> {
  const headers: Record<string, string> = {
    "List-Id": `<${settings["listId"] || `news.${domain}`}>`,
    "Auto-Submitted": "auto-generated",
    Precedence: "list",
  };
  const target =
    reader?.leaveUrl ??
    settings["unsubscribe"]?.replaceAll("{recipient}", encodeURIComponent(recipient));
  if (target) headers["List-Unsubscribe"] = `<${target}>`;
  if (target?.startsWith("https:")) headers["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click";
  return headers;
}

/** Why it came, and the way out of it: below the post, in the reader's language. */
function withFoot<Part extends { text: string; html: string }>(
  shared: Part,
  { language, manageUrl }: LetterReader,
  name: string,
): Part {
  const says = footOf(language, name);
  const foot = `<hr><p>${escaped(says)}<br><a href="${escaped(manageUrl)}">${escaped(manageUrl)}</a></p>`;
  return {
    ...shared,
    text: `${shared.text}\n\n-- \n${says}\n${manageUrl}`,
    html: shared.html.replace("</body>", `${foot}\n</body>`),
  };
}

function footOf(language: string, name: string): string {
  return language === "es"
    ? `Recibe esto porque se suscribió a ${name}. Cámbielo o cancele aquí:`
    : `You get this because you subscribed to ${name}. Change or end it here:`;
}

function firstLine(text: string): string {
  const line = text.split("\n")[0]?.trim() ?? "";
  return line.length > subjectFromTextMax ? `${line.slice(0, subjectFromTextMax - 1)}…` : line;
}

function pictureId(sha256: string, domain: string): string {
  return `${sha256.slice(0, 24)}@${domain}`;
}

function textPart(message: OutboundMessage): string {
  const parts = [message.contentWarning, message.text];
  for (const item of message.media) parts.push(`[Picture: ${item.alt}]`);
  const { link } = message;
  if (link !== undefined && !message.text.includes(link.url)) parts.push(linkText(link));
  return parts.filter((part) => part !== undefined).join("\n\n");
}

function linkText(link: { title: string; url: string }): string {
  return link.title === "" ? link.url : `${link.title}\n${link.url}`;
}

/** One column, real text, the reader's own colours and sizes: readable by everything. */
function htmlPart(message: OutboundMessage, domain: string): string {
  const paragraphs = message.text
    .split(/\n{2,}/)
    .map((part) => `<p>${linked(escaped(part)).replaceAll("\n", "<br>")}</p>`);
  const pictures = message.media.map(
    ({ sha256, alt }) =>
      `<p><img src="cid:${pictureId(sha256, domain)}" alt="${escaped(alt)}" style="max-width:100%"></p>`,
  );
  const { link, contentWarning } = message;
  const more =
    link === undefined
      ? []
      : [`<p><a href="${escaped(link.url)}">${escaped(link.title || link.url)}</a></p>`];
  const warning =
    contentWarning === undefined ? [] : [`<p><strong>${escaped(contentWarning)}</strong></p>`];
  const title = escaped(message.title ?? firstLine(message.text));
  return `<!doctype html><html lang="${escaped(message.languages?.[0] ?? "en")}"><head>
<meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${title}</title></head>
<body style="font-family:sans-serif;line-height:1.5;max-width:40em">
${[...warning, ...paragraphs, ...pictures, ...more].join("\n")}
</body></html>`;
}

function linked(html: string): string {
  return html.replace(/https?:\/\/[^\s<]+[^\s<.,;:!?)]/g, (url) => `<a href="${url}">${url}</a>`);
}

function escaped(text: string): string {
  return text
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll('"', "&quot;");
}
