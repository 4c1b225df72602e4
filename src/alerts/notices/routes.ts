import { Hono } from "hono";
import { z } from "zod";
import { may } from "#agency";
import type { Networks } from "#channels";
import type { AppEnv } from "#platform/http/app-env.ts";
import { valid } from "#platform/http/valid.ts";
import { found } from "#platform/refusal.ts";
import { formats, type Made } from "../flyers/sheet.ts";
import { languages } from "./choices.ts";
import { noticeContent } from "./content.ts";
import { draftNotice, saveNotice } from "./drafting.ts";
import { endNotice } from "./ending.ts";
import { noticePage } from "./page.ts";
import { submitNotice } from "./publishing.ts";
import { listNotices } from "./reading.ts";
import { studio } from "./studio.ts";
import { catalogues } from "./words/catalogue.ts";
import { certifyWording, writeWording } from "./wordings.ts";

const states = ["draft", "submitted", "active", "located", "expired", "withdrawn"] as const;
const content = z.object({ content: noticeContent });
const saving = content.extend({ version: z.int() });
const submission = z.object({
  version: z.int(),
  acknowledged: z.array(z.string().max(200)).max(200).default([]),
  correction: z.string().trim().max(500).optional(),
});
const ending = z.object({
  how: z.enum(["located", "withdrawn"]),
  outcome: z.enum(["safe", "other"]),
  why: z.string().trim().min(3).max(500),
});
const wording = z.object({
  language: z.enum(languages),
  words: z.partialRecord(
    z.enum([
      "marks",
      "clothing",
      "seenPlace",
      "direction",
      "companion",
      "danger",
      "details",
      "photoAlt",
      "charge",
      "title",
    ]),
    z.string().trim().max(1_000),
  ),
});

const inLanguage = z.object({ language: z.enum(languages).default("en") });
const inFormat = inLanguage.extend({ format: z.enum(formats).default("print") });

/** A flyer without its bytes, or why there is none. */
function toldOf(one: Made) {
  const { format } = one;
  if ("unmade" in one) return { format, ...one.unmade, width: 0, height: 0, sizeBytes: 0 };
  const { width, height, bytes } = one.flyer;
  return { format, why: null, field: "", width, height, sizeBytes: bytes.length };
}

export function noticeRoutes(networks: Networks, origin: string) {
  return new Hono<AppEnv>()
    .get(
      "/notices",
      may("notice.read"),
      valid("query", z.object({ state: z.enum(states).optional() })),
      async (c) => c.json({ notices: await listNotices(c.get("ctx"), c.req.valid("query")) }),
    )
    .post("/notices", may("notice.draft"), valid("json", content), async (c) => {
      const { notice, version } = await draftNotice(c.get("ctx"), c.req.valid("json").content);
      return c.json({ id: notice.id, code: notice.code, version }, 201);
    })
    .get("/notices/:id", may("notice.open"), async (c) =>
      c.json(await noticePage(c.get("ctx"), c.req.param("id"))),
    )
    .put("/notices/:id", may("notice.draft"), valid("json", saving), async (c) => {
      const { content: given, version } = c.req.valid("json");
      const saved = await saveNotice(c.get("ctx"), c.req.param("id"), given, version);
      return c.json({ version: saved.version });
    })
    .get("/notices/:id/flyers", may("notice.read"), valid("query", inLanguage), async (c) => {
      const { language } = c.req.valid("query");
      const languages = [language];
      const [one] = await studio(c.get("ctx"), origin, c.req.param("id"), { languages });
      const { title, review } = catalogues[language];
      const made = (one?.made ?? []).map(toldOf);
      return c.json({ language, title, review, lacks: one?.lacks ?? null, made });
    })
    .get("/notices/:id/flyer", may("notice.read"), valid("query", inFormat), async (c) => {
      const { language, format } = c.req.valid("query");
      const languages = [language];
      const [one] = await studio(c.get("ctx"), origin, c.req.param("id"), { languages });
      const made = one?.made.find((each) => each.format === format);
      const flyer = found(made && "flyer" in made ? made.flyer : undefined, "flyer");
      const ending = flyer.type === "application/pdf" ? "pdf" : "png";
      return c.body(Uint8Array.from(flyer.bytes).buffer, 200, {
        "content-type": flyer.type,
        "cache-control": "private, no-store",
        "content-disposition": `inline; filename="flyer-${language}-${format}.${ending}"`,
      });
    })
    .post("/notices/:id/wordings", may("notice.draft"), valid("json", wording), async (c) =>
      c.json({ id: await writeWording(c.get("ctx"), c.req.param("id"), c.req.valid("json")) }, 201),
    )
    .post("/notice-wordings/:id/certification", may("notice.certify"), async (c) => {
      await certifyWording(c.get("ctx"), c.req.param("id"));
      return c.json({ certified: true }, 201);
    })
    .post("/notices/:id/submission", may("notice.submit"), valid("json", submission), async (c) =>
      c.json(
        await submitNotice(c.get("ctx"), networks, origin, c.req.param("id"), c.req.valid("json")),
        201,
      ),
    )
    .post("/notices/:id/ending", may("notice.end"), valid("json", ending), async (c) =>
      c.json(await endNotice(c.get("ctx"), networks, c.req.param("id"), c.req.valid("json")), 201),
    );
}
