import { Hono } from "hono";
import { z } from "zod";
import { may } from "#agency";
import type { Networks } from "#channels";
import type { AppEnv } from "#platform/http/app-env.ts";
import { valid } from "#platform/http/valid.ts";
import { addModelTemplates } from "./template-adoption.ts";
import { certifyTranslation, withdrawCertification } from "./template-certifications.ts";
import { templateContent } from "./template-content.ts";
import { allTemplates, templatePage } from "./template-pages.ts";
import { factsMax, fillTemplate, issueAlert, previewPicture } from "./template-posts.ts";
import { archiveTemplate, editTemplate, writeTemplate } from "./templates.ts";

const hash = z.string().regex(/^[0-9a-f]{64}$/);
const language = z.string().regex(/^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$/);
const filling = z.object({
  version: z.number().int(),
  facts: z
    .record(z.string().max(40), z.string().max(400))
    .refine((facts) => Object.keys(facts).length <= factsMax),
  languages: z.array(language).max(12).default([]),
  channels: z.array(z.uuid()).max(60).default([]),
  media: z
    .array(z.object({ sha256: hash, alt: z.string().max(2_000) }))
    .max(4)
    .default([]),
  drawn: z.boolean().default(false),
});
type Filling = z.infer<typeof filling>;
const go = z.discriminatedUnion("way", [
  z.object({ way: z.literal("draft") }),
  z.object({ way: z.literal("submit"), acknowledged: z.array(hash).max(200).default([]) }),
  z.object({ way: z.literal("break-glass"), reason: z.string().max(2_000) }),
]);
const edit = z.object({ content: templateContent, expected: z.number().int() });
const word = z.object({ language, hash, note: z.string().trim().min(3).max(500) });
const why = z.object({ why: z.string().trim().min(3).max(500) });

/** Messages prepared in calm hours, and the posts that are made from them in the other ones. */
export function templateRoutes(networks: Networks, origin: string) {
  const address = new URL(origin).host;
  const draftOf = (templateId: string, { drawn, ...given }: Filling) => ({
    ...given,
    templateId,
    drawn: drawn ? { address } : undefined,
  });
  return new Hono<AppEnv>()
    .get("/templates", may("template.read"), async (c) =>
      c.json({ templates: await allTemplates(c.get("ctx")) }),
    )
    .post("/templates", may("template.write"), valid("json", templateContent), async (c) =>
      c.json(await writeTemplate(c.get("ctx"), c.req.valid("json")), 201),
    )
    .post("/template-models", may("template.write"), async (c) =>
      c.json({ added: await addModelTemplates(c.get("ctx")) }, 201),
    )
    .get("/templates/:id", may("template.read"), async (c) =>
      c.json(await templatePage(c.get("ctx"), c.req.param("id"))),
    )
    .put("/templates/:id", may("template.write"), valid("json", edit), async (c) => {
      const { content, expected } = c.req.valid("json");
      return c.json(await editTemplate(c.get("ctx"), c.req.param("id"), content, expected));
    })
    .delete("/templates/:id", may("template.write"), async (c) => {
      await archiveTemplate(c.get("ctx"), c.req.param("id"), true);
      return c.json({ archived: true });
    })
    .post("/templates/:id/restoration", may("template.write"), async (c) => {
      await archiveTemplate(c.get("ctx"), c.req.param("id"), false);
      return c.json({ restored: true });
    })
    .post(
      "/templates/:id/certifications",
      may("template.certify"),
      valid("json", word),
      async (c) => {
        const given = { templateId: c.req.param("id"), ...c.req.valid("json") };
        await certifyTranslation(c.get("ctx"), given);
        return c.json({ certified: true }, 201);
      },
    )
    .delete(
      "/template-certifications/:id",
      may("template.certify"),
      valid("json", why),
      async (c) => {
        await withdrawCertification(c.get("ctx"), c.req.param("id"), c.req.valid("json").why);
        return c.json({ withdrawn: true });
      },
    )
    .post("/templates/:id/fillings", may("post.draft"), valid("json", filling), async (c) => {
      const draft = draftOf(c.req.param("id"), c.req.valid("json"));
      return c.json(await fillTemplate(c.get("ctx"), networks, draft));
    })
    .post(
      "/templates/:id/pictures",
      may("post.draft"),
      valid("json", filling.extend({ language })),
      async (c) => {
        const { language: of, ...given } = c.req.valid("json");
        const draft = { ...draftOf(c.req.param("id"), given), drawn: { address } };
        const bytes = await previewPicture(c.get("ctx"), networks, draft, of);
        return c.body(new Uint8Array(bytes), 200, { "content-type": "image/png" });
      },
    )
    .post(
      "/templates/:id/posts",
      may("post.submit"),
      valid("json", filling.extend({ go })),
      async (c) => {
        const { go: way, ...draft } = c.req.valid("json");
        const given = draftOf(c.req.param("id"), draft);
        return c.json(await issueAlert(c.get("ctx"), networks, given, way), 201);
      },
    );
}
