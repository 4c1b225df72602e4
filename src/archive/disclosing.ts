import { agencyOf, type Ctx, type TxCtx } from "#platform/context.ts";
import { read } from "#platform/db/database.ts";
import { limit } from "#platform/limits.ts";
import { found, notFound, Refusal } from "#platform/refusal.ts";
import { tells } from "#platform/text/telling.ts";
import { destroyedParts } from "./export-records.ts";
import { parseEntry, type Disclosure, type LogEntry } from "./log/entry.ts";
import type { PackageRecord } from "./log/package.ts";
import type { TileReader } from "./log/tile-reader.ts";
import { redactWords, wordsPart, type WithheldSpan } from "./log/words.ts";
import type { Body } from "./body.ts";
import { pagesOfIds } from "./opened-pages.ts";
import { described, partsOf, textPart, type RecordRow } from "./records.ts";

const spansMax = limit(
  "disclosure.spans",
  10_000,
  "stretches",
  "withheld from one text; above it the whole text is better withheld",
);
const reasonMax = limit(
  "disclosure.reason",
  200,
  "characters",
  "the exemption's citation, such as RCW 42.56.240(1)",
);

/** So many records pass between two words on how far an export is. */
const toldEvery = 200;

/**
 * What of a record is not given out, and why. A part that is not named here is given out: `subject`, `text`, `payload`,
 * `filing`, `media.0` and so on. `spans` are stretches of the text, in UTF-16 units, for which the payload must be
 * withheld too: it holds the same words.
 */
export interface Withheld {
  /** Everything, for this reason. */
  all?: string;
  parts: Readonly<Record<string, string>>;
  spans?: readonly WithheldSpan[];
}

/**
 * A record as it may be produced: what is given out with its salts, what is not as its commitment and the reason. The
 * result verifies against the record's entry in the log (core R3), word by word where stretches of the text are
 * withheld. A record from before words were committed gives its text whole or not at all: then stretches withhold all
 * of it, for their reasons. Throws a Refusal for what is not of the record, and a `not-found` where there is none.
 */
export async function redactedDisclosure(tx: TxCtx, id: string, withheld: Withheld) {
  for await (const { row, body } of openedInOrder(tx, [id])) {
    if (row.sealed.length > 0) return disclose(tx, row, body, withheld);
    throw new Refusal("record-destroyed", "This record was destroyed; its certificate remains.", {
      status: 410,
    });
  }
  throw notFound("record");
}

async function disclose(ctx: Ctx, row: RecordRow, body: Body, withheld: Withheld) {
  const entry = parseEntry(row.entry);
  const given = giveOut(entry, body, withheld);
  // Bytes that are not given out are not read: a withheld video costs nothing.
  const wanted = Object.entries(body.parts).filter(([name]) => given.isWhole(name));
  const clear = await partsOf(ctx, { parts: Object.fromEntries(wanted) }, body);
  const parts = { ...clear, ...given.instead };
  return { index: leafOf(row), entry: row.entry, parts: onlyOf(entry, parts) };
}

/** What stands in the place of parts that are not given out whole. */
function giveOut(entry: LogEntry, { parts }: Body, given: Withheld) {
  const withheld = wholeOf(given, entry);
  const text = textPart(parts, "text");
  const spans = checkedSpans(withheld, entry, text);
  const instead: Record<string, Disclosure> = {};
  for (const [name, reason] of Object.entries(withheld.parts))
    instead[name] = { withheld: true, reason };
  // What a thing is called may be the very words: a conversation is named after a telephone.
  const told = spans.find(({ start, end }) =>
    tells(textPart(parts, "subject"), [text.slice(start, end)]),
  );
  if (told && Object.hasOwn(entry.parts, "subject"))
    instead["subject"] ??= { withheld: true, reason: told.reason };
  const textReason = withheld.parts["text"];
  if (textReason !== undefined) instead[wordsPart] = { withheld: true, reason: textReason };
  else if (spans.length > 0) {
    const why = [...new Set(spans.map(({ reason }) => reason))].join("; ");
    instead["text"] = { withheld: true, reason: why };
    const words = parts[wordsPart];
    if (words && "seed" in words)
      instead[wordsPart] = {
        salt: Buffer.from(words.salt, "base64"),
        runs: redactWords(text, Buffer.from(words.seed, "base64"), spans),
      };
  }
  return { instead, isWhole: (name: string) => !Object.hasOwn(instead, name) };
}

/** A record that is withheld whole, part by part. */
function wholeOf(withheld: Withheld, entry: LogEntry): Withheld {
  const { all } = withheld;
  if (all === undefined) return withheld;
  return { parts: Object.fromEntries(Object.keys(entry.parts).map((name) => [name, all])) };
}

/** A stretch of a text as a reader of the copy sees it: the words, or why they are not there. */
export type Stretch = { words: string } | { reason: string };

/** A record as it is read for a production: what of it may be shown, and in the clear what its heads are made of. */
export interface Producible extends ReturnType<typeof described> {
  /** As much of the text as the proof gives out, to the word. */
  stretches: readonly Stretch[];
  payload: { given: unknown } | { reason: string };
  media: readonly { part: string; blob: string; reason: string | undefined }[];
  /** Not for the copy: from here names of sender and conversation are taken, if they may be shown. */
  clear: { text: string; payload: unknown };
}

/**
 * Records as they may be produced, in the order asked for; a page of them is in memory at a time. The bytes of media are
 * not read. What was destroyed meanwhile is withheld whole, and says so. Whoever calls has the look audited.
 */
export async function* producibleRecords(
  ctx: Ctx,
  wishes: readonly { id: string; withheld: Withheld }[],
): AsyncGenerator<Producible> {
  const ids = wishes.map(({ id }) => id);
  const left = wishes.values();
  for await (const { row, body } of openedInOrder(ctx, ids))
    yield producible(row, body, found(left.next().value, "record").withheld);
}

function producible(row: RecordRow, body: Body, withheld: Withheld): Producible {
  const head = { ...described(row), leaf: leafOf(row) };
  const text = textPart(body.parts, "text");
  const payload: unknown = JSON.parse(textPart(body.parts, "payload") || "null");
  if (row.sealed.length === 0) {
    const reason = `destroyed by disposition ${row.disposition_id ?? "unknown"}`;
    const nothing = { text: "", payload: null };
    return { ...head, stretches: [{ reason }], payload: { reason }, media: [], clear: nothing };
  }
  const entry = parseEntry(row.entry);
  const { instead } = giveOut(entry, body, withheld);
  const reasons = wholeOf(withheld, entry).parts;
  const reasonOf = (name: string) => reasons[name];
  const payloadReason = reasonOf("payload");
  return {
    ...head,
    stretches: stretchesOf(text, instead),
    payload: payloadReason === undefined ? { given: payload } : { reason: payloadReason },
    media: Object.entries(body.parts).flatMap(([part, one]) =>
      "blob" in one ? [{ part, blob: one.blob, reason: reasonOf(part) }] : [],
    ),
    clear: { text, payload },
  };
}

function stretchesOf(text: string, instead: Readonly<Record<string, Disclosure>>): Stretch[] {
  const words = instead[wordsPart];
  if (words && "runs" in words)
    return words.runs.map((run) =>
      "words" in run ? { words: run.words.join("") } : { reason: run.reason },
    );
  const whole = instead["text"];
  if (whole && "withheld" in whole) return [{ reason: whole.reason ?? "" }];
  return text === "" ? [] : [{ words: text }];
}

/** The parts of the entry, in its order: a part that the entry does not know would be no proof. */
function onlyOf(entry: LogEntry, parts: Record<string, Disclosure>): Record<string, Disclosure> {
  return Object.fromEntries(
    Object.keys(entry.parts).map((name): [string, Disclosure] => [
      name,
      parts[name] ?? { withheld: true },
    ]),
  );
}

function checkedSpans(
  { parts, spans = [] }: Withheld,
  entry: LogEntry,
  text: string,
): readonly WithheldSpan[] {
  const unknown = Object.keys(parts).find((name) => !Object.hasOwn(entry.parts, name));
  if (unknown !== undefined)
    throw new Refusal("no-such-part", `This record has no part "${unknown}".`);
  if (spans.length > spansMax)
    throw new Refusal("too-many-stretches", `Withhold at most ${spansMax} stretches of one text.`);
  const reasons = [...Object.values(parts), ...spans.map(({ reason }) => reason)];
  if (reasons.some((reason) => reason.trim() === "" || reason.length > reasonMax))
    throw new Refusal(
      "no-reason",
      `Give each part that is withheld a reason of at most ${reasonMax} characters.`,
    );
  const isOutside = spans.some(
    ({ start, end }) =>
      !Number.isInteger(start) ||
      !Number.isInteger(end) ||
      start < 0 ||
      end > text.length ||
      start >= end,
  );
  if (isOutside)
    throw new Refusal("no-such-stretch", "A stretch that is to be withheld is not in the text.");
  if (spans.length > 0 && Object.hasOwn(entry.parts, "payload") && parts["payload"] === undefined)
    throw new Refusal(
      "payload-tells",
      "The payload holds the same words as the text. Withhold it too, with its reason.",
    );
  return spans;
}

/** Records of the signed log, each opened when it is its turn. Throws `not-found` where one of them is not there. */
async function* openedInOrder(ctx: Ctx, ids: readonly string[]) {
  let done = 0;
  for await (const { rows, open } of pagesOfIds(ctx, ids, "inLog"))
    for (const row of rows) {
      if (row.place !== done++) throw notFound("record");
      yield { row, body: open(row) };
    }
  if (done < ids.length) throw notFound("record");
}

function leafOf({ leaf }: RecordRow): number {
  return found(leaf, "record");
}

/**
 * Records as they may be produced, in the log's order and each with its proof to a head of `size` and `root`: for
 * `packageFiles`, which checks each as its receiver will.
 */
export async function* redactedRecords(
  ctx: Ctx,
  reader: TileReader,
  wishes: ReadonlyMap<string, Withheld>,
  say?: (done: number) => void,
): AsyncGenerator<PackageRecord> {
  const places = await placesOf(ctx, [...wishes.keys()]);
  if (places.some(({ at }) => at >= reader.size))
    throw new Refusal("not-signed-yet", "A record is on its way to the log. Try again at once.");
  const ids = places.map(({ id }) => id);
  let done = 0;
  for await (const { row, body } of openedInOrder(ctx, ids)) {
    if (done++ % toldEvery === 0) say?.(done - 1);
    const record =
      row.sealed.length === 0
        ? { index: leafOf(row), entry: row.entry, parts: destroyedParts(row) }
        : await disclose(ctx, row, body, wishes.get(row.id) ?? { parts: {} });
    yield { ...record, proof: await reader.inclusionProof(record.index) };
  }
}

async function placesOf(ctx: Ctx, ids: readonly string[]): Promise<{ id: string; at: number }[]> {
  const rows = await read(ctx, (tx) =>
    tx.tx.raw<{ id: string; at: string }>(
      `select w.id, l.leaf::text as at from unnest($2::uuid[]) as w(id)
       left join archive_leaves l on l.agency_id = $1 and l.id = w.id order by l.leaf`,
      [agencyOf(ctx), [...ids]],
    ),
  );
  return rows.map(({ id, at }) => ({ id, at: Number(found(at, "record")) }));
}
