import { agencyOf, type Ctx } from "#platform/context.ts";
import { read } from "#platform/db/database.ts";
import { limit } from "#platform/limits.ts";
import type { Body } from "./body.ts";
import { openerOf, recordColumns, type ListedRow, type RecordRow } from "./records.ts";

const countMax = limit("archive.opened", 200, "records", "fetched at a time to be opened");
const bytesMax = limit(
  "archive.opened-bytes",
  16 * 1024 * 1024,
  "bytes",
  "of sealed bodies fetched at a time; the record with which they are reached is the last of its page",
);

/** Some records that are in memory together: each is opened when it is its turn, and forgotten before the next. */
export interface Page<Row extends ListedRow> {
  rows: readonly Row[];
  open(row: Row): Body;
}

/** One page, fetched in one transaction: one for each record would cost more than its proof. */
export function pageOf<Row extends ListedRow>(
  ctx: Ctx,
  sql: string,
  values: unknown[],
): Promise<Page<Row>> {
  return read(ctx, async (tx) => ({
    rows: await tx.tx.raw<Row>(sql, values),
    open: await openerOf(tx),
  }));
}

/**
 * SQL: of some rows in the order of their column `by`, those up to the one with which their bodies fill a page; never
 * none of them. The database knows how long a body is without reading it, so what is left out is not fetched at all.
 */
export function fillingPage(rows: string, by: string): string {
  return `select p.* from (
      select o.*, sum(octet_length(o.sealed)) over (order by o.${by} rows unbounded preceding) - octet_length(o.sealed) as before
      from (${rows}) o) p
    where p.before < ${bytesMax} order by p.${by}`;
}

/** Whether bodies ended a page, so that rows which were asked for may be left. */
export function isFilled(rows: readonly Pick<ListedRow, "sealed">[]): boolean {
  return rows.reduce((sum, { sealed }) => sum + sealed.length, 0) >= bytesMax;
}

export interface PlacedRow extends RecordRow {
  /** Which of the ids it is, counted from 0. */
  place: number;
}

/**
 * How the records of ids `w` are found: one after another by their keys, as the database may read whole months instead
 * when it has not counted yet what lies in them. A leaf names the month to look in.
 */
const leaf = "lateral (select * from archive_leaves where agency_id = $1 and id = w.id offset 0) l";
const record = (key: string) =>
  `lateral (select * from archive_records where agency_id = $1 and ${key} offset 0) r`;
const joins = {
  inLog: `cross join ${leaf} cross join ${record("id = l.id and captured_at = l.captured_at")}`,
  all: `cross join ${record("id = w.id")} left join ${leaf} on true`,
};

/**
 * Records in the order in which they are named, a page at a time; who is not there is passed over. `inLog`: those that
 * have their place in the log; `all`: also those on their way to it. Within a transaction all pages are of that one.
 */
export async function* pagesOfIds(
  ctx: Ctx,
  ids: readonly string[],
  which: keyof typeof joins,
): AsyncGenerator<Page<PlacedRow>> {
  const sql = fillingPage(
    `select ${recordColumns}, (w.nth - 1 + $3)::float8 as place
     from unnest($2::uuid[]) with ordinality as w(id, nth) ${joins[which]}`,
    "place",
  );
  for (let at = 0; at < ids.length;) {
    const some = ids.slice(at, at + countMax);
    const page = await pageOf<PlacedRow>(ctx, sql, [agencyOf(ctx), some, at]);
    yield page;
    const last = page.rows.at(-1);
    at = last && isFilled(page.rows) ? last.place + 1 : at + some.length;
  }
}
