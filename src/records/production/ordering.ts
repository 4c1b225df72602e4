import { producibleRecords, type Producible } from "#archive";
import type { TxCtx } from "#platform/context.ts";
import { found } from "#platform/refusal.ts";
import type { Decided } from "../requests/reviewing.ts";
import { headsOf, type Names } from "./heads.ts";
import type { ItemMarks } from "./tables.ts";

/** A record in its place of a production. */
export interface Planned {
  recordId: string;
  decision: Decided["decision"];
  marks: ItemMarks;
  key: string;
  occurredAt: string;
  media: number;
}

/** Conversation by conversation, the one that began first before the others, and each in its own time. */
export async function ordered(
  tx: TxCtx,
  decided: readonly Decided[],
  marks: ReadonlyMap<string, ItemMarks>,
  names: Names,
): Promise<Planned[]> {
  const planned: Planned[] = [];
  const left = decided.values();
  for await (const record of producibleRecords(tx, decided.map(wholeOf))) {
    const { recordId, decision } = found(left.next().value, "record");
    const known = marks.get(recordId) ?? { spans: [], media: [] };
    planned.push({ recordId, decision, marks: known, ...placed(record, names) });
  }
  const begun = new Map<string, string>();
  for (const { key, occurredAt } of planned) {
    const known = begun.get(key);
    if (known === undefined || occurredAt < known) begun.set(key, occurredAt);
  }
  const sortKey = (one: Planned) =>
    `${begun.get(one.key) ?? ""} ${one.key} ${one.occurredAt} ${one.recordId}`;
  return planned
    .map((one) => ({ one, by: sortKey(one) }))
    .sort((a, b) => (a.by < b.by ? -1 : 1))
    .map(({ one }) => one);
}

function wholeOf({ recordId: id }: Decided) {
  return { id, withheld: { parts: {} } };
}

function placed(record: Producible, names: Names) {
  return {
    key: headsOf(record, names).key,
    occurredAt: record.occurredAt,
    media: record.media.length,
  };
}
