import { and, asc, eq, gte, lt } from "drizzle-orm";
import { producibleRecords } from "#archive";
import { agencyOf, type Ctx, type TxCtx } from "#platform/context.ts";
import { read } from "#platform/db/database.ts";
import { found } from "#platform/refusal.ts";
import type { Production } from "./planning.ts";
import { wishOf, type Item } from "./produced.ts";
import { productionItems } from "./tables.ts";
import { withheldLines, type WithheldLine } from "./withheld-log.ts";

const pageSize = 200;

/** The items of a production from one place to before another. */
export async function itemsOf(ctx: Ctx, id: string, from: number, until: number): Promise<Item[]> {
  return read(ctx, (tx) =>
    tx.tx
      .select()
      .from(productionItems)
      .where(
        and(
          eq(productionItems.agencyId, agencyOf(tx)),
          eq(productionItems.productionId, id),
          gte(productionItems.place, from),
          lt(productionItems.place, until),
        ),
      )
      .orderBy(asc(productionItems.place)),
  );
}

/** Under whom these records are filed. */
export async function peopleOf(tx: TxCtx, items: readonly Item[]) {
  const rows = await tx.tx.raw<{ person_id: string }>(
    `select distinct person_id from archive_records where agency_id = $1 and id = any($2::uuid[]) and person_id is not null`,
    [agencyOf(tx), items.map(({ recordId }) => recordId)],
  );
  return rows.map(({ person_id }) => person_id);
}

/** One line for each stretch of law, over all volumes; a page of records in memory at a time. */
export async function withheldOfAll(ctx: Ctx, row: Production): Promise<WithheldLine[]> {
  const lines: WithheldLine[] = [];
  if (row.redacted + row.withheld === 0) return lines;
  for (let from = 0; from < row.records; from += pageSize) {
    const items = (await itemsOf(ctx, row.id, from, from + pageSize)).filter(
      ({ decision }) => decision !== "release",
    );
    const left = items.values();
    for await (const { kind, occurredAt, leaf } of producibleRecords(ctx, items.map(wishOf))) {
      const item = found(left.next().value, "record");
      lines.push(...withheldLines(item, row.prefix, { kind, occurredAt, leaf: leaf ?? -1 }));
    }
  }
  return lines;
}
