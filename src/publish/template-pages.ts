import { and, asc, eq } from "drizzle-orm";
import { authorize, namesOf } from "#agency";
import { agencyOf, type Ctx } from "#platform/context.ts";
import { read } from "#platform/db/database.ts";
import { templates, templateVersions } from "./schema.ts";
import { certificationsOf, standingTranslations } from "./template-certifications.ts";
import { templateContent } from "./template-content.ts";
import { templatesMax, templateVersion, versionsOf } from "./templates.ts";

/** All of them, by title, with the languages that may be offered. */
export async function allTemplates(ctx: Ctx) {
  authorize(ctx, "template.read");
  return read(ctx, async (tx) => {
    const rows = await tx.tx
      .select({ template: templates, content: templateVersions.content })
      .from(templates)
      .innerJoin(
        templateVersions,
        and(
          eq(templateVersions.agencyId, templates.agencyId),
          eq(templateVersions.templateId, templates.id),
          eq(templateVersions.version, templates.version),
        ),
      )
      .where(eq(templates.agencyId, agencyOf(tx)))
      .orderBy(asc(templates.title))
      .limit(templatesMax);
    const certified = await certificationsOf(tx);
    return rows.map(({ template, content: kept }) => {
      const content = templateContent.parse(kept);
      return {
        ...template,
        about: content.about,
        purpose: content.purpose,
        language: content.language,
        translations: standingTranslations(template.id, content, certified).map(
          ({ language, certifiedAt }) => ({ language, isCertified: certifiedAt !== null }),
        ),
      };
    });
  });
}

/** One template with its versions, and who answers for each translation. */
export async function templatePage(ctx: Ctx, id: string) {
  authorize(ctx, "template.read");
  return read(ctx, async (tx) => {
    const current = await templateVersion(tx, id);
    const certified = await certificationsOf(tx, id);
    const versions = await versionsOf(tx, id);
    const people = await namesOf(tx, [
      ...certified.map(({ certifiedBy }) => certifiedBy),
      ...versions.flatMap(({ authorId }) => authorId ?? []),
    ]);
    const name = (of: string | null) => (of === null ? null : (people.get(of) ?? ""));
    return {
      ...current,
      translations: standingTranslations(id, current.content, certified).map((one) => ({
        ...one,
        certifiedByName: name(one.certifiedBy),
      })),
      versions: versions.map(({ version, authorId, madeAt }) => ({
        version,
        madeAt,
        author: name(authorId),
      })),
    };
  });
}
