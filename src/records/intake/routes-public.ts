import { Hono } from "hono";
import { bodyLimit } from "hono/body-limit";
import { open } from "#agency";
import type { AppEnv } from "#platform/http/app-env.ts";
import type { rateLimiter } from "#platform/http/security.ts";
import { limit } from "#platform/limits.ts";
import { Refusal } from "#platform/refusal.ts";
import { takeBatch } from "./batch.ts";
import { takeText, type Gateway } from "./texts.ts";

const bodyBytesMax = limit(
  "intake.body",
  33_554_432,
  "bytes",
  "of one request of a source, its files with it",
);
const formBytesMax = limit(
  "intake.form",
  1_048_576,
  "bytes",
  "the largest request of a gateway of texts",
);
const perAddress = limit(
  "intake.requests",
  3_000,
  "requests a minute a network",
  "a source calls from few addresses",
);

function small(maxSize: number) {
  return bodyLimit({
    maxSize,
    onError: () => {
      throw new Refusal(
        "too-large",
        `One request has at most ${maxSize} bytes. Send fewer messages.`,
        { status: 413 },
      );
    },
  });
}

/** What other programs send by themselves: no session, no cookie. A signature over the raw bytes is the only key. */
export function intakeDoors(
  gateway: Gateway,
  limiter: Pick<ReturnType<typeof rateLimiter>, "takeFrom">,
  origin: string,
) {
  return new Hono<AppEnv>()
    .post(
      "/api/ingest/v1/messages",
      open("a source's signature is checked"),
      small(bodyBytesMax),
      async (c) => {
        limiter.takeFrom(c.get("from").address, "intake-from", perAddress);
        const results = await takeBatch(c.get("ctx"), {
          source: c.req.header("x-openbeat-source") ?? "",
          timestamp: c.req.header("x-openbeat-timestamp") ?? "",
          signature: c.req.header("x-openbeat-signature") ?? "",
          type: c.req.header("content-type") ?? "",
          body: new Uint8Array(await c.req.arrayBuffer()),
        });
        return c.json({ results });
      },
    )
    .post(
      "/intake/texts/:source",
      open("a gateway's signature is checked"),
      small(formBytesMax),
      async (c) => {
        limiter.takeFrom(c.get("from").address, "intake-from", perAddress);
        const { pathname, search } = new URL(c.req.url);
        await takeText(c.get("ctx"), gateway, {
          source: c.req.param("source"),
          url: origin + pathname + search,
          signature: c.req.header("x-twilio-signature") ?? "",
          form: new URLSearchParams(await c.req.text()),
        });
        // An empty answer: nothing is sent that nobody approved.
        return c.body("<Response/>", 200, { "content-type": "text/xml; charset=utf-8" });
      },
    );
}
