import "./verbs.ts";
import { slice, type Worker } from "#platform/slice.ts";
import type { Attestation } from "./attest/attestors.ts";
import { keepChecking, queueNightly } from "./attest/checking.ts";
import { stampAll } from "./attest/stamping.ts";
import { keepWitnessed } from "./attest/witnessing.ts";
import { capture } from "./capture.ts";
import { keepLogs } from "./keeper.ts";
import type { Signer } from "./log/signer.ts";
import { makePartitions } from "./partitions.ts";
import { archiveRoutes } from "./routes.ts";
import { keepIndexes } from "./threads/keep-indexes.ts";
import type { Marks } from "./search/plan.ts";

/** The record: captured in the same transaction, in a log that nobody can quietly change, found and exported. */
export function archive(signer: Signer, logFolder: string, attestation: Attestation, marks: Marks) {
  const isWitnessed = attestation.policy.witnesses.some(({ url }) => url !== undefined);
  return slice({
    name: "archive",
    routes: archiveRoutes(signer, attestation, marks),
    inTransaction: capture,
    jobs: [
      {
        name: "archive.make-partitions",
        schedule: "20 3 * * *",
        run: async (ctx) => void (await makePartitions(ctx)),
      },
      {
        name: "archive.stamp",
        schedule: "*/5 * * * *",
        run: (ctx) => stampAll(ctx, attestation),
      },
      { name: "archive.check-nightly", schedule: "40 8 * * *", run: queueNightly },
    ],
    workers: [
      {
        name: "log keeper",
        onServer: true,
        run: (ctx, signal) => keepLogs(ctx, signer, logFolder, signal),
      },
      { name: "archive index", run: keepIndexes },
      {
        name: "archive check",
        onServer: true,
        run: (ctx, signal) => keepChecking(ctx, signer, logFolder, attestation, signal),
      },
      ...(isWitnessed ? [witnessAsker(logFolder, attestation)] : []),
    ],
  });
}
function witnessAsker(logFolder: string, attestation: Attestation): Worker {
  return {
    name: "witness asker",
    onServer: true,
    run: (ctx, signal) => keepWitnessed(ctx, logFolder, attestation, signal),
  };
}

export { openProofAlarms } from "./attest/alarms.ts";
export { openAttestation, type Attestation } from "./attest/attestors.ts";
export { standingOf } from "./attest/proof-state.ts";
export { askWitnesses } from "./attest/witnessing.ts";
export { erasureKind, eraseRecords, heldByRecords, type Erased } from "./erasing.ts";
export { producibleRecords, type Producible, type Stretch, type Withheld } from "./disclosing.ts";
export { exportArchive, verifyPackageFile, type ExportOptions } from "./export.ts";
export { recordHolding, recordHoldings, recordsWithMedia, type HeldMedium } from "./holdings.ts";
export { countRecords, gatherRecords, recordTexts } from "./search/gathering.ts";
export { foundAmong, idsFound, mustReadForGood } from "./search/among.ts";
export { toldWords } from "./search/understood.ts";
export { keepIndexes };
export { indexTurn, mergeLarge } from "./search/indexing.ts";
export type { Mark, Marks } from "./search/plan.ts";
export { LogKeeper, rebuildTiles } from "./keeper.ts";
export { mustKeepLogHere } from "./known-log.ts";
export { Signer } from "./log/signer.ts";
export { verifyPage } from "./log/verify-page.ts";
export { makePartitions } from "./partitions.ts";
export { publicLog } from "./public-log.ts";
export { recordsOf } from "./records.ts";
export type { ArchiveRoutes } from "./routes.ts";
export { readSearch, searchQuery, type SearchQuery } from "./search/query.ts";
export { searchArchive } from "./search/search.ts";
export { surveyPackages, takeOver } from "./taking-over.ts";
export { verifyArchive, type ArchiveVerdict } from "./verify.ts";
