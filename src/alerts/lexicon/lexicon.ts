import { and, asc, eq, isNull } from "drizzle-orm";
import { authorize, namesOf, personOf } from "#agency";
import { stamp } from "#platform/clock.ts";
import { agencyOf, type Ctx, type TxCtx } from "#platform/context.ts";
import { read, transact } from "#platform/db/database.ts";
import { limit } from "#platform/limits.ts";
import { found, Refusal } from "#platform/refusal.ts";
import { modelPhrases, type PhraseKind } from "./models.ts";
import { alertPhrases } from "./tables.ts";

const phrasesMax = limit(
  "lexicon.phrases",
  300,
  "phrases",
  "of one agency; more are not found in time",
);

export interface Phrase {
  id: string;
  kind: PhraseKind;
  en: string;
  es: string;
  isModel: boolean;
  writtenBy: string;
  isMine: boolean;
  /** Who read both languages and found that they say the same; until then no writer is offered it. */
  certifiedBy: string | null;
  certifiedAt: string | null;
}

export interface Lexicon {
  phrases: Phrase[];
  /** Models that were not taken in yet. */
  models: number;
}

/** The phrases that stand, certified ones first, and by kind. */
export async function lexicon(ctx: Ctx): Promise<Lexicon> {
  authorize(ctx, "alert.read");
  return read(ctx, async (tx) => {
    const me = personOf(tx).personId;
    const all = await tx.tx
      .select()
      .from(alertPhrases)
      .where(eq(alertPhrases.agencyId, agencyOf(tx)))
      .orderBy(asc(alertPhrases.kind), asc(alertPhrases.en));
    const known = new Set(all.map(({ model }) => model));
    const standing = all.filter(({ endedAt }) => endedAt === null);
    const people = standing.flatMap(({ writtenBy, certifiedBy }) => [writtenBy, certifiedBy ?? ""]);
    const names = await namesOf(tx, people.filter(Boolean));
    return {
      models: modelPhrases.filter(({ model }) => !known.has(model)).length,
      phrases: standing.map((one) => ({
        id: one.id,
        kind: one.kind,
        en: one.en,
        es: one.es,
        isModel: one.model !== null,
        writtenBy: names.get(one.writtenBy) ?? "",
        isMine: one.writtenBy === me,
        certifiedBy: one.certifiedBy === null ? null : (names.get(one.certifiedBy) ?? ""),
        certifiedAt: one.certifiedAt,
      })),
    };
  });
}

/** Takes in the models that are not there yet, each to be certified; one that was taken out stays out. */
export async function adoptPhrases(ctx: Ctx): Promise<{ adopted: number }> {
  return transact(ctx, async (tx) => {
    authorize(tx, "phrase.write");
    const rows = await tx.tx
      .insert(alertPhrases)
      .values(modelPhrases.map((one) => ({ ...one, ...written(tx), id: tx.ids.uuid() })))
      .onConflictDoNothing()
      .returning({ id: alertPhrases.id });
    await mustFit(tx);
    if (rows.length > 0) await tell(tx, "adopted", agencyOf(tx), { phrases: rows.length });
    return { adopted: rows.length };
  });
}

export async function writePhrase(
  ctx: Ctx,
  { kind, en, es }: { kind: PhraseKind; en: string; es: string },
): Promise<{ id: string }> {
  return transact(ctx, async (tx) => {
    authorize(tx, "phrase.write");
    const id = tx.ids.uuid();
    await tx.tx.insert(alertPhrases).values({ id, kind, en, es, model: null, ...written(tx) });
    await mustFit(tx);
    await tell(tx, "written", id, { en, es });
    return { id };
  });
}

function written(tx: TxCtx) {
  const writtenAt = stamp(tx.clock.now());
  return { agencyId: agencyOf(tx), writtenBy: personOf(tx).personId, writtenAt };
}

async function mustFit(tx: TxCtx): Promise<void> {
  const rows = await tx.tx
    .select({ id: alertPhrases.id })
    .from(alertPhrases)
    .where(and(eq(alertPhrases.agencyId, agencyOf(tx)), isNull(alertPhrases.endedAt)));
  if (rows.length > phrasesMax)
    throw new Refusal(
      "phrases-full",
      `The lexicon has at most ${phrasesMax} phrases. Take some out.`,
    );
}

/** A second person has read both languages: they say the same (nothing goes out that nobody reviewed). */
export async function certifyPhrase(ctx: Ctx, id: string): Promise<void> {
  await transact(ctx, async (tx) => {
    const phrase = await locked(tx, id);
    const me = personOf(tx).personId;
    authorize(tx, "phrase.certify", { kind: "alert-phrase", id }, [
      phrase.writtenBy === me
        ? {
            code: "own-phrase",
            reason: "You brought this phrase in. A second person certifies it.",
          }
        : undefined,
    ]);
    if (phrase.certifiedAt !== null) return;
    const certifiedAt = stamp(tx.clock.now());
    await tx.tx.update(alertPhrases).set({ certifiedBy: me, certifiedAt }).where(at(tx, id));
    await tell(tx, "certified", id, { en: phrase.en, es: phrase.es });
  });
}

/** No writer is offered it any more; what was said with it stays as it was. */
export async function endPhrase(ctx: Ctx, id: string): Promise<void> {
  await transact(ctx, async (tx) => {
    const { en, es } = await locked(tx, id);
    authorize(tx, "phrase.write", { kind: "alert-phrase", id });
    await tx.tx
      .update(alertPhrases)
      .set({ endedAt: stamp(tx.clock.now()) })
      .where(at(tx, id));
    await tell(tx, "ended", id, { en, es });
  });
}

function at(tx: TxCtx, id: string) {
  return and(eq(alertPhrases.agencyId, agencyOf(tx)), eq(alertPhrases.id, id));
}

async function locked(tx: TxCtx, id: string) {
  const [row] = await tx.tx
    .select()
    .from(alertPhrases)
    .where(and(at(tx, id), isNull(alertPhrases.endedAt)))
    .for("update");
  return found(row, "phrase");
}

async function tell(
  tx: TxCtx,
  what: "adopted" | "written" | "certified" | "ended",
  id: string,
  facts: Record<string, string | number>,
): Promise<void> {
  const kind = what === "adopted" ? "agency" : "alert-phrase";
  await tx.happenings.tell(tx, { kind: `alerts.phrase-${what}`, subject: { kind, id }, facts });
}
