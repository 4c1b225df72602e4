import { Hono } from "hono";
import { bodyLimit } from "hono/body-limit";
import { open } from "#agency";
import type { AppEnv } from "#platform/http/app-env.ts";
import type { rateLimiter } from "#platform/http/security.ts";
import { limit } from "#platform/limits.ts";
import { Refusal } from "#platform/refusal.ts";
import { takeSignedCalls } from "./signed.ts";

const bodyBytesMax = limit("blotter.request", 2_097_152, "bytes", "of one signed request");
const perAddress = limit(
  "blotter.requests",
  600,
  "requests a minute a network",
  "a dispatch system calls from few addresses",
);

export type Limiter = Pick<ReturnType<typeof rateLimiter>, "takeFrom">;

/** What dispatch systems send by themselves: a signature over the raw bytes is the only key. */
export function callDoors(limiter: Limiter) {
  return new Hono<AppEnv>().post(
    "/api/ingest/v1/calls",
    open("a source's signature is checked"),
    bodyLimit({
      maxSize: bodyBytesMax,
      onError: () => {
        throw new Refusal(
          "too-large",
          `One request has at most ${bodyBytesMax} bytes. Send fewer calls.`,
          { status: 413 },
        );
      },
    }),
    async (c) => {
      limiter.takeFrom(c.get("from").address, "calls-from", perAddress);
      const results = await takeSignedCalls(c.get("ctx"), {
        source: c.req.header("x-openbeat-source") ?? "",
        timestamp: c.req.header("x-openbeat-timestamp") ?? "",
        signature: c.req.header("x-openbeat-signature") ?? "",
        body: new Uint8Array(await c.req.arrayBuffer()),
      });
      return c.json({ results });
    },
  );
}
