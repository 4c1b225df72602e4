import { Hono } from "hono";
import { z } from "zod";
import { may, personOf } from "#agency";
import type { AppEnv } from "#platform/http/app-env.ts";
import type { rateLimiter } from "#platform/http/security.ts";
import { valid } from "#platform/http/valid.ts";
import { limit } from "#platform/limits.ts";
import { addDevice, ownDevices, removeDevice, seeDevice } from "./devices.ts";
import { endpointMax } from "./push-address.ts";
import type { Pusher } from "./pusher.ts";
import { tryDevice } from "./trying.ts";

const perMinute = limit(
  "devices.asked",
  12,
  "a minute a person",
  "devices switched on and notices tried: each may make this server write to another",
);

const drafted = z.object({
  name: z.string().trim().min(1).max(80),
  endpoint: z.string().max(endpointMax),
  p256dh: z.string().max(100),
  auth: z.string().max(40),
});

const present = z.object({ mark: z.string().max(100) });

export function deviceRoutes(pusher: Pusher, limiter: ReturnType<typeof rateLimiter>) {
  return new Hono<AppEnv>()
    .get("/devices", may("device.own"), async (c) => c.json(await ownDevices(c.get("ctx"))))
    .post("/devices", may("device.own"), valid("json", drafted), async (c) => {
      const ctx = c.get("ctx");
      const { name, ...address } = c.req.valid("json");
      limiter.take(`devices of ${personOf(ctx).personId}`, perMinute);
      await pusher.check(address);
      return c.json(await addDevice(ctx, { name, address }), 201);
    })
    .put("/devices/presence", may("device.own"), valid("json", present), async (c) =>
      c.json({ known: await seeDevice(c.get("ctx"), c.req.valid("json").mark) }),
    )
    .post("/devices/:id/tries", may("device.own"), async (c) => {
      const ctx = c.get("ctx");
      limiter.take(`devices of ${personOf(ctx).personId}`, perMinute);
      return c.json({ reached: await tryDevice(ctx, pusher, c.req.param("id")) }, 201);
    })
    .delete("/devices/:id", may("device.own"), async (c) => {
      await removeDevice(c.get("ctx"), c.req.param("id"));
      return c.json({ removed: true });
    });
}

export type DeviceRoutes = ReturnType<typeof deviceRoutes>;
