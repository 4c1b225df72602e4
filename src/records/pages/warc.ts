import { createHash } from "node:crypto";
import { createGzip, gzipSync } from "node:zlib";
import type { Ids } from "#platform/ids.ts";
import { limit } from "#platform/limits.ts";

/*
 * WARC/1.1 (ISO 28500:2017): one record after another, each a gzip member of its own, so that a reader can begin at any
 * of them. Digests are SHA-256 in hexadecimal, over the bytes as they came and not over what a browser made of them.
 */

const atOnceMax = limit(
  "warc.at-once",
  1_048_576,
  "bytes",
  "of a record packed in one piece; a larger one is streamed, so memory stays bounded",
);

export type WarcType = "warcinfo" | "response" | "request" | "resource" | "metadata" | "revisit";

/** Bytes that can be read as often as they are needed: a WARC record says their digest before it holds them. */
export interface Stretch {
  sizeBytes: number;
  open(): AsyncIterable<Uint8Array>;
}

export interface WarcDraft {
  type: WarcType;
  /** A UUID; made when none is given. */
  id?: string;
  /** UTC instant, RFC 3339. */
  date: string;
  /** What was captured, as an absolute URI. */
  uri?: string;
  /** Of the block: `application/http; msgtype=response` where `head` is given, else the payload's own. */
  contentType?: string;
  /** Of an HTTP message: its first line and headers, up to and with the empty line. */
  head?: Uint8Array;
  payload: Uint8Array | Stretch;
  /** Further named fields, such as `WARC-Concurrent-To`, without the digests and lengths. */
  fields?: Readonly<Record<string, string>>;
  /** Of the record that this one repeats: a revisit holds no payload of its own (`sha256:` and hexadecimal). */
  payloadDigest?: string;
}

/** Where a record lies, and what its bytes were. */
export interface WrittenRecord {
  id: string;
  type: WarcType;
  date: string;
  uri: string | undefined;
  /** Of the gzip member within its file, in bytes. */
  offset: number;
  length: number;
  /** `sha256:` and 64 hexadecimal digits. */
  blockDigest: string;
  payloadDigest: string;
}

export type Sink = (bytes: Uint8Array) => Promise<unknown>;

/** `<urn:uuid:…>`, as records are named and named by one another. */
export function recordUrn(id: string): string {
  return `<urn:uuid:${id}>`;
}

/** Writes records to a sink, in order. One record's block may be of any size; memory is not. */
export class WarcWriter {
  readonly #sink: Sink;
  readonly #ids: Ids;
  #offset = 0;

  constructor(sink: Sink, ids: Ids) {
    this.#sink = sink;
    this.#ids = ids;
  }

  get sizeBytes(): number {
    return this.#offset;
  }

  /** The file's first record: what wrote it, and of what it is part. */
  async info(date: string, filename: string, facts: Readonly<Record<string, string>>) {
    const lines = Object.entries(facts).map(([name, value]) => `${name}: ${oneLine(value)}\r\n`);
    return this.write({
      type: "warcinfo",
      date,
      contentType: "application/warc-fields",
      payload: Buffer.from(`${lines.join("")}format: WARC File Format 1.1\r\n`),
      fields: { "WARC-Filename": filename },
    });
  }

  async write(draft: WarcDraft): Promise<WrittenRecord> {
    const id = draft.id ?? this.#ids.uuid();
    const digests = await digestsOf(draft);
    const header = headerOf(draft, id, digests);
    const offset = this.#offset;
    const sizeBytes = header.length + (draft.head?.length ?? 0) + sizeOf(draft.payload);
    if (draft.payload instanceof Uint8Array && sizeBytes <= atOnceMax)
      await this.#put(gzipSync(Buffer.concat([header, headOf(draft), draft.payload, recordEnd])));
    else await this.#stream(header, draft);
    const { type, date, uri } = draft;
    return { id, type, date, uri, offset, length: this.#offset - offset, ...digests };
  }

  async #put(bytes: Uint8Array): Promise<void> {
    await this.#sink(bytes);
    this.#offset += bytes.length;
  }

  async #stream(header: Buffer, draft: WarcDraft): Promise<void> {
    const gzip = createGzip();
    const feeding = (async () => {
      for await (const piece of blockOf(header, draft))
        if (!gzip.write(piece)) await new Promise((resolve) => gzip.once("drain", resolve));
      gzip.end();
    })().catch((error: Error) => gzip.destroy(error));
    for await (const piece of gzip) await this.#put(piece as Buffer);
    await feeding;
  }
}

const recordEnd = Buffer.from("\r\n\r\n");
const none = new Uint8Array();

function headOf({ head }: WarcDraft): Uint8Array {
  return head ?? none;
}

function sizeOf(payload: WarcDraft["payload"]): number {
  return payload instanceof Uint8Array ? payload.length : payload.sizeBytes;
}

async function* piecesOf(payload: WarcDraft["payload"]): AsyncGenerator<Uint8Array> {
  if (payload instanceof Uint8Array) yield payload;
  else yield* payload.open();
}

async function* blockOf(header: Buffer, draft: WarcDraft): AsyncGenerator<Uint8Array> {
  yield header;
  yield headOf(draft);
  yield* piecesOf(draft.payload);
  yield recordEnd;
}

async function digestsOf(draft: WarcDraft) {
  const block = createHash("sha256").update(headOf(draft));
  const payload = createHash("sha256");
  let sizeBytes = 0;
  for await (const piece of piecesOf(draft.payload)) {
    block.update(piece);
    payload.update(piece);
    sizeBytes += piece.length;
  }
  if (sizeBytes !== sizeOf(draft.payload))
    throw new Error(`a payload of ${sizeOf(draft.payload)} bytes gave ${sizeBytes}`);
  return {
    blockDigest: `sha256:${block.digest("hex")}`,
    payloadDigest: draft.payloadDigest ?? `sha256:${payload.digest("hex")}`,
  };
}

const mediaTypes: Partial<Record<WarcType, string>> = {
  response: "application/http; msgtype=response",
  request: "application/http; msgtype=request",
  revisit: "application/http; msgtype=response",
  metadata: "application/warc-fields",
};

function headerOf(
  draft: WarcDraft,
  id: string,
  digests: { blockDigest: string; payloadDigest: string },
): Buffer {
  const { type, date, uri, head, payload } = draft;
  const fields: Record<string, string | undefined> = {
    "WARC-Type": type,
    "WARC-Record-ID": recordUrn(id),
    "WARC-Date": date,
    "WARC-Target-URI": uri,
    ...draft.fields,
    "Content-Type": draft.contentType ?? mediaTypes[type] ?? "application/octet-stream",
    "WARC-Block-Digest": digests.blockDigest,
    "WARC-Payload-Digest": type === "warcinfo" ? undefined : digests.payloadDigest,
    "Content-Length": String((head?.length ?? 0) + sizeOf(payload)),
  };
  const lines = Object.entries(fields).flatMap(([name, value]) =>
    value === undefined ? [] : [`${name}: ${oneLine(value)}\r\n`],
  );
  return Buffer.from(`WARC/1.1\r\n${lines.join("")}\r\n`);
}

/** A field is one line: a line's end inside would begin a field that nobody wrote. */
function oneLine(value: string): string {
  return value.replaceAll(/[\u0000-\u001F\u007F]+/g, " ");
}
