import { limit } from "#platform/limits.ts";
import type { Format } from "../format.ts";
import { loss, record, structure, type Item, type Piece, type ReadOptions } from "../item.ts";
import { ByteWindow, type Source } from "../source.ts";
import { callItem, mmsItem, smsItem } from "./sms-items.ts";
import { tagOf, type Tag } from "./xml-text.ts";

const elementMax = limit(
  "imports.sms-element",
  268_435_456,
  "bytes",
  "one message with its pictures in an XML file of a telephone",
);
const tagMax = limit("imports.tag", 65_536, "bytes", "a tag that carries no message");

/**
 * SMS Backup & Restore (Android): `smses` and `calls`. Its files are often no well-formed XML and may be of any size:
 * they are read as they come, and begin anew at the next "<" wherever something is broken, because the program
 * escapes each "<" within its values.
 */
export const smsBackup: Format = {
  name: "sms-backup-restore",
  title: "SMS Backup & Restore",
  isIt: ({ text }) =>
    /<smses[\s>]|<calls\s+count|<sms\s+[^<]*\baddress=|<call\s+number=/.test(text),
  read: readSms,
};

async function* readSms(source: Source, options: ReadOptions): AsyncGenerator<Piece> {
  const window = new ByteWindow(source);
  const counts = { declared: -1, found: 0 };
  while (window.bytes.length > 0 || (await window.grow())) {
    if (window.bytes[0] !== 0x3c) yield await between(window);
    else
      for await (const piece of element(window, options, counts)) {
        if (piece.is === "record" || (piece.is === "loss" && piece.reason === "bad-date"))
          counts.found++;
        yield piece;
      }
  }
  if (counts.declared >= 0 && counts.declared !== counts.found)
    options.note?.({ about: "declared-count", ...counts });
}

/** Space between elements is structure; anything else was part of something broken. */
async function between(window: ByteWindow): Promise<Piece> {
  const at = window.bytes.indexOf("<");
  const bytes = window.bytes.subarray(0, at === -1 ? window.bytes.length : at);
  const { offset } = window;
  const isMark = offset === 0 && bytes[0] === 0xef;
  const text = bytes.toString("latin1", isMark ? 3 : 0);
  window.drop(bytes.length);
  return /^\s*$/.test(text) ? structure(offset, bytes.length) : loss(offset, bytes, "not-readable");
}

async function* element(
  window: ByteWindow,
  options: ReadOptions,
  counts: { declared: number },
): AsyncGenerator<Piece> {
  while (window.bytes.length < 5 && (await window.grow()));
  const start = window.bytes.toString("latin1", 0, 5);
  if (start.startsWith("<!--")) return yield await upTo(window, "-->", tagMax);
  if (start.startsWith("<?")) return yield await upTo(window, "?>", tagMax);
  const end = await tagEnd(window);
  const { offset } = window;
  const bytes = window.bytes.subarray(0, end.length);
  const tag = end.isWhole ? tagOf(bytes.toString("utf8")) : undefined;
  const isClosing = /^<\/\w+\s*>$/.test(bytes.toString("latin1", 0, 40));
  if (tag?.name === "mms" && bytes.at(-2) !== 0x2f)
    return yield* mms(window, tag, bytes.length, options);
  if (tag && /^(?:smses|calls)$/.test(tag.name) && /^\d+$/.test(tag.attributes["count"] ?? ""))
    counts.declared = Number(tag.attributes["count"]);
  window.drop(end.length);
  if (tag === undefined && !isClosing)
    return yield loss(offset, bytes, end.isCut ? "cut-off" : "not-readable");
  const made = tag === undefined ? "none" : itemOf(tag, options);
  if (made === "none") yield structure(offset, bytes.length);
  else if (typeof made === "string") yield loss(offset, bytes, made);
  else yield record(offset, bytes.length, made);
}

type Made = Item | "none" | "bad-date" | "unknown-part";

function itemOf(tag: Tag, options: ReadOptions): Made {
  if (tag.name === "sms") return smsItem(tag, options) ?? "bad-date";
  if (tag.name === "mms") return mmsItem(tag, [], options) ?? "bad-date";
  if (tag.name === "call") return callItem(tag, options) ?? "bad-date";
  return ["smses", "calls", "parts", "addrs"].includes(tag.name) ? "none" : "unknown-part";
}

/** A tag ends at its ">" outside quotes; at the next "<" it is broken. */
async function tagEnd(
  window: ByteWindow,
): Promise<{ length: number; isWhole: boolean; isCut: boolean }> {
  let at = 1;
  let quote = 0;
  for (;;) {
    for (; at < window.bytes.length; at++) {
      const byte = window.bytes[at] ?? 0;
      if (byte === 0x3c) return { length: at, isWhole: false, isCut: false };
      if (quote !== 0) {
        if (byte === quote) quote = 0;
      } else if (byte === 0x22 || byte === 0x27) quote = byte;
      else if (byte === 0x3e) return { length: at + 1, isWhole: true, isCut: false };
    }
    if (at > elementMax || !(await window.grow()))
      return { length: at, isWhole: false, isCut: true };
  }
}

async function upTo(window: ByteWindow, what: string, max: number): Promise<Piece> {
  const { offset } = window;
  const found = await window.find(what, 2, max);
  const length = found === -1 ? (await tagEnd(window)).length : found + what.length;
  const bytes = window.bytes.subarray(0, length);
  window.drop(length);
  return found === -1 ? loss(offset, bytes, "cut-off") : structure(offset, length);
}

/**
 * An `mms` with its parts, up to its end or to where the next message begins. What is broken in it is a loss of its
 * own: the rest still comes in.
 */
async function* mms(
  window: ByteWindow,
  head: Tag,
  headLength: number,
  options: ReadOptions,
): AsyncGenerator<Piece> {
  const { offset } = window;
  const end = await mmsEnd(window, headLength);
  const bytes = window.bytes.subarray(0, end.length);
  window.drop(end.length);
  const inner: Tag[] = [];
  const broken: { at: number; length: number }[] = [];
  for (let at = headLength; at < bytes.length;) {
    const next = bytes.indexOf("<", at + 1);
    const until = next === -1 ? bytes.length : next;
    const raw = bytes.toString("utf8", at, until).trimEnd();
    const tag = tagOf(raw);
    if (tag) inner.push(tag);
    else if (!/^\s*$|^<\/\w+\s*>$/.test(raw)) broken.push({ at, length: until - at });
    at = until;
  }
  const item = mmsItem(head, inner, options);
  if (!item) return yield loss(offset, bytes, "bad-date");
  let at = 0;
  for (const one of [...broken, { at: bytes.length, length: 0 }]) {
    if (one.at > at || at === 0)
      yield at === 0 ? record(offset, one.at, item) : more(offset + at, one.at - at);
    at = one.at + one.length;
    if (one.length > 0)
      yield loss(
        offset + one.at,
        bytes.subarray(one.at, at),
        end.isCut ? "cut-off" : "not-readable",
      );
  }
}

function more(offset: number, length: number): Piece {
  return { is: "more", offset, length };
}

async function mmsEnd(
  window: ByteWindow,
  from: number,
): Promise<{ length: number; isCut: boolean }> {
  for (let at = from; ;) {
    const next = await window.find("<", at, elementMax);
    if (next === -1) return { length: Math.max(window.bytes.length, from), isCut: true };
    while (window.bytes.length < next + 8 && (await window.grow()));
    const start = window.bytes.toString("latin1", next, next + 8);
    if (start.startsWith("</mms>")) return { length: next + 6, isCut: false };
    if (/^<(?:sms |mms |call |\/smses)/.test(start)) return { length: next, isCut: false };
    at = next + 1;
  }
}
