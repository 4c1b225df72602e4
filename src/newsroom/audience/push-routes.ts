import { Hono } from "hono";
import { bodyLimit } from "hono/body-limit";
import { z } from "zod";
import { allBeats, open } from "#agency";
import { audienceSettingsOf, choicesShape, openWays, subscribeBrowser } from "#audience";
import type { Ctx } from "#platform/context.ts";
import type { AppEnv } from "#platform/http/app-env.ts";
import { valid } from "#platform/http/valid.ts";
import { notFound, Refusal } from "#platform/refusal.ts";
import { localPath } from "../page.ts";
import { languages, type Language } from "../words.ts";
import { pushPage } from "./push-page.ts";
import { pushScript, pushWorker } from "./push-scripts.ts";
import { choicesIn } from "./subscribe-form.ts";
import { sendsMax, SubscribeDesk, type C, type SubscribeOutside } from "./subscribe-routes.ts";

/** What it takes to write to browsers: held by the slice that has the agency's key. */
export interface Browsers {
  publicKey(ctx: Ctx): Promise<string>;
  /** Throws a Refusal for an address that notices may not go to. */
  check(address: { endpoint: string; p256dh: string; auth: string }): Promise<void>;
}

const why = "anybody may switch notices on; the browser's own address is the key";
const bodyMax = 50_000;
const short = z.string().max(300);
const given = z.object({
  endpoint: z.string().max(1_000),
  p256dh: z.string().max(100),
  auth: z.string().max(40),
  fields: z.record(z.string().max(40), z.array(short).max(300)).default({}),
});

/** `/subscribe/push`: notices in browsers, for whoever wants them. */
export function pushRoutes(outside: SubscribeOutside, browsers: Browsers) {
  const app = new Hono<AppEnv>();
  const desk = new SubscribeDesk(outside);
  const small = bodyLimit({ maxSize: bodyMax });
  for (const language of languages) {
    const path = localPath(language, "/subscribe/push");
    app.get(path, open(why), (c) => show(c, desk, browsers, language));
    app.post(path, open(why), small, valid("json", given), async (c) => {
      if (!desk.isOwn(c))
        throw new Refusal("foreign-form", "This came from another site.", { status: 403 });
      desk.count(c, "subscribe", sendsMax);
      const frame = await desk.frame(c, language);
      const { fields, ...address } = c.req.valid("json");
      if (!(await openWays(frame.ctx)).push) throw notFound("page");
      await browsers.check(address);
      const link = await subscribeBrowser(frame.ctx, {
        address: JSON.stringify(address),
        language,
        choices: choicesIn(fields),
      });
      return c.json({ page: `${localPath(language, "/subscribe/manage/")}${link}?new` }, 201);
    });
  }
  for (const [path, script] of [
    ["/subscribe/push.js", pushScript],
    ["/subscribe/worker.js", pushWorker],
  ] as const)
    app.get(path, open(why), (c) =>
      c.body(script, 200, {
        "content-type": "text/javascript; charset=utf-8",
        "cache-control": "no-cache",
      }),
    );
  return app;
}

async function show(c: C, desk: SubscribeDesk, browsers: Browsers, language: Language) {
  const frame = await desk.frame(c, language);
  if (!(await openWays(frame.ctx)).push) throw notFound("page");
  const { quietFrom, quietUntil } = await audienceSettingsOf(frame.ctx);
  const night = { from: quietFrom, until: quietUntil };
  const facts = {
    beats: await allBeats(frame.ctx),
    night,
    choices: { ...choicesShape.parse({}), quiet: night },
    publicKey: await browsers.publicKey(frame.ctx),
  };
  return c.html(await pushPage({ ...frame, ...facts }));
}
