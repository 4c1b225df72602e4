import { personOf } from "#agency";
import { stamp } from "#platform/clock.ts";
import { agencyOf, type TxCtx } from "#platform/context.ts";
import { requestReviews } from "../requests/tables.ts";
import { codesOf, redactionsOf } from "./marks.ts";

interface NewestReview {
  [column: string]: unknown;
  record_id: string;
  decision: "release" | "redact" | "withhold";
  codes: string[];
  note: string;
}

/**
 * Writes down, after marks were changed, that whoever changed them now answers for what goes out: what was released or
 * redacted is redacted by this person, and needs a second look. What nobody has read stays undecided, and what is
 * withheld whole stays so.
 */
export async function redecide(
  tx: TxCtx,
  requestId: string,
  recordIds: readonly string[],
): Promise<void> {
  const newest = await tx.tx.raw<NewestReview>(
    `select distinct on (record_id) record_id, decision, codes, note from request_reviews
     where agency_id = $1 and request_id = $2 and record_id = any($3::uuid[]) order by record_id, id desc`,
    [agencyOf(tx), requestId, [...recordIds]],
  );
  const open = newest.filter(({ decision }) => decision !== "withhold");
  const redactions = await redactionsOf(
    tx,
    requestId,
    open.map((row) => row.record_id),
  );
  const rows = open.flatMap(({ record_id: recordId, decision, codes, note }) => {
    const redaction = redactions.get(recordId);
    if (!redaction && decision === "release") return [];
    return {
      agencyId: agencyOf(tx),
      id: tx.ids.uuid(),
      requestId,
      recordId,
      decision: "redact" as const,
      codes: redaction ? codesOf(redaction) : codes,
      note,
      decidedBy: personOf(tx).personId,
      decidedAt: stamp(tx.clock.now()),
    };
  });
  for (let from = 0; from < rows.length; from += 1_000)
    await tx.tx.insert(requestReviews).values(rows.slice(from, from + 1_000));
}
