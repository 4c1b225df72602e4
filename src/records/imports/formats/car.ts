import { createHash } from "node:crypto";
import { decode } from "@ipld/dag-cbor";
import { hashOf } from "../account.ts";
import type { Format } from "../format.ts";
import { loss, record, structure, type Item, type Piece, type ReadOptions } from "../item.ts";
import type { Source } from "../source.ts";
import { instantOfText } from "../times.ts";
import { isObject, listOf, textOf, get } from "./json-scan.ts";
import { whole } from "./whole.ts";

/** An AT Protocol repository (Bluesky) as a CARv1 file: blocks named by the hash of what they hold. */
export const atprotoCar: Format = {
  name: "atproto-car",
  title: "Bluesky repository (CAR)",
  isIt: ({ bytes }) =>
    bytes.indexOf("gversion", 0, "latin1") > 0 &&
    bytes.indexOf("eroots", 0, "latin1") > 0 &&
    bytes.indexOf("eroots", 0, "latin1") < 64,
  async *read(source: Source, options: ReadOptions): AsyncGenerator<Piece> {
    const bytes = await whole(source);
    if (!Buffer.isBuffer(bytes)) return yield bytes;
    yield* carPieces(bytes, options);
  },
};

interface Block {
  offset: number;
  length: number;
  cid: string;
  value: unknown;
  problem: "wrong-hash" | "not-readable" | undefined;
}

function* carPieces(bytes: Buffer, options: ReadOptions): Generator<Piece> {
  const head = varint(bytes, 0);
  const start = head === undefined ? 0 : head.end + head.value;
  if (start === 0 || start > bytes.length) return yield loss(0, bytes, "damaged");
  yield structure(0, start);
  const { blocks, end } = blocksOf(bytes, start);
  const paths = pathsOf(blocks);
  const did = blocks
    .map(({ value }) => textOf(get(value, "did")))
    .find((one) => one.startsWith("did:"));
  for (const block of blocks) {
    const { offset, length, cid, value, problem } = block;
    const raw = bytes.subarray(offset, offset + length);
    const made = problem ?? itemOf(value, { cid, path: paths.get(cid), did: did ?? "", options });
    if (made === "structure") yield structure(offset, length);
    else yield typeof made === "string" ? loss(offset, raw, made) : record(offset, length, made);
  }
  if (end < bytes.length) yield loss(end, bytes.subarray(end), "cut-off");
}

/** The blocks up to the first whose length or name is no longer one. */
function blocksOf(bytes: Buffer, start: number): { blocks: Block[]; end: number } {
  const blocks: Block[] = [];
  let at = start;
  while (at < bytes.length) {
    const size = varint(bytes, at);
    if (!size || size.value === 0 || size.end + size.value > bytes.length) break;
    const until = size.end + size.value;
    const name = cidEnd(bytes, size.end, until);
    if (name === undefined) break;
    blocks.push(blockOf(bytes, at, { from: size.end, name, until }));
    at = until;
  }
  return { blocks, end: at };
}

function blockOf(
  bytes: Buffer,
  offset: number,
  { from, name, until }: { from: number; name: number; until: number },
): Block {
  const cid = bytes.subarray(from, name);
  const data = bytes.subarray(name, until);
  const block = { offset, length: until - offset, cid: cid.toString("hex"), value: undefined };
  const isRight = createHash("sha256").update(data).digest().equals(cid.subarray(-32));
  if (!isRight) return { ...block, problem: "wrong-hash" };
  if (cid[1] !== 0x71) return { ...block, value: data, problem: undefined };
  try {
    return { ...block, value: decode<unknown>(data), problem: undefined };
  } catch {
    return { ...block, problem: "not-readable" };
  }
}

/** CIDv1 with SHA-256 over DAG-CBOR or raw bytes: the only names that the protocol allows. */
function cidEnd(bytes: Buffer, at: number, until: number): number | undefined {
  const isKnown =
    bytes[at] === 1 &&
    (bytes[at + 1] === 0x71 || bytes[at + 1] === 0x55) &&
    bytes[at + 2] === 0x12 &&
    bytes[at + 3] === 32;
  return isKnown && at + 36 <= until ? at + 36 : undefined;
}

function varint(bytes: Buffer, at: number): { value: number; end: number } | undefined {
  let value = 0;
  for (let index = 0; index < 6; index++) {
    const byte = bytes[at + index];
    if (byte === undefined) return undefined;
    value += (byte & 0x7f) * 2 ** (7 * index);
    if (byte < 0x80) return { value, end: at + index + 1 };
  }
  return undefined;
}

function linkOf(value: unknown): string {
  if (!isObject(value) || !(value["bytes"] instanceof Uint8Array)) return "";
  return Buffer.from(value["bytes"]).toString("hex");
}

/** Which record lies under which "collection/key": told by the nodes of the tree. */
function pathsOf(blocks: readonly Block[]): Map<string, string> {
  const paths = new Map<string, string>();
  for (const { value } of blocks) {
    if (!isObject(value) || !Array.isArray(value["e"])) continue;
    let key = "";
    for (const entry of listOf(value["e"])) {
      const [kept, rest] = [get(entry, "p"), get(entry, "k")];
      if (typeof kept !== "number" || !(rest instanceof Uint8Array)) continue;
      key = key.slice(0, kept) + Buffer.from(rest).toString("latin1");
      paths.set(linkOf(get(entry, "v")), key);
    }
  }
  return paths;
}

interface Around {
  cid: string;
  path: string | undefined;
  did: string;
  options: ReadOptions;
}

/** Posts are records; likes, follows and the tree are what the account did and how it is kept. */
function itemOf(
  value: unknown,
  { cid, path, did, options }: Around,
): Item | "structure" | "unknown-part" | "bad-date" {
  if (!isObject(value) || value instanceof Uint8Array) return "unknown-part";
  const type = textOf(value["$type"]);
  if (type === "")
    return Array.isArray(value["e"]) || value["sig"] !== undefined ? "structure" : "unknown-part";
  const at = instantOfText(textOf(value["createdAt"]));
  const isPost = type === "app.bsky.feed.post";
  if (at === undefined) return isPost ? "bad-date" : "unknown-part";
  const reply = textOf(get(value, "reply", "root", "uri"));
  const payload = plain(value);
  return {
    kind: isPost ? "post" : "event",
    identity: hashOf(["atproto", did, path ?? "", cid]),
    at,
    from: did || (options.account ?? ""),
    to: [],
    thread: reply,
    direction: "out",
    text: isPost
      ? textOf(value["text"])
      : [
          type,
          textOf(get(value, "subject", "uri")) || textOf(value["subject"]) || textOf(value["name"]),
        ]
          .filter(Boolean)
          .join(" "),
    media: [],
    payload: {
      ...(isObject(payload) ? payload : {}),
      ...(path === undefined ? {} : { uri: `at://${did}/${path}` }),
    },
  };
}

/** Links and bytes as text, so that it can be kept as JSON. */
function plain(value: unknown): unknown {
  if (value instanceof Uint8Array) return { $bytes: Buffer.from(value).toString("base64") };
  const link = linkOf(value);
  if (link !== "") return { $link: String(value) };
  if (Array.isArray(value)) return value.map(plain);
  if (!isObject(value)) return typeof value === "bigint" ? String(value) : value;
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, plain(one)]));
}
