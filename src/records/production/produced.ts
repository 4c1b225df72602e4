import type { Producible, Stretch } from "#archive";
import { batesOf } from "./bates.ts";
import { headsOf, type Names } from "./heads.ts";
import type { ItemMarks, productionItems } from "./tables.ts";

export type Item = typeof productionItems.$inferSelect;
/** Something shown, or why it is not. */
export type Shown = { words: string } | { reason: string };

export interface ProducedFile {
  bates: string;
  part: string;
  /** Where it lies in the production; undefined where it is withheld. */
  path: string | undefined;
  type: string;
  sizeBytes: number;
  sha256: string;
  /** A copy with parts of it taken out: not the bytes that the log knows. */
  isRebuilt: boolean;
  reason: string | undefined;
}

/** A record as every format of a production tells it: nothing that is withheld is in here. */
export interface ProducedRecord {
  bates: string;
  /** Of its last attachment; its own where it has none. */
  lastBates: string;
  conversation: number;
  title: Shown;
  id: string;
  leaf: number;
  kind: string;
  direction: string;
  /** UTC instants. */
  capturedAt: string;
  occurredAt: string;
  account: string;
  from: Shown;
  to: readonly Shown[];
  decision: Item["decision"];
  text: readonly Stretch[];
  payload: { given: unknown } | { reason: string };
  files: readonly ProducedFile[];
  /** Why something of it is withheld, each reason once. */
  reasons: readonly string[];
}

/** What the archive is asked to withhold of an item. */
export function withheldOf({ all, spans, media }: ItemMarks) {
  if (all !== undefined) return { all, parts: {} };
  const reason = [...new Set([...spans, ...media].map((one) => one.reason))]
    .join("; ")
    .slice(0, 200);
  const parts: Record<string, string> = {};
  // The source's own fields hold the same words, and names of what was taken out of pictures.
  if (reason !== "") parts["payload"] = reason;
  for (const one of media) parts[one.part] = one.reason;
  return { parts, spans };
}

/** What the archive is asked for, to show an item. */
export function wishOf({ recordId, marks }: Item) {
  return { id: recordId, withheld: withheldOf(marks) };
}

/** The record of an item, its media left to whoever copies them. */
export function producedRecord(
  item: Item,
  record: Producible,
  { prefix, names }: { prefix: string; names: Names },
): Omit<ProducedRecord, "files"> {
  const heads = headsOf(record, names);
  const hide = hider(item.marks, record.clear.text);
  const account = record.channelId === null ? undefined : names.accounts.get(record.channelId);
  const reasons = new Set([
    ...(item.marks.all === undefined ? [] : [item.marks.all]),
    ...item.marks.spans.map(({ reason }) => reason),
    ...item.marks.media.map(({ reason }) => reason),
  ]);
  return {
    bates: batesOf(prefix, item.bates),
    lastBates: batesOf(prefix, item.bates + record.media.length),
    conversation: item.conversation,
    title: hide(heads.title),
    id: record.id,
    leaf: record.leaf ?? -1,
    kind: record.kind,
    direction: record.direction,
    capturedAt: record.capturedAt,
    occurredAt: record.occurredAt,
    account: account?.name ?? "",
    from: hide(heads.from),
    to: heads.to.map(hide),
    decision: item.decision,
    text: spaced(record.stretches),
    payload: record.payload,
    reasons: [...reasons],
  };
}

/** What is withheld in a text is withheld in the record's heads too, wherever the same words stand there. */
function hider({ all, spans }: ItemMarks, text: string): (words: string) => Shown {
  if (all !== undefined) return () => ({ reason: all });
  const marked = spans
    .map(({ start, end, reason }) => ({ words: folded(text.slice(start, end)), reason }))
    .filter(({ words }) => words.length > 1);
  return (words) => {
    const own = folded(words);
    const hit = marked.find(
      (one) => own.includes(one.words) || (own.length > 2 && one.words.includes(own)),
    );
    return hit ? { reason: hit.reason } : { words };
  };
}

function folded(words: string): string {
  const letters = words
    .normalize("NFKC")
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}]+/gu, " ")
    .trim();
  // A number is the same however it is grouped.
  return /^[\d ]+$/.test(letters) ? letters.replaceAll(" ", "") : letters;
}

/** A word is withheld with the space that follows it: what is said in its place stands apart from its neighbours. */
function spaced(stretches: readonly Stretch[]): Stretch[] {
  return stretches.flatMap((one, at): Stretch[] => {
    const next = stretches[at + 1];
    if (!("reason" in one) || next === undefined) return [one];
    const runsOn = "reason" in next || /^[\p{L}\p{N}]/u.test(next.words);
    return runsOn ? [one, { words: " " }] : [one];
  });
}

/** "words [withheld: CODE] words": how plain text says it. */
export function plain(text: readonly Shown[]): string {
  return text.map((one) => ("words" in one ? one.words : withheldWords(one.reason))).join("");
}

/** As every format writes it. */
export function withheldWords(reason: string): string {
  return `[withheld: ${reason}]`;
}
