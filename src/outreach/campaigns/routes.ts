import { Hono } from "hono";
import { z } from "zod";
import { may } from "#agency";
import type { Networks } from "#channels";
import { objectiveKey } from "#policy";
import type { AppEnv } from "#platform/http/app-env.ts";
import { valid } from "#platform/http/valid.ts";
import { endCampaign, submitCampaign } from "./acting.ts";
import { campaignPage, listCampaigns } from "./reading.ts";
import { addPiece, startCampaign } from "./starting.ts";

const languages = z.enum(["en", "es"]);
const starting = z.object({
  model: z.string().max(60).nullable().default(null),
  name: z.string().trim().min(1).max(120),
  purpose: objectiveKey.default("inform"),
  startsOn: z.iso.date(),
  endsOn: z.iso.date(),
  languages: z.array(languages).min(1).max(2).default(["en"]),
  channels: z.array(z.uuid()).max(60).default([]),
});
const piece = z.object({
  title: z.string().trim().min(1).max(200),
  text: z.string().trim().min(1).max(5_000),
  language: languages.default("en"),
  offsetDays: z.int().min(0).max(120),
  time: z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/),
});
const acknowledged = z.object({
  acknowledged: z.array(z.string().max(200)).max(500).default([]),
});
const why = z.object({ why: z.string().trim().min(3).max(500) });

export function campaignRoutes(networks: Networks) {
  return new Hono<AppEnv>()
    .get("/campaigns", may("campaign.read"), async (c) => c.json(await listCampaigns(c.get("ctx"))))
    .post("/campaigns", may("campaign.start"), valid("json", starting), async (c) =>
      c.json(await startCampaign(c.get("ctx"), networks, c.req.valid("json")), 201),
    )
    .get("/campaigns/:id", may("campaign.read"), async (c) =>
      c.json(await campaignPage(c.get("ctx"), c.req.param("id"))),
    )
    .post("/campaigns/:id/posts", may("campaign.start"), valid("json", piece), async (c) => {
      const { title, text, ...given } = c.req.valid("json");
      const draft = { ...given, key: "own", words: { title, text } };
      return c.json(await addPiece(c.get("ctx"), networks, c.req.param("id"), draft), 201);
    })
    .post(
      "/campaigns/:id/submission",
      may("campaign.submit"),
      valid("json", acknowledged),
      async (c) => {
        const { acknowledged: keys } = c.req.valid("json");
        const posts = await submitCampaign(c.get("ctx"), networks, c.req.param("id"), keys);
        return c.json({ posts }, 201);
      },
    )
    .post("/campaigns/:id/ending", may("campaign.end"), valid("json", why), async (c) => {
      const { why: reason } = c.req.valid("json");
      return c.json(await endCampaign(c.get("ctx"), c.req.param("id"), reason), 201);
    });
}
