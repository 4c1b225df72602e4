import { stamp, Temporal } from "#platform/clock.ts";
import { agencyOf, type Ctx } from "#platform/context.ts";
import { read } from "#platform/db/database.ts";
import { limit } from "#platform/limits.ts";
import { Refusal } from "#platform/refusal.ts";
import { parseEntry } from "./log/entry.ts";
import type { Body } from "./body.ts";
import type { PackageRecord } from "./log/package.ts";
import { wordsPart } from "./log/words.ts";
import type { TileReader } from "./log/tile-reader.ts";
import { fillingPage, isFilled, pageOf, type Page } from "./opened-pages.ts";
import { partsOf, recordColumns, type RecordRow } from "./records.ts";

const pageSize = limit("export.page", 200, "records", "in memory at a time");

/** Instants of capture, RFC 3339 in UTC: from the first on, before the second; null where it is open. */
export interface Span {
  from: string | null;
  before: string | null;
}

/**
 * What a person means by `--from` and `--until`: an instant, or a day in the agency's zone; the day that ends it is
 * within. Throws a Refusal for anything else.
 */
export function spanOf(
  { from, until }: { from?: string | undefined; until?: string | undefined },
  timeZone: string,
): Span {
  return {
    from: from === undefined ? null : startOf(from, timeZone, 0),
    before: until === undefined ? null : startOf(until, timeZone, 1),
  };
}

function startOf(text: string, timeZone: string, daysLater: number): string {
  try {
    if (text.includes("T")) return stamp(Temporal.Instant.from(text));
    const day = Temporal.PlainDate.from(text, { overflow: "reject" }).add({ days: daysLater });
    return stamp(day.toZonedDateTime(timeZone).toInstant());
  } catch (cause) {
    throw new Refusal(
      "no-time",
      `"${text}" is neither a day such as 2026-11-21 nor an instant such as 2026-11-21T08:00:00Z.`,
      { cause },
    );
  }
}

const within = `l.agency_id = $1 and l.leaf >= $2 and l.leaf < $3
  and ($4::timestamptz is null or l.captured_at >= $4) and ($5::timestamptz is null or l.captured_at < $5)`;

/** How many records of the signed log were captured in the span. */
export async function countRecords(ctx: Ctx, span: Span, size: number): Promise<number> {
  const [row] = await read(ctx, (tx) =>
    tx.tx.raw<{ n: number }>(`select count(*)::int as n from archive_leaves l where ${within}`, [
      agencyOf(ctx),
      0,
      size,
      span.from,
      span.before,
    ]),
  );
  return row?.n ?? 0;
}

/** The span's records in the log's order, each opened and with its proof; one page of rows is in memory at a time. */
export async function* provedRecords(
  ctx: Ctx,
  reader: TileReader,
  span: Span,
  say: (done: number) => void,
): AsyncGenerator<PackageRecord> {
  let done = 0;
  for await (const { rows, open } of pagesOfSpan(ctx, span, reader.size)) {
    say(done);
    for (const row of rows) yield await proved(ctx, reader, row, open(row));
    done += rows.length;
  }
}

interface SpanRow extends RecordRow {
  at: string;
}

/** The span's records of the log's first `size` leaves, in its order. */
export async function* pagesOfSpan(
  ctx: Ctx,
  span: Span,
  size: number,
): AsyncGenerator<Page<SpanRow>> {
  const sql = fillingPage(
    `select ${recordColumns}, l.leaf as at from archive_leaves l
     join archive_records r on r.agency_id = l.agency_id and r.id = l.id and r.captured_at = l.captured_at
     where ${within} order by l.leaf limit ${pageSize}`,
    "at",
  );
  for (let from = 0; ;) {
    const asked = [agencyOf(ctx), from, size, span.from, span.before];
    const page = await pageOf<SpanRow>(ctx, sql, asked);
    yield page;
    const last = page.rows.at(-1);
    if (!last || (page.rows.length < pageSize && !isFilled(page.rows))) return;
    from = Number(last.at) + 1;
  }
}

async function proved(
  ctx: Ctx,
  reader: TileReader,
  row: SpanRow,
  body: Body,
): Promise<PackageRecord> {
  const index = Number(row.at);
  const proof = await reader.inclusionProof(index);
  if (row.sealed.length === 0)
    return { index, entry: row.entry, parts: destroyedParts(row), proof };
  const words = body.parts[wordsPart];
  const seed = words && "seed" in words ? { seed: Buffer.from(words.seed, "base64") } : {};
  return { index, entry: row.entry, parts: await partsOf(ctx, body), proof, ...seed };
}

/** What was destroyed is given out as its commitments alone; which certificate says so stands in the same log. */
export function destroyedParts({ entry, disposition_id }: RecordRow): PackageRecord["parts"] {
  const reason = `destroyed by disposition ${disposition_id ?? "unknown"}`;
  const names = Object.keys(parseEntry(entry).parts);
  return Object.fromEntries(names.map((name) => [name, { withheld: true, reason }]));
}
