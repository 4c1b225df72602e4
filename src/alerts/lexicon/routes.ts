import { Hono } from "hono";
import { z } from "zod";
import { may } from "#agency";
import type { AppEnv } from "#platform/http/app-env.ts";
import { valid } from "#platform/http/valid.ts";
import { adoptPhrases, certifyPhrase, endPhrase, lexicon, writePhrase } from "./lexicon.ts";

const said = z.string().trim().min(3).max(200);
const phrase = z.object({
  kind: z.enum(["hazard", "action", "place", "over"]),
  en: said,
  es: said,
});

export function lexiconRoutes() {
  return new Hono<AppEnv>()
    .get("/alert-phrases", may("alert.read"), async (c) => c.json(await lexicon(c.get("ctx"))))
    .post("/alert-phrases", may("phrase.write"), valid("json", phrase), async (c) =>
      c.json(await writePhrase(c.get("ctx"), c.req.valid("json")), 201),
    )
    .post("/alert-phrases/models", may("phrase.write"), async (c) =>
      c.json(await adoptPhrases(c.get("ctx")), 201),
    )
    .post("/alert-phrases/:id/certification", may("phrase.certify"), async (c) => {
      await certifyPhrase(c.get("ctx"), c.req.param("id"));
      return c.json({ certified: true }, 201);
    })
    .delete("/alert-phrases/:id", may("phrase.write"), async (c) => {
      await endPhrase(c.get("ctx"), c.req.param("id"));
      return c.json({ ended: true });
    });
}
