import { setImmediate } from "node:timers/promises";
import { agencyOf, type TxCtx } from "#platform/context.ts";
import { canonicalize } from "#platform/crypto/canonical.ts";
import type { InTransaction, RecordDraft, Recorded } from "#platform/events.ts";
import { limit } from "#platform/limits.ts";
import { Refusal } from "#platform/refusal.ts";
import { freshOf, type Packed } from "./fresh.ts";
import { archiveMedia } from "./schema.ts";
import { commitStream, makeEntry, saltSizeBytes, type Committed, type Part } from "./log/entry.ts";
import { seedSizeBytes, wordsDigest, wordsPart } from "./log/words.ts";

const bodyMax = limit(
  "archive.body",
  4 * 1024 * 1024,
  "bytes",
  "one record's payload and text; media lie beside it",
);

export const inMemoryMax = limit(
  "archive.in-memory",
  16 * 1024 * 1024,
  "bytes",
  "a larger medium, a video, is committed to while it streams by",
);

/** Sealing thousands in one go would keep everybody else waiting: after so many records others have their turn. */
const atATime = 16;

/**
 * What lies enveloped beside an entry: each part's salt, and its text or the blob that holds its bytes. Destroy it
 * and the leaf still verifies.
 */
export interface Body {
  parts: Record<string, BodyPart>;
}

/** The words are the text again: only the seed of their salts is kept. */
export type BodyPart =
  | { salt: string; text: string }
  | { salt: string; blob: string }
  | { salt: string; seed: string };

/**
 * Captures what happened, in the transaction in which it happened (core R1): both are committed or neither.
 * The row becomes a leaf of the log when the log's keeper has put it in order.
 */
export const capture: InTransaction = async (tx, happened) => {
  const records = happened.filter(
    (one): one is Recorded & { record: RecordDraft } => one.record !== undefined,
  );
  if (records.length === 0) return;
  const agencyId = agencyOf(tx);
  const keys = await tx.vault.keysOf(tx, agencyId);
  const media = await mediaOf(tx, records);
  const seal = (id: string, body: string) =>
    keys.seal({ table: "archive_records", column: "sealed", agencyId, rowId: id }, body);
  const rows: Row[] = [];
  for (const [index, one] of records.entries()) {
    rows.push(await rowOf(tx, one, media, seal));
    if (index % atATime === atATime - 1) await setImmediate();
  }
  await insert(tx, agencyId, rows);
};

/** The media themselves are committed to, not their names: a picture proves that it is the one that was shown. */
async function mediaOf(tx: TxCtx, records: readonly { record: RecordDraft }[]): Promise<Media> {
  const names = new Set(records.flatMap(({ record }) => record.media ?? []));
  return new Map(
    await Promise.all(
      [...names].map(async (sha256): Promise<[string, Buffer | "large"]> => {
        const isLarge = (await tx.blobs.sizeOf(sha256)) > inMemoryMax;
        return [sha256, isLarge ? "large" : await tx.blobs.get(sha256)];
      }),
    ),
  );
}

type Media = Map<string, Buffer | "large">;
type Row = Awaited<ReturnType<typeof rowOf>>;

async function rowOf(
  tx: TxCtx,
  one: Recorded & { record: RecordDraft },
  media: Media,
  seal: (id: string, body: string) => Buffer,
) {
  const { record } = one;
  const texts = {
    subject: canonicalize(one.subject),
    // As the network gave it: JSON.stringify escapes what is no proper text, such as half an emoji, and loses nothing.
    payload: JSON.stringify(record.payload ?? null),
    text: record.text,
    filing: filingOf({
      channelId: record.channelId ?? null,
      personId: record.personId ?? personOf(tx),
      direction: record.direction,
    }),
  };
  const body: Body = { parts: {} };
  const parts: Record<string, Part | Committed> = {};
  const salts = tx.ids.random(Object.keys(texts).length * saltSizeBytes);
  for (const [index, [name, text]] of Object.entries(texts).entries()) {
    const salt = salts.subarray(index * saltSizeBytes, (index + 1) * saltSizeBytes);
    parts[name] = { salt, bytes: Buffer.from(text) };
    body.parts[name] = { salt: salt.toString("base64"), text };
  }
  if (record.text !== "") {
    const salt = tx.ids.random(saltSizeBytes);
    const seed = tx.ids.random(seedSizeBytes);
    parts[wordsPart] = { salt, bytes: Buffer.from(wordsDigest(record.text, seed)) };
    body.parts[wordsPart] = { salt: salt.toString("base64"), seed: seed.toString("base64") };
  }
  for (const [index, blob] of (record.media ?? []).entries()) {
    const salt = tx.ids.random(saltSizeBytes);
    const name = `media.${index}`;
    const bytes = media.get(blob) ?? Buffer.alloc(0);
    parts[name] =
      bytes === "large" ? await commitStream(name, tx.blobs.open(blob), salt) : { salt, bytes };
    body.parts[name] = { salt: salt.toString("base64"), blob };
  }
  const occurredAt = one.occurredAt ?? one.at;
  const entry = makeEntry(
    {
      id: one.id,
      agency: one.agencyId,
      kind: one.kind,
      occurredAt,
      capturedAt: one.at,
      previous: record.previous,
    },
    parts,
  );
  const plain = JSON.stringify(body);
  if (plain.length > bodyMax)
    throw new Refusal(
      "record-too-large",
      `A record may have at most ${bodyMax / 1024 / 1024} MB beside its media.`,
      { status: 413 },
    );
  return { one, record, occurredAt, entry, sealed: seal(one.id, plain) };
}

/**
 * Bytes go over in one parameter and are cut apart by the database: as an array's elements each would be written
 * in hexadecimal, escaped, and read back.
 */
async function insert(tx: TxCtx, agencyId: string, rows: readonly Row[]): Promise<void> {
  const entries = packed(rows.map(({ entry }) => entry.bytes));
  const hashes = packed(rows.map(({ entry }) => entry.leafHash));
  const bodies = packed(rows.map(({ sealed }) => sealed));
  const ids = rows.map(({ one }) => one.id);
  await tx.tx.raw(
    `with added as (
       insert into archive_records (agency_id, id, captured_at, occurred_at, kind, subject_kind, subject_id, channel_id, person_id, direction, media_count, entry, leaf_hash, sealed)
       select $1::uuid, r.id, $2::timestamptz, r.occurred_at, r.kind, r.subject_kind, r.subject_id, r.channel_id, r.person_id, r.direction, r.media_count,
         substr($12::bytea, r.entry_at, r.entry_size), substr($13::bytea, r.hash_at, r.hash_size), substr($14::bytea, r.body_at, r.body_size)
       from unnest($3::uuid[], $4::timestamptz[], $5::text[], $6::text[], $7::text[], $8::uuid[], $9::uuid[], $10::text[], $11::int[],
           $15::int[], $16::int[], $17::int[], $18::int[], $19::int[], $20::int[])
         as r(id, occurred_at, kind, subject_kind, subject_id, channel_id, person_id, direction, media_count,
           entry_at, entry_size, hash_at, hash_size, body_at, body_size))
     insert into archive_pending (agency_id, id, captured_at, ids) values ($1::uuid, $21::uuid, $2::timestamptz, $3::uuid[])`,
    [
      agencyId,
      rows[0]?.one.at,
      ids,
      rows.map(({ occurredAt }) => occurredAt),
      rows.map(({ one }) => one.kind),
      rows.map(({ one }) => one.subject.kind),
      rows.map(({ one }) => one.subject.id),
      rows.map(({ record }) => record.channelId ?? null),
      rows.map(({ record }) => record.personId ?? personOf(tx)),
      rows.map(({ record }) => record.direction),
      rows.map(({ record }) => record.media?.length ?? 0),
      entries.bytes,
      hashes.bytes,
      bodies.bytes,
      entries.starts,
      entries.sizes,
      hashes.starts,
      hashes.sizes,
      bodies.starts,
      bodies.sizes,
      ids[0],
    ],
  );
  await noteMedia(tx, agencyId, rows);
  const fresh = freshOf(tx);
  if (!fresh.wanted.leaves && !fresh.wanted.texts) return;
  const texts = rows.map(({ record }) => record.text);
  tx.tx.afterCommit(() => fresh.keep({ agencyId, ids, texts, entries, leafHashes: hashes }));
}

/** Which record holds which bytes: they may be erased with the last one. */
async function noteMedia(tx: TxCtx, agencyId: string, rows: readonly Row[]): Promise<void> {
  const held = rows.flatMap(({ one, record }) =>
    [...new Set(record.media)].map((sha256) => ({ agencyId, sha256, recordId: one.id })),
  );
  if (held.length > 0) await tx.tx.insert(archiveMedia).values(held);
}

/** Pieces one after another, with where each starts (counted from 1, as SQL does) and its size in bytes. */
function packed(pieces: readonly Buffer[]): Packed {
  let at = 1;
  const starts = pieces.map((piece) => {
    const start = at;
    at += piece.length;
    return start;
  });
  return { bytes: Buffer.concat(pieces), starts, sizes: pieces.map(({ length }) => length) };
}

/** Under what a record is filed, committed to like its text: the columns it is found by can be proved by it. */
export function filingOf(filing: {
  channelId: string | null;
  personId: string | null;
  direction: string;
}): string {
  const { channelId, direction, personId } = filing;
  // Ids and a word of our own, in canonical order: this is the canonical form (RFC 8785 §3.2).
  return JSON.stringify({ channelId, direction, personId });
}

function personOf(tx: TxCtx): string | null {
  return tx.actor.kind === "person" ? tx.actor.personId : null;
}
