import { createHash, createHmac } from "node:crypto";
import type { Temporal } from "#platform/clock.ts";
import { isEqual } from "#platform/crypto/equal.ts";
import type { Account } from "./account.ts";
import type { InboundItem } from "./inbound.ts";
import type { Wish } from "./wishes.ts";

/** How a network tells its news to `POST /hooks/:network/:channel`. The poll stays the truth. */
export interface Hook {
  /** The network's question whether this address is ours; undefined when the request is no such question. */
  challenge?(account: Account, request: HookRequest): HookAnswer | undefined;
  /** Throws HookRefused unless the network itself signed these very bytes. */
  verify(account: Account, request: HookRequest): Verified;
  /** What the request tells. Pure; called only after `verify`. */
  read(account: Account, request: HookRequest): Heard;
  /** What the network expects as an answer; 200 and nothing where absent. */
  answer?(account: Account, request: HookRequest): HookAnswer;
}

export interface HookRequest {
  method: "GET" | "POST";
  /** As the network called it: some sign the address too. */
  url: string;
  headers: Headers;
  query: URLSearchParams;
  /** The bytes as they came; a signature is over these and over nothing parsed. */
  body: Uint8Array;
}

export interface HookAnswer {
  status: number;
  type: string;
  body: string;
}

export interface Verified {
  /** The same for a request that is told again: a message id, or the hash of the body. */
  replayKey: string;
  /** When it was signed, where the signature covers a time: an old one is refused. */
  signedAt?: Temporal.Instant;
}

export interface Heard {
  items: readonly InboundItem[];
  /** Telephones that asked to be left alone, or to be written to again. */
  optOuts?: readonly Wish[];
  /** True when the news is only that there is news: the poll fetches it. */
  poll?: boolean;
}

export class HookRefused extends Error {
  override name = "HookRefused";
}

/** Throws unless the header holds the HMAC of the raw bytes, written `prefix` + digest. */
export function mustBeSigned(
  given: string | null,
  expected: {
    secret: string;
    body: Uint8Array;
    algorithm: "sha1" | "sha256";
    encoding: "hex" | "base64";
    prefix?: string;
  },
): void {
  const { secret, body, algorithm, encoding, prefix = "" } = expected;
  if (secret === "") throw new HookRefused("The channel keeps no signing secret.");
  const digest = createHmac(algorithm, secret).update(body).digest(encoding);
  if (given === null || !isEqual(given, prefix + digest)) {
    throw new HookRefused("The signature is not the network's.");
  }
}

export function bodyHash(request: HookRequest): string {
  return createHash("sha256").update(request.body).digest("hex");
}

/** The body as JSON. Throws HookRefused for anything else. */
export function jsonOf(request: HookRequest): unknown {
  try {
    return JSON.parse(Buffer.from(request.body).toString("utf8"));
  } catch {
    throw new HookRefused("The body is no JSON.");
  }
}

/** Answers the question that Meta's products ask when a webhook is set (`hub.challenge`). */
export function hubChallenge(account: Account, request: HookRequest): HookAnswer | undefined {
  if (request.method !== "GET" || request.query.get("hub.mode") !== "subscribe") return undefined;
  const token = account.credential["verifyToken"] ?? "";
  const isOurs = token !== "" && isEqual(request.query.get("hub.verify_token") ?? "", token);
  const type = "text/plain; charset=utf-8";
  return isOurs
    ? { status: 200, type, body: (request.query.get("hub.challenge") ?? "").slice(0, 200) }
    : { status: 403, type, body: "" };
}
