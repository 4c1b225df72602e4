import type { TxCtx } from "#platform/context.ts";
import { redactionsOf } from "../redaction/marks.ts";
import { exemptionsHere } from "../requests/exemptions.ts";
import type { Decided } from "../requests/reviewing.ts";
import type { ItemMarks } from "./tables.ts";

const reasonMax = 200;

/** What is withheld of each record, with the citation that lets it be. */
export async function marksOf(
  tx: TxCtx,
  requestId: string,
  decided: readonly Decided[],
): Promise<Map<string, ItemMarks>> {
  const citations = new Map(
    (await exemptionsHere(tx)).map(({ code, citation }) => [code, citation]),
  );
  const reasonOf = (codes: readonly string[]) =>
    codes
      .map((code) => citations.get(code) ?? code)
      .join("; ")
      .slice(0, reasonMax);
  const redactions = await redactionsOf(
    tx,
    requestId,
    decided.filter(({ decision }) => decision === "redact").map(({ recordId }) => recordId),
  );
  return new Map(
    decided.map(({ recordId, decision, codes }): [string, ItemMarks] => {
      if (decision === "release") return [recordId, { spans: [], media: [] }];
      const redaction = redactions.get(recordId);
      // Whoever says that something of it is kept back and not what has kept back all of it.
      if (decision === "withhold" || !redaction)
        return [recordId, { all: reasonOf(codes), spans: [], media: [] }];
      return [
        recordId,
        {
          spans: redaction.spans.map(({ start, end, code }) => ({
            start,
            end,
            reason: reasonOf([code]),
          })),
          media: redaction.media.map(({ part, blob, codes: own }) => ({
            part,
            blob,
            reason: reasonOf(own.length > 0 ? own : codes),
          })),
        },
      ];
    }),
  );
}
