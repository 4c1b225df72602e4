import { Hono } from "hono";
import { z } from "zod";
import { allBeats, may } from "#agency";
import { checkHandle } from "./bluesky/own-handle.ts";
import type { AppEnv } from "#platform/http/app-env.ts";
import { valid } from "#platform/http/valid.ts";
import type { Capabilities } from "./capabilities.ts";
import { connectChannel, endChannel, openChannels } from "./accounts.ts";
import { answerGap } from "./completeness/answering.ts";
import { completeness } from "./completeness/figure.ts";
import { finishConsent, startConsent } from "./consents.ts";
import { connectActors } from "./fediverse/opening.ts";
import { actorStanding } from "./fediverse/standing.ts";
import { checkChannel } from "./health.ts";
import type { Networks } from "./networks.ts";
import { channelMeters, setReserve } from "./meter.ts";
import { beatOf, setSpeaking } from "./speaking.ts";
import { placesMax, searchPlaces, setPlaces } from "./places.ts";
import { addOptOut, endOptOut, findOptOut, listOptOuts } from "./opt-outs.ts";

const draft = z.object({
  network: z.string().max(40),
  name: z.string().trim().min(1).max(80),
  isPublic: z.boolean().default(true),
  input: z.record(z.string().max(40), z.string().max(20_000)),
});
const back = z.object({ state: z.string().max(200), code: z.string().min(1).max(4_000) });
const connectMs = 20_000;

const reason = z.string().trim().min(3).max(900);
const number = z.object({ number: z.string().max(40) });
const optOut = number.extend({ reason });
const optIn = optOut.extend({ basis: z.enum(["start-text", "written-consent"]) });
const placeWords = z.object({ words: z.string().trim().max(100) });
const speaking = z.object({ beatId: z.uuid().nullable() });
const beatPlaces = z.object({
  beatId: z.uuid(),
  keys: z.array(z.string().min(1).max(100)).max(placesMax),
});
const month = z.object({ month: z.string().regex(/^20\d\d-(0[1-9]|1[0-2])$/) }).partial();
const handleAsked = z.object({ domain: z.string().max(253).optional() });
const gapAnswer = z.object({ note: reason, alike: z.boolean().default(false) });
const reserve = z.object({ what: z.string().max(40), percent: z.number().int(), why: reason });

export function channelRoutes(networks: Networks) {
  return new Hono<AppEnv>()
    .get("/networks", may("channel.read"), (c) =>
      c.json({
        networks: networks.all(c.get("ctx")).map((one) => ({
          network: one.network,
          title: one.title,
          settings: one.settings,
          capabilities: one.capabilities,
          hasConsent: one.consentUrl !== undefined,
        })),
      }),
    )
    .get("/channels", may("channel.read"), async (c) => {
      const ctx = c.get("ctx");
      const [open, beats] = [await openChannels(ctx), await allBeats(ctx)];
      return c.json({
        channels: open.map((channel) => ({
          ...channel,
          beatId: beatOf(channel, beats),
          title: networks.connector(ctx, channel.network).title,
          capabilities: inShort(networks.connector(ctx, channel.network).capabilities),
        })),
      });
    })
    .post("/channels", may("channel.connect"), valid("json", draft), async (c) => {
      const ctx = c.get("ctx");
      const given = c.req.valid("json");
      const connector = networks.connector(ctx, given.network);
      return c.json(
        await connectChannel(
          ctx,
          networks.net(ctx, AbortSignal.timeout(connectMs)),
          connector,
          given,
        ),
        201,
      );
    })
    .post("/channels/consents", may("channel.connect"), valid("json", draft), async (c) =>
      c.json(await startConsent(c.get("ctx"), networks, c.req.valid("json")), 201),
    )
    .post("/channels/consented", may("channel.connect"), valid("json", back), async (c) => {
      const ctx = c.get("ctx");
      const net = networks.net(ctx, AbortSignal.timeout(connectMs));
      return c.json(await finishConsent(ctx, net, networks, c.req.valid("json")), 201);
    })
    .post("/fediverse-actors", may("channel.connect"), async (c) =>
      c.json({ connected: await connectActors(c.get("ctx"), networks) }, 201),
    )
    .get("/channels/:id/followers", may("channel.read"), async (c) =>
      c.json({ standing: await actorStanding(c.get("ctx"), c.req.param("id")) }),
    )
    .delete("/channels/:id", may("channel.connect"), async (c) => {
      await endChannel(c.get("ctx"), c.req.param("id"));
      return c.json({ ended: true });
    })
    .get("/channels/:id/opt-outs", may("opt-out.read"), async (c) =>
      c.json({ optOuts: await listOptOuts(c.get("ctx"), c.req.param("id")) }),
    )
    .post(
      "/channels/:id/opt-out-searches",
      may("opt-out.read"),
      valid("json", number),
      async (c) => {
        const { number: typed } = c.req.valid("json");
        return c.json(await findOptOut(c.get("ctx"), c.req.param("id"), typed));
      },
    )
    .post("/channels/:id/opt-outs", may("opt-out.write"), valid("json", optOut), async (c) => {
      await addOptOut(c.get("ctx"), { channelId: c.req.param("id"), ...c.req.valid("json") });
      return c.json({ added: true }, 201);
    })
    .delete("/channels/:id/opt-outs", may("opt-out.write"), valid("json", optIn), async (c) => {
      await endOptOut(c.get("ctx"), { channelId: c.req.param("id"), ...c.req.valid("json") });
      return c.json({ ended: true });
    })
    .get("/channel-meters", may("channel.read"), async (c) =>
      c.json({ channels: await channelMeters(c.get("ctx"), networks) }),
    )
    .put("/channels/:id/reserve", may("reserve.set"), valid("json", reserve), async (c) => {
      const order = { channelId: c.req.param("id"), ...c.req.valid("json") };
      await setReserve(c.get("ctx"), networks, order);
      return c.json({ set: true });
    })
    .post(
      "/channels/:id/place-searches",
      may("channel.places"),
      valid("json", placeWords),
      async (c) => {
        const { words } = c.req.valid("json");
        return c.json({
          places: await searchPlaces(c.get("ctx"), networks, c.req.param("id"), words),
        });
      },
    )
    .put("/channels/:id/places", may("channel.places"), valid("json", beatPlaces), async (c) => {
      const order = { channelId: c.req.param("id"), ...c.req.valid("json") };
      return c.json({ places: await setPlaces(c.get("ctx"), networks, order) });
    })
    .put("/channels/:id/beat", may("channel.places"), valid("json", speaking), async (c) => {
      await setSpeaking(c.get("ctx"), c.req.param("id"), c.req.valid("json").beatId);
      return c.json({ bound: true });
    })
    .get("/completeness", may("capture.read"), valid("query", month), async (c) =>
      c.json(await completeness(c.get("ctx"), networks, c.req.valid("query").month)),
    )
    .post(
      "/capture-gaps/:id/answer",
      may("capture.answer"),
      valid("json", gapAnswer),
      async (c) => {
        const answer = { id: c.req.param("id"), ...c.req.valid("json") };
        return c.json({ answered: await answerGap(c.get("ctx"), answer) });
      },
    )
    .post(
      "/channels/:id/handle-check",
      may("channel.check"),
      valid("json", handleAsked),
      async (c) => {
        const asked = { channelId: c.req.param("id"), domain: c.req.valid("json").domain };
        return c.json(await checkHandle(c.get("ctx"), networks, asked));
      },
    )
    .post("/channels/:id/check", may("channel.check"), async (c) =>
      c.json(await checkChannel(c.get("ctx"), networks, c.req.param("id"))),
    );
}

/** Without where each limit comes from: `/networks` tells it, and every page asks for the list of channels. */
function inShort({ limits, budgets: _measured, ...capabilities }: Capabilities) {
  return {
    ...capabilities,
    limits: limits.map(({ what, value, unit }) => ({ what, value, unit })),
  };
}

export type ChannelRoutes = ReturnType<typeof channelRoutes>;
