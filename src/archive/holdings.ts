import { agencyOf, type TxCtx } from "#platform/context.ts";
import { pagesOfIds } from "./opened-pages.ts";
import { described, textPart } from "./records.ts";

/** A picture or another attachment of a record: its part of the entry, and the SHA-256 (hex) of its bytes. */
export interface HeldMedium {
  part: string;
  blob: string;
}

/** What a record holds: its words, and its media by part. Whoever calls has it audited as what it is read for. */
export async function recordHolding(tx: TxCtx, id: string) {
  for await (const one of recordHoldings(tx, [id])) return one;
  return undefined;
}

/** The same of some records, in the order in which they are named; a page of them is in memory at a time. */
export async function* recordHoldings(tx: TxCtx, ids: readonly string[]) {
  for await (const { rows, open } of pagesOfIds(tx, ids, "all"))
    for (const row of rows) {
      const { parts } = open(row);
      const media = Object.entries(parts).flatMap(([part, one]): HeldMedium[] =>
        "blob" in one ? [{ part, blob: one.blob }] : [],
      );
      yield { ...described(row), text: textPart(parts, "text"), media };
    }
}

/** Of some records, those that hold one of these bytes (SHA-256 in hex), with the bytes that each holds. */
export async function recordsWithMedia(
  tx: TxCtx,
  ids: readonly string[],
  blobs: readonly string[],
): Promise<Map<string, string[]>> {
  if (ids.length === 0 || blobs.length === 0) return new Map();
  const rows = await tx.tx.raw<{ record_id: string; sha256: string }>(
    `select record_id, sha256 from archive_media
     where agency_id = $1 and record_id = any($2::uuid[]) and sha256 = any($3::text[])`,
    [agencyOf(tx), [...ids], [...blobs]],
  );
  return new Map(
    [...Map.groupBy(rows, (row) => row.record_id)].map(([id, held]) => [
      id,
      held.map(({ sha256 }) => sha256),
    ]),
  );
}
