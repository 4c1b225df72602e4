import { createPublicKey } from "node:crypto";
import { RequestFailed } from "#platform/http/safe-failure.ts";
import { checkedUrl, hostAndPort } from "#platform/http/safe-url.ts";
import { limit } from "#platform/limits.ts";
import { Refusal } from "#platform/refusal.ts";

/** What a browser hands out when it is asked for notices (W3C Push API): where to write, and how to seal it. */
export interface PushAddress {
  endpoint: string;
  /** The browser's public key, an uncompressed point of P-256, base64url. */
  p256dh: string;
  /** 16 secret bytes, base64url. */
  auth: string;
}

export const endpointMax = limit(
  "devices.endpoint",
  1_000,
  "characters",
  "the addresses of the known push services have at most 600",
);

/**
 * Throws a Refusal unless a notice could go there: an https address as a push service gives it, and keys that
 * seal. `ownHosts` (`host:port`) are push services of one's own, which tests alone have.
 */
export function checkPushAddress(given: PushAddress, ownHosts: ReadonlySet<string>): URL {
  const url = checkedEndpoint(given.endpoint, ownHosts);
  const isOwn = ownHosts.has(hostAndPort(url));
  if (url.protocol !== "https:" && !isOwn) throw wrongAddress();
  if (Buffer.from(given.auth, "base64url").length !== 16 || !isPoint(given.p256dh))
    throw new Refusal(
      "push-keys",
      "The keys that this browser gave cannot be used. Switch notices off and on again.",
    );
  return url;
}

function checkedEndpoint(endpoint: string, ownHosts: ReadonlySet<string>): URL {
  try {
    return checkedUrl(endpoint.slice(0, endpointMax + 1), ownHosts);
  } catch (cause) {
    if (cause instanceof RequestFailed) throw wrongAddress(cause);
    throw cause;
  }
}

/** The address lies within a network, or is none. It is not repeated: it is as good as a key. */
export function wrongAddress(cause?: unknown): Refusal {
  return new Refusal(
    "push-address",
    "Notices go to the push services of browsers, at public https addresses. This address is none.",
    { cause },
  );
}

/** Whether these are the 65 bytes of a point that lies on the curve (RFC 8291, 2.1). */
function isPoint(text: string): boolean {
  const bytes = Buffer.from(text, "base64url");
  if (bytes.length !== 65 || bytes[0] !== 4) return false;
  const x = bytes.subarray(1, 33).toString("base64url");
  const y = bytes.subarray(33).toString("base64url");
  try {
    createPublicKey({ key: { kty: "EC", crv: "P-256", x, y }, format: "jwk" });
    return true;
  } catch {
    return false;
  }
}
