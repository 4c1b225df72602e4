import { Parser } from "htmlparser2";
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
import { instantOfText } from "../times.ts";
import { whole } from "./whole.ts";

/** Google Voice in a Google Takeout: one page of HTML a conversation, a call or a voicemail. */
export const googleVoice: Format = {
  name: "google-voice",
  title: "Google Voice (Takeout)",
  isIt: ({ text }) => /class="(?:hChatLog|haudio)\b/.test(text),
  async *read(source: Source, options: ReadOptions): AsyncGenerator<Piece> {
    const bytes = await whole(source);
    if (!Buffer.isBuffer(bytes)) return yield bytes;
    yield* voicePieces(bytes, source.name, options);
  },
};

const start = '<div class="message"';
const callStart = '<div class="haudio"';

/** Each message stands in a division of its own; what lies before and after is the page around them. */
function* voicePieces(bytes: Buffer, name: string, options: ReadOptions): Generator<Piece> {
  const isCall = !bytes.includes(start);
  const marker = isCall ? callStart : start;
  const starts: number[] = [];
  for (let at = bytes.indexOf(marker); at !== -1; at = bytes.indexOf(marker, at + 1))
    starts.push(at);
  const [first] = starts;
  if (first === undefined) return yield loss(0, bytes, "no-text-found");
  const thread =
    threadOf(bytes.toString("utf8", 0, first)) || threadOf(bytes.toString("utf8")) || nameOf(name);
  yield structure(0, first);
  for (const [index, from] of starts.entries()) {
    const next = starts[index + 1] ?? bytes.length;
    const end = isCall ? next : endOf(bytes, from, next);
    const item = itemOf(bytes.toString("utf8", from, end), thread, isCall, options);
    yield item ? record(from, end - from, item) : loss(from, bytes.subarray(from, end), "bad-date");
    if (next > end) yield structure(end, next - end);
  }
}

/** The division closes where as many have closed as were opened. */
function endOf(bytes: Buffer, from: number, until: number): number {
  const text = bytes.toString("latin1", from, until);
  let depth = 0;
  for (const found of text.matchAll(/<(\/?)div\b[^>]*>/gi)) {
    depth += found[1] === "/" ? -1 : 1;
    if (depth === 0) return from + found.index + found[0].length;
  }
  return until;
}

function threadOf(html: string): string {
  return /<title>([^<]*)<\/title>/i.exec(html)?.[1]?.replaceAll(/\s+/g, " ").trim() ?? "";
}

function nameOf(name: string): string {
  return (
    name
      .split("/")
      .at(-1)
      ?.replace(/\.html$/, "") ?? ""
  );
}

interface Read {
  date: string;
  from: string;
  number: string;
  text: string;
  files: string[];
}

function itemOf(
  html: string,
  thread: string,
  isCall: boolean,
  options: ReadOptions,
): Item | undefined {
  const { date, from, number, text, files } = readMessage(html);
  const at = instantOfText(date);
  if (at === undefined) return undefined;
  const who = from || number;
  const isOurs = who === "Me" || (who !== "" && who === options.account);
  return {
    kind: isCall ? "call" : "message",
    identity: hashOf(["google-voice", at, number || from, text, ...files]),
    at,
    from: who,
    to: [],
    thread,
    direction: isOurs ? "out" : "in",
    text: isCall ? [thread, text].filter(Boolean).join("\n") : text,
    media: files.map((name): Attachment => {
      const file = options.neighbours?.find(name);
      return file ? { name, file } : { name };
    }),
    payload: { date, from, number, text, files },
  };
}

const breaks = new Set(["br", "p", "li"]);

function readMessage(html: string): Read {
  const read: Read = { date: "", from: "", number: "", text: "", files: [] };
  let inWords = 0;
  let inName = false;
  const parser = new Parser(
    {
      onopentag(name, attributes) {
        const kinds = (attributes["class"] ?? "").split(" ");
        if (kinds.includes("dt") || kinds.includes("published"))
          read.date ||= attributes["title"] ?? "";
        if (kinds.includes("tel")) read.number ||= (attributes["href"] ?? "").replace(/^tel:/, "");
        if (kinds.includes("fn")) inName = true;
        if (inWords > 0 && breaks.has(name)) read.text += "\n";
        if (name === "q" || kinds.includes("full-text")) inWords++;
        const file =
          name === "img" || name === "audio"
            ? attributes["src"]
            : kinds.includes("video") || kinds.includes("vcard")
              ? attributes["href"]
              : undefined;
        if (file && !file.startsWith("tel:")) read.files.push(file);
      },
      ontext(text) {
        if (inWords > 0) read.text += text;
        if (inName && read.from === "") read.from = text.trim();
      },
      onclosetag(name) {
        if (name === "q" || (inWords > 0 && name === "span")) inWords--;
        inName = false;
      },
    },
    { decodeEntities: true },
  );
  parser.end(html);
  return { ...read, text: read.text.trim() };
}
