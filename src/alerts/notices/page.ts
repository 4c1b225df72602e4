import { auditLookOnce, authorize } from "#agency";
import { agencyOf, type Ctx } from "#platform/context.ts";
import { transact } from "#platform/db/database.ts";
import { and, desc, eq } from "drizzle-orm";
import { bookingLawOf } from "./booking-law.ts";
import { freeTextOf } from "./content.ts";
import { placeOf } from "./drafting.ts";
import { endingOf, versionOf } from "./reading.ts";
import { noticeFindings } from "./rules.ts";
import { surfacesOf } from "./surfaces.ts";
import { noticeFlyers, noticePosts, noticeVersions } from "./tables.ts";
import { sayable, wordingsOf } from "./wordings.ts";
import { catalogues } from "./words/catalogue.ts";

/** One notice: its record, what keeps it in, its translations, its flyers, where it stands, and how it went. */
export async function noticePage(ctx: Ctx, id: string) {
  authorize(ctx, "notice.open", { kind: "notice", id });
  return transact(ctx, async (tx) => {
    const { notice, version, hash, content, submittedAt } = await versionOf(tx, id);
    await auditLookOnce(tx, { kind: "notice", id }, "opened the record of a notice");
    const place = await placeOf(tx);
    const wordings = await wordingsOf(tx, id, content);
    const of = and(eq(noticeFlyers.agencyId, agencyOf(tx)), eq(noticeFlyers.noticeId, id));
    const flyers = await tx.tx
      .select()
      .from(noticeFlyers)
      .where(of)
      .orderBy(desc(noticeFlyers.version));
    const posts = await tx.tx
      .select()
      .from(noticePosts)
      .where(and(eq(noticePosts.agencyId, agencyOf(tx)), eq(noticePosts.noticeId, id)));
    const versions = await tx.tx
      .select({
        version: noticeVersions.version,
        writtenAt: noticeVersions.writtenAt,
        writtenBy: noticeVersions.writtenBy,
        submittedAt: noticeVersions.submittedAt,
      })
      .from(noticeVersions)
      .where(and(eq(noticeVersions.agencyId, agencyOf(tx)), eq(noticeVersions.noticeId, id)))
      .orderBy(desc(noticeVersions.version));
    return {
      notice,
      version,
      hash,
      content,
      isSubmitted: submittedAt !== null,
      findings: noticeFindings(content, place),
      choices: { en: choicesOf("en"), es: choicesOf("es") },
      law: bookingLawOf(place.state) ?? null,
      freeText: freeTextOf(content),
      languages: content.languages.map((language) => ({
        language,
        title: catalogues[language].title,
        review: catalogues[language].review,
        lacks: lackOf(sayable(content, language, wordings)),
        wording: wordings.get(language) ?? null,
      })),
      flyers,
      posts,
      versions,
      ending: (await endingOf(tx, id)) ?? null,
      ...(await surfacesOf(tx, id)),
    };
  });
}

/** What may be chosen, in words: the same that flyers say. */
function choicesOf(language: "en" | "es") {
  const { kinds, sexes, races, hair, eyes, colours, circumstances } = catalogues[language];
  return { kinds, sexes, races, hair, eyes, colours, circumstances };
}

function lackOf(words: ReturnType<typeof sayable>): "written" | "certified" | null {
  return "lacks" in words ? words.lacks : null;
}
