import { join } from "node:path";
import { agencyOf, type Ctx } from "#platform/context.ts";
import { read } from "#platform/db/database.ts";
import type { Attestation } from "./attest/attestors.ts";
import { cosignaturesOf } from "./log/cosignature.ts";
import { NoteFault } from "./log/note.ts";
import type { Signer } from "./log/signer.ts";
import { FolderTileStore } from "./log/tile-store.ts";
import { verifyLog } from "./log/verify-log.ts";
import { verifyAttested, type Attested } from "./verify-attested.ts";
import { checkRecords } from "./verify-ranges.ts";
import { knownLog, pastHeadFaults, publishedHead } from "./verify-heads.ts";

export interface ArchiveVerdict {
  agencyId: string;
  size: number;
  root: string;
  records: number;
  pending: number;
  faults: string[];
  /** How many older checkpoints were compared with today's log. */
  checkpoints: number;
  /** What witnesses and time-stamp authorities stand by. */
  attested: Attested;
}

/**
 * Recomputes everything (core R5): each record's columns, search words and body against its entry, each entry against
 * its leaf, the leaves to the root, the root against the signed checkpoint, every older checkpoint against this log, the
 * index of words against the records,
 * and what is published against the signer's own memory and against what the database knows was signed. Names every
 * fault. Nothing is sampled; what the database holds and none of these can know, such as the audit trail, is not looked
 * at.
 */
export async function verifyArchive(
  ctx: Ctx,
  signer: Signer,
  logFolder: string,
  say: (done: number, of: number) => void = () => undefined,
  attestation?: Pick<Attestation, "policy" | "roots">,
): Promise<ArchiveVerdict> {
  const agencyId = agencyOf(ctx);
  const store = new FolderTileStore(join(logFolder, agencyId));
  const known = await knownLog(ctx);
  const faults: string[] = [];
  const head = await publishedHead(known, signer, join(store.folder, "checkpoint"), faults);
  const pending = await pendingOf(ctx);
  const attested = await verifyAttested(ctx, faults, attestation);
  if (!head)
    return { agencyId, size: 0, root: "", records: 0, pending, faults, checkpoints: 0, attested };
  const [verdict, records] = await Promise.all([
    verifyLog(store, head),
    checkRecords(ctx, store.folder, head.size, (done) => say(done, head.size)),
  ]);
  const past = await pastHeadFaults(ctx, await signer.publicKey(known.origin), store, head.size);
  faults.push(
    ...verdict.faults,
    ...records.faults,
    ...(await beyond(ctx, head.size, known.size)),
    ...past.faults,
    ...publishedFaults(head.note, attestation),
  );
  return {
    agencyId,
    size: head.size,
    root: head.root.toString("hex"),
    records: verdict.entriesRead,
    pending,
    faults,
    checkpoints: past.checked,
    attested,
  };
}

/** A cosignature on the published head by a witness one knows must be good; those of strangers are passed over. */
function publishedFaults(
  note: string,
  attestation: Pick<Attestation, "policy"> | undefined,
): string[] {
  try {
    cosignaturesOf(note, attestation?.policy.witnesses.map(({ verifier }) => verifier) ?? []);
    return [];
  } catch (error) {
    if (!(error instanceof NoteFault)) throw error;
    return [`forged: of the published checkpoint: ${error.message}`];
  }
}

/** Leaves that the database has in order but no checkpoint covers yet are work under way; more signed than known is a loss. */
async function beyond(ctx: Ctx, signedSize: number, orderedSize: number): Promise<string[]> {
  const [row] = await read(ctx, (tx) =>
    tx.tx.raw<{ n: number; lost: number }>(
      `select count(*)::int as n, (select count(*)::int from archive_records r where r.agency_id = $1
        and not exists (select from archive_leaves l where l.agency_id = r.agency_id and l.id = r.id)
        and not exists (select from archive_pending p where p.agency_id = r.agency_id and r.id = any (p.ids))) as lost
     from archive_leaves where agency_id = $1`,
      [agencyOf(ctx)],
    ),
  );
  const faults: string[] = [];
  if (orderedSize < signedSize || (row?.n ?? 0) < signedSize)
    faults.push(
      `truncated: ${signedSize} leaves were signed, but the database knows ${Math.min(orderedSize, row?.n ?? 0)}`,
    );
  if ((row?.lost ?? 0) > 0)
    faults.push(`missing: ${row?.lost} records are neither in the log nor on their way to it`);
  return faults;
}

async function pendingOf(ctx: Ctx): Promise<number> {
  const [row] = await read(ctx, (tx) =>
    tx.tx.raw<{ n: number }>(
      "select coalesce(sum(cardinality(ids)), 0)::int as n from archive_pending where agency_id = $1",
      [agencyOf(ctx)],
    ),
  );
  return row?.n ?? 0;
}
