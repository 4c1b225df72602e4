import { hashOf } from "../account.ts";
import type { Format } from "../format.ts";
import {
  loss,
  record,
  structure,
  type Attachment,
  type Item,
  type Piece,
  type ReadOptions,
} from "../item.ts";
import type { Source } from "../source.ts";
import { dateOrderOf, wallClockOf, type DateOrder, type Written } from "./date-order.ts";
import { linesOf, whole } from "./whole.ts";

const date = String.raw`(\d{1,4})[./-](\d{1,2})[./-](\d{1,4})\.?`;
const time = String.raw`(\d{1,2})[:.](\d{2})(?:[:.](\d{2}))?(?:\s*([ap])\.?\s?m\.?)?`;
const bracketed = new RegExp(String.raw`^\[${date},?\s+${time}\]\s(.*)$`, "is");
const dashed = new RegExp(String.raw`^${date},?\s+${time}\s+-\s(.*)$`, "is");
/** What only guides a reader's eye: marks of direction, narrow and hard spaces. */
const marks = /[\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]/g;
const spaces = /[\u00a0\u202f]/g;

const firstLines = (text: string) =>
  text.split("\n", 12).map((line) => line.replaceAll(marks, "").replaceAll(spaces, " "));

/** WhatsApp's "Export chat": the date as the telephone writes it, in one order for the whole file. */
export const whatsapp: Format = {
  name: "whatsapp",
  title: "WhatsApp",
  isIt: ({ text }) => firstLines(text).some((line) => bracketed.test(line) || dashed.test(line)),
  read: (source, options) => readChat(source, options, "whatsapp"),
};

const signalLine = /^\[\d{4}-\d\d-\d\d,? \d\d:\d\d\] [^:\n]+:/;

/** What signal-export and sigtop write of a Signal conversation. */
export const signal: Format = {
  name: "signal",
  title: "Signal",
  isIt: ({ name, text }) =>
    !name.includes("whatsapp") && firstLines(text).some((line) => signalLine.test(line)),
  read: (source, options) => readChat(source, options, "signal"),
};

interface Spoken extends Written {
  offset: number;
  length: number;
  rest: string;
}

async function* readChat(
  source: Source,
  options: ReadOptions,
  program: string,
): AsyncGenerator<Piece> {
  const bytes = await whole(source);
  if (!Buffer.isBuffer(bytes)) return yield bytes;
  const { head, spoken } = spokenOf(bytes);
  if (head > 0) {
    const before = bytes.subarray(0, head);
    const isBlank = before.toString("utf8").replaceAll(marks, "").trim() === "";
    yield isBlank ? structure(0, head) : loss(0, before, "before-first-message");
  }
  const { order, isCertain } = dateOrderOf(spoken);
  options.note?.({ about: "date-order", order, isCertain });
  const thread = threadOf(source.name);
  let before = "";
  for (const one of spoken) {
    const item = itemOf(one, { order, thread, program, options, before });
    before = item === undefined ? before : hashOf([item.at, item.from, item.text]);
    yield item
      ? record(one.offset, one.length, item)
      : loss(one.offset, bytes.subarray(one.offset, one.offset + one.length), "bad-date");
  }
}

/** The messages, each with the lines that follow it up to the next. */
function spokenOf(bytes: Buffer): { head: number; spoken: Spoken[] } {
  const spoken: Spoken[] = [];
  let head = 0;
  for (const { offset, length } of linesOf(bytes)) {
    const text = bytes.toString("utf8", offset, offset + length);
    const begun = begin(text.replaceAll(spaces, " "));
    const last = spoken.at(-1);
    if (begun) spoken.push({ ...begun, offset, length });
    else if (last) {
      last.length += length;
      last.rest += text;
    } else head = offset + length;
  }
  return { head, spoken };
}

function begin(line: string): (Written & { rest: string }) | undefined {
  const bare = line.replace(/^[\u200e\u200f\ufeff\s]+/, "");
  if (!/^\[?\d/.test(bare)) return undefined;
  const found = bracketed.exec(bare) ?? dashed.exec(bare);
  if (!found) return undefined;
  const [, a, b, c, hour, minute, second = "0", half, rest = ""] = found;
  return {
    date: [Number(a), Number(b), Number(c)],
    time: [hour24(Number(hour), half), Number(minute), Number(second)],
    rest,
  };
}

function hour24(hour: number, half: string | undefined): number {
  if (half === undefined) return hour;
  return (hour % 12) + (half.toLowerCase() === "p" ? 12 : 0);
}

interface Around {
  order: DateOrder;
  thread: string;
  program: string;
  options: ReadOptions;
  /** What was said before it. */
  before: string;
}

function itemOf(
  one: Spoken,
  { order, thread, program, options, before }: Around,
): Item | undefined {
  const at = wallClockOf(one, order);
  if (at === undefined) return undefined;
  const [said, name, words] = /^([^\n]{1,100}?):[ \n](.*)$/s.exec(one.rest) ?? [];
  const text = (words ?? one.rest).replaceAll(marks, "").trim();
  const from = (name ?? "").replaceAll(marks, "").trim();
  const isOurs = from !== "" && (from === options.account || from === "Me" || from === "You");
  return {
    kind: said === undefined ? "event" : deleted.test(text) ? "deleted" : "message",
    // Not the file's name, which a newer export changes; what was said before tells one chat from another.
    identity: hashOf([program, at, from, text, before]),
    // The clock shows minutes: the same word twice in one is said twice.
    isRepeatable: true,
    at,
    from,
    to: [],
    thread,
    direction: isOurs ? "out" : "in",
    text,
    media: attached(text, options),
    payload: {
      said: one.rest.replace(/\r?\n$/, ""),
      wallClock: at,
      ...(omitted.test(text) ? { mediaLeftOut: true } : {}),
    },
  };
}

const deleted =
  /^(?:This message was deleted|You deleted this message|Se eliminó este mensaje|Eliminaste este mensaje)\.?$/;
const omitted =
  /^<(?:Media omitted|Multimedia omitido|Archivo omitido)>$|^(?:image|video|audio|sticker|GIF|document) omitted$/i;
const named =
  /^(.+?\.\w{2,5}) \((?:file attached|archivo adjunto)\)|<(?:attached|adjunto): (.+?)>|!?\[[^\]]*\]\((?:\.\/)?([^)\s]+\.\w{2,5})\)/gm;

/** Files that the message names; their bytes, where the export came with them. */
function attached(text: string, { neighbours }: ReadOptions): Attachment[] {
  return [...text.matchAll(named)].map(([, first, second, third]) => {
    const name = (first ?? second ?? third ?? "").trim();
    const file = neighbours?.find(name);
    return file ? { name, file } : { name };
  });
}

/** "WhatsApp Chat with Sam.txt", "chat/Sam/_chat.txt": who it is with, where the name tells. */
function threadOf(name: string): string {
  const parts = name.replaceAll("\\", "/").split("/");
  const last = (parts.at(-1) ?? "").replace(/\.\w+$/, "");
  const plain = /^(?:_?chat|index|chat\.md)$/i.test(last) ? (parts.at(-2) ?? last) : last;
  return plain
    .replace(/^WhatsApp Chat (?:with|-) |^Chat de WhatsApp con /i, "")
    .replace(/\.zip$/, "");
}
