import { Hono } from "hono";
import { z } from "zod";
import { may } from "#agency";
import type { Networks } from "#channels";
import type { AppEnv } from "#platform/http/app-env.ts";
import { valid } from "#platform/http/valid.ts";
import { adoptAlarm, allAlarms, regainChannel } from "./alarms.ts";
import { watchReach } from "./reach.ts";
import { disavowChannel, preparedWarning } from "./compromised.ts";

const noted = z.object({ note: z.string().trim().min(3).max(900) });

export function watchRoutes(networks: Networks) {
  return new Hono<AppEnv>()
    .get("/alarms", may("alarm.read"), async (c) =>
      c.json({ alarms: await allAlarms(c.get("ctx")) }),
    )
    .get("/watch/reach", may("alarm.read"), async (c) =>
      c.json({ channels: await watchReach(c.get("ctx"), networks) }),
    )
    .get("/channels/:id/warning", may("alarm.disavow"), async (c) =>
      c.json(await preparedWarning(c.get("ctx"), networks, c.req.param("id"))),
    )
    .post("/alarms/:id/adoption", may("alarm.adopt"), valid("json", noted), async (c) => {
      await adoptAlarm(c.get("ctx"), c.req.param("id"), c.req.valid("json").note);
      return c.json({ adopted: true }, 201);
    })
    .post("/alarms/:id/disavowal", may("alarm.disavow"), valid("json", noted), async (c) => {
      const { note } = c.req.valid("json");
      return c.json(await disavowChannel(c.get("ctx"), networks, c.req.param("id"), note), 201);
    })
    .delete("/alarms/:id/disavowal", may("alarm.regain"), valid("json", noted), async (c) => {
      await regainChannel(c.get("ctx"), c.req.param("id"), c.req.valid("json").note);
      return c.json({ regained: true });
    });
}

export type WatchRoutes = ReturnType<typeof watchRoutes>;
