import { Hono } from "hono";
import { bodyLimit } from "hono/body-limit";
import { z } from "zod";
import { open, siteAgency } from "#agency";
import { asSystem } from "#platform/context.ts";
import type { AppEnv } from "#platform/http/app-env.ts";
import type { rateLimiter } from "#platform/http/security.ts";
import { limit } from "#platform/limits.ts";
import { notFound, Refusal } from "#platform/refusal.ts";
import type { Site } from "../site.ts";
import { hubPath } from "./hub-path.ts";
import { noteWish } from "./subscriptions.ts";

const bodyMax = limit("websub.body", 8_192, "bytes", "one wish to subscribe");
const perMinute = limit("websub.asks", 60, "wishes a minute a network", "of strangers");
const secretMax = 199;
const leases = {
  min: limit("websub.lease-min", 300, "seconds", "a shorter lease is made this long"),
  usual: limit("websub.lease", 864_000, "seconds", "ten days, where nothing is asked for"),
  max: limit("websub.lease-max", 2_592_000, "seconds", "thirty days; then it is asked for anew"),
};

const form = z.object({
  "hub.mode": z.enum(["subscribe", "unsubscribe"]),
  "hub.topic": z.url().max(2_000),
  "hub.callback": z.url({ protocol: /^https?$/ }).max(2_000),
  // §5.1: less than 200 bytes.
  "hub.secret": z
    .string()
    .refine((secret) => Buffer.byteLength(secret) <= secretMax)
    .optional(),
  "hub.lease_seconds": z.coerce.number().int().positive().optional(),
});

/** `POST /websub/hub` (W3C WebSub §5.1): taken down at once, asked about at the callback, and only then it counts. */
export function hubRoutes(
  site: Site,
  origin: string,
  limiter: Pick<ReturnType<typeof rateLimiter>, "takeFrom">,
) {
  const small = bodyLimit({
    maxSize: bodyMax,
    onError: () => {
      throw new Refusal("too-large", "This is larger than any wish.", { status: 413 });
    },
  });
  return new Hono<AppEnv>().post(
    hubPath,
    open("a callback confirms what is asked for it"),
    small,
    async (c) => {
      limiter.takeFrom(c.get("from").address, "websub", perMinute);
      const agency = await siteAgency(c.get("ctx"));
      if (!agency) throw notFound("page");
      const { data } = form.safeParse(await c.req.parseBody());
      if (!data) throw wrong("A wish needs hub.mode, hub.topic and hub.callback.");
      const topic = data["hub.topic"].startsWith(`${origin}/`)
        ? data["hub.topic"].slice(origin.length)
        : "";
      if (!site.feeds().has(topic)) throw wrong("This hub tells of the feeds of this site alone.");
      await noteWish(asSystem(c.get("ctx"), "websub", agency.agencyId), {
        mode: data["hub.mode"],
        topic,
        callback: data["hub.callback"],
        secret: data["hub.secret"],
        leaseSeconds: Math.min(
          Math.max(data["hub.lease_seconds"] ?? leases.usual, leases.min),
          leases.max,
        ),
      });
      return c.body(null, 202);
    },
  );
}

function wrong(says: string): Refusal {
  return new Refusal("wrong-wish", says, { status: 400 });
}
