import { agencyOf, type Ctx, type TxCtx } from "#platform/context.ts";
import { z } from "zod";
import { transact } from "#platform/db/database.ts";
import { parseEntry } from "./log/entry.ts";
import { leafHash } from "./log/merkle.ts";
import type { PackageRecord } from "./log/package.ts";
import { wordsPart } from "./log/words.ts";
import type { Body, BodyPart } from "./body.ts";

const subjectShape = z.object({ kind: z.string(), id: z.string() });
const filingShape = z.object({
  channelId: z.uuid().nullable(),
  personId: z.uuid().nullable(),
  direction: z.enum(["in", "out", "internal"]),
});
const destroyed = /^destroyed by disposition ([0-9a-f-]{36})$/;

/** A record of another installation as this one keeps it. */
export interface TakenOverRow {
  leaf: number;
  id: string;
  capturedAt: string;
  occurredAt: string;
  kind: string;
  subject: { kind: string; id: string };
  filing: z.infer<typeof filingShape>;
  media: readonly string[];
  entry: Uint8Array;
  leafHash: Uint8Array;
  sealed: Buffer;
  dispositionId: string | null;
}

/** A package's record under this installation's keys; its media go into the blob store. */
export async function takenOverRow(tx: TxCtx, record: PackageRecord): Promise<TakenOverRow> {
  const { id, kind, capturedAt, occurredAt } = parseEntry(record.entry);
  const common = {
    leaf: record.index,
    id,
    kind,
    capturedAt,
    occurredAt,
    entry: record.entry,
    leafHash: leafHash(record.entry),
  };
  const body: Body = { parts: {} };
  for (const [name, part] of Object.entries(record.parts)) {
    if ("withheld" in part) return { ...common, ...gone(part.reason ?? "", id) };
    if ("runs" in part) throw new Error("a whole package withholds no words");
    body.parts[name] = await bodyPart(tx, name, part, record.seed);
  }
  const clear = (name: string) => Buffer.from(bytesIn(record, name)).toString();
  const keys = await tx.vault.keysOf(tx, agencyOf(tx));
  const place = { table: "archive_records", column: "sealed", agencyId: agencyOf(tx), rowId: id };
  return {
    ...common,
    subject: subjectShape.parse(JSON.parse(clear("subject"))),
    filing: filingShape.parse(JSON.parse(clear("filing"))),
    media: Object.values(body.parts).flatMap((one) => ("blob" in one ? [one.blob] : [])),
    sealed: keys.seal(place, JSON.stringify(body)),
    dispositionId: null,
  };
}

/** What was destroyed there is destroyed here: its commitments and the act are all that comes over. */
function gone(reason: string, id: string) {
  const dispositionId = destroyed.exec(reason)?.[1];
  if (dispositionId === undefined) throw new Error(`record ${id} is withheld: ${reason}`);
  return {
    subject: { kind: "destroyed", id },
    filing: { channelId: null, personId: null, direction: "internal" as const },
    media: [],
    sealed: Buffer.alloc(0),
    dispositionId,
  };
}

function bytesIn({ parts }: PackageRecord, name: string): Uint8Array {
  const part = parts[name];
  return part && "bytes" in part ? part.bytes : Buffer.from("null");
}

async function bodyPart(
  tx: TxCtx,
  name: string,
  { salt: saltBytes, bytes }: { salt: Uint8Array; bytes: Uint8Array },
  seed: Uint8Array | undefined,
): Promise<BodyPart> {
  const salt = Buffer.from(saltBytes).toString("base64");
  if (name.startsWith("media.")) return { salt, blob: await tx.blobs.put(bytes) };
  if (name === wordsPart && seed) return { salt, seed: Buffer.from(seed).toString("base64") };
  return { salt, text: Buffer.from(bytes).toString() };
}

/** Rows, their places in the log and what they hold, in one transaction; the log's size says how far it is. */
export async function insertTakenOver(ctx: Ctx, rows: readonly TakenOverRow[]): Promise<void> {
  if (rows.length === 0) return;
  await transact(ctx, async (tx) => {
    const agencyId = agencyOf(tx);
    await tx.tx.raw(
      `insert into archive_records (agency_id, id, captured_at, occurred_at, kind, subject_kind, subject_id, channel_id,
         person_id, direction, media_count, entry, leaf_hash, sealed, disposition_id)
       select $1::uuid, r.id, r.captured_at, r.occurred_at, r.kind, r.subject_kind, r.subject_id, r.channel_id, r.person_id,
         r.direction, r.media_count, r.entry, r.leaf_hash, r.sealed, r.disposition_id
       from unnest($2::uuid[], $3::timestamptz[], $4::timestamptz[], $5::text[], $6::text[], $7::text[], $8::uuid[], $9::uuid[],
         $10::text[], $11::int[], $12::bytea[], $13::bytea[], $14::bytea[], $15::uuid[])
         as r(id, captured_at, occurred_at, kind, subject_kind, subject_id, channel_id, person_id, direction, media_count,
           entry, leaf_hash, sealed, disposition_id)`,
      [
        agencyId,
        rows.map(({ id }) => id),
        rows.map(({ capturedAt }) => capturedAt),
        rows.map(({ occurredAt }) => occurredAt),
        rows.map(({ kind }) => kind),
        rows.map(({ subject }) => subject.kind),
        rows.map(({ subject }) => subject.id),
        rows.map(({ filing }) => filing.channelId),
        rows.map(({ filing }) => filing.personId),
        rows.map(({ filing }) => filing.direction),
        rows.map(({ media }) => media.length),
        rows.map(({ entry }) => entry),
        rows.map((row) => row.leafHash),
        rows.map(({ sealed }) => sealed),
        rows.map(({ dispositionId }) => dispositionId),
      ],
    );
    await tx.tx.raw(
      `insert into archive_leaves (agency_id, leaf, id, captured_at)
       select $1::uuid, l.leaf, l.id, l.captured_at from unnest($2::bigint[], $3::uuid[], $4::timestamptz[]) as l(leaf, id, captured_at)`,
      [
        agencyId,
        rows.map(({ leaf }) => leaf),
        rows.map(({ id }) => id),
        rows.map(({ capturedAt }) => capturedAt),
      ],
    );
    const held = rows.flatMap(({ id, media }) =>
      [...new Set(media)].map((sha256) => ({ id, sha256 })),
    );
    await tx.tx.raw(
      `insert into archive_media (agency_id, sha256, record_id)
       select $1::uuid, m.sha256, m.id from unnest($2::text[], $3::uuid[]) as m(sha256, id)`,
      [agencyId, held.map(({ sha256 }) => sha256), held.map(({ id }) => id)],
    );
    await tx.tx.raw("update archive_logs set size = $2 where agency_id = $1", [
      agencyId,
      (rows.at(-1)?.leaf ?? 0) + 1,
    ]);
  });
}
