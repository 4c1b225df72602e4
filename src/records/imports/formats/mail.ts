import PostalMime, { type Address } from "postal-mime";
import { limit } from "#platform/limits.ts";
import { hashOf } from "../account.ts";
import type { Format } from "../format.ts";
import { loss, record, structure, type Item, type Piece, type ReadOptions } from "../item.ts";
import { ByteWindow, type Source } from "../source.ts";
import { instantOfText } from "../times.ts";
import { htmlText } from "./html-text.ts";

const mailMax = limit(
  "imports.mail",
  134_217_728,
  "bytes",
  "one letter of a mailbox with its attachments",
);

const headerLine =
  /^(?:return-path|received|from|to|date|subject|message-id|mime-version|delivered-to|x-[\w-]+|content-type|dkim-signature|reply-to|cc):/im;

/** A mailbox: letters one after another, each begun by a line "From ". */
export const mbox: Format = {
  name: "mbox",
  title: "Mailbox (mbox)",
  isIt: ({ text }) => /^From \S+.*\d\d:\d\d/.test(text) && headerLine.test(text),
  read: readMbox,
};

/** One letter as a file. */
export const eml: Format = {
  name: "eml",
  title: "E-mail (EML)",
  isIt: ({ text }) => {
    const head = text.slice(0, 4_000).split(/\r?\n\r?\n/, 1)[0] ?? "";
    const lines = head.split(/\r?\n/);
    return (
      lines.length > 1 &&
      lines.every((line) => /^[\w-]+:|^\s/.test(line)) &&
      /^(?:from|date|message-id):/im.test(head)
    );
  },
  read: readEml,
};

async function* readEml(source: Source, options: ReadOptions): AsyncGenerator<Piece> {
  if (source.size > mailMax) {
    const head = loss(0, await source.read(0, 200), "too-large");
    return yield { ...head, length: source.size };
  }
  const bytes = await source.read(0, source.size);
  yield await letter(bytes, bytes, 0, options);
}

/** A letter ends where a line "From " with a time follows: within a letter such a line is quoted with ">". */
async function* readMbox(source: Source, options: ReadOptions): AsyncGenerator<Piece> {
  const window = new ByteWindow(source);
  while (window.bytes.length > 0 || (await window.grow())) {
    const length = await letterEnd(window);
    const { offset } = window;
    const raw = window.bytes.subarray(0, length);
    const isBegun = raw.subarray(0, 5).toString("latin1") === "From ";
    const line = isBegun ? Math.max(raw.indexOf(0x0a) + 1, 0) || raw.length : 0;
    if (line > 0) yield structure(offset, line);
    const body = raw.subarray(line);
    if (body.length > mailMax) yield loss(offset + line, body, "too-large");
    else if (body.toString("latin1", 0, 4_000).trim() === "" && body.length < 4_000) {
      if (body.length > 0) yield structure(offset + line, body.length);
    } else
      yield isBegun
        ? await letter(unquoted(body), body, offset + line, options)
        : loss(offset, body, "before-first-message");
    window.drop(length);
  }
}

async function letterEnd(window: ByteWindow): Promise<number> {
  for (let at = 0; ;) {
    const next = await window.find("\nFrom ", at, mailMax + 1_048_576);
    if (next === -1) return window.bytes.length;
    while (window.bytes.length < next + 400 && (await window.grow()));
    const line = window.bytes.toString("latin1", next + 1, next + 400).split("\n", 1)[0] ?? "";
    if (/^From \S+.*\d\d:\d\d/.test(line)) return next + 1;
    at = next + 1;
  }
}

/** mboxrd puts one ">" before each "From " that stands within a letter; mboxo only before a bare one. */
function unquoted(body: Buffer): Buffer {
  if (!body.includes("\n>From ") && !body.includes("\n>>")) return body;
  return Buffer.from(body.toString("latin1").replaceAll(/^>(>*From )/gm, "$1"), "latin1");
}

async function letter(
  bytes: Buffer,
  raw: Buffer,
  offset: number,
  options: ReadOptions,
): Promise<Piece> {
  if (!headerLine.test(bytes.toString("latin1", 0, 8_000)))
    return loss(offset, raw, "not-readable");
  const item = await itemOf(bytes, options).catch(() => "not-readable" as const);
  return typeof item === "string" ? loss(offset, raw, item) : record(offset, raw.length, item);
}

async function itemOf(bytes: Buffer, { account = "" }: ReadOptions): Promise<Item | "bad-date"> {
  const mail = await PostalMime.parse(bytes, {
    attachmentEncoding: "arraybuffer",
    maxNestingDepth: 50,
  });
  const header = (name: string) => mail.headers.find(({ key }) => key === name)?.value ?? "";
  const received = header("received").split(";").at(-1) ?? "";
  const at =
    instantOfText(header("date")) ?? instantOfText(mail.date ?? "") ?? instantOfText(received);
  if (at === undefined) return "bad-date";
  const from = mail.from?.address ?? "";
  const to = [...(mail.to ?? []), ...(mail.cc ?? []), ...(mail.bcc ?? [])].flatMap(addressesOf);
  const words = mail.text?.trim() || htmlText(mail.html ?? "");
  const ours = account.toLowerCase();
  return {
    kind: "mail",
    identity: hashOf(["mail", mail.messageId ?? "", at, from, mail.subject ?? "", words]),
    at,
    from,
    to,
    thread: header("references").split(/\s+/)[0] || mail.inReplyTo || mail.messageId || "",
    direction: ours !== "" && from.toLowerCase() === ours ? "out" : "in",
    text: [mail.subject ?? "", words].filter(Boolean).join("\n\n"),
    media: mail.attachments.map(({ filename, mimeType, content }) => ({
      name: filename ?? "attachment",
      type: mimeType,
      bytes: typeof content === "string" ? Buffer.from(content) : new Uint8Array(content),
    })),
    payload: {
      headers: mail.headers,
      subject: mail.subject ?? "",
      ...(mail.html === undefined ? {} : { html: mail.html }),
    },
  };
}

function addressesOf(one: Address): string[] {
  if (one.group) return one.group.flatMap(addressesOf);
  return one.address ? [one.address] : [];
}
