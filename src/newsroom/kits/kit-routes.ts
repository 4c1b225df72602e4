import { Hono } from "hono";
import { open, siteAgency } from "#agency";
import { countDownload, packKit, publicKit } from "#outreach";
import { asSystem } from "#platform/context.ts";
import type { AppEnv } from "#platform/http/app-env.ts";
import type { rateLimiter } from "#platform/http/security.ts";
import { limit } from "#platform/limits.ts";
import { notFound } from "#platform/refusal.ts";

const takesMax = limit(
  "kits.takes",
  12,
  "kits a minute a network",
  "each is packed when it is asked for",
);
const why = "what partners may share is everybody's";

export interface KitOutside {
  origin: string;
  limiter: Pick<ReturnType<typeof rateLimiter>, "takeFrom">;
}

/** `/kits/CODE.zip`: made of what stands at that moment, and counted as a total. */
export function kitFileRoutes({ origin, limiter }: KitOutside) {
  return new Hono<AppEnv>().get("/kits/:file{[a-z0-9]+\\.zip}", open(why), async (c) => {
    limiter.takeFrom(c.get("from").address, "kit", takesMax);
    const agency = await siteAgency(c.get("ctx"));
    if (!agency) throw notFound("page");
    const ctx = asSystem(c.get("ctx"), "kits", agency.agencyId);
    const code = c.req.param("file").replace(/\.zip$/, "");
    const kit = await publicKit(ctx, origin, code);
    if (!kit || kit.items.length === 0) throw notFound("kit");
    const place = { agency: agency.name, url: `${origin}/kits/${code}` };
    const bytes = await packKit(ctx, kit, place);
    await countDownload(ctx, kit.id);
    return c.body(Uint8Array.from(bytes).buffer, 200, {
      "content-type": "application/zip",
      "cache-control": "no-store",
      "content-disposition": `attachment; filename="kit-${code}.zip"`,
    });
  });
}
