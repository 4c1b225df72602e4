import { auditLook, authorize } from "#agency";
import { agencyOf, type Ctx } from "#platform/context.ts";
import { transact } from "#platform/db/database.ts";
import { limit } from "#platform/limits.ts";
import { described, openBody, recordColumns, textPart, type RecordRow } from "./records.ts";

const pageMax = limit("archive.page", 50, "records", "one page of results");

export interface SearchQuery {
  /** Words, "phrases in quotes", -left out, or: PostgreSQL's websearch syntax. */
  words?: string | undefined;
  kind?: string | undefined;
  channelId?: string | undefined;
  personId?: string | undefined;
  direction?: "in" | "out" | "internal" | undefined;
  from?: string | undefined;
  until?: string | undefined;
  hasMedia?: boolean | undefined;
  before?: string | undefined;
}

/** Full text and filters, newest first. Every search is audited with its words. */
export async function searchArchive(ctx: Ctx, query: SearchQuery) {
  return transact(ctx, async (tx) => {
    authorize(tx, "archive.search");
    const { where, values } = conditions(agencyOf(tx), query);
    const rows = await tx.tx.raw<RecordRow>(
      `select ${recordColumns} from archive_records r left join archive_leaves l on l.agency_id = r.agency_id and l.id = r.id
       where ${where.join(" and ")} order by r.captured_at desc, r.id desc limit ${pageMax + 1}`,
      values,
    );
    const page = rows.slice(0, pageMax);
    await auditLook(tx, { kind: "archive", id: "search" }, "searched the archive", {
      ...asked(query),
      found: page.length,
      hasMore: rows.length > pageMax,
    });
    const results = [];
    for (const row of page) {
      const { parts } = await openBody(tx, row);
      results.push({ ...described(row), text: textPart(parts, "text").slice(0, 600) });
    }
    return { results, next: rows.length > pageMax ? cursorOf(page.at(-1)) : undefined };
  });
}

/** What was asked for, without what was left open. */
export function asked(query: SearchQuery): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(query).filter(([, value]) => value !== undefined && value !== ""),
  );
}

export function conditions(
  agencyId: string,
  query: SearchQuery,
): { where: string[]; values: unknown[] } {
  const values: unknown[] = [agencyId];
  const where = ["r.agency_id = $1"];
  const add = (condition: (place: string) => string, value: unknown) => {
    if (value === undefined || value === "") return;
    values.push(value);
    where.push(condition(`$${values.length}`));
  };
  add((place) => `r.search @@ websearch_to_tsquery('english', ${place})`, query.words);
  add((place) => `r.kind like ${place} || '%'`, query.kind?.replaceAll(/[\\%_]/g, "\\$&"));
  add((place) => `r.channel_id = ${place}::uuid`, query.channelId);
  add((place) => `r.person_id = ${place}::uuid`, query.personId);
  add((place) => `r.direction = ${place}`, query.direction);
  add((place) => `r.captured_at >= ${place}::timestamptz`, query.from);
  add((place) => `r.captured_at <= ${place}::timestamptz`, query.until);
  if (query.before) {
    // One transaction captures many records at one instant: the id decides between them.
    const [at = "", id = ""] = query.before.split("_");
    values.push(at, id);
    where.push(
      `(r.captured_at, r.id) < ($${values.length - 1}::timestamptz, $${values.length}::uuid)`,
    );
  }
  if (query.hasMedia) where.push("r.media_count > 0");
  return { where, values };
}

function cursorOf(row: RecordRow | undefined): string | undefined {
  return row && `${row.captured_at}_${row.id}`;
}
