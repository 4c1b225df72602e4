import { agencyOf, type TxCtx } from "#platform/context.ts";
import { notFound } from "#platform/refusal.ts";

/** A record of a request and all that is like it: by its words, or by what it is about. */
export async function alikeOf(
  tx: TxCtx,
  requestId: string,
  recordId: string,
  scope: "same-text" | "thread",
): Promise<string[]> {
  const rows = await tx.tx.raw<{ record_id: string }>(
    `with chosen as (select same_text, thread from request_items where agency_id = $1 and request_id = $2 and record_id = $3 limit 1),
       texts as (select i.same_text from request_items i, chosen c where i.agency_id = $1 and i.request_id = $2
         and (i.same_text = c.same_text or ($4 and i.thread = c.thread)))
     select distinct record_id from request_items where agency_id = $1 and request_id = $2
       and same_text in (select same_text from texts)`,
    [agencyOf(tx), requestId, recordId, scope === "thread"],
  );
  if (rows.length === 0) throw notFound("record");
  return rows.map((row) => row.record_id);
}
