import { agencyOf, type TxCtx } from "#platform/context.ts";
import { canonicalize } from "#platform/crypto/canonical.ts";
import type { InTransaction, RecordDraft, Recorded } from "#platform/events.ts";
import { limit } from "#platform/limits.ts";
import { Refusal } from "#platform/refusal.ts";
import { makeEntry, saltSizeBytes, type Parts } from "./log/entry.ts";

const bodyMax = limit(
  "archive.body",
  4 * 1024 * 1024,
  "bytes",
  "one record's payload and text; media lie beside it",
);

/**
 * What lies enveloped beside an entry: each part's salt, and its text or the blob that holds its bytes. Destroy it
 * and the leaf still verifies.
 */
export interface Body {
  parts: Record<string, { salt: string; text: string } | { salt: string; blob: string }>;
}

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
  const rows = records.map((one) =>
    rowOf(tx, one, media, (id, body) =>
      keys.seal({ table: "archive_records", column: "sealed", agencyId, rowId: id }, body),
    ),
  );
  await insert(tx, agencyId, rows);
};

/** The media themselves are committed to, not their names: a picture proves that it is the one that was shown. */
async function mediaOf(
  tx: TxCtx,
  records: readonly { record: RecordDraft }[],
): Promise<Map<string, Buffer>> {
  const names = new Set(records.flatMap(({ record }) => record.media ?? []));
  return new Map(
    await Promise.all(
      [...names].map(async (sha256): Promise<[string, Buffer]> => [
        sha256,
        await tx.blobs.get(sha256),
      ]),
    ),
  );
}

type Row = ReturnType<typeof rowOf>;

function rowOf(
  tx: TxCtx,
  one: Recorded & { record: RecordDraft },
  media: ReadonlyMap<string, Buffer>,
  seal: (id: string, body: string) => Buffer,
) {
  const { record } = one;
  const texts = {
    subject: canonicalize(one.subject),
    payload: canonicalize(record.payload ?? null),
    text: record.text,
  };
  const body: Body = { parts: {} };
  const parts: Record<string, Parts[string]> = {};
  for (const [name, text] of Object.entries(texts)) {
    const salt = tx.ids.random(saltSizeBytes);
    parts[name] = { salt, bytes: Buffer.from(text) };
    body.parts[name] = { salt: salt.toString("base64"), text };
  }
  for (const [index, blob] of (record.media ?? []).entries()) {
    const salt = tx.ids.random(saltSizeBytes);
    parts[`media.${index}`] = { salt, bytes: media.get(blob) ?? Buffer.alloc(0) };
    body.parts[`media.${index}`] = { salt: salt.toString("base64"), blob };
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

async function insert(tx: TxCtx, agencyId: string, rows: readonly Row[]): Promise<void> {
  await tx.tx.raw(
    `with added as (
       insert into archive_records (agency_id, id, captured_at, occurred_at, kind, subject_kind, subject_id, channel_id, person_id, direction, media_count, entry, leaf_hash, sealed, search)
       select $1::uuid, r.id, r.captured_at, r.occurred_at, r.kind, r.subject_kind, r.subject_id, r.channel_id, r.person_id, r.direction, r.media_count, r.entry, r.leaf_hash, r.sealed, to_tsvector('english', r.text)
       from unnest($2::uuid[], $3::timestamptz[], $4::timestamptz[], $5::text[], $6::text[], $7::text[], $8::uuid[], $9::uuid[], $10::text[], $11::int[], $12::bytea[], $13::bytea[], $14::bytea[], $15::text[])
         as r(id, captured_at, occurred_at, kind, subject_kind, subject_id, channel_id, person_id, direction, media_count, entry, leaf_hash, sealed, text)
       returning id, captured_at, leaf_hash)
     insert into archive_pending (agency_id, id, captured_at, leaf_hash) select $1::uuid, id, captured_at, leaf_hash from added`,
    [
      agencyId,
      rows.map(({ one }) => one.id),
      rows.map(({ one }) => one.at),
      rows.map(({ occurredAt }) => occurredAt),
      rows.map(({ one }) => one.kind),
      rows.map(({ one }) => one.subject.kind),
      rows.map(({ one }) => one.subject.id),
      rows.map(({ record }) => record.channelId ?? null),
      rows.map(({ record }) => record.personId ?? personOf(tx)),
      rows.map(({ record }) => record.direction),
      rows.map(({ record }) => record.media?.length ?? 0),
      rows.map(({ entry }) => entry.bytes),
      rows.map(({ entry }) => entry.leafHash),
      rows.map(({ sealed }) => sealed),
      rows.map(({ record }) => searchable(record.text)),
    ],
  );
}

function personOf(tx: TxCtx): string | null {
  return tx.actor.kind === "person" ? tx.actor.personId : null;
}

/** tsvector holds at most 1 MB and no NUL; beyond it the text is still kept, only not found by its far end. */
function searchable(text: string): string {
  return text.replaceAll("\0", " ").slice(0, 250_000);
}
