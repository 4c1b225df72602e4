import { z } from "zod";
import { authorize, personOf } from "#agency";
import { recordHolding } from "#archive";
import { stamp } from "#platform/clock.ts";
import { agencyOf, type Ctx, type TxCtx } from "#platform/context.ts";
import { transact } from "#platform/db/database.ts";
import { found, notFound, Refusal } from "#platform/refusal.ts";
import { mustKnowCodes } from "../requests/exemptions.ts";
import { alikeOf } from "../requests/alike.ts";
import { lockedOpenRequest, numberOf } from "../requests/request.ts";
import { textOfItems, textSets } from "./newest.ts";
import { redecide } from "./redeciding.ts";
import { marksMax, settledMarks } from "./spans.ts";
import { redactionTexts, type Mark, type Refused } from "./tables.ts";

const code = z.string().trim().min(1).max(60);
const place = { start: z.number().int().min(0), end: z.number().int().min(1) };

export const textMarks = z.object({
  recordId: z.uuid(),
  marks: z.array(z.object({ ...place, code })).max(marksMax),
  /** Suggestions that were looked at and left in the text. */
  refused: z
    .array(z.object({ ...place, type: z.string().max(40) }))
    .max(marksMax)
    .default([]),
  /** The set that the caller saw, null where there was none: two people do not mark over each other. */
  expected: z.uuid().nullable(),
});

/** Marks what is taken out of a text, in every record of the request that has it. The set replaces the one before. */
export async function markText(
  ctx: Ctx,
  id: string,
  given: z.input<typeof textMarks>,
): Promise<{ id: string; marks: number; records: number }> {
  const draft = textMarks.parse(given);
  return transact(ctx, async (tx) => {
    authorize(tx, "requests.redact", { kind: "request", id });
    const request = await lockedOpenRequest(tx, id);
    const sameText = (await textOfItems(tx, id, [draft.recordId])).get(draft.recordId);
    if (sameText === undefined) throw notFound("record");
    const before = (await textSets(tx, id, [sameText])).get(sameText);
    if ((before?.id ?? null) !== draft.expected)
      throw new Refusal(
        "marked-meanwhile",
        "Somebody else marked this text after you opened it. Look at it again.",
        { status: 409 },
      );
    const record = await recordHolding(tx, draft.recordId);
    const marks = settledMarks(found(record, "record").text, draft.marks);
    const known = new Set(before?.marks.map((one) => one.code));
    await mustKnowCodes(
      tx,
      marks.map((one) => one.code).filter((one) => !known.has(one)),
    );
    const set = await addTextSet(tx, id, { sameText, marks, refused: draft.refused });
    const alike = await alikeOf(tx, id, draft.recordId, "same-text");
    await redecide(tx, id, alike);
    const facts = { number: numberOf(request), marks: marks.length, records: alike.length };
    await tx.happenings.tell(tx, {
      kind: "records.text-marked",
      subject: { kind: "request", id },
      facts: { ...facts, codes: [...new Set(marks.map((one) => one.code))] },
      record: {
        payload: { ...facts, sameText, marks, refused: draft.refused, ids: alike },
        text: "",
        direction: "internal",
      },
    });
    return { id: set, marks: marks.length, records: alike.length };
  });
}

interface NewSet {
  sameText: string;
  marks: readonly Mark[];
  refused: readonly Refused[];
  batchId?: string;
}

async function addTextSet(tx: TxCtx, requestId: string, set: NewSet): Promise<string> {
  const id = tx.ids.uuid();
  await tx.tx.insert(redactionTexts).values({
    agencyId: agencyOf(tx),
    id,
    requestId,
    ...set,
    batchId: set.batchId ?? null,
    markedBy: personOf(tx).personId,
    markedAt: stamp(tx.clock.now()),
  });
  return id;
}
