import { randomBytes } from "node:crypto";
import { createMiddleware } from "hono/factory";
import { limit } from "../limits.ts";
import { Refusal } from "../refusal.ts";
import type { AppEnv } from "./app-env.ts";

/** Headers of every page. `nonce` lets the console's own style sheets in, and nothing else inline. */
export function securityHeaders(options: {
  nonce?: string;
  https: boolean;
}): Record<string, string> {
  const style = options.nonce ? `'self' 'nonce-${options.nonce}'` : "'self'";
  return {
    "content-security-policy": [
      "default-src 'none'",
      "script-src 'self'",
      `style-src ${style}`,
      "img-src 'self' data: blob:",
      "font-src 'self'",
      "connect-src 'self'",
      "manifest-src 'self'",
      // A live stream is put together from its pieces by the page's own player (Media Source Extensions).
      "media-src 'self' blob:",
      "base-uri 'none'",
      "form-action 'self'",
      "frame-ancestors 'none'",
    ].join("; "),
    "x-content-type-options": "nosniff",
    "referrer-policy": "strict-origin-when-cross-origin",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "permissions-policy": "camera=(), microphone=(), geolocation=(), payment=(), usb=()",
    "x-frame-options": "DENY",
    ...(options.https ? { "strict-transport-security": hsts } : {}),
  };
}

/**
 * Headers of what is no page: answers to programs, and the files of a page. Whatever is opened by itself all the same
 * may do nothing. Half a kilobyte less, on each of the dozen that a first page asks for.
 */
export function partHeaders({ https }: { https: boolean }): Record<string, string> {
  return {
    "content-security-policy": "default-src 'none'; frame-ancestors 'none'",
    "x-content-type-options": "nosniff",
    "cross-origin-resource-policy": "same-origin",
    ...(https ? { "strict-transport-security": hsts } : {}),
  };
}

const hsts = "max-age=63072000; includeSubDomains";

export function freshNonce(): string {
  return randomBytes(18).toString("base64");
}

/** Here a signature over the body's bytes, or a key in the address, is the only key; no route of it looks at a cookie. */
const signedPlace = "/api/ingest/";

/**
 * Cross-site request forgery: a request that changes something must come from our own pages (Origin or
 * Sec-Fetch-Site) and carry our header, which no foreign form can set. Bearer tokens ride no cookie.
 */
export function onlyOwnPages(origins: () => readonly string[]) {
  return createMiddleware<AppEnv>(async (c, next) => {
    const reads = c.req.method === "GET" || c.req.method === "HEAD" || c.req.method === "OPTIONS";
    const bearer = c.req.header("authorization")?.startsWith("Bearer ") ?? false;
    const signed = c.req.path.startsWith(signedPlace);
    if (!reads && !bearer && !signed) {
      const origin = c.req.header("origin");
      const site = c.req.header("sec-fetch-site");
      const own =
        origin === undefined
          ? site === "same-origin" || site === undefined
          : origins().includes(origin);
      if (!own || c.req.header("x-openbeat") === undefined) {
        throw new Refusal(
          "foreign-page",
          "This request did not come from Openbeat's own pages, so it was not carried out.",
          { status: 403 },
        );
      }
    }
    await next();
  });
}

const perMinute = limit(
  "http.requests",
  1_200,
  "requests a minute a principal",
  "one person or token cannot starve the rest; OPENBEAT_RATE_PRINCIPAL sets another",
);
const signInPerMinute = limit(
  "http.sign-in",
  30,
  "tries a minute an address",
  "guessing is slow from one place, IPv6 by /64",
);

const perNetwork = limit(
  "http.network",
  6_000,
  "requests a minute a network",
  "counted before anybody is looked up; a station behind one address fits; OPENBEAT_RATE_NETWORK sets another",
);
const bucketsMax = limit(
  "http.buckets",
  50_000,
  "principals counted at once",
  "then the one that asked longest ago is forgotten, never all of them",
);

/** A token bucket a principal. In memory: each process guards itself. */
export function rateLimiter(options: {
  perMinute?: number | undefined;
  perNetwork?: number | undefined;
  now: () => number;
}) {
  /** Oldest use first: a bucket that is used moves to the end. */
  const buckets = new Map<string, { tokens: number; at: number }>();

  function take(principal: string, max: number = options.perMinute ?? perMinute): void {
    const now = options.now();
    const bucket = buckets.get(principal) ?? { tokens: max, at: now };
    // A clock that is put back takes nothing away.
    const passedMs = Math.max(0, now - bucket.at);
    bucket.tokens = Math.min(max, bucket.tokens + (passedMs / 60_000) * max);
    bucket.at = now;
    buckets.delete(principal);
    buckets.set(principal, bucket);
    for (const oldest of buckets.keys()) {
      if (buckets.size <= bucketsMax) break;
      buckets.delete(oldest);
    }
    if (bucket.tokens < 1) {
      const seconds = Math.ceil(((1 - bucket.tokens) / max) * 60);
      throw new Refusal(
        "too-many-requests",
        `Too many requests. Try again in ${seconds} seconds.`,
        { status: 429, details: { retryAfterSeconds: seconds } },
      );
    }
    bucket.tokens -= 1;
  }

  return {
    take,
    /** Counts by where it came from: `what` tells one count of a network from another. */
    takeFrom(address: string, what = "network", max = options.perNetwork ?? perNetwork): void {
      take(`${what} ${network(address)}`, max);
    },
    takeSignIn(address: string): void {
      this.takeFrom(address, "sign-in", signInPerMinute);
    },
    /** Whoever is nobody we know, a wrong token's bearer included. */
    takeStranger(address: string): void {
      this.takeFrom(address, "stranger", Math.min(options.perMinute ?? perMinute, perMinute));
    },
  };
}

/** One IPv6 customer holds a /64, so a /64 counts as one address. */
function network(address: string): string {
  if (!address.includes(":") || address.includes(".")) return address;
  return `${expand(address).slice(0, 4).join(":")}::/64`;
}

function expand(address: string): string[] {
  const [head = "", tail = ""] = address.split("::");
  const left = head.split(":").filter(Boolean);
  const right = tail.split(":").filter(Boolean);
  return [
    ...left,
    ...Array<string>(Math.max(0, 8 - left.length - right.length)).fill("0"),
    ...right,
  ];
}
