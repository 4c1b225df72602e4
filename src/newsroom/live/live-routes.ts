import { Readable } from "node:stream";
import type { ReadableStream } from "node:stream/web";
import { Hono } from "hono";
import { open, siteAgency } from "#agency";
import { asSystem } from "#platform/context.ts";
import type { AppEnv } from "#platform/http/app-env.ts";
import { nothingHere } from "#platform/http/problem.ts";
import type { rateLimiter } from "#platform/http/security.ts";
import { limit } from "#platform/limits.ts";
import type { LiveIntake } from "./intake.ts";

const perAddress = limit(
  "live.puts",
  1_200,
  "files a minute a network",
  "four renditions in short pieces",
);
const at = "/api/ingest/live/:post/:key/:name";

/** Where encoders send a live stream to. The key in the address is the only key: no session, no cookie. */
export function liveRoutes(
  intake: LiveIntake,
  site: { agencyId: string | undefined },
  limiter: Pick<ReturnType<typeof rateLimiter>, "takeFrom">,
) {
  const isOpen = open("the stream's key is in the address");
  return (
    new Hono<AppEnv>()
      .on(["PUT", "POST"], at, isOpen, async (c) => {
        limiter.takeFrom(c.get("from").address, "live", perAddress);
        // Known since the site was made: a stream goes on while the database is away.
        const agencyId = site.agencyId ?? (await siteAgency(c.get("ctx")))?.agencyId;
        const { body } = c.req.raw;
        if (!body || agencyId === undefined) throw nothingHere();
        await intake.put(asSystem(c.get("ctx"), "live", agencyId), {
          postId: c.req.param("post"),
          key: c.req.param("key"),
          name: c.req.param("name"),
          body: Readable.fromWeb(body as ReadableStream),
        });
        return c.body(null, 204);
      })
      // An encoder forgets its old pieces; the recording keeps them.
      .delete(at, isOpen, (c) => c.body(null, 204))
  );
}
