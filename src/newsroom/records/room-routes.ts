import { Readable } from "node:stream";
import { Hono, type Context } from "hono";
import { open, siteAgency } from "#agency";
import { deliveredZip, publishedZip, readingRoom, roomQuery } from "#records";
import { asSystem } from "#platform/context.ts";
import type { AppEnv } from "#platform/http/app-env.ts";
import { limit } from "#platform/limits.ts";
import { notFound } from "#platform/refusal.ts";
import { localPath } from "../page.ts";
import { languages } from "../words.ts";
import type { PortalOutside } from "./records-routes.ts";
import { roomFeed } from "./room-feed.ts";
import { roomPage } from "./room-page.ts";

const looksMax = limit("reading-room.looks", 60, "pages a minute a network", "of the reading room");
const takesMax = limit(
  "reading-room.takes",
  20,
  "downloads a minute a network",
  "of whole packages",
);
const why = "anybody may read what was given out";
const zipName = ":file{[0-9a-f-]{36}[.]zip}";
const partName = ":part{production-[1-9][0-9]{0,3}[.]zip}";

/** `/records/reading-room`: plain GET, no account, no script; and what was laid on a status page. */
export function roomRoutes({ origin, limiter, dataFolder }: PortalOutside) {
  const app = new Hono<AppEnv>();
  const here = async (c: Context<AppEnv>, what: string, max: number) => {
    limiter.takeFrom(c.get("from").address, what, max);
    const agency = await siteAgency(c.get("ctx"));
    if (!agency) throw notFound("page");
    return { agency, ctx: asSystem(c.get("ctx"), "reading room", agency.agencyId) };
  };
  for (const language of languages)
    app.get(localPath(language, "/records/reading-room"), open(why), async (c) => {
      const { agency, ctx } = await here(c, "reading room", looksMax);
      const asked = roomQuery.safeParse(c.req.query());
      const room = await readingRoom(ctx, asked.success ? asked.data : {});
      c.header("cache-control", "public, max-age=60");
      return c.html(await roomPage({ agency, origin, language, made: ctx.clock.now(), room }));
    });
  app.get("/records/reading-room/feed.atom", open(why), async (c) => {
    const { agency, ctx } = await here(c, "reading room", looksMax);
    c.header("content-type", "application/atom+xml; charset=utf-8");
    c.header("cache-control", "public, max-age=300");
    return c.body(roomFeed(agency, origin, await readingRoom(ctx)));
  });
  app.get(`/records/reading-room/${zipName}`, open(why), async (c) => {
    const { ctx } = await here(c, "reading room download", takesMax);
    return handed(c, await publishedZip(ctx, dataFolder, c.req.param("file").slice(0, 36)));
  });
  for (const language of languages)
    app.get(
      `${localPath(language, "/records")}/status/:ticket/${partName}`,
      open(why),
      async (c) => {
        const { ctx } = await here(c, "reading room download", takesMax);
        const { ticket = "", part = "" } = c.req.param() as { ticket?: string; part?: string };
        const nth = Number(/\d+/.exec(part)?.[0]);
        c.header("referrer-policy", "same-origin");
        c.header("x-robots-tag", "noindex, nofollow, noarchive");
        return handed(c, await deliveredZip(ctx, dataFolder, ticket, nth));
      },
    );
  return app;
}

function handed(c: Context<AppEnv>, { name, stream }: { name: string; stream: Readable }) {
  c.header("content-type", "application/zip");
  c.header("content-disposition", `attachment; filename="${name}"`);
  c.header("cache-control", "no-store");
  return c.body(Readable.toWeb(stream) as ReadableStream<Uint8Array>);
}
