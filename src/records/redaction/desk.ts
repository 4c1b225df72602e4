import { allPeople, auditLookOnce, authorize, namesOf } from "#agency";
import { recordHolding } from "#archive";
import { listedNames } from "#policy";
import { agencyOf, type Ctx, type TxCtx } from "#platform/context.ts";
import { transact } from "#platform/db/database.ts";
import { found } from "#platform/refusal.ts";
import { exemptionsHere } from "../requests/exemptions.ts";
import { numberOf, requestById } from "../requests/request.ts";
import { alikeOf } from "../requests/alike.ts";
import type { Suggestion } from "./detectors/detector.ts";
import { suggest, textMax } from "./detectors/suggest.ts";
import { isChanged } from "./marks.ts";
import { mediumSets, textOfItems, textSets } from "./newest.ts";
import { kindOfMedium } from "./rebuilding.ts";

interface ReviewRow {
  [column: string]: unknown;
  id: string;
  decision: "release" | "redact" | "withhold";
  codes: string[];
  note: string;
  decided_by: string;
  seconded_by: string | null;
}

/**
 * A record of a request on the desk of whoever takes something out of it: its words with what is marked and what may
 * have to be, its attachments, and its neighbours in the review. Nothing of it is a decision. The look is audited.
 */
export async function redactionDesk(ctx: Ctx, id: string, recordId: string) {
  return transact(ctx, async (tx) => {
    authorize(tx, "requests.read-records", { kind: "request", id });
    const request = await requestById(tx, id);
    const place = await placeOf(tx, id, recordId);
    const sameText = found((await textOfItems(tx, id, [recordId])).get(recordId), "record");
    await auditLookOnce(tx, { kind: "request", id }, "read records for a request");
    const record = await recordHolding(tx, recordId);
    const { text, media, kind, capturedAt, direction } = found(record, "record");
    const set = (await textSets(tx, id, [sameText])).get(sameText);
    const review = await newestReview(tx, id, recordId);
    const people = [set?.markedBy, review?.decided_by, review?.seconded_by].filter((one) => !!one);
    const names = await namesOf(tx, people as string[]);
    return {
      number: numberOf(request),
      state: request.state,
      recordId,
      ...place,
      alike: (await alikeOf(tx, id, recordId, "same-text")).length,
      kind,
      capturedAt,
      direction,
      text,
      set: set ? { ...set, markedBy: names.get(set.markedBy) ?? "" } : null,
      review: review
        ? {
            id: review.id,
            decision: review.decision,
            codes: review.codes,
            note: review.note,
            decidedBy: names.get(review.decided_by) ?? "",
            isMine: tx.actor.kind === "person" && review.decided_by === tx.actor.personId,
            secondedBy: names.get(review.seconded_by ?? "") ?? "",
          }
        : null,
      suggestions: suggestions(text, await listsHere(tx)),
      media: await mediaHere(tx, id, media),
      exemptions: await exemptionsHere(tx),
    };
  });
}

/** Where a record stands in the review: its group's number, and the groups beside it. */
async function placeOf(tx: TxCtx, requestId: string, recordId: string) {
  const rows = await tx.tx.raw<{ record_id: string; at: number; of: number; same_text: string }>(
    `with items as (select distinct on (record_id) record_id, same_text, thread, captured_at from request_items
         where agency_id = $1 and request_id = $2 order by record_id),
       groups as (select distinct on (same_text) *, min(captured_at) over (partition by thread) as begun from items
         order by same_text, captured_at, record_id),
       numbered as (select record_id, same_text, row_number() over (order by begun, thread, captured_at, record_id)::int as at,
         count(*) over ()::int as of from groups),
       here as (select n.at from numbered n join items i on i.same_text = n.same_text where i.record_id::text = $3)
     select n.record_id, n.same_text, n.at, n.of from numbered n, here where n.at between here.at - 1 and here.at + 1 order by n.at`,
    [agencyOf(tx), requestId, recordId],
  );
  const texts = await textOfItems(tx, requestId, rows.length > 0 ? [recordId] : []);
  const here = found(
    rows.find((row) => row.same_text === texts.get(recordId)),
    "record",
  );
  const beside = (step: number) => rows.find(({ at }) => at === here.at + step)?.record_id ?? null;
  return { at: here.at, of: here.of, before: beside(-1), after: beside(1) };
}

async function newestReview(tx: TxCtx, requestId: string, recordId: string) {
  const [row] = await tx.tx.raw<ReviewRow>(
    `select id, decision, codes, note, decided_by, seconded_by from request_reviews
     where agency_id = $1 and request_id = $2 and record_id = $3 order by id desc limit 1`,
    [agencyOf(tx), requestId, recordId],
  );
  return row;
}

/** Everybody whom the agency knows by name: its own people, and those on its lists. */
async function listsHere(tx: TxCtx) {
  const own = (await allPeople(tx)).map(({ name }) => name);
  const { people, officers } = await listedNames(tx);
  return { people, officers: [...officers, ...own] };
}

/** What the detectors say of a text; of a very long one in parts. */
function suggestions(text: string, lists: Awaited<ReturnType<typeof listsHere>>): Suggestion[] {
  const all: Suggestion[] = [];
  for (let from = 0; from < text.length; from += textMax)
    for (const one of suggest(text.slice(from, from + textMax), lists))
      all.push({ ...one, start: one.start + from, end: one.end + from });
  return all;
}

async function mediaHere(
  tx: TxCtx,
  requestId: string,
  media: readonly { part: string; blob: string }[],
) {
  const sets = await mediumSets(tx, requestId);
  const told = [];
  for (const { part, blob } of media) {
    const sizeBytes = await tx.blobs.sizeOf(blob);
    const set = sets.get(blob);
    told.push({
      part,
      sizeBytes,
      ...(await kindOfMedium(tx.blobs, blob)),
      set: set
        ? { id: set.id, boxes: set.boxes, isWithheld: set.isWithheld, codes: set.codes }
        : null,
      isChanged: set !== undefined && isChanged(set),
    });
  }
  return told;
}
