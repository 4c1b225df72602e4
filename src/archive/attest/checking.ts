import { and, asc, eq, isNull } from "drizzle-orm";
import { allAgencies, authorize, personOf } from "#agency";
import { stamp } from "#platform/clock.ts";
import { agencyOf, asSystem, type Ctx, type TxCtx } from "#platform/context.ts";
import { sha256 } from "#platform/crypto/canonical.ts";
import { read, transact } from "#platform/db/database.ts";
import { limit } from "#platform/limits.ts";
import type { Signer } from "../log/signer.ts";
import { archiveChecks } from "../schema.ts";
import { verifyArchive, type ArchiveVerdict } from "../verify.ts";
import { raiseProofAlarm } from "./alarms.ts";
import type { Attestation } from "./attestors.ts";
import { publishHistory } from "./history.ts";

const faultsMax = limit("check.faults", 100, "faults", "kept of one check; the command names all");
const everyMs = limit("check.say", 700, "ms", "between two words on how far a check is");
const pauseMs = limit("check.pause", 1_000, "ms", "a check that was asked for begins within this");

/** What a check of everything said. */
export interface CheckReport extends Omit<ArchiveVerdict, "agencyId" | "faults"> {
  faults: string[];
  faultCount: number;
  /** Why it could not be done at all. */
  failed?: string;
}

/** Asks for a check of everything now; one that is under way is joined. Returns its id. */
export async function askForCheck(ctx: Ctx): Promise<{ id: string }> {
  return transact(ctx, async (tx) => {
    authorize(tx, "archive.prove");
    return { id: await queueCheck(tx, personOf(tx).personId) };
  });
}

/** The night's check of every agency's log. */
export async function queueNightly(ctx: Ctx): Promise<void> {
  for (const { agencyId } of await allAgencies(ctx))
    await transact(asSystem(ctx, "archive check", agencyId), (tx) => queueCheck(tx, null));
}

async function queueCheck(tx: TxCtx, askedBy: string | null): Promise<string> {
  const [waiting] = await waitingChecks(tx);
  if (waiting) return waiting.id;
  const id = tx.ids.uuid();
  const askedAt = stamp(tx.clock.now());
  await tx.tx
    .insert(archiveChecks)
    .values({ agencyId: agencyOf(tx), id, askedBy, askedAt, done: 0, size: 0 });
  await tx.happenings.tell(tx, {
    kind: "archive.check-asked",
    subject: { kind: "archive-check", id },
    facts: {},
  });
  return id;
}

async function waitingChecks(tx: TxCtx) {
  return tx.tx
    .select({ id: archiveChecks.id })
    .from(archiveChecks)
    .where(and(eq(archiveChecks.agencyId, agencyOf(tx)), isNull(archiveChecks.endedAt)))
    .orderBy(asc(archiveChecks.askedAt))
    .limit(1);
}

/** Runs what was asked for until the signal aborts; a check that a restart cut off is begun anew. */
export async function keepChecking(
  ctx: Ctx,
  signer: Signer,
  logFolder: string,
  attestation: Attestation,
  signal: AbortSignal,
): Promise<void> {
  await publishAll(ctx, logFolder);
  while (!signal.aborted) {
    const asked = await read(asSystem(ctx, "archive check", null), (tx) =>
      tx.tx
        .selectDistinct({ agencyId: archiveChecks.agencyId })
        .from(archiveChecks)
        .where(isNull(archiveChecks.endedAt)),
    ).catch(() => []);
    for (const { agencyId } of asked) {
      if (signal.aborted) return;
      const agency = asSystem(ctx, "archive check", agencyId);
      await runCheck(agency, signer, logFolder, attestation);
      await publishHistory(agency, logFolder);
    }
    await ctx.clock.sleep(pauseMs, signal);
  }
}

/** At every start: a new log has a history from its first hour, not from its first nightly check. */
async function publishAll(ctx: Ctx, logFolder: string): Promise<void> {
  for (const { agencyId } of await allAgencies(ctx))
    await publishHistory(asSystem(ctx, "archive check", agencyId), logFolder).catch(
      (error: unknown) => ctx.log.warn({ err: error }, "the log's history could not be published"),
    );
}

/** Runs the oldest check that waits; a fault raises an alarm that people see. */
export async function runCheck(
  ctx: Ctx,
  signer: Signer,
  logFolder: string,
  attestation: Attestation,
): Promise<CheckReport | undefined> {
  const [check] = await read(ctx, waitingChecks);
  if (!check) return undefined;
  await update(ctx, check.id, { startedAt: stamp(ctx.clock.now()), done: 0 });
  let saidAt = 0;
  const say = (done: number, size: number) => {
    const now = ctx.clock.now().epochMilliseconds;
    if (now - saidAt < everyMs) return;
    saidAt = now;
    // How far it is may be lost: the check itself waits for nobody.
    void update(ctx, check.id, { done, size }).catch(() => undefined);
  };
  const report = await verifyArchive(ctx, signer, logFolder, say, attestation).then(
    reportOf,
    (error: unknown) => failedReport(error instanceof Error ? error.message : String(error)),
  );
  if (report.faultCount > 0) {
    const key = sha256(report.faults[0] ?? "").toString("hex");
    const says = `The check of the whole log found ${report.faultCount} ${report.faultCount === 1 ? "fault" : "faults"}. The first: ${report.faults[0] ?? ""}`;
    await raiseProofAlarm(ctx, "mismatch", key, { says, faults: report.faults });
  }
  await transact(ctx, async (tx) => {
    const { size, faultCount } = report;
    const endedAt = stamp(tx.clock.now());
    await tx.tx
      .update(archiveChecks)
      .set({ endedAt, size, done: size, report })
      .where(and(eq(archiveChecks.agencyId, agencyOf(tx)), eq(archiveChecks.id, check.id)));
    await tx.happenings.tell(tx, {
      kind: "archive.checked",
      subject: { kind: "archive-check", id: check.id },
      facts: { size, faults: faultCount },
      outcome: report.failed === undefined && faultCount === 0 ? "done" : "failed",
    });
  });
  return report;
}

function reportOf({ agencyId: _agencyId, faults, ...verdict }: ArchiveVerdict): CheckReport {
  return { ...verdict, faults: faults.slice(0, faultsMax), faultCount: faults.length };
}

function failedReport(failed: string): CheckReport {
  const attested = {
    cosignatures: 0,
    stamps: 0,
    cosignedSize: undefined,
    stampedSize: undefined,
    expired: 0,
  };
  const nothing = { size: 0, root: "", records: 0, pending: 0, faults: [], faultCount: 0 };
  return { ...nothing, attested, checkpoints: 0, failed };
}

async function update(
  ctx: Ctx,
  id: string,
  change: Partial<typeof archiveChecks.$inferInsert>,
): Promise<void> {
  await transact(ctx, (tx) =>
    tx.tx
      .update(archiveChecks)
      .set(change)
      .where(
        and(
          eq(archiveChecks.agencyId, agencyOf(tx)),
          eq(archiveChecks.id, id),
          isNull(archiveChecks.endedAt),
        ),
      ),
  );
}
