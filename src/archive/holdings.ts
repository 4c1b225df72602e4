import { agencyOf, type TxCtx } from "#platform/context.ts";
import { described, openBody, listedColumns, textPart, type ListedRow } from "./records.ts";

/** A picture or another attachment of a record: its part of the entry, and the SHA-256 (hex) of its bytes. */
export interface HeldMedium {
  part: string;
  blob: string;
}

/** What some records hold: their words, and their media by part. Whoever calls has them audited as what they are read for. */
export async function recordHoldings(tx: TxCtx, ids: readonly string[]) {
  const rows = await tx.tx.raw<ListedRow>(
    `select ${listedColumns} from archive_records r left join archive_leaves l on l.agency_id = r.agency_id and l.id = r.id
     where r.agency_id = $1 and r.id = any($2::uuid[]) order by r.captured_at, r.id`,
    [agencyOf(tx), [...ids]],
  );
  const held = [];
  for (const row of rows) {
    const { parts } = await openBody(tx, row);
    const media = Object.entries(parts).flatMap(([part, one]): HeldMedium[] =>
      "blob" in one ? [{ part, blob: one.blob }] : [],
    );
    held.push({ ...described(row), text: textPart(parts, "text"), media });
  }
  return held;
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
