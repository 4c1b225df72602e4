import { agencyOf, type TxCtx } from "#platform/context.ts";
import type { Box, Mark, Refused } from "./tables.ts";

/** The set of marks of a text that counts now. */
export interface TextSet {
  id: string;
  marks: readonly Mark[];
  refused: readonly Refused[];
  batchId: string | null;
  markedBy: string;
  markedAt: string;
}

interface TextRow {
  [column: string]: unknown;
  id: string;
  same_text: string;
  marks: Mark[];
  refused: Refused[];
  batch_id: string | null;
  marked_by: string;
  marked_at: string;
}

const zulu = `to_char(marked_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as marked_at`;

/** The newest marks of texts (by their SHA-256 in hex) of a request; of all its texts where none are named. */
export async function textSets(
  tx: TxCtx,
  requestId: string,
  texts?: readonly string[],
): Promise<Map<string, TextSet>> {
  const rows = await tx.tx.raw<TextRow>(
    `select distinct on (same_text) id, same_text, marks, refused, batch_id, marked_by, ${zulu}
     from redaction_texts where agency_id = $1 and request_id = $2
       and ($3::text[] is null or same_text = any($3)) order by same_text, id desc`,
    [agencyOf(tx), requestId, texts ? [...texts] : null],
  );
  return new Map(
    rows.map((row) => [
      row.same_text,
      {
        id: row.id,
        marks: row.marks,
        refused: row.refused,
        batchId: row.batch_id,
        markedBy: row.marked_by,
        markedAt: row.marked_at,
      },
    ]),
  );
}

/** What counts now of an attachment. */
export interface MediumSet {
  id: string;
  boxes: readonly Box[];
  isWithheld: boolean;
  codes: readonly string[];
  rebuilt: string | null;
  markedBy: string;
  markedAt: string;
}

interface MediumRow {
  [column: string]: unknown;
  id: string;
  blob: string;
  boxes: Box[];
  is_withheld: boolean;
  codes: string[];
  rebuilt: string | null;
  marked_by: string;
  marked_at: string;
}

/** The newest word on every attachment of a request, by the SHA-256 (hex) of its bytes; none that go out as they are. */
export async function mediumSets(tx: TxCtx, requestId: string): Promise<Map<string, MediumSet>> {
  const rows = await tx.tx.raw<MediumRow>(
    `select distinct on (blob) id, blob, boxes, is_withheld, codes, rebuilt, marked_by, ${zulu}
     from redaction_media where agency_id = $1 and request_id = $2 order by blob, id desc`,
    [agencyOf(tx), requestId],
  );
  return new Map(
    rows.map((row) => [
      row.blob,
      {
        id: row.id,
        boxes: row.boxes,
        isWithheld: row.is_withheld,
        codes: row.codes,
        rebuilt: row.rebuilt,
        markedBy: row.marked_by,
        markedAt: row.marked_at,
      },
    ]),
  );
}

/** Which words each of these records has, as the request's items say. */
export async function textOfItems(
  tx: TxCtx,
  requestId: string,
  recordIds: readonly string[],
): Promise<Map<string, string>> {
  const rows = await tx.tx.raw<{ record_id: string; same_text: string }>(
    `select distinct on (record_id) record_id, same_text from request_items
     where agency_id = $1 and request_id = $2 and record_id = any($3::uuid[])`,
    [agencyOf(tx), requestId, [...recordIds]],
  );
  return new Map(rows.map((row) => [row.record_id, row.same_text]));
}
