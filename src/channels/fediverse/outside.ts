import { z } from "zod";
import { limit } from "#platform/limits.ts";
import { fedify } from "./library.ts";
import { activityType } from "./addresses.ts";
import type { RequestKey } from "./signing.ts";

export const documentBytesMax = limit(
  "fediverse.document",
  1_048_576,
  "bytes",
  "an actor or a note of another server; read whole",
);
export const documentMsMax = limit(
  "fediverse.document-time",
  10_000,
  "ms",
  "for another server to give out one document, or to take one activity",
);

/** The guarded way out: no inner server is open to an address that a stranger may have chosen. */
export interface Outside {
  fetch: typeof globalThis.fetch;
  /** True on a trial without https: its peers have none either. */
  isPlain: boolean;
}

export class NotThere extends Error {
  override name = "NotThere";
  readonly status: number;
  constructor(address: string, status: number) {
    super(`${new URL(address).host} answered with ${status}.`);
    this.status = status;
  }
}

/** ActivityPub runs over https; an installation without it speaks to its own kind alone. */
export function mustBeSecure(outside: Outside, address: string): URL {
  const url = new URL(address);
  if (url.protocol !== "https:" && !outside.isPlain)
    throw new TypeError("An address of another server must begin with https://");
  return url;
}

const accept = `${activityType}, application/ld+json; profile="https://www.w3.org/ns/activitystreams"`;
const json = z.record(z.string(), z.unknown());

/**
 * A document of another server. Asked without a signature first: most give out what is public. Those that want one
 * (Mastodon calls it authorized fetch) are asked again with our own.
 */
export async function documentAt(
  outside: Outside,
  address: string,
  signer: () => Promise<RequestKey | undefined>,
): Promise<{ document: Record<string, unknown>; documentUrl: string }> {
  const url = mustBeSecure(outside, address);
  let answer = await outside.fetch(url, { headers: { accept } });
  if (answer.status === 401 || answer.status === 403) {
    const key = await signer();
    if (key) answer = await outside.fetch(url, { headers: await signedHeaders(url, key) });
  }
  if (!answer.ok) throw new NotThere(address, answer.status);
  const documentUrl = answer.url || url.href;
  mustBeSecure(outside, documentUrl);
  return { document: json.parse(await answer.json()), documentUrl };
}

async function signedHeaders(url: URL, { key, keyId }: RequestKey): Promise<Headers> {
  const { signRequest } = await fedify();
  const signed = await signRequest(new Request(url, { headers: { accept } }), key, keyId);
  return signed.headers;
}
