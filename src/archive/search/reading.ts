import { setImmediate } from "node:timers/promises";
import { agencyOf, type TxCtx } from "#platform/context.ts";
import { openBody, recordColumns, textPart, type RecordRow } from "../records.ts";
import { stemsOf } from "./stems.ts";
import { filingTerms, textTerms } from "./terms.ts";
import { tokensOf, type Token } from "./tokens.ts";

/** Opening thousands in one go would keep everybody else waiting: after so many records others have their turn. */
const atATime = 64;

export interface IndexRow extends RecordRow {
  media_count: number;
}

const columns = `${recordColumns}, r.media_count`;

/** The records of some leaves, in the order of the log. */
export function rowsOfLeaves(tx: TxCtx, from: number, until: number): Promise<IndexRow[]> {
  return tx.tx.raw<IndexRow>(
    `select ${columns} from archive_leaves l
     join archive_records r on r.agency_id = l.agency_id and r.id = l.id and r.captured_at = l.captured_at
     where l.agency_id = $1 and l.leaf >= $2 and l.leaf < $3 order by l.leaf`,
    [agencyOf(tx), from, until],
  );
}

/** Records of some captures, in the order in which they are given; those of one capture at one instant. */
export async function rowsOfIds(
  tx: TxCtx,
  ids: readonly string[],
  times: readonly string[],
): Promise<IndexRow[]> {
  if (ids.length === 0) return [];
  return tx.tx.raw<IndexRow>(
    `select ${columns} from unnest($2::uuid[], $3::timestamptz[]) with ordinality w(id, captured_at, place)
     join archive_records r on r.agency_id = $1 and r.id = w.id and r.captured_at = w.captured_at
     left join archive_leaves l on l.agency_id = r.agency_id and l.id = r.id order by w.place`,
    [agencyOf(tx), [...ids], [...times]],
  );
}

/** Records of some leaves, the newest first. */
export async function rowsOfPlaces(tx: TxCtx, leaves: readonly number[]): Promise<IndexRow[]> {
  if (leaves.length === 0) return [];
  return tx.tx.raw<IndexRow>(
    `select ${columns} from archive_leaves l
     join archive_records r on r.agency_id = l.agency_id and r.id = l.id and r.captured_at = l.captured_at
     where l.agency_id = $1 and l.leaf = any($2::bigint[]) order by l.leaf desc`,
    [agencyOf(tx), [...leaves]],
  );
}

/** What each of these records is found by: its words, opened for it, and what it is filed under. */
export async function termsOf(tx: TxCtx, rows: readonly IndexRow[]): Promise<string[][]> {
  const tokens: Token[][] = [];
  for (const [at, row] of rows.entries()) {
    tokens.push(tokensOf(textPart((await openBody(tx, row)).parts, "text")));
    if (at % atATime === atATime - 1) await setImmediate();
  }
  const stem = await stemsOf(
    tx,
    tokens.flatMap((text) => text.map(({ word }) => word)),
  );
  return rows.map((row, at) => [...textTerms(tokens[at] ?? [], stem), ...filingTerms(row)]);
}
