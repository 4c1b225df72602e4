import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { getRequestListener, type HttpBindings } from "@hono/node-server";
import { Hono } from "hono";
import { bodyLimit } from "hono/body-limit";
import type { Ctx, Origin } from "../context.ts";
import { limit } from "../limits.ts";
import { Refusal } from "../refusal.ts";
import { StartError } from "../installation.ts";
import type { AppEnv } from "./app-env.ts";
import { metricsText } from "./metrics.ts";
import { answerProblem, nothingHere, problem } from "./problem.ts";
import { onlyOwnPages, partHeaders, securityHeaders } from "./security.ts";

const bodyMax = limit(
  "http.body",
  1024 * 1024,
  "bytes",
  "JSON has no need for more; media have their own limit",
);
const tableMax = limit("http.table", 5 * 1024 * 1024, "bytes", "a table of posts, with its frame");
const tablePaths = ["/api/imports", "/api/import-reports"];
/** Where one picture or one document comes in whole. */
const largePaths = ["/api/media", "/api/page-files"];
const mediaMax = limit("http.media", 64 * 1024 * 1024, "bytes", "one file of an upload");
const requestMs = limit("http.request-time", 120_000, "ms", "for a request to arrive whole");
const uploadMs = limit(
  "http.upload-time",
  20 * 60_000,
  "ms",
  "for a video or an import to arrive: half a gigabyte at four megabits a second",
);
/** What comes here is written to disk as it arrives, and counted by whoever takes it. */
const streamedPaths = ["/api/media/videos", "/api/record-imports"];
const isStreamed = (path: string) =>
  streamedPaths.includes(path) || path.startsWith("/api/ingest/live/");
const pathMax = limit("http.path", 2_048, "characters", "longer ones are no links of ours");

/** Answers from memory, before and without anything else: true when it did. */
export type PublicSite = (request: IncomingMessage, response: ServerResponse) => boolean;

export interface AppOptions {
  ctx: Ctx;
  https: boolean;
  trustProxy: boolean;
  origins: () => readonly string[];
  ready: () => Promise<boolean>;
}

/** The outer app: request ids, headers, limits, health. Slices are mounted by the caller. */
export function outerApp({ ctx, https, trustProxy, origins, ready }: AppOptions): Hono<AppEnv> {
  const app = new Hono<AppEnv>();
  const ofPages = Object.entries(securityHeaders({ https }));
  const ofParts = Object.entries(partHeaders({ https }));
  app.onError(answerProblem);
  app.notFound((c) => problem(c, nothingHere()));
  app.use(async (c, next) => {
    c.set("requestId", ctx.ids.uuid());
    c.set("ctx", ctx);
    c.set("from", originOf(bindings(c.env), c.req.header("user-agent") ?? "", trustProxy));
    await next();
    const isPage = c.res.headers.get("content-type")?.startsWith("text/html") ?? false;
    for (const [name, value] of isPage ? ofPages : ofParts)
      if (!c.res.headers.has(name)) c.res.headers.set(name, value);
  });
  app.get("/healthz", (c) => c.text("ok\n", 200, { "cache-control": "no-store" }));
  app.get("/readyz", async (c) =>
    (await ready()) ? c.text("ready\n") : c.text("the database does not answer\n", 503),
  );
  app.get("/metrics", (c) => {
    // Figures are for this machine's own collector; a proxy's visitors are not it (ASVS 13.4.5).
    if (trustProxy || !isLoopback(c.get("from").address)) throw nothingHere();
    return c.text(metricsText(), 200, { "content-type": "text/plain; version=0.0.4" });
  });
  const tooLarge = (max: number) =>
    bodyLimit({
      maxSize: max,
      onError: (c) =>
        problem(
          c,
          new Refusal("too-large", `This is larger than ${Math.round(max / 1024 / 1024)} MB.`, {
            status: 413,
          }),
        ),
    });
  const small = tooLarge(bodyMax);
  const large = tooLarge(mediaMax);
  const table = tooLarge(tableMax);
  app.use("/api/*", (c, next) => {
    if (isStreamed(c.req.path)) return next();
    if (tablePaths.includes(c.req.path)) return table(c, next);
    return largePaths.includes(c.req.path) ? large(c, next) : small(c, next);
  });
  app.use("/api/*", onlyOwnPages(origins));
  app.use("/api/*", async (c, next) => {
    await next();
    if (!c.res.headers.has("cache-control")) c.res.headers.set("cache-control", "no-store");
  });
  return app;
}

/** What @hono/node-server hands over beside the request. */
function bindings(env: unknown): Partial<HttpBindings> {
  return typeof env === "object" && env !== null ? env : {};
}

function originOf(env: Partial<HttpBindings>, agent: string, trustProxy: boolean): Origin {
  const forwarded = env.incoming?.headers["x-forwarded-for"];
  const last = typeof forwarded === "string" ? forwarded.split(",").at(-1)?.trim() : undefined;
  const direct = env.incoming?.socket.remoteAddress ?? "unknown";
  // Control characters never reach the log or the audit trail (T34).
  const clean = agent.replaceAll(/[^\x20-\x7e]/g, "?").slice(0, 300);
  return { address: (trustProxy ? last : undefined) ?? direct, agent: clean };
}

function isLoopback(address: string): boolean {
  return address === "::1" || address.startsWith("127.") || address.startsWith("::ffff:127.");
}

/** Listens; the public site answers first, so that it serves with database, jobs and console down. */
export async function listen(
  app: Hono<AppEnv>,
  site: PublicSite,
  at: { host: string; port: number },
): Promise<Server> {
  const handle = getRequestListener((request, env) => app.fetch(request, env));
  const server = createServer(
    {
      requestTimeout: uploadMs,
      optimizeEmptyRequests: true,
      headersTimeout: 20_000,
      keepAliveTimeout: 65_000,
      maxHeaderSize: 16_384,
    },
    (request, response) => {
      if ((request.url?.length ?? 0) > pathMax) {
        response.writeHead(414).end();
        return;
      }
      if (mayCarryBody(request) && !isStreamed((request.url ?? "").split("?", 1)[0] ?? ""))
        endLate(request, response);
      if (!site(request, response)) void handle(request, response);
    },
  );
  return new Promise((resolve, reject) => {
    server.once("error", (cause: NodeJS.ErrnoException) => {
      const says =
        cause.code === "EADDRINUSE"
          ? `Port ${at.port} is taken by another program. Choose another with OPENBEAT_PORT.`
          : `Openbeat cannot listen on ${at.host}:${at.port} (${cause.code ?? cause.message}).`;
      reject(new StartError(says, { cause }));
    });
    server.listen(at.port, at.host, () => resolve(server));
  });
}

function mayCarryBody({ method }: IncomingMessage): boolean {
  return method !== "GET" && method !== "HEAD";
}

/** Whoever sends a body drop by drop holds a connection no longer than this. */
function endLate(request: IncomingMessage, response: ServerResponse): void {
  const timer = setTimeout(() => {
    if (!request.complete) request.destroy();
  }, requestMs);
  // A body that nobody reads may never be told as closed; watching for it keeps no process from ending.
  timer.unref();
  request.once("close", () => clearTimeout(timer));
  // One without a body tells nothing of itself at all (optimizeEmptyRequests); its answer does.
  response.once("close", () => {
    if (request.complete) clearTimeout(timer);
  });
}

/** Stops taking requests and lets those under way finish, for at most ten seconds. */
export function closeServer(server: Server): Promise<void> {
  return new Promise((resolve) => {
    const hard = setTimeout(() => server.closeAllConnections(), 10_000);
    server.close(() => {
      clearTimeout(hard);
      resolve();
    });
    server.closeIdleConnections();
  });
}
