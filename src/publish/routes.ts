import { Hono } from "hono";
import { z } from "zod";
import { may } from "#agency";
import type { Networks } from "#channels";
import type { AppEnv } from "#platform/http/app-env.ts";
import { valid } from "#platform/http/valid.ts";
import { handOver, postedByHand } from "./by-hand.ts";
import { channelCosts } from "./costs.ts";
import { retryDelivery } from "./deliveries.ts";
import { activeHolds, liftHold, placeHold } from "./holds.ts";
import type { CardFetcher } from "./link-card.ts";
import type { LinkChecker } from "./link-check.ts";
import { confirmGone, oldFacts, undoConfirmation } from "./old-facts.ts";
import { endLive, liveStateOf, streamKeyOf } from "./live.ts";
import {
  captionCues,
  captionRecording,
  certifyRecordingCaptions,
  recordingCaptions,
} from "./live-captions.ts";
import { commentRoutes } from "./routes-comments.ts";
import { delegationRoutes } from "./routes-delegations.ts";
import { quarterlyRoutes } from "./quarterly/routes.ts";
import { postRoutes } from "./routes-posts.ts";
import { templateRoutes } from "./routes-templates.ts";
import { doubtsOf, settleDelivery } from "./settlement.ts";
import { timeline } from "./timeline.ts";

const settlement = z.object({
  appeared: z.boolean(),
  url: z.string().max(2_000).optional(),
  reached: z.array(z.string().max(320)).max(10_000).optional(),
});
const captions = z.object({
  language: z.string().regex(/^[a-z]{2,3}(-[A-Za-z0-9]{2,8}){0,3}$/),
  track: z.string().max(600_000),
});
const byHand = z.object({ url: z.string().max(2_000) });
const confirmation = z.object({
  how: z.enum(["gone", "corrected"]),
  note: z.string().trim().min(3).max(1_000),
});
const hold = z.object({
  scope: z.enum(["agency", "channel", "class"]),
  target: z.string().max(80).optional(),
  exceptions: z.array(z.string().max(60)).max(20).default([]),
  reason: z.string().trim().min(3).max(1_000),
});

const link = z.object({ url: z.url({ protocol: /^https?$/ }).max(2_000) });

const addresses = z.object({ urls: z.array(z.string().max(2_000)).max(10) });

export interface RoutesOutside {
  fetchCard: CardFetcher;
  links: LinkChecker;
  /** What people type to reach the newsroom. */
  origin: string;
}

export function publishRoutes(networks: Networks, { fetchCard, links, origin }: RoutesOutside) {
  return new Hono<AppEnv>()
    .route("/", postRoutes(networks, links))
    .get("/costs", may("post.read"), async (c) =>
      c.json({ channels: await channelCosts(c.get("ctx"), networks) }),
    )
    .get("/timeline", may("post.read"), async (c) => c.json(await timeline(c.get("ctx"))))
    .post("/deliveries/:id/retry", may("delivery.settle"), async (c) => {
      await retryDelivery(c.get("ctx"), c.req.param("id"));
      return c.json({ retried: true }, 201);
    })
    .get("/deliveries/:id/by-hand", may("delivery.settle"), async (c) =>
      c.json(await handOver(c.get("ctx"), networks, c.req.param("id"))),
    )
    .post("/deliveries/:id/by-hand", may("delivery.settle"), valid("json", byHand), async (c) => {
      await postedByHand(c.get("ctx"), networks, {
        id: c.req.param("id"),
        ...c.req.valid("json"),
      });
      return c.json({ sent: true }, 201);
    })
    .get("/deliveries/:id/live", may("post.read"), async (c) =>
      c.json(await liveStateOf(c.get("ctx"), networks, c.req.param("id"))),
    )
    .post("/deliveries/:id/live-end", may("live.end"), async (c) => {
      await endLive(c.get("ctx"), c.req.param("id"));
      return c.json({ ending: true }, 201);
    })
    .get("/deliveries/:id/captions", may("post.read"), async (c) =>
      c.json(await recordingCaptions(c.get("ctx"), c.req.param("id"))),
    )
    .post("/deliveries/:id/captions", may("live.caption"), valid("json", captions), async (c) =>
      c.json(await captionRecording(c.get("ctx"), c.req.param("id"), c.req.valid("json")), 201),
    )
    .get("/recording-captions/:id", may("post.read"), async (c) =>
      c.json(await captionCues(c.get("ctx"), c.req.param("id"))),
    )
    .post(
      "/recording-captions/:id/certification",
      may("live.certify-captions"),
      valid("json", z.object({ sha256: z.string().length(64) })),
      async (c) => {
        const { sha256 } = c.req.valid("json");
        await certifyRecordingCaptions(c.get("ctx"), c.req.param("id"), sha256);
        return c.json({ certified: true }, 201);
      },
    )
    .get("/deliveries/:id/stream-key", may("stream-key.read"), async (c) => {
      c.header("cache-control", "no-store");
      return c.json(await streamKeyOf(c.get("ctx"), networks, c.req.param("id")));
    })
    .get("/deliveries/:id/doubts", may("delivery.settle"), async (c) =>
      c.json(await doubtsOf(c.get("ctx"), networks, c.req.param("id"))),
    )
    .post(
      "/deliveries/:id/settlement",
      may("delivery.settle"),
      valid("json", settlement),
      async (c) => {
        const given = { id: c.req.param("id"), ...c.req.valid("json") };
        await settleDelivery(c.get("ctx"), networks, given);
        return c.json({ settled: true }, 201);
      },
    )
    .get("/old-facts", may("post.read"), async (c) =>
      c.json({ oldFacts: await oldFacts(c.get("ctx")) }),
    )
    .post(
      "/deliveries/:id/confirmation",
      may("delivery.confirm-gone"),
      valid("json", confirmation),
      async (c) =>
        c.json(
          await confirmGone(c.get("ctx"), { id: c.req.param("id"), ...c.req.valid("json") }),
          201,
        ),
    )
    .delete("/confirmations/:id", may("delivery.confirm-gone"), async (c) => {
      await undoConfirmation(c.get("ctx"), c.req.param("id"));
      return c.json({ undone: true });
    })
    .get("/holds", may("post.read"), async (c) =>
      c.json({ holds: await activeHolds(c.get("ctx")) }),
    )
    .post("/holds", may("hold.place"), valid("json", hold), async (c) =>
      c.json(await placeHold(c.get("ctx"), c.req.valid("json")), 201),
    )
    .delete("/holds/:id", may("hold.lift"), async (c) => {
      await liftHold(c.get("ctx"), c.req.param("id"));
      return c.json({ lifted: true });
    })
    .route("/", commentRoutes())
    .route("/", delegationRoutes())
    .route("/", quarterlyRoutes())
    .route("/", templateRoutes(networks, origin))
    .post("/link-cards", may("link.fetch"), valid("json", link), async (c) =>
      c.json(await fetchCard(c.get("ctx"), c.req.valid("json").url), 201),
    )
    .post("/link-checks", may("link.fetch"), valid("json", addresses), async (c) =>
      c.json({ links: await links.check(c.get("ctx"), c.req.valid("json").urls) }),
    );
}

export type PublishRoutes = ReturnType<typeof publishRoutes>;
