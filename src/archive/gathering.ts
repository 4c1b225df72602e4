import { auditLook, authorize } from "#agency";
import { agencyOf, type TxCtx } from "#platform/context.ts";
import { sha256 } from "#platform/crypto/canonical.ts";
import type { Subject } from "#platform/events.ts";
import { described, openBody, recordColumns, textPart, type RecordRow } from "./records.ts";
import { asked, conditions, type SearchQuery } from "./search.ts";

/** A record as a set holds it: what it is known by, and what makes it like others. */
export interface Gathered {
  id: string;
  capturedAt: string;
  /** SHA-256 (hex) of its words; of its own id where it has none, so that it is like no other. */
  sameText: string;
  /** What it is about: records of one thing are one thread. */
  thread: string;
}

/** How many records a search finds, those left out whose words were destroyed. Audited with its words. */
export async function countRecords(
  tx: TxCtx,
  query: SearchQuery,
  except: Subject,
): Promise<number> {
  authorize(tx, "archive.search");
  const { where, values } = standing(tx, query, except);
  const [row] = await tx.tx.raw<{ n: number }>(
    `select count(*)::int as n from archive_records r where ${where}`,
    values,
  );
  const found = row?.n ?? 0;
  await auditLook(tx, { kind: "archive", id: "search" }, "counted in the archive", {
    ...asked(query),
    found,
  });
  return found;
}

/** Everything that a search finds, oldest first, at most `max` and one more. Audited with its words. */
export async function gatherRecords(
  tx: TxCtx,
  query: SearchQuery,
  except: Subject,
  max: number,
): Promise<Gathered[]> {
  authorize(tx, "archive.search");
  const { where, values } = standing(tx, query, except);
  const rows = await tx.tx.raw<RecordRow>(
    `select ${recordColumns} from archive_records r left join archive_leaves l on l.agency_id = r.agency_id and l.id = r.id
     where ${where} order by r.captured_at, r.id limit ${max + 1}`,
    values,
  );
  await auditLook(tx, { kind: "archive", id: "search" }, "gathered records from the archive", {
    ...asked(query),
    found: rows.length,
  });
  const gathered: Gathered[] = [];
  for (const row of rows) {
    const text = textPart((await openBody(tx, row)).parts, "text");
    gathered.push({
      id: row.id,
      capturedAt: row.captured_at,
      sameText: sha256(text === "" ? row.id : text).toString("hex"),
      thread: `${row.subject_kind}:${row.subject_id}`,
    });
  }
  return gathered;
}

/** Without what was destroyed, and without the records of whatever is searched for: it names itself in every word. */
function standing(tx: TxCtx, query: SearchQuery, { kind, id }: Subject) {
  const { where, values } = conditions(agencyOf(tx), query);
  const own = `not (r.subject_kind = $${values.length + 1} and r.subject_id = $${values.length + 2})`;
  return {
    where: [...where, "r.disposition_id is null", own].join(" and "),
    values: [...values, kind, id],
  };
}

/** The words of some records, with what they are. Whoever calls has them audited as what they are read for. */
export async function recordTexts(tx: TxCtx, ids: readonly string[]) {
  if (ids.length === 0) return [];
  const rows = await tx.tx.raw<RecordRow>(
    `select ${recordColumns} from archive_records r left join archive_leaves l on l.agency_id = r.agency_id and l.id = r.id
     where r.agency_id = $1 and r.id = any($2::uuid[]) order by r.captured_at, r.id`,
    [agencyOf(tx), [...ids]],
  );
  const told = [];
  for (const row of rows)
    told.push({ ...described(row), text: textPart((await openBody(tx, row)).parts, "text") });
  return told;
}
