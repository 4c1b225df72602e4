import { and, desc, eq, isNull } from "drizzle-orm";
import { authorize, personOf } from "#agency";
import { stamp } from "#platform/clock.ts";
import { agencyOf, type Ctx, type TxCtx } from "#platform/context.ts";
import { transact } from "#platform/db/database.ts";
import { found, Refusal } from "#platform/refusal.ts";
import {
  freeTextOf,
  wordingHash,
  type NoticeContent,
  type NoticeLanguage,
  type Wording,
} from "./content.ts";
import { tellNotice } from "./drafting.ts";
import { lockedNotice, versionOf } from "./reading.ts";
import { noticeWordings } from "./tables.ts";

/** The language in which a notice is written. */
const ownLanguage: NoticeLanguage = "en";

export type WordingRow = typeof noticeWordings.$inferSelect;

/** Writes a notice's free text in another language: by a person, never by a machine. */
export async function writeWording(
  ctx: Ctx,
  id: string,
  { language, words }: { language: NoticeLanguage; words: Wording },
): Promise<string> {
  return transact(ctx, async (tx) => {
    authorize(tx, "notice.draft", { kind: "notice", id });
    await lockedNotice(tx, id);
    const { content } = await versionOf(tx, id);
    const source = freeTextOf(content);
    const missing = Object.keys(source).filter((field) => !words[field as keyof Wording]?.trim());
    if (missing.length > 0)
      throw new Refusal("wording-incomplete", "Translate every field: half a warning is none.", {
        details: { missing },
      });
    const wordingId = tx.ids.uuid();
    await tx.tx.insert(noticeWordings).values({
      agencyId: agencyOf(tx),
      id: wordingId,
      noticeId: id,
      language,
      sourceHash: wordingHash(source),
      words,
      writtenBy: personOf(tx).personId,
      writtenAt: stamp(tx.clock.now()),
    });
    await tellNotice(tx, "worded", id, { language }, Object.values(words).join("\n"));
    return wordingId;
  });
}

/** A second person who knows the language answers for it, word for word. */
export async function certifyWording(ctx: Ctx, wordingId: string): Promise<void> {
  await transact(ctx, async (tx) => {
    const me = personOf(tx).personId;
    const [row] = await tx.tx
      .select()
      .from(noticeWordings)
      .where(and(eq(noticeWordings.agencyId, agencyOf(tx)), eq(noticeWordings.id, wordingId)))
      .for("update");
    const wording = found(row, "wording");
    const id = wording.noticeId;
    authorize(tx, "notice.certify", { kind: "notice", id }, [
      wording.writtenBy === me
        ? {
            code: "own-wording",
            reason: "You wrote this translation. A second person certifies it.",
          }
        : undefined,
    ]);
    await tx.tx
      .update(noticeWordings)
      .set({ certifiedBy: me, certifiedAt: stamp(tx.clock.now()) })
      .where(
        and(
          eq(noticeWordings.agencyId, agencyOf(tx)),
          eq(noticeWordings.id, wordingId),
          isNull(noticeWordings.certifiedAt),
        ),
      );
    await tellNotice(tx, "wording-certified", id, { language: wording.language }, wording.language);
  });
}

/** The newest wording of each language that still says what the record says. */
export async function wordingsOf(
  tx: TxCtx,
  id: string,
  content: NoticeContent,
): Promise<Map<string, WordingRow>> {
  const hash = wordingHash(freeTextOf(content));
  const rows = await tx.tx
    .select()
    .from(noticeWordings)
    .where(
      and(
        eq(noticeWordings.agencyId, agencyOf(tx)),
        eq(noticeWordings.noticeId, id),
        eq(noticeWordings.sourceHash, hash),
      ),
    )
    .orderBy(desc(noticeWordings.writtenAt));
  const newest = new Map<string, WordingRow>();
  for (const row of rows) if (!newest.has(row.language)) newest.set(row.language, row);
  return newest;
}

/** What may be said in a language: the writer's own words, or those that two people answer for. */
export function sayable(
  content: NoticeContent,
  language: NoticeLanguage,
  wordings: ReadonlyMap<string, WordingRow>,
): { wording: Wording | undefined } | { lacks: "written" | "certified" } {
  if (language === ownLanguage || Object.keys(freeTextOf(content)).length === 0)
    return { wording: undefined };
  const row = wordings.get(language);
  if (!row) return { lacks: "written" };
  return row.certifiedAt === null ? { lacks: "certified" } : { wording: row.words };
}
