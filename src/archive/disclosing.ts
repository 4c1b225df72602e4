import { join } from "node:path";
import { agencyOf, type Ctx, type TxCtx } from "#platform/context.ts";
import { read } from "#platform/db/database.ts";
import { limit } from "#platform/limits.ts";
import { found, Refusal } from "#platform/refusal.ts";
import { parseEntry, type Disclosure, type LogEntry } from "./log/entry.ts";
import type { PackageRecord } from "./log/package.ts";
import { recordFaults } from "./log/package-record.ts";
import { TileReader } from "./log/tile-reader.ts";
import { FolderTileStore } from "./log/tile-store.ts";
import { redactWords, wordsPart, type WithheldSpan } from "./log/words.ts";
import { openBody, partsOf, recordColumns, textPart, type RecordRow } from "./records.ts";

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

/**
 * What of a record is not given out, and why. A part that is not named here is given out: `subject`, `text`, `payload`,
 * `filing`, `media.0` and so on. `spans` are stretches of the text, in UTF-16 units, for which the payload must be
 * withheld too: it holds the same words.
 */
export interface Withheld {
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
  const row = found(await signedRow(tx, id), "record");
  if (row.sealed.length === 0)
    throw new Refusal("record-destroyed", "This record was destroyed; its certificate remains.", {
      status: 410,
    });
  const body = await openBody(tx, row);
  const entry = parseEntry(row.entry);
  const clear = await partsOf(tx, body);
  const spans = checkedSpans(withheld, entry, textPart(body.parts, "text"));
  const why = [...new Set(spans.map(({ reason }) => reason))].join("; ");
  const parts: Record<string, Disclosure> = {};
  for (const [name, part] of Object.entries(clear)) {
    const reason = withheld.parts[name];
    parts[name] = reason === undefined ? part : { withheld: true, reason };
  }
  if (withheld.parts["text"] !== undefined)
    parts[wordsPart] = { withheld: true, reason: withheld.parts["text"] };
  else if (spans.length > 0) {
    parts["text"] = { withheld: true, reason: why };
    const words = body.parts[wordsPart];
    if (words && "seed" in words)
      parts[wordsPart] = {
        salt: Buffer.from(words.salt, "base64"),
        runs: redactWords(textPart(body.parts, "text"), Buffer.from(words.seed, "base64"), spans),
      };
  }
  return { index: Number(row.at), entry: row.entry, parts: onlyOf(entry, parts) };
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

/** A record of the signed log, with its place there. */
async function signedRow(tx: TxCtx, id: string): Promise<(RecordRow & { at: string }) | undefined> {
  const [row] = await tx.tx.raw<RecordRow & { at: string }>(
    `select ${recordColumns}, l.leaf::text as at from archive_leaves l
     join archive_records r on r.agency_id = l.agency_id and r.id = l.id and r.captured_at = l.captured_at
     where l.agency_id = $1 and l.id = $2`,
    [agencyOf(tx), id],
  );
  return row;
}

/**
 * Records as they may be produced, in the log's order and each with its proof to a head of `size` and `root`: for
 * `packageFiles`. Each is checked as its receiver will; a fault throws, so that nothing unproved goes out.
 */
export async function* redactedRecords(
  ctx: Ctx,
  logFolder: string,
  head: { size: number; root: Uint8Array },
  wishes: ReadonlyMap<string, Withheld>,
): AsyncGenerator<PackageRecord> {
  const reader = new TileReader(new FolderTileStore(join(logFolder, agencyOf(ctx))), head.size);
  for (const { id, at } of await placesOf(ctx, [...wishes.keys()])) {
    if (at >= head.size)
      throw new Refusal("not-signed-yet", "A record is on its way to the log. Try again at once.");
    const withheld = wishes.get(id) ?? { parts: {} };
    const record = await read(ctx, (tx) => redactedDisclosure(tx, id, withheld));
    const proved = { ...record, proof: await reader.inclusionProof(record.index) };
    const [fault] = recordFaults(proved, head);
    if (fault !== undefined) throw new Error(`record ${id} ${fault}`);
    yield proved;
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
