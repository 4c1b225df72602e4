import type { PageAnswer, PageRequest } from "#platform/browser/page-visit.ts";
import type { SafeClient } from "#platform/http/safe-client.ts";
import { RequestFailed } from "#platform/http/safe-failure.ts";
import { limit } from "#platform/limits.ts";
import type { LeftOut } from "./tables.ts";
import type { Wacz } from "./wacz.ts";
import { recordUrn, type WrittenRecord } from "./warc.ts";

const partsMax = limit("pages.parts", 600, "requests", "of one capture, its pages together");
const bytesMax = limit("pages.bytes", 134_217_728, "bytes", "of one capture's answers");
const redirectsMax = limit("pages.redirects", 10, "redirects", "of one address in one capture");
const leftOutMax = limit("pages.left-out", 200, "parts", "named in a capture that were left out");

/** One answer of the network, as the capture's record tells it. */
export interface Part {
  url: string;
  status: number;
  type: string;
  sizeBytes: number;
  /** `sha256:` and hexadecimal, of the body as it came. */
  digest: string;
}

/** Bounds of a capture, smaller in tests. */
export interface RecorderBounds {
  parts: number;
  bytes: number;
}

/**
 * The one door of a capture to the network: every answer that a page gets was fetched by the guarded client, is in the
 * WARC byte by byte, and was hashed as it came.
 */
export class Recorder {
  readonly parts: Part[] = [];
  readonly leftOut: LeftOut[] = [];
  /** Parts beyond those that are named. */
  leftOutMore = 0;
  sizeBytes = 0;
  readonly #wacz: Wacz;
  readonly #client: SafeClient;
  readonly #now: () => string;
  readonly #bounds: RecorderBounds;
  readonly #redirects = new Map<string, number>();
  /** Records are written one after another; fetching goes on meanwhile. */
  #writing: Promise<unknown> = Promise.resolve();
  #asked = 0;

  constructor(
    wacz: Wacz,
    client: SafeClient,
    now: () => string,
    bounds: Partial<RecorderBounds> = {},
  ) {
    this.#wacz = wacz;
    this.#client = client;
    this.#now = now;
    this.#bounds = { parts: partsMax, bytes: bytesMax, ...bounds };
  }

  /** Undefined, and told in `leftOut`, where the guard, a bound or the network says no. */
  async answer(request: PageRequest): Promise<PageAnswer | undefined> {
    const url = request.url.replace(/#.*$/s, "");
    const refused = this.#refusal(request, url);
    if (refused !== undefined) return this.#leaveOut(url, refused);
    this.#asked += 1;
    try {
      const headers = sent(request);
      const answer = await this.#client.fetch(url, { headers, redirect: "manual" });
      const body = await answer.bytes();
      this.sizeBytes += body.length;
      if (this.sizeBytes > this.#bounds.bytes) return this.#leaveOut(url, "bytes");
      return await this.#keep(url, headers, answer, body);
    } catch (error) {
      if (!(error instanceof RequestFailed)) throw error;
      return this.#leaveOut(url, error.code, error.message);
    }
  }

  #refusal({ method }: PageRequest, url: string): string | undefined {
    if (!/^https?:/i.test(url)) return "not-web";
    // A capture looks and changes nothing: forms and beacons are not sent.
    if (method !== "GET") return "sends";
    if (this.#asked >= this.#bounds.parts) return "parts";
    if (this.sizeBytes >= this.#bounds.bytes) return "bytes";
    return (this.#redirects.get(url) ?? 0) > redirectsMax ? "too-many-redirects" : undefined;
  }

  #leaveOut(url: string, why: string, says?: string): undefined {
    const shown = url.slice(0, 500);
    if (this.leftOut.some((one) => one.url === shown && one.why === why)) return;
    if (this.leftOut.length >= leftOutMax) this.leftOutMore += 1;
    else this.leftOut.push({ url: shown, why, ...(says ? { says } : {}) });
  }

  async #keep(
    url: string,
    asked: Readonly<Record<string, string>>,
    answer: Response,
    body: Uint8Array,
  ): Promise<PageAnswer> {
    const headers = received(answer, body.length);
    const { status, statusText } = answer;
    if (status >= 300 && status < 400)
      this.#redirects.set(url, (this.#redirects.get(url) ?? 0) + 1);
    const head = headOf(`HTTP/1.1 ${status} ${statusText}`, headers);
    const type = answer.headers.get("content-type") ?? "";
    const writing = this.#writing.then(() => this.#write({ url, asked, head, body, type, status }));
    this.#writing = writing.catch(() => undefined);
    const { payloadDigest } = await writing;
    this.parts.push({ url, status, type, sizeBytes: body.length, digest: payloadDigest });
    return { status, headers, body };
  }

  async #write({ url, asked, head, body, type, status }: Kept): Promise<WrittenRecord> {
    const date = this.#now();
    const said = { mime: type.split(";")[0]?.trim() || "application/octet-stream", status };
    const record = await this.#wacz.add(
      { type: "response", date, uri: url, head, payload: body },
      said,
    );
    const { pathname, search, host } = new URL(url);
    await this.#wacz.add({
      type: "request",
      date,
      uri: url,
      head: headOf(`GET ${pathname}${search} HTTP/1.1`, [["host", host], ...Object.entries(asked)]),
      payload: new Uint8Array(),
      fields: { "WARC-Concurrent-To": recordUrn(record.id) },
    });
    return record;
  }
}

interface Kept {
  url: string;
  asked: Readonly<Record<string, string>>;
  head: Buffer;
  body: Uint8Array;
  type: string;
  status: number;
}

/** What a page says of itself goes along; no cookie, no credential. Unpacked, so that the bytes are those on the wire. */
function sent({ headers }: PageRequest): Record<string, string> {
  const kept = new Set(["accept", "accept-language", "user-agent", "referer", "origin"]);
  const own = Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value] as const);
  return {
    ...Object.fromEntries(own.filter(([name]) => kept.has(name))),
    "accept-encoding": "identity",
  };
}

/** The answer's own headers; those that tell of a packing or framing that is gone are told under another name. */
function received(answer: Response, sizeBytes: number): [string, string][] {
  const headers: [string, string][] = [];
  const isPacked = answer.headers.has("content-encoding");
  for (const [name, value] of answer.headers) {
    if (name === "content-encoding" || name === "transfer-encoding")
      headers.push([`x-orig-${name}`, value]);
    else if (name === "content-length" && isPacked)
      headers.push(["x-orig-content-length", value], [name, String(sizeBytes)]);
    else headers.push([name, value]);
  }
  return headers;
}

function headOf(first: string, headers: readonly (readonly [string, string])[]): Buffer {
  const lines = headers.map(([name, value]) => `${name}: ${value}\r\n`).join("");
  return Buffer.from(`${first.trim()}\r\n${lines}\r\n`);
}
