import { z } from "zod";
import { auditLook, authorize, personOf } from "#agency";
import { recordHoldings } from "#archive";
import type { Span } from "#platform/text/reading.ts";
import { stamp } from "#platform/clock.ts";
import { agencyOf, type Ctx, type TxCtx } from "#platform/context.ts";
import { transact } from "#platform/db/database.ts";
import { notFound, Refusal } from "#platform/refusal.ts";
import { mustKnowCodes } from "../requests/exemptions.ts";
import { lockedOpenRequest, numberOf, requestById, type Request } from "../requests/request.ts";
import { textSets, type TextSet } from "./newest.ts";
import { canBeSought, occurrencesIn, soughtMax } from "./occurrences.ts";
import { redecide } from "./redeciding.ts";
import { settledMarks } from "./spans.ts";
import { redactionTexts } from "./tables.ts";

const atOnce = 500;
const samplesMax = 20;
const aroundChars = 40;

export const sought = z.object({
  words: z.string().trim().min(1).max(soughtMax),
  /** Also the first and the last of the words by themselves: a family name alone. */
  alone: z.boolean().default(false),
});
type Sought = z.output<typeof sought>;

interface Found {
  sameText: string;
  recordId: string;
  text: string;
  set: TextSet | undefined;
  /** Where it stands unmarked. */
  places: Span[];
  marked: number;
}

/** Every text of a request in which something stands, once, whatever was decided of it. */
async function* textsWith(tx: TxCtx, requestId: string, what: Sought): AsyncGenerator<Found> {
  if (!canBeSought(what.words))
    throw new Refusal("sought-short", "Look for at least three letters or digits.");
  const rows = await tx.tx.raw<{ same_text: string; record_id: string }>(
    `select distinct on (same_text) same_text, record_id from request_items
     where agency_id = $1 and request_id = $2 order by same_text, captured_at, record_id`,
    [agencyOf(tx), requestId],
  );
  const sets = await textSets(tx, requestId);
  const sameTexts = new Map(rows.map((row) => [row.record_id, row.same_text]));
  for await (const { id: recordId, text } of recordHoldings(tx, [...sameTexts.keys()])) {
    const sameText = sameTexts.get(recordId) ?? "";
    const all = occurrencesIn(text, what.words, what);
    if (all.length === 0) continue;
    const set = sets.get(sameText);
    const places = all.filter((one) => !isCovered(one, set));
    yield { sameText, recordId, text, set, places, marked: all.length - places.length };
  }
}

function isCovered({ start, end }: Span, set: TextSet | undefined): boolean {
  return set?.marks.some((mark) => mark.start <= start && mark.end >= end) ?? false;
}

/** How often something stands in the records of a request, with some of the places. The look is audited with its words. */
export async function findEverywhere(ctx: Ctx, id: string, given: z.input<typeof sought>) {
  const what = sought.parse(given);
  return transact(ctx, async (tx) => {
    authorize(tx, "requests.redact", { kind: "request", id });
    await requestById(tx, id);
    const told = { texts: 0, places: 0, marked: 0 };
    const samples: { recordId: string; before: string; words: string; after: string }[] = [];
    for await (const { recordId, text, places, marked } of textsWith(tx, id, what)) {
      told.marked += marked;
      told.places += places.length;
      if (places.length > 0) told.texts += 1;
      for (const { start, end } of places.slice(0, samplesMax - samples.length))
        samples.push({
          recordId,
          before: text.slice(Math.max(0, start - aroundChars), start),
          words: text.slice(start, end),
          after: text.slice(end, end + aroundChars),
        });
    }
    await auditLook(tx, { kind: "request", id }, "looked for words in its records", {
      words: what.words,
      found: told.places,
    });
    return { ...told, samples };
  });
}

export const everywhereMarks = sought.extend({ code: z.string().trim().min(1).max(60) });

/** Marks something wherever it stands in the records of a request, as one act that can be taken back. */
export async function markEverywhere(
  ctx: Ctx,
  id: string,
  given: z.input<typeof everywhereMarks>,
): Promise<{ batch: string; texts: number; places: number }> {
  const { code, ...what } = everywhereMarks.parse(given);
  return transact(ctx, async (tx) => {
    authorize(tx, "requests.redact", { kind: "request", id });
    const request = await lockedOpenRequest(tx, id);
    await mustKnowCodes(tx, [code]);
    const batch = tx.ids.uuid();
    const sets: NewSet[] = [];
    let places = 0;
    for await (const one of textsWith(tx, id, what)) {
      if (one.places.length === 0) continue;
      const added = one.places.map((place) => ({ ...place, code }));
      const marks = settledMarks(one.text, [...(one.set?.marks ?? []), ...added]);
      sets.push({ sameText: one.sameText, marks, refused: one.set?.refused ?? [] });
      places += one.places.length;
    }
    if (sets.length === 0)
      throw new Refusal("nothing-to-mark", "It stands nowhere that is not marked already.", {
        status: 409,
      });
    await addSets(tx, id, sets, batch);
    const told = { texts: sets.length, places };
    await tellMany(tx, request, "marked-everywhere", { batch, ...told, code, ...what }, sets);
    return { batch, ...told };
  });
}

type NewSet = Pick<typeof redactionTexts.$inferInsert, "sameText" | "marks" | "refused">;

async function addSets(
  tx: TxCtx,
  requestId: string,
  sets: readonly NewSet[],
  batchId: string | null,
): Promise<void> {
  const rows = sets.map((set) => ({
    ...set,
    agencyId: agencyOf(tx),
    id: tx.ids.uuid(),
    requestId,
    batchId,
    markedBy: personOf(tx).personId,
    markedAt: stamp(tx.clock.now()),
  }));
  for (let from = 0; from < rows.length; from += atOnce)
    await tx.tx.insert(redactionTexts).values(rows.slice(from, from + atOnce));
  const holders = await tx.tx.raw<{ record_id: string }>(
    `select distinct record_id from request_items
     where agency_id = $1 and request_id = $2 and same_text = any($3::text[])`,
    [agencyOf(tx), requestId, sets.map(({ sameText }) => sameText)],
  );
  await redecide(
    tx,
    requestId,
    holders.map((row) => row.record_id),
  );
}

interface ToldMany {
  batch: string;
  texts: number;
  places?: number;
  kept?: number;
  code?: string;
  words?: string;
  alone?: boolean;
}

/** The trail has how much was marked; what was looked for is told in the sealed record alone. */
async function tellMany(
  tx: TxCtx,
  request: Request,
  what: "marked-everywhere" | "marks-taken-back",
  { words, alone, ...facts }: ToldMany,
  sets: readonly NewSet[],
): Promise<void> {
  const told = { number: numberOf(request), ...facts };
  await tx.happenings.tell(tx, {
    kind: `records.${what}`,
    subject: { kind: "request", id: request.id },
    facts: told,
    record: {
      payload: { ...told, words, alone, texts: sets.map(({ sameText }) => sameText) },
      text: "",
      direction: "internal",
    },
  });
}

export const takingBack = z.object({ batch: z.uuid() });

/** Takes back what was marked everywhere; a text that somebody marked since then stays as it is now. */
export async function takeBack(
  ctx: Ctx,
  id: string,
  { batch }: z.output<typeof takingBack>,
): Promise<{ texts: number; kept: number }> {
  return transact(ctx, async (tx) => {
    authorize(tx, "requests.redact", { kind: "request", id });
    const request = await lockedOpenRequest(tx, id);
    const rows = await tx.tx.raw<{
      same_text: string;
      is_newest: boolean;
      marks: NewSet["marks"] | null;
      refused: NewSet["refused"] | null;
    }>(
      `select b.same_text, b.id = newest.id as is_newest, was.marks, was.refused from redaction_texts b
       cross join lateral (select id from redaction_texts n where n.agency_id = b.agency_id
         and n.request_id = b.request_id and n.same_text = b.same_text order by n.id desc limit 1) newest
       left join lateral (select marks, refused from redaction_texts w where w.agency_id = b.agency_id
         and w.request_id = b.request_id and w.same_text = b.same_text and w.id < b.id order by w.id desc limit 1) was on true
       where b.agency_id = $1 and b.request_id = $2 and b.batch_id = $3`,
      [agencyOf(tx), id, batch],
    );
    if (rows.length === 0) throw notFound("act");
    const sets = rows
      .filter((row) => row.is_newest)
      .map(({ same_text: sameText, marks, refused }) => ({
        sameText,
        marks: marks ?? [],
        refused: refused ?? [],
      }));
    await addSets(tx, id, sets, null);
    const told = { texts: sets.length, kept: rows.length - sets.length };
    await tellMany(tx, request, "marks-taken-back", { batch, ...told }, sets);
    return told;
  });
}
