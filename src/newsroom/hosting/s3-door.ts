import { createHash } from "node:crypto";
import { promisify } from "node:util";
import { gzip } from "node:zlib";
import { millisecondsOf, type Temporal } from "#platform/clock.ts";
import { cacheControl } from "../answering.ts";
import type { DoorOutside, HostDoor, HostFile } from "./door.ts";
import type { HostKeys, HostPlace } from "./draft.ts";
import { faultOf, faultOfStatus, HostFault } from "./fault.ts";
import { emptySha256, encoded, signed } from "./signature.ts";

type Bucket = Extract<HostPlace, { kind: "s3" }>;
const packed = promisify(gzip);

/** A bucket by the S3 API of Amazon and of those who speak it, by its path, so that any name of a bucket will do. */
export class S3Door implements HostDoor {
  readonly #bucket: Bucket;
  readonly #keys: HostKeys;
  readonly #outside: DoorOutside;
  /** How far the host's clock is from ours: a signature is good for 15 minutes around its own. */
  #aheadMs = 0;

  constructor(bucket: Bucket, keys: HostKeys, outside: DoorOutside) {
    this.#bucket = bucket;
    this.#keys = keys;
    this.#outside = outside;
  }

  async put(name: string, file: HostFile): Promise<void> {
    const isPacked = this.#bucket.packed && isText(file.type);
    const body = isPacked ? await packed(file.bytes) : file.bytes;
    const known = isPacked ? undefined : file.sha256;
    const answer = await this.#ask("PUT", name, {
      body,
      sha256: known ?? createHash("sha256").update(body).digest("hex"),
      headers: {
        "content-type": file.type,
        "cache-control": cacheControl,
        ...(isPacked ? { "content-encoding": "gzip" } : {}),
      },
    });
    if (!answer.ok) throw faultOfStatus(answer, "laying a file down");
  }

  async remove(name: string): Promise<void> {
    const answer = await this.#ask("DELETE", name);
    if (!answer.ok && answer.status !== 404) throw faultOfStatus(answer, "taking a file away");
  }

  async has(name: string): Promise<boolean> {
    const answer = await this.#ask("HEAD", name);
    // Without the right to list, a bucket answers 403 for what is not there: it proves nothing.
    if (answer.status === 404) return false;
    if (!answer.ok) throw faultOfStatus(answer, "looking for a file");
    return true;
  }

  async #ask(method: string, name: string, sent?: Sent): Promise<Response> {
    // Others on their way may learn the time meanwhile.
    const aheadMs = this.#aheadMs;
    const first = await this.#once(method, name, sent);
    if (first.status !== 403 || !(await this.#learnsTime(first, method, aheadMs))) return first;
    const second = await this.#once(method, name, sent);
    if (second.status === 403 && isSkewed(await second.clone().text()))
      throw new HostFault("clock", "the host's clock and ours are too far apart");
    return second;
  }

  /** The host says what time it is in every answer: a clock that is wrong here does not stop a push. */
  async #learnsTime(answer: Response, method: string, usedMs: number): Promise<boolean> {
    // HEAD has no body to say why; only a wide gap between the clocks speaks for itself.
    if (method !== "HEAD" && !isSkewed(await answer.clone().text())) return false;
    const said = millisecondsOf(answer.headers.get("date") ?? "");
    if (Number.isNaN(said)) return false;
    const aheadMs = said - this.#outside.clock.now().epochMilliseconds;
    this.#aheadMs = aheadMs;
    return Math.abs(aheadMs - usedMs) > 60_000;
  }

  async #once(method: string, name: string, sent: Sent = { sha256: emptySha256 }) {
    const { endpoint, bucket, folder, region } = this.#bucket;
    const key = [folder, name].filter((part) => part !== "").join("/");
    const path = [bucket, ...key.split("/")].map(encoded).join("/");
    const url = new URL(`${endpoint.replace(/\/+$/, "")}/${path}`);
    const now = this.#outside.clock.now().add({ milliseconds: this.#aheadMs });
    const headers = signed(
      {
        method,
        url,
        headers: sent.headers ?? {},
        payloadSha256: sent.sha256,
        at: basic(now),
      },
      { id: this.#keys.user, secret: this.#keys.secret, region },
    );
    const body = sent.body ? { body: new Uint8Array(sent.body) } : {};
    return this.#outside.web
      .fetch(url, { method, headers, redirect: "manual", ...body })
      .catch((error: unknown) => {
        throw faultOf(error);
      });
  }
}

interface Sent {
  body?: Buffer;
  sha256: string;
  headers?: Record<string, string>;
}

function isSkewed(text: string): boolean {
  return text.includes("RequestTimeTooSkewed");
}

function isText(type: string): boolean {
  return /^text\/|xml|json|javascript/.test(type);
}

/** "20130524T000000Z" (ISO 8601 basic). */
function basic(at: Temporal.Instant): string {
  return at.toString({ smallestUnit: "second" }).replaceAll(/[-:]/g, "");
}
