import { z } from "zod";
import { eq, and, inArray } from "drizzle-orm";
import { agencyOf, type Ctx, type TxCtx } from "#platform/context.ts";
import { read } from "#platform/db/database.ts";
import { freshOf } from "./fresh.ts";
import { openBody, recordColumns, textPart, type RecordRow } from "./records.ts";
import { archiveMedia } from "./schema.ts";
import { forgetWords, wordsToForget } from "./search/forgetting.ts";

/** The kind of the record that says what was destroyed: one for each transaction that did it. */
export const erasureKind = "records.destroyed";

/** What such a record says; its own words are kept for ever. */
const erasure = z.looseObject({
  disposition: z.string(),
  records: z.array(z.object({ id: z.string(), leafHash: z.string() })),
});

export interface Erased {
  id: string;
  leafHash: string;
  subject: { kind: string; id: string };
  /** SHA-256 of the bytes that it held. */
  media: string[];
}

/**
 * Destroys the words and salts of records, and keeps their entries: a leaf proves that something was captured then, and
 * tells nothing of it. Only within a disposition that two people agreed to, and never what a legal hold covers: both
 * are looked at by the database itself, in this transaction. `unheld` are the pairs of a hold by words and a record that it
 * does not find; every other record that such a hold spans stays. Returns what was erased; the rest is as it was.
 */
export async function eraseRecords(
  tx: TxCtx,
  dispositionId: string,
  ids: readonly string[],
  unheld: readonly { hold: string; record: string }[],
): Promise<Erased[]> {
  const words = await wordsToForget(tx, ids);
  const rows = await tx.tx.raw<{
    erased_id: string;
    erased_hash: Buffer;
    of_kind: string;
    of_id: string;
  }>("select * from archive_erase($1::uuid, $2::uuid[], $3::uuid[], $4::uuid[])", [
    dispositionId,
    [...ids],
    unheld.map(({ hold }) => hold),
    unheld.map(({ record }) => record),
  ]);
  const media = await letMediaGo(
    tx,
    rows.map((row) => row.erased_id),
  );
  freshOf(tx).forgetDestroyed(ids);
  await forgetWords(
    tx,
    rows.map((row) => row.erased_id),
    words,
  );
  return rows.map((row) => ({
    id: row.erased_id,
    leafHash: row.erased_hash.toString("hex"),
    subject: { kind: row.of_kind, id: row.of_id },
    media: media.get(row.erased_id) ?? [],
  }));
}

async function letMediaGo(tx: TxCtx, ids: readonly string[]): Promise<Map<string, string[]>> {
  if (ids.length === 0) return new Map();
  const released = await tx.tx
    .delete(archiveMedia)
    .where(and(eq(archiveMedia.agencyId, agencyOf(tx)), inArray(archiveMedia.recordId, [...ids])))
    .returning();
  return new Map(
    [...Map.groupBy(released, ({ recordId }) => recordId)].map(([recordId, rows]) => [
      recordId,
      rows.map(({ sha256 }) => sha256),
    ]),
  );
}

/** Of these bytes, those that a record of any agency here still holds. */
export async function heldByRecords(tx: TxCtx, hashes: readonly string[]): Promise<Set<string>> {
  const rows = await tx.tx
    .selectDistinct({ sha256: archiveMedia.sha256 })
    .from(archiveMedia)
    .where(inArray(archiveMedia.sha256, [...hashes]));
  return new Set(rows.map(({ sha256 }) => sha256));
}

/** Every record that the log itself says was destroyed, with its leaf hash in hex. */
export async function certifiedErasures(ctx: Ctx): Promise<Map<string, string>> {
  const certified = new Map<string, string>();
  await read(ctx, async (tx) => {
    const rows = await tx.tx.raw<RecordRow>(
      `select ${recordColumns} from archive_records r
       join archive_leaves l on l.agency_id = r.agency_id and l.id = r.id and l.captured_at = r.captured_at
       where r.agency_id = $1 and r.kind = $2`,
      [agencyOf(tx), erasureKind],
    );
    for (const row of rows) {
      const told = erasure.safeParse(
        JSON.parse(textPart((await openBody(tx, row)).parts, "payload") || "null"),
      );
      for (const { id, leafHash } of told.data?.records ?? []) certified.set(id, leafHash);
    }
  });
  return certified;
}
