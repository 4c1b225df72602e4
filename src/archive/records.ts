import { buffer as wholeOf } from "node:stream/consumers";
import { agencyOf, type Ctx, type TxCtx } from "#platform/context.ts";
import { found } from "#platform/refusal.ts";
import { auditLook, auditLookOnce, authorize } from "#agency";
import { transact } from "#platform/db/database.ts";
import type { Body, BodyPart } from "./body.ts";
import { inMemoryMax } from "./capture.ts";
import {
  commitPart,
  commitStream,
  type Committable,
  type Committed,
  type Part,
} from "./log/entry.ts";
import { wordsDigest } from "./log/words.ts";
import { tagsOf } from "./search/tagging.ts";

/** What of a record a list shows. */
export interface ListedRow {
  [column: string]: unknown;
  id: string;
  captured_at: string;
  occurred_at: string;
  kind: string;
  subject_kind: string;
  subject_id: string;
  channel_id: string | null;
  person_id: string | null;
  direction: string;
  leaf_hash: Buffer;
  /** Empty when the words were destroyed. */
  sealed: Buffer;
  /** The act that destroyed them. */
  disposition_id: string | null;
  leaf: number | null;
}

export interface RecordRow extends ListedRow {
  entry: Buffer;
}

export const listedColumns = listedWith("r.sealed");

/** SQL: an instant as records tell theirs, RFC 3339 in UTC with microseconds, which sorts as it follows in time. */
export function instantText(column: string): string {
  return `to_char(${column} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')`;
}

/** The same with another word for what is sealed: nothing, where it is known what it says. */
export function listedWith(sealed: string): string {
  return `r.id, ${instantText("r.captured_at")} as captured_at, ${instantText("r.occurred_at")} as occurred_at, r.kind, r.subject_kind, r.subject_id,
  r.channel_id, r.person_id, r.direction, r.leaf_hash, ${sealed} as sealed, r.disposition_id, l.leaf::float8 as leaf`;
}

/** With its entry in the log, which is as long as all the others. */
export const recordColumns = `${listedColumns}, r.entry`;

/**
 * A body as capture wrote it, held against its shape by hand: millions are opened for a check, and the seal around it has
 * shown already that nobody else wrote it.
 */
function bodyIn(json: string): Body {
  const value: unknown = JSON.parse(json);
  if (!isBody(value)) throw new Error("what was sealed is no record's body");
  return value;
}

function isBody(value: unknown): value is Body {
  return isObject(value) && isObject(value["parts"]) && Object.values(value["parts"]).every(isPart);
}

function isPart(one: unknown): one is BodyPart {
  if (!isObject(one) || typeof one["salt"] !== "string") return false;
  return [one["text"], one["blob"], one["seed"]].some((held) => typeof held === "string");
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** Opens the envelope of a record: its parts in the clear, with their salts; none where they were destroyed. */
export async function openBody(tx: TxCtx, row: Sealed): Promise<Body> {
  return (await openerOf(tx))(row);
}

type Sealed = Pick<RecordRow, "id" | "sealed">;

/** Opens what this transaction reads, also when it is over: with the agency's keys as they are in it. */
export async function openerOf(tx: TxCtx): Promise<(row: Sealed) => Body> {
  const agencyId = agencyOf(tx);
  const keys = await tx.vault.keysOf(tx, agencyId);
  return ({ id: rowId, sealed }) => {
    if (sealed.length === 0) return { parts: {} };
    const place = { table: "archive_records", column: "sealed", agencyId, rowId };
    return bodyIn(keys.open(place, sealed).toString());
  };
}

/** One record with its text and its place in the log. The look is audited (core P4). */
export async function recordById(ctx: Ctx, id: string) {
  return transact(ctx, async (tx) => {
    authorize(tx, "archive.search", { kind: "record", id });
    const row = found(await rowById(tx, id), "record");
    const { parts } = await openBody(tx, row);
    await auditLook(tx, { kind: "record", id }, "opened in the archive");
    const payload: unknown = JSON.parse(textPart(parts, "payload") || "null");
    return {
      ...described(row),
      text: textPart(parts, "text"),
      payload,
      media: await mediaOf(tx, parts),
      tags: (await tagsOf(tx, [id])).get(id) ?? [],
    };
  });
}

/** Each medium by its hash (hex), with its size in bytes and its type as its first bytes say it; empty: unknown. */
async function mediaOf(tx: TxCtx, parts: Body["parts"]) {
  const hashes = Object.values(parts).flatMap((one) => ("blob" in one ? [one.blob] : []));
  return Promise.all(
    hashes.map(async (sha256) => {
      if (!(await tx.blobs.has(sha256))) return { sha256, sizeBytes: null, type: "" };
      const sizeBytes = await tx.blobs.sizeOf(sha256);
      const end = Math.min(sizeBytes, headBytes) - 1;
      const head =
        end < 0 ? Buffer.alloc(0) : await wholeOf(tx.blobs.open(sha256, { start: 0, end }));
      return { sha256, sizeBytes, type: await typeOf(head) };
    }),
  );
}

/** As much of a file as tells its type. */
const headBytes = 4_100;

async function typeOf(bytes: Buffer): Promise<string> {
  const { fileTypeFromBuffer } = await import("file-type");
  return (await fileTypeFromBuffer(bytes))?.mime ?? "";
}

const pictures = new Set(["image/jpeg", "image/png", "image/webp", "image/gif", "image/avif"]);

/**
 * A picture that this record holds: whoever may see the record sees it, whatever else they may see. The look is audited,
 * as the record's own is, once for all its pictures. Anything but a picture is handed out as bytes to keep, never to run.
 */
export async function recordMedia(ctx: Ctx, id: string, sha256: string) {
  authorize(ctx, "archive.search", { kind: "record", id });
  return transact(ctx, async (tx) => {
    const { parts } = await openBody(tx, found(await rowById(tx, id), "record"));
    await auditLookOnce(tx, { kind: "record", id }, "opened a picture in the archive");
    const held = Object.values(parts).some((one) => "blob" in one && one.blob === sha256);
    const bytes = await tx.blobs.get(found(held ? sha256 : undefined, "picture"));
    const mime = await typeOf(bytes);
    return { bytes, type: pictures.has(mime) ? mime : "application/octet-stream" };
  });
}

export function textPart(parts: Body["parts"], name: string): string {
  const found = parts[name];
  return found && "text" in found ? found.text : "";
}

/**
 * Every part of a record with its bytes, media from the blob store: what the entry's commitments are checked against.
 * Of some parts alone, `whole` is the body that they are of.
 */
export async function partsOf(
  ctx: Ctx,
  { parts }: Body,
  whole: Body = { parts },
): Promise<Record<string, Part>> {
  const opened: Record<string, Part> = {};
  for (const [name, one] of Object.entries(parts)) {
    // Most have no blob: waiting for nothing, five times a record, is a tenth of a whole check.
    const bytes =
      "blob" in one ? await ctx.blobs.get(one.blob) : Buffer.from(said(whole.parts, one));
    opened[name] = { salt: Buffer.from(one.salt, "base64"), bytes };
  }
  return opened;
}

export type CommittedParts = Readonly<Record<string, Committable | Committed>>;

/**
 * What the entry of a record is made of: its texts, and the commitments to its media, of which never more than one is in
 * memory and none of the large ones.
 */
export async function committedParts(ctx: Ctx, { parts }: Body): Promise<CommittedParts> {
  const made: Record<string, Committable | Committed> = {};
  for (const [name, one] of Object.entries(parts)) {
    const salt = Buffer.from(one.salt, "base64");
    // Most have no blob: waiting for nothing, five times a record, is a tenth of a whole check.
    made[name] =
      "blob" in one
        ? await committedMedium(ctx, name, one.blob, salt)
        : { salt, bytes: said(parts, one) };
  }
  return made;
}

async function committedMedium(ctx: Ctx, name: string, blob: string, salt: Buffer) {
  if ((await ctx.blobs.sizeOf(blob)) > inMemoryMax)
    return commitStream(name, ctx.blobs.open(blob), salt);
  return { commitment: commitPart(name, await ctx.blobs.get(blob), salt) };
}

/** What a part is that has no blob. */
function said(parts: Body["parts"], one: Exclude<BodyPart, { blob: string }>): string {
  if ("text" in one) return one.text;
  return wordsDigest(textPart(parts, "text"), Buffer.from(one.seed, "base64"));
}

async function rowById(tx: TxCtx, id: string): Promise<RecordRow | undefined> {
  const [row] = await tx.tx.raw<RecordRow>(
    `select ${recordColumns} from archive_records r left join archive_leaves l on l.agency_id = r.agency_id and l.id = r.id where r.agency_id = $1 and r.id = $2`,
    [agencyOf(tx), id],
  );
  return row;
}

/** A row without its bytes, as the console and the command line show it. */
export function described({
  id,
  captured_at,
  occurred_at,
  kind,
  subject_kind,
  subject_id,
  channel_id,
  person_id,
  direction,
  leaf,
  leaf_hash,
  disposition_id,
}: ListedRow) {
  return {
    id,
    kind,
    direction,
    /** The act that destroyed its words, under a certificate; null: they are here. */
    dispositionId: disposition_id,
    leaf,
    leafHash: leaf_hash.toString("hex"),
    capturedAt: captured_at,
    occurredAt: occurred_at,
    subject: { kind: subject_kind, id: subject_id },
    channelId: channel_id,
    personId: person_id,
  };
}

/** The records of one thing, oldest first, without their bodies. The look is audited (core P4). */
export async function recordsOf(ctx: Ctx, subject: { kind: string; id: string }) {
  return transact(ctx, async (tx) => {
    authorize(tx, "archive.search");
    await auditLookOnce(tx, subject, "looked at its records in the archive");
    const rows = await tx.tx.raw<RecordRow>(
      `select ${recordColumns} from archive_records r left join archive_leaves l on l.agency_id = r.agency_id and l.id = r.id
       where r.agency_id = $1 and r.subject_kind = $2 and r.subject_id = $3 order by r.captured_at limit 500`,
      [agencyOf(tx), subject.kind, subject.id],
    );
    return rows.map(described);
  });
}
