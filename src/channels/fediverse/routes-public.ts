import { Hono, type Context } from "hono";
import { bodyLimit } from "hono/body-limit";
import { z } from "zod";
import { open, siteAgency } from "#agency";
import { asSystem, type Ctx } from "#platform/context.ts";
import type { AppEnv } from "#platform/http/app-env.ts";
import type { rateLimiter } from "#platform/http/security.ts";
import { limit } from "#platform/limits.ts";
import { Refusal } from "#platform/refusal.ts";
import { actorByName, rolesOf } from "./actors.ts";
import { activityType } from "./addresses.ts";
import { context } from "./note.ts";
import { escaped, plainText } from "./words.ts";
import { activityById, fileType, objectById } from "./outbox.ts";
import type { Outside } from "./outside.ts";
import { openServer, type Server, type Visit } from "./server.ts";

const bodyBytesMax = limit(
  "fediverse.inbox",
  262_144,
  "bytes",
  "one activity of another server; the longest notes take a tenth",
);
const perAddress = limit(
  "fediverse.requests",
  3_000,
  "requests a minute an address",
  "a large server sends its readers' answers from few addresses",
);
const perHost = limit(
  "fediverse.heard",
  600,
  "activities a minute a server",
  "by who signed it; a flood from one server delays that server alone",
);

type Limiter = Pick<ReturnType<typeof rateLimiter>, "take" | "takeFrom">;
const words = z.object({
  content: z.string().optional(),
  contentMap: z.record(z.string(), z.string()).optional(),
});
const note = z.record(z.string(), z.unknown());
const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/**
 * What other servers ask of our actors: no session and no cookie. Whatever they bring is signed by whoever says it, or it
 * gets a 401; whatever they ask for is public.
 */
export function fediverseRoutes(origin: string, outside: Outside, limiter: Limiter) {
  let server: Promise<Server> | undefined;
  const answer = async (c: Context<AppEnv>, visit: Omit<Visit, "ctx"> = {}, body?: ArrayBuffer) => {
    limiter.takeFrom(c.get("from").address, "fediverse", perAddress);
    const ctx = await inSite(c.get("ctx"));
    server ??= openServer(origin, outside, ctx).catch((error: unknown) => {
      server = undefined;
      throw error;
    });
    const contextData: Visit = { ctx, ...visit };
    const { method, headers, url } = c.req.raw;
    // Whatever a proxy in between calls us, a signature is over the name that the sender used.
    const { pathname, search, host } = new URL(url);
    const request = new Request(origin + pathname + named(search, host, origin), {
      method,
      headers: hostedHeaders(headers, origin),
      ...(body ? { body } : {}),
    });
    const response = await (
      await server
    ).fetch(request, {
      contextData,
      onNotAcceptable: () => toPage(ctx, pathname),
    });
    if (contextData.refused) throw contextData.refused;
    return response;
  };
  const small = bodyLimit({
    maxSize: bodyBytesMax,
    onError: () => {
      throw new Refusal("too-large", "This is larger than any activity.", { status: 413 });
    },
  });
  const visit = { mustBePatient: (host: string) => limiter.take(`fediverse ${host}`, perHost) };
  const hear = async (c: Context<AppEnv>) => {
    await mustNotBeDemo(c.get("ctx"));
    const bytes = await c.req.arrayBuffer();
    return answer(c, { ...visit, raw: rawOf(bytes) }, bytes);
  };
  const asked = open("what our actors are is public");
  const spoken = open("whoever speaks has signed it");
  return new Hono<AppEnv>()
    .get("/.well-known/webfinger", asked, (c) => answer(c))
    .get("/.well-known/nodeinfo", asked, (c) => answer(c))
    .get("/.well-known/host-meta", asked, (c) =>
      c.body(hostMeta(origin), 200, { "content-type": "application/xrd+xml; charset=utf-8" }),
    )
    .get("/ap/nodeinfo/2.1", asked, (c) => answer(c))
    .get("/ap/actors/:name", asked, (c) => answer(c))
    .get("/ap/actors/:name/:what{outbox|followers|featured}", asked, (c) => answer(c))
    .post("/ap/inbox", spoken, small, hear)
    .post("/ap/actors/:name/inbox", spoken, small, hear)
    .get("/ap/notes/:id", asked, async (c) => {
      limiter.takeFrom(c.get("from").address, "fediverse", perAddress);
      const ctx = await inSite(c.get("ctx"));
      const id = c.req.param("id");
      const found = uuid.test(id) ? await objectById(ctx, id) : undefined;
      if (!found) throw nothing();
      const status = found.isGone ? 410 : 200;
      if (wantsPage(c.req.header("accept") ?? ""))
        return c.html(notePage(found.body, found.isGone, origin), status, { vary: "accept" });
      return c.body(withContext(found.body), status, headersOf());
    })
    .get("/ap/activities/:id", asked, async (c) => {
      limiter.takeFrom(c.get("from").address, "fediverse", perAddress);
      const id = c.req.param("id");
      const body = uuid.test(id) ? await activityById(await inSite(c.get("ctx")), id) : undefined;
      if (body === undefined) throw nothing();
      return c.body(body, 200, headersOf());
    })
    .get("/ap/media/:name", asked, async (c) => {
      limiter.takeFrom(c.get("from").address, "fediverse", perAddress);
      const sha256 = /^([0-9a-f]{64})\.[a-z0-9]+$/.exec(c.req.param("name"))?.[1];
      const ctx = await inSite(c.get("ctx"));
      const type = sha256 === undefined ? undefined : await fileType(ctx, sha256);
      if (sha256 === undefined || type === undefined) throw nothing();
      return c.body(new Uint8Array(await ctx.blobs.get(sha256)), 200, {
        "content-type": type,
        "cache-control": "public, max-age=300",
        "cross-origin-resource-policy": "cross-origin",
        "content-disposition": "inline",
      });
    });
}

/** Our actors are those of the agency whose newsroom this is. */
async function inSite(ctx: Ctx): Promise<Ctx> {
  const agency = await siteAgency(ctx);
  if (!agency) throw nothing();
  return asSystem(ctx, "fediverse", agency.agencyId);
}

/** Nobody follows invented news: a demonstration can be looked at, and nothing of it ever leaves for another server. */
async function mustNotBeDemo(ctx: Ctx): Promise<void> {
  if ((await siteAgency(ctx))?.isDemo)
    throw new Refusal(
      "demonstration",
      "This is a demonstration. Its actors can be looked at, and not followed.",
      { status: 403 },
    );
}

function nothing(): Refusal {
  return new Refusal("not-found", "There is nothing at this address.", { status: 404 });
}

/**
 * Somebody asks for a name at the host by which we were reached, which need not be our own: a trial on this machine has
 * several, and a port is easily left out. What is answered carries the true name (RFC 7033, 4.4.1).
 */
function named(search: string, reached: string, origin: string): string {
  const asked = new URLSearchParams(search);
  const [, name = "", host = ""] = /^acct:@?([^@]+)@(.+)$/.exec(asked.get("resource") ?? "") ?? [];
  if (host !== reached && host !== reached.replace(/:\d+$/, "")) return search;
  asked.set("resource", `acct:${name}@${new URL(origin).host}`);
  return `?${asked.toString()}`;
}

function hostedHeaders(given: Headers, origin: string): Headers {
  const headers = new Headers(given);
  headers.set("host", new URL(origin).host);
  return headers;
}

function rawOf(bytes: ArrayBuffer): unknown {
  try {
    return JSON.parse(Buffer.from(bytes).toString("utf8"));
  } catch {
    return undefined;
  }
}

/** People who open an actor's address are shown the page of the newsroom behind it. */
async function toPage(ctx: Ctx, pathname: string): Promise<Response> {
  const name = /^\/ap\/actors\/([^/]+)/.exec(pathname)?.[1] ?? "";
  const role = (await rolesOf(ctx)).find((one) => one.name === name);
  const actor = role && (await actorByName(ctx, name));
  if (!role || !actor) return new Response("Not found.", { status: 404 });
  return new Response(null, { status: 303, headers: { location: role.page, vary: "accept" } });
}

/** A browser says text/html before anything of ours; a server says what it can read. */
function wantsPage(accept: string): boolean {
  return accept.includes("text/html") && !/activity\+json|ld\+json/.test(accept);
}

function headersOf() {
  return {
    "content-type": activityType,
    "cache-control": "public, max-age=60",
    "access-control-allow-origin": "*",
    vary: "accept",
  };
}

function withContext(body: string): string {
  return JSON.stringify({ "@context": context, ...note.parse(JSON.parse(body)) });
}

/** A post for people who open its address: its words and the way to the newsroom, in no language but its own. */
function notePage(body: string, isGone: boolean, origin: string): string {
  const { content = "", contentMap } = words.parse(JSON.parse(body));
  const language = Object.keys(contentMap ?? { en: "" })[0] ?? "en";
  const text = isGone
    ? "This post was taken back. Esta publicación fue retirada."
    : plainText(content);
  const lines = text.split("\n").map(escaped).join("<br>");
  const { host } = new URL(origin);
  return `<!doctype html><html lang="${escaped(language)}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>${escaped(text.slice(0, 80))}</title><link rel="stylesheet" href="/site.css"></head><body><main><p>${lines}</p><p><a href="/">${escaped(host)}</a></p></main></body></html>`;
}

function hostMeta(origin: string): string {
  return `<?xml version="1.0" encoding="UTF-8"?>
<XRD xmlns="http://docs.oasis-open.org/ns/xri/xrd-1.0"><Link rel="lrdd" template="${origin}/.well-known/webfinger?resource={uri}"/></XRD>
`;
}
