import { Hono } from "hono";
import { z } from "zod";
import { may } from "#agency";
import type { AppEnv } from "#platform/http/app-env.ts";
import { valid } from "#platform/http/valid.ts";
import { audienceCounts } from "./counts.ts";
import { removeByWish } from "./own-page.ts";
import { arrange, audienceSettingsOf, settingsShape } from "./settings.ts";

const wish = z.object({ way: z.enum(["email", "text"]), address: z.string().trim().max(300) });

export function audienceRoutes() {
  return new Hono<AppEnv>()
    .get("/audience", may("audience.read"), async (c) => c.json(await audienceCounts(c.get("ctx"))))
    .get("/audience/settings", may("audience.read"), async (c) =>
      c.json(await audienceSettingsOf(c.get("ctx"))),
    )
    .put("/audience/settings", may("audience.arrange"), valid("json", settingsShape), async (c) => {
      await arrange(c.get("ctx"), c.req.valid("json"));
      return c.json({ kept: true });
    })
    .post("/audience/wishes", may("audience.remove"), valid("json", wish), async (c) => {
      await removeByWish(c.get("ctx"), c.req.valid("json"));
      return c.json({ kept: true }, 201);
    });
}

export type AudienceRoutes = ReturnType<typeof audienceRoutes>;
