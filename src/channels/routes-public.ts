import { Hono } from "hono";
import { bodyLimit } from "hono/body-limit";
import { open } from "#agency";
import type { AppEnv } from "#platform/http/app-env.ts";
import type { rateLimiter } from "#platform/http/security.ts";
import { limit } from "#platform/limits.ts";
import { Refusal } from "#platform/refusal.ts";
import { hearHook } from "./hearing.ts";
import { HookRefused } from "./hook.ts";
import { lentMedia } from "./loans.ts";
import type { Networks } from "./networks.ts";

const bodyBytesMax = limit(
  "channels.hook.body",
  1_048_576,
  "bytes",
  "the largest request that a network documents",
);
const perChannel = limit(
  "channels.hook.requests",
  3_000,
  "requests a minute a channel",
  "a burst of receipts fits, a flood does not",
);
const perAddress = limit(
  "channels.hook.strangers",
  6_000,
  "requests a minute a network",
  "one network calls from few addresses",
);
const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/**
 * What networks call by themselves: no session, no cookie, no page of ours. A signature over the raw
 * bytes is the only key; whatever carries none gets the same 403, whether the channel exists or not.
 */
export function publicRoutes(
  networks: Networks,
  limiter: Pick<ReturnType<typeof rateLimiter>, "take" | "takeFrom">,
) {
  const small = bodyLimit({
    maxSize: bodyBytesMax,
    onError: () => {
      throw new Refusal("too-large", "This is larger than any news of a network.", { status: 413 });
    },
  });
  return new Hono<AppEnv>()
    .on(
      ["GET", "POST"],
      "/hooks/:network/:channel",
      open("a network's signature is checked"),
      small,
      async (c) => {
        const { network, channel } = c.req.param();
        limiter.takeFrom(c.get("from").address, "hook-from", perAddress);
        if (!uuid.test(channel)) throw refused();
        limiter.take(`hook ${channel}`, perChannel);
        const { pathname, search, searchParams } = new URL(c.req.url);
        const answer = await hearHook(
          c.get("ctx"),
          networks,
          { network, channelId: channel },
          {
            method: c.req.method === "GET" ? "GET" : "POST",
            url: networks.origin + pathname + search,
            headers: c.req.raw.headers,
            query: searchParams,
            body: new Uint8Array(await c.req.arrayBuffer()),
          },
        ).catch((error: unknown) => {
          if (error instanceof HookRefused) throw refused();
          throw error;
        });
        return new Response(answer.body, {
          status: answer.status,
          headers: { "content-type": answer.type },
        });
      },
    )
    .get("/lent/:name", open("the address is the key, for a day"), async (c) => {
      limiter.takeFrom(c.get("from").address, "lent", perAddress);
      const found = await lentMedia(c.get("ctx"), c.req.param("name"));
      if (!found)
        throw new Refusal("not-found", "There is nothing at this address.", { status: 404 });
      return c.body(new Uint8Array(found.bytes), 200, {
        "content-type": found.type,
        "cache-control": "private, no-store",
        "cross-origin-resource-policy": "cross-origin",
        "content-disposition": "inline",
      });
    });
}

function refused(): Refusal {
  return new Refusal("not-signed", "This request does not carry the network's signature.", {
    status: 403,
  });
}
