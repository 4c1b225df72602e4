import { once } from "node:events";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { limit } from "#platform/limits.ts";
import { changedFaults, faultsFor, noFaults, type SandboxFaults } from "./network-faults.ts";
import { timelinePage } from "./network-page.ts";
import { type Reply, reset, type SandboxLogLine, send, type Visit } from "./network-answers.ts";
import { Denied } from "./network-posts.ts";
import { jsonOf, route } from "./network-routes.ts";
import { openState, type SandboxAccount, type SandboxState } from "./network-state.ts";

const bodyBytesMax = limit("sandbox.body", 6_000_000, "bytes", "a picture and its frame");
const loggedMax = limit("sandbox.log", 200_000, "requests", "the request log lives in memory");

export interface SandboxNetworkOptions {
  port?: number;
  /** A JSON file that survives a restart; memory when absent. */
  file?: string;
  faults?: Partial<SandboxFaults>;
  /** Draws for fault rates, from 0 to 1; a test gives a seeded one. */
  random?: () => number;
  /** Milliseconds since the epoch; the machine's clock when absent. A story lives on its own. */
  now?: () => number;
}

export interface SandboxNetwork extends AsyncDisposable {
  url: string;
  /** `host:port`, for the safe client's list. */
  host: string;
  state: SandboxState;
  log: SandboxLogLine[];
  control(change: Partial<SandboxFaults>): void;
  createAccount(handle: string, name: string): SandboxAccount;
  close(): Promise<void>;
}

/**
 * A social network for demonstration, training and drills, on this machine only. It keeps accounts,
 * posts, comments and a timeline, has limits, and fails on demand (`POST /control`).
 */
export async function openSandboxNetwork(
  options: SandboxNetworkOptions = {},
): Promise<SandboxNetwork> {
  const state = openState(options.file);
  const random = options.random ?? Math.random;
  const log: SandboxLogLine[] = [];
  let faults: SandboxFaults = { ...noFaults, ...options.faults };
  const control = (given: unknown) => {
    faults = changedFaults(faults, given);
  };
  const server = createServer({ keepAliveTimeout: 30_000 }, (request, response) => {
    const line = logLine(request);
    if (log.length >= loggedMax) log.splice(0, loggedMax / 10);
    log.push(line);
    const answer = (body: Buffer) => {
      const visit = visitOf(request, response, body, line, state, options.now);
      if (line.path === "/control") return serveControl(visit, () => faults, control);
      if (line.path === "/log") return serveLog(visit, log);
      return serve(visit, state, faultsFor(faults, line.account), random);
    };
    if (request.method === "GET" || request.method === "DELETE") answer(Buffer.alloc(0));
    else collect(request, response, answer);
  });
  server.listen(options.port ?? 0, "127.0.0.1");
  await once(server, "listening");
  const close = () => closeServer(server, state);
  return {
    ...placeOf(server),
    state,
    log,
    control,
    createAccount: (handle, name) => state.register(handle, name),
    close,
    [Symbol.asyncDispose]: close,
  };
}

function placeOf(server: Server): { url: string; host: string } {
  const address = server.address();
  if (typeof address !== "object" || address === null) throw new Error("no port was given");
  return { url: `http://127.0.0.1:${address.port}`, host: `127.0.0.1:${address.port}` };
}

async function closeServer(server: Server, state: SandboxState): Promise<void> {
  if (!server.listening) return;
  const closed = once(server, "close");
  server.close();
  server.closeAllConnections();
  await closed;
  state.save();
}

function logLine(request: IncomingMessage): SandboxLogLine {
  const atMs = performance.now();
  const path = request.url ?? "/";
  const question = path.indexOf("?");
  return {
    atMs,
    atMicros: Math.round((performance.timeOrigin + atMs) * 1_000),
    method: request.method ?? "GET",
    path: question < 0 ? path : path.slice(0, question),
    account: undefined,
    key: undefined,
    status: 0,
    id: undefined,
    text: undefined,
  };
}

function collect(
  request: IncomingMessage,
  response: ServerResponse,
  done: (body: Buffer) => void,
): void {
  const pieces: Buffer[] = [];
  let sizeBytes = 0;
  request.on("data", (piece: Buffer) => {
    sizeBytes += piece.length;
    if (sizeBytes <= bodyBytesMax) pieces.push(piece);
  });
  request.on("end", () => {
    if (sizeBytes <= bodyBytesMax)
      done(pieces.length === 1 && pieces[0] ? pieces[0] : Buffer.concat(pieces));
    else response.writeHead(413).end();
  });
}

function visitOf(
  request: IncomingMessage,
  response: ServerResponse,
  body: Buffer,
  line: SandboxLogLine,
  state: SandboxState,
  now: (() => number) | undefined,
): Visit {
  const { method, path } = line;
  const query = new URLSearchParams(request.url?.slice(path.length));
  const account = state.accounts.get(request.headers.authorization?.slice("Bearer ".length) ?? "");
  const key = request.headers["idempotency-key"];
  line.account = account?.handle;
  line.key = typeof key === "string" ? key : undefined;
  const at = new Date(now?.() ?? line.atMicros / 1_000).toISOString();
  return { request, response, method, path, query, body, account, line, at };
}

/** Faults that keep a request from being taken come first; those that lose the answer come after. */
function serve(
  visit: Visit,
  state: SandboxState,
  faults: SandboxFaults,
  random: () => number,
): void {
  if (!visit.path.startsWith("/api/")) return servePublic(visit, state);
  const isAct = visit.method !== "GET";
  if (isAct && random() < faults.resetBeforeAcceptRate) return reset(visit);
  if (isAct && random() < faults.rate500)
    return send(visit, { status: 500, body: { error: "Something broke." } }, faults);
  if (isAct && faults.acceptDelayMs > 0) {
    const { acceptDelayMs, ...rest } = faults;
    setTimeout(() => serve(visit, state, { ...rest, acceptDelayMs: 0 }, random), acceptDelayMs);
    return;
  }
  const reply = replyOf(visit, state, faults, random);
  if (isAct && reply.status < 300) {
    if (random() < faults.resetAfterAcceptRate) return reset(visit);
    if (random() < faults.gatewayErrorAfterAcceptRate) {
      return send(visit, { status: 502, body: { error: "The gateway lost the answer." } }, faults);
    }
  }
  if (faults.latencyMs > 0) setTimeout(() => send(visit, reply, faults), faults.latencyMs);
  else send(visit, reply, faults);
}

function replyOf(
  visit: Visit,
  state: SandboxState,
  faults: SandboxFaults,
  random: () => number,
): Reply {
  if (random() < faults.rate429) {
    const headers = { "retry-after": String(faults.retryAfterS) };
    return { status: 429, body: { error: "Too many requests." }, headers };
  }
  if (random() < faults.rate5xx) return { status: 503, body: { error: "Out of order." } };
  if (faults.expireTokens) return { status: 401, body: { error: "The token has expired." } };
  try {
    return route(visit, state, faults);
  } catch (error) {
    if (error instanceof Denied) return { status: error.status, body: { error: error.message } };
    if (error instanceof SyntaxError) return { status: 400, body: { error: "This is no JSON." } };
    throw error;
  }
}

function servePublic(visit: Visit, state: SandboxState): void {
  const { response, path, line } = visit;
  const policy = "default-src 'none'; img-src 'self'; style-src 'unsafe-inline'";
  if (path === "/") {
    line.status = 200;
    const headers = {
      "content-type": "text/html; charset=utf-8",
      "content-security-policy": policy,
    };
    response.writeHead(200, headers).end(timelinePage(state));
    return;
  }
  const media = path.startsWith("/media/") ? state.media.get(path.slice(7)) : undefined;
  line.status = media === undefined ? 404 : 200;
  const headers = {
    "content-type": media?.type ?? "text/plain",
    "x-content-type-options": "nosniff",
  };
  response.writeHead(line.status, headers).end(media?.bytes ?? "Nothing here.");
}

/** `GET` shows the faults, `POST` changes those it names. */
function serveControl(
  visit: Visit,
  faults: () => SandboxFaults,
  control: (given: unknown) => void,
): void {
  try {
    if (visit.method === "POST") control(jsonOf(visit));
    send(visit, { status: 200, body: faults() }, noFaults);
  } catch (error) {
    const sentence = error instanceof Error ? error.message : "No.";
    send(visit, { status: 400, body: { error: sentence } }, noFaults);
  }
}

function serveLog(visit: Visit, log: SandboxLogLine[]): void {
  const lines = log.filter((line) => line.path.startsWith("/api/"));
  if (visit.method === "DELETE") log.length = 0;
  send(visit, { status: 200, body: lines }, noFaults);
}
