import { and, desc, eq, isNull } from "drizzle-orm";
import { authorize, personOf, type Denial } from "#agency";
import { stamp } from "#platform/clock.ts";
import { agencyOf, type Ctx, type TxCtx } from "#platform/context.ts";
import { transact } from "#platform/db/database.ts";
import { limit } from "#platform/limits.ts";
import { found, Refusal } from "#platform/refusal.ts";
import { templateCertifications } from "./schema.ts";
import { translationHash, type TemplateContent } from "./template-content.ts";
import { lockedTemplate, versionsOf } from "./templates.ts";

const shownMax = limit("template.certifications", 1_000, "certifications", "in force at once");

export type Certification = typeof templateCertifications.$inferSelect;

/** A translation as it stands: a draft, or somebody's word for exactly this wording. */
export interface StandingTranslation {
  language: string;
  hash: string;
  certificationId: string | null;
  certifiedBy: string | null;
  certifiedAt: string | null;
  note: string | null;
}

export function standingTranslations(
  templateId: string,
  content: TemplateContent,
  certified: readonly Certification[],
): StandingTranslation[] {
  return content.translations.map(({ language }) => {
    const hash = translationHash(content, language) ?? "";
    const known = certified.find(
      (one) => one.templateId === templateId && one.language === language && one.hash === hash,
    );
    return {
      language,
      hash,
      certificationId: known?.id ?? null,
      certifiedBy: known?.certifiedBy ?? null,
      certifiedAt: known?.certifiedAt ?? null,
      note: known?.note ?? null,
    };
  });
}

/** Those that nobody withdrew, newest first: of one template, or of all. */
export async function certificationsOf(tx: TxCtx, templateId?: string): Promise<Certification[]> {
  return tx.tx
    .select()
    .from(templateCertifications)
    .where(
      and(
        eq(templateCertifications.agencyId, agencyOf(tx)),
        isNull(templateCertifications.withdrawnAt),
        templateId === undefined ? undefined : eq(templateCertifications.templateId, templateId),
      ),
    )
    .orderBy(desc(templateCertifications.certifiedAt))
    .limit(shownMax);
}

/**
 * Answers for a translation, word for word as it was on screen. Whoever wrote it does not certify it. From then on,
 * until a word of it changes, it is offered with the template.
 */
export async function certifyTranslation(
  ctx: Ctx,
  given: { templateId: string; language: string; hash: string; note: string },
): Promise<void> {
  await transact(ctx, async (tx) => {
    const { template, content } = await lockedTemplate(tx, given.templateId);
    const hash = found(translationHash(content, given.language), "translation");
    const me = personOf(tx).personId;
    authorize(
      tx,
      "template.certify",
      { kind: "template", id: template.id, agencyId: template.agencyId },
      [
        hash === given.hash
          ? undefined
          : {
              code: "translation-changed",
              reason: "The translation was changed after you opened it. Read it again.",
            },
        await notItsWriter(tx, template.id, given, me),
      ],
    );
    const known = (await certificationsOf(tx, template.id)).some((one) => one.hash === hash);
    if (known)
      throw new Refusal("certified-already", "This translation is certified already.", {
        status: 409,
      });
    await tx.tx.insert(templateCertifications).values({
      agencyId: agencyOf(tx),
      id: tx.ids.uuid(),
      templateId: template.id,
      language: given.language,
      hash,
      certifiedBy: me,
      certifiedAt: stamp(tx.clock.now()),
      note: given.note,
    });
    await tell(tx, "publish.translation-certified", template.id, { ...given, hash });
  });
}

/** Who first wrote these very words, whatever version it was in. */
async function notItsWriter(
  tx: TxCtx,
  id: string,
  { language, hash }: { language: string; hash: string },
  me: string,
): Promise<Denial | undefined> {
  const versions = await versionsOf(tx, id);
  const first = versions.findLast(({ content }) => translationHash(content, language) === hash);
  if (first?.authorId !== me) return undefined;
  return {
    code: "own-translation",
    reason: "Somebody else certifies this translation: you wrote it.",
  };
}

/** Takes the word back: the language is no longer offered. */
export async function withdrawCertification(ctx: Ctx, id: string, why: string): Promise<void> {
  await transact(ctx, async (tx) => {
    const mine = and(
      eq(templateCertifications.agencyId, agencyOf(tx)),
      eq(templateCertifications.id, id),
      isNull(templateCertifications.withdrawnAt),
    );
    const [row] = await tx.tx.select().from(templateCertifications).where(mine).for("update");
    const known = found(row, "certification");
    authorize(tx, "template.certify", { kind: "certification", id, agencyId: known.agencyId });
    await tx.tx
      .update(templateCertifications)
      .set({
        withdrawnBy: personOf(tx).personId,
        withdrawnAt: stamp(tx.clock.now()),
        withdrawnWhy: why,
      })
      .where(mine);
    const { language, hash } = known;
    await tell(tx, "publish.certification-withdrawn", known.templateId, { language, hash, why });
  });
}

async function tell(tx: TxCtx, kind: string, id: string, facts: object): Promise<void> {
  const { note, why } = facts as { note?: string; why?: string };
  await tx.happenings.tell(tx, {
    kind,
    subject: { kind: "template", id },
    facts: { ...facts },
    record: { payload: facts, text: note ?? why ?? "", direction: "internal" },
  });
}
