import { valid } from "#platform/http/valid.ts";
import { Hono } from "hono";
import { z } from "zod";
import type { AppEnv } from "#platform/http/app-env.ts";
import { setSessionCookie } from "./cookies.ts";
import { keepLogo } from "./logo.ts";
import { open } from "./may.ts";
import type { AgencyWiring } from "./routes.ts";

const line = z.string().trim().min(1).max(200);
const logo = z.base64().max(700_000);
const draft = z.object({
  code: line,
  agency: z.object({
    name: line,
    shortName: line,
    state: line,
    timeZone: line,
    disclaimer: z.string().max(2_000).default(""),
    logo: logo.optional(),
  }),
  administrator: z.object({ name: line, email: z.email(), password: z.string().max(1_000) }),
});

const first = z.object({ code: line, totp: line });

const why = "nobody exists yet; the printed one-time code stands in";

export function setupRoutes({ setup, https, limiter, openDemo }: AgencyWiring) {
  return new Hono<AppEnv>()
    .get("/setup", open("tells whether set-up is needed"), async (c) =>
      c.json({ state: await setup.state(c.get("ctx")), demoAvailable: true }),
    )
    .post("/setup/agency", open(why), valid("json", draft), async (c) => {
      limiter.takeSignIn(c.get("from").address);
      const ctx = c.get("ctx");
      const {
        code,
        agency: { logo: picture, ...agency },
        administrator,
      } = c.req.valid("json");
      setup.checkCode(code);
      const logoSha256 = picture ? await keepLogo(ctx, picture) : undefined;
      const totp = await setup.begin(
        ctx,
        code,
        logoSha256 ? { ...agency, logoSha256 } : agency,
        administrator,
      );
      return c.json({ totp, next: "confirm" as const });
    })
    .post("/setup/confirm", open(why), valid("json", first), async (c) => {
      limiter.takeSignIn(c.get("from").address);
      const { code, totp } = c.req.valid("json");
      const begun = await setup.confirm(
        c.get("ctx"),
        code,
        totp.replaceAll(" ", ""),
        c.get("from"),
      );
      setSessionCookie(c, https, begun.cookie);
      return c.json({ next: "done" as const, recoveryCodes: begun.recoveryCodes });
    })
    .post("/setup/demo", open(why), valid("json", z.object({ code: line })), async (c) => {
      limiter.takeSignIn(c.get("from").address);
      await setup.mayOpenDemo(c.get("ctx"), c.req.valid("json").code);
      const cookie = await openDemo(c.get("ctx"), c.get("from"));
      setSessionCookie(c, https, cookie);
      return c.json({ next: "done" as const });
    });
}
