import { Agent, type OutgoingHttpHeaders } from "node:http";
import { Agent as SecureAgent } from "node:https";
import { isIP } from "node:net";
import type { Clock } from "#platform/clock.ts";
import { limit } from "#platform/limits.ts";
import { RequestFailed } from "./safe-failure.ts";
import { hop, type HopAnswer, type HopBounds } from "./safe-hop.ts";
import { outgoingOf, type Outgoing } from "./safe-outgoing.ts";
import {
  type CheckedResolver,
  checkedResolver,
  pinnedLookup,
  type ResolvedAddress,
  type Resolver,
  systemResolver,
} from "./safe-resolver.ts";
import { WholeResponse } from "./safe-response.ts";
import {
  type AllowedHosts,
  bareHost,
  checkAddress,
  checkedUrl,
  hostAndPort,
  portOf,
} from "./safe-url.ts";

const socketsMax = limit(
  "http.out.sockets",
  1_024,
  "sockets an origin",
  "one burst of posts to one network goes out at once, and no server meets more than this",
);
const redirectsMax = limit("http.out.redirects", 5, "redirects", "more is a loop or a maze");
const answerBytesMax = limit(
  "http.out.answer",
  33_554_432,
  "bytes, unpacked",
  "an answer is held in memory whole; media of a post fit, bombs do not",
);
const deadlineMsMax = limit(
  "http.out.deadline",
  30_000,
  "milliseconds",
  "total, redirects included",
);
const idleMsMax = limit("http.out.idle", 15_000, "milliseconds", "silence on a socket in use");
const keptMsMax = limit("http.out.kept", 30_000, "milliseconds", "an unused socket is let go");
const targetsMax = limit("http.out.targets", 512, "addresses", "read once, in a burst of posts");

export interface SafeClientOptions {
  /** `host:port` of servers that may lie in private address space: tests, agency-run servers. */
  allowPrivate?: readonly string[];
  resolver?: Resolver;
  clock: Clock;
  /** Tighter bounds than the stated limits. */
  bounds?: Partial<HopBounds>;
  /**
   * Sockets are kept for requests that change something too: for a hundred thousand small ones whose answers are a status
   * and hold nothing that could be taken for another's.
   */
  keepsAll?: boolean;
}

/** The way out of this machine: nothing that it fetches can reach into the agency's own network. */
export interface SafeClient {
  /**
   * As the platform's fetch, but the answer arrives whole and bounded before it resolves, and every
   * failure is a RequestFailed that says whether bytes may have left. Nothing is ever re-sent.
   * Request bodies are sent whole; streams are read into memory first.
   */
  fetch: typeof globalThis.fetch;
  /** A checked address for protocols other than HTTP (mail). Rejects with RequestFailed. */
  resolve(host: string, port: number): Promise<ResolvedAddress>;
  close(): void;
}

/** Where a request goes: an address that was read and checked. */
interface Target {
  url: URL;
  isSecure: boolean;
  host: string;
  port: number;
  path: string;
  isListed: boolean;
}

type Check = (input: string | URL) => Target;
type Send = (target: Target, outgoing: Outgoing, deadlineMs: number) => Promise<HopAnswer>;

export function openSafeClient(options: SafeClientOptions): SafeClient {
  const allowed: ReadonlySet<string> = new Set(options.allowPrivate);
  const resolve = checkedResolver(options.resolver ?? systemResolver, options.clock);
  const bounds: HopBounds = {
    bodyBytesMax: answerBytesMax,
    deadlineMs: deadlineMsMax,
    idleMs: idleMsMax,
    ...options.bounds,
  };
  const sockets = openSockets(resolve, bounds, options.keepsAll === true);
  const check = rememberedTargets(allowed);
  return {
    async fetch(input, init) {
      const outgoing = await outgoingOf(input, init);
      return follow(outgoing, sockets.send, check, bounds.deadlineMs);
    },
    async resolve(host, port) {
      const isListed = allowed.has(`${host}:${port}`);
      const family = isIP(host);
      if (family !== 0) {
        checkAddress(host, isListed);
        return { address: host, family: family === 6 ? 6 : 4 };
      }
      const [first] = await resolve(host, isListed);
      if (first === undefined) throw new Error("a checked name has an address");
      return first;
    },
    close: sockets.close,
  };
}

/** Whether an address may be asked for depends on its text alone, so each text is read once. */
function rememberedTargets(allowed: AllowedHosts): Check {
  const known = new Map<string, Target>();
  return (input) => {
    const text = typeof input === "string" ? input : input.href;
    const before = known.get(text);
    if (before !== undefined) return before;
    const url = checkedUrl(text, allowed);
    const target = {
      url,
      isSecure: url.protocol === "https:",
      host: bareHost(url),
      port: portOf(url),
      path: url.pathname + url.search,
      isListed: allowed.has(hostAndPort(url)),
    };
    if (known.size >= targetsMax) known.clear();
    known.set(text, target);
    return target;
  };
}

/** Sockets that are kept between requests; each was connected to a checked address. */
function openSockets(resolve: CheckedResolver, bounds: HopBounds, keepsAll: boolean) {
  const agentOptions = {
    keepAlive: true,
    maxSockets: socketsMax,
    maxFreeSockets: socketsMax,
    scheduling: "lifo" as const,
    timeout: keptMsMax,
  };
  const plain = new Agent(agentOptions);
  const secure = new SecureAgent({ ...agentOptions, minVersion: "TLSv1.2" });
  // What changes something gets a connection of its own: a server that answers twice, late, would
  // otherwise have its second answer taken for the answer to the next post.
  const fresh = { keepAlive: false, maxSockets: socketsMax };
  const plainOnce = new Agent(fresh);
  const secureOnce = new SecureAgent({ ...fresh, minVersion: "TLSv1.2" });
  const lookups = {
    listed: pinnedLookup(resolve, true),
    unlisted: pinnedLookup(resolve, false),
  };
  const send: Send = ({ isSecure, host, port, path, isListed }, outgoing, deadlineMs) => {
    const isRead = outgoing.method === "GET" || outgoing.method === "HEAD";
    const kept = isSecure ? secure : plain;
    const once = isSecure ? secureOnce : plainOnce;
    return hop({
      isSecure,
      body: outgoing.body,
      signal: outgoing.signal,
      bounds: { ...bounds, deadlineMs },
      options: {
        agent: isRead || keepsAll ? kept : once,
        host,
        port,
        path,
        method: outgoing.method,
        headers: outgoing.headers,
        lookup: isListed ? lookups.listed : lookups.unlisted,
      },
    });
  };
  const close = () => {
    for (const agent of [plain, secure, plainOnce, secureOnce]) agent.destroy();
  };
  return { send, close };
}

async function follow(
  first: Outgoing,
  send: Send,
  check: Check,
  deadlineMs: number,
): Promise<Response> {
  const startedAt = performance.now();
  let outgoing = first;
  let target = check(first.url);
  for (let redirects = 0; ; redirects += 1) {
    const leftMs = Math.max(1, deadlineMs - (performance.now() - startedAt));
    const sending = send(target, outgoing, leftMs);
    const answer = await (redirects === 0 ? sending : sending.catch(stillSent));
    const location = isRedirect(answer.status) ? answer.headers.location : undefined;
    if (location === undefined || outgoing.redirect === "manual") {
      return new WholeResponse(answer, target.url.href, redirects > 0);
    }
    if (outgoing.redirect === "error" || redirects >= redirectsMax) {
      throw afterSending("too-many-redirects", "The server sent the request on, too far.");
    }
    const next = redirected(target.url, location, check);
    const isSameOrigin = next.url.origin === target.url.origin;
    outgoing = redirectedRequest(outgoing, answer.status, isSameOrigin);
    target = next;
  }
}

function isRedirect(status: number): boolean {
  return status === 301 || status === 302 || status === 303 || status === 307 || status === 308;
}

function afterSending(code: "too-many-redirects" | "bad-answer", sentence: string): RequestFailed {
  return new RequestFailed(code, sentence, { sent: true });
}

/** A later hop that never started does not unsend the first one. */
function stillSent(error: unknown): never {
  if (!(error instanceof RequestFailed)) throw error;
  const { code, message, status, cause } = error;
  throw new RequestFailed(code, message, { sent: true, status, cause });
}

/** The next address, checked like the first. What was already sent stays sent. */
function redirected(from: URL, location: string, check: Check): Target {
  const target = URL.parse(location, from);
  if (target === null) throw afterSending("bad-answer", "The server sent the request nowhere.");
  if (from.protocol === "https:" && target.protocol === "http:") {
    throw afterSending("bad-answer", "The server sent the request on without encryption.");
  }
  try {
    // A relative location has no host of its own to be dressed up.
    return check(/^[a-z][a-z0-9+.-]*:/i.test(location) ? location : target.href);
  } catch (error) {
    return stillSent(error);
  }
}

/** What fetch does (WHATWG fetch, HTTP-redirect fetch): 303, and 301 or 302 to a POST, become GET. */
function redirectedRequest(before: Outgoing, status: number, isSameOrigin: boolean): Outgoing {
  const becomesGet =
    (status === 303 && before.method !== "HEAD") ||
    ((status === 301 || status === 302) && before.method === "POST");
  const headers: OutgoingHttpHeaders = { ...before.headers };
  const dropped = [
    ...(becomesGet ? ["content-type", "content-length", "content-encoding"] : []),
    ...(isSameOrigin ? [] : ["authorization", "cookie", "proxy-authorization"]),
  ];
  for (const name of dropped) delete headers[name];
  const { body: _body, ...rest } = before;
  return becomesGet ? { ...rest, method: "GET", body: undefined, headers } : { ...before, headers };
}
