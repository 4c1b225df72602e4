import { agencyOf, type TxCtx } from "#platform/context.ts";
import { canonicalize } from "#platform/crypto/canonical.ts";
import type { InTransaction, RecordDraft, Recorded } from "#platform/events.ts";
import { limit } from "#platform/limits.ts";
import { freshOf } from "./fresh.ts";
import { archiveMedia } from "./schema.ts";
import { commitPart, commitStream, saltSizeBytes } from "./log/entry.ts";
import {
  mediumName,
  randomSizeOf,
  type CommittedMedium,
  type SealedRows,
  type Unsealed,
} from "./sealing/sealed-rows.ts";
import { sealed } from "./sealing/sealing.ts";

export const inMemoryMax = limit(
  "archive.in-memory",
  16 * 1024 * 1024,
  "bytes",
  "a larger medium, a video, is committed to while it streams by",
);

type Captured = Recorded & { record: RecordDraft };

/**
 * Captures what happened, in the transaction in which it happened (core R1): both are committed or neither.
 * The row becomes a leaf of the log when the log's keeper has put it in order.
 */
export const capture: InTransaction = async (tx, happened) => {
  const captured = happened.filter((one): one is Captured => one.record !== undefined);
  const [first] = captured;
  if (!first) return;
  const agencyId = agencyOf(tx);
  const keys = await tx.vault.lend(tx, agencyId);
  const media = await mediaOf(tx, captured);
  const records: Unsealed[] = [];
  for (const one of captured) records.push(await unsealed(tx, one, media));
  const random = tx.ids.random(randomSizeOf(records));
  const rows = await sealed({ agencyId, capturedAt: first.at, keys, random, records });
  await insert(tx, agencyId, captured, rows);
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

async function unsealed(tx: TxCtx, one: Captured, media: Media): Promise<Unsealed> {
  const { record } = one;
  const blobs = record.media ?? [];
  return {
    id: one.id,
    kind: one.kind,
    occurredAt: one.occurredAt ?? one.at,
    previous: record.previous,
    texts: {
      subject: canonicalize(one.subject),
      // As the network gave it: JSON.stringify escapes what is no proper text, such as half an emoji, and loses nothing.
      payload: JSON.stringify(record.payload ?? null),
      text: record.text,
      filing: filingOf({
        channelId: record.channelId ?? null,
        personId: record.personId ?? personOf(tx),
        direction: record.direction,
      }),
    },
    media: blobs.length === 0 ? [] : await committed(tx, blobs, media),
  };
}

async function committed(
  tx: TxCtx,
  blobs: readonly string[],
  media: Media,
): Promise<CommittedMedium[]> {
  const made: CommittedMedium[] = [];
  for (const [index, blob] of blobs.entries()) {
    const salt = new Uint8Array(tx.ids.random(saltSizeBytes));
    const name = mediumName(index);
    const bytes = media.get(blob) ?? Buffer.alloc(0);
    const commitment =
      bytes === "large"
        ? (await commitStream(name, tx.blobs.open(blob), salt)).commitment
        : commitPart(name, bytes, salt);
    made.push({ blob, salt, commitment: new Uint8Array(commitment) });
  }
  return made;
}

/**
 * Bytes go over in one parameter and are cut apart by the database: as an array's elements each would be written
 * in hexadecimal, escaped, and read back.
 */
async function insert(
  tx: TxCtx,
  agencyId: string,
  captured: readonly Captured[],
  { entries, leafHashes, bodies }: SealedRows,
): Promise<void> {
  const ids = captured.map(({ id }) => id);
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
      captured[0]?.at,
      ids,
      captured.map(({ occurredAt, at }) => occurredAt ?? at),
      captured.map(({ kind }) => kind),
      captured.map(({ subject }) => subject.kind),
      captured.map(({ subject }) => subject.id),
      captured.map(({ record }) => record.channelId ?? null),
      captured.map(({ record }) => record.personId ?? personOf(tx)),
      captured.map(({ record }) => record.direction),
      captured.map(({ record }) => record.media?.length ?? 0),
      entries.bytes,
      leafHashes.bytes,
      bodies.bytes,
      entries.starts,
      entries.sizes,
      leafHashes.starts,
      leafHashes.sizes,
      bodies.starts,
      bodies.sizes,
      ids[0],
    ],
  );
  await noteMedia(tx, agencyId, captured);
  const fresh = freshOf(tx);
  if (!fresh.wanted.leaves && !fresh.wanted.texts) return;
  const texts = captured.map(({ record }) => record.text);
  tx.tx.afterCommit(() => fresh.keep({ agencyId, ids, texts, entries, leafHashes }));
}

/** Which record holds which bytes: they may be erased with the last one. */
async function noteMedia(
  tx: TxCtx,
  agencyId: string,
  captured: readonly Captured[],
): Promise<void> {
  const held = captured.flatMap(({ id, record }) =>
    [...new Set(record.media)].map((sha256) => ({ agencyId, sha256, recordId: id })),
  );
  if (held.length > 0) await tx.tx.insert(archiveMedia).values(held);
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
