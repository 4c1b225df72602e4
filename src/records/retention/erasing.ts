import { and, eq } from "drizzle-orm";
import { erasureKind, eraseRecords, type Erased } from "#archive";
import { stamp } from "#platform/clock.ts";
import { agencyOf, asSystem, type Ctx, type TxCtx } from "#platform/context.ts";
import { transact } from "#platform/db/database.ts";
import { limit } from "#platform/limits.ts";
import { found } from "#platform/refusal.ts";
import { dispositionsToCarryOut, itemsLeft, markItems, theDisposition } from "./dispositions.ts";
import type { Destruction } from "./erasers.ts";
import { unheldByWords } from "./held.ts";
import { blobErasures, dispositions } from "./tables.ts";

const blobsAtOnce = limit("disposition.blobs", 500, "blobs", "taken from the disk in one turn");
const atOnce = limit("disposition.at-once", 200, "records", "destroyed in one transaction");

/** Carries out what was approved, everywhere. Returns how many records were destroyed. */
export async function carryOutDispositions(ctx: Ctx, destruction: Destruction): Promise<number> {
  let count = 0;
  for (const { agencyId, id } of await dispositionsToCarryOut(asSystem(ctx, "disposition", null)))
    count += await carryOut(asSystem(ctx, "disposition", agencyId), destruction, id);
  await eraseBlobs(asSystem(ctx, "disposition", null), destruction);
  return count;
}

async function carryOut(ctx: Ctx, destruction: Destruction, id: string): Promise<number> {
  for (let count = 0; ;) {
    const { erased, isOver } = await transact(ctx, (tx) => eraseSome(tx, destruction, id));
    count += erased.length;
    if (isOver) return count;
  }
}

/**
 * Takes from the disk what destroyed records held and nothing else holds: after their commit, because bytes do not come
 * back when a transaction is undone. What a stopped program left is taken the next time.
 */
async function eraseBlobs(system: Ctx, { holders }: Destruction): Promise<void> {
  for (;;) {
    const isOver = await transact(system, async (tx) => {
      const rows = await tx.tx.select().from(blobErasures).limit(blobsAtOnce).for("update");
      const hashes = rows.map(({ sha256 }) => sha256);
      const held = new Set<string>();
      if (hashes.length > 0)
        for (const holds of holders) for (const one of await holds(tx, hashes)) held.add(one);
      for (const sha256 of new Set(hashes)) if (!held.has(sha256)) await tx.blobs.erase(sha256);
      for (const { agencyId, sha256 } of rows)
        await tx.tx
          .delete(blobErasures)
          .where(and(eq(blobErasures.agencyId, agencyId), eq(blobErasures.sha256, sha256)));
      return rows.length < blobsAtOnce;
    });
    if (isOver) return;
  }
}

/**
 * A few records: what stands in the way is asked, every copy goes, and the log is told, all in one transaction. A legal
 * hold is looked at by the database itself while it erases, its words here, in the texts: what is left is held.
 */
async function eraseSome(
  tx: TxCtx,
  { erasers, blockers }: Destruction,
  id: string,
): Promise<{ erased: Erased[]; isOver: boolean }> {
  let left = await itemsLeft(tx, id, atOnce);
  if (left.length === 0) {
    await finish(tx, id);
    return { erased: [], isOver: true };
  }
  for (const { why, blocked } of blockers) {
    const kept = await blocked(tx, left);
    await markItems(tx, id, [...kept], { kept: why });
    left = left.filter((record) => !kept.has(record));
  }
  const inUse = await stillInUse(tx, left);
  await markItems(tx, id, [...inUse], { kept: "in-use" });
  left = left.filter((record) => !inUse.has(record));
  const erased = await eraseRecords(tx, id, left, await unheldByWords(tx, left));
  const freed = erased.flatMap(({ media }) => media);
  for (const { subjectKind, erase } of erasers) {
    const subjects = erased.filter(({ subject }) => subject.kind === subjectKind);
    if (subjects.length === 0) continue;
    const ids = new Set(subjects.map(({ subject }) => subject.id));
    freed.push(...(await erase(tx, [...ids])));
  }
  await noteFreed(tx, freed);
  const gone = new Set(erased.map((one) => one.id));
  await markItems(tx, id, [...gone], { erasedAt: stamp(tx.clock.now()) });
  await markItems(
    tx,
    id,
    left.filter((record) => !gone.has(record)),
    { kept: "legal-hold" },
  );
  if (erased.length > 0) await certify(tx, id, erased);
  return { erased, isOver: false };
}

/**
 * Of these records, those of posts that came into use again since they were proposed. The posts are locked until this
 * transaction is over: nobody publishes what is being destroyed.
 */
async function stillInUse(tx: TxCtx, recordIds: readonly string[]): Promise<Set<string>> {
  await tx.tx.raw(
    `select p.id from posts p where p.agency_id = $1 and p.id in (
       select case r.subject_kind when 'post' then r.subject_id::uuid else
         (select d.post_id from deliveries d where d.agency_id = r.agency_id and d.id = r.subject_id::uuid) end
       from archive_records r where r.agency_id = $1 and r.id = any ($2::uuid[]) and r.subject_kind in ('post', 'delivery'))
     order by p.id for update`,
    [agencyOf(tx), [...recordIds]],
  );
  const rows = await tx.tx.raw<{ id: string }>(
    `select id from archive_records r where agency_id = $1 and id = any ($2::uuid[])
       and subject_in_use(agency_id, subject_kind, subject_id)`,
    [agencyOf(tx), [...recordIds]],
  );
  return new Set(rows.map((row) => row.id));
}

async function noteFreed(tx: TxCtx, hashes: readonly string[]): Promise<void> {
  if (hashes.length === 0) return;
  const since = stamp(tx.clock.now());
  await tx.tx
    .insert(blobErasures)
    .values([...new Set(hashes)].map((sha256) => ({ agencyId: agencyOf(tx), sha256, since })))
    .onConflictDoNothing();
}

/** The record that the log keeps of it, for ever: without it, `archive verify` calls what is gone a loss. */
async function certify(tx: TxCtx, id: string, erased: readonly Erased[]): Promise<void> {
  const [row] = await tx.tx.select().from(dispositions).where(theDisposition(tx, id));
  const { number, seriesCode, seriesTitle, authority, months, proposedBy, approvedBy, why } = found(
    row,
    "disposition",
  );
  await tx.happenings.tell(tx, {
    kind: erasureKind,
    subject: { kind: "disposition", id },
    facts: { number, series: seriesCode, records: erased.length },
    record: {
      payload: {
        disposition: id,
        certificate: `D-${number}`,
        series: seriesCode,
        title: seriesTitle,
        authority,
        months,
        why,
        proposedBy,
        approvedBy,
        records: erased.map(({ id: record, leafHash }) => ({ id: record, leafHash })),
      },
      text: `D-${number} ${seriesCode} ${seriesTitle}`,
      direction: "internal",
    },
  });
}

async function finish(tx: TxCtx, id: string): Promise<void> {
  await tx.tx
    .update(dispositions)
    .set({ finishedAt: stamp(tx.clock.now()) })
    .where(theDisposition(tx, id));
  await tx.happenings.tell(tx, {
    kind: "records.disposition-finished",
    subject: { kind: "disposition", id },
    facts: { agency: agencyOf(tx) },
  });
}
