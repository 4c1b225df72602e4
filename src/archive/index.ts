import "./verbs.ts";
import { slice } from "#platform/slice.ts";
import { capture } from "./capture.ts";
import { keepLogs } from "./keeper.ts";
import type { Signer } from "./log/signer.ts";
import { makePartitions } from "./partitions.ts";
import { archiveRoutes } from "./routes.ts";

/** The record: captured in the same transaction, in a log that nobody can quietly change, found and exported. */
export function archive(signer: Signer, logFolder: string) {
  return slice({
    name: "archive",
    routes: archiveRoutes,
    inTransaction: capture,
    jobs: [
      {
        name: "archive.make-partitions",
        schedule: "20 3 * * *",
        run: async (ctx) => void (await makePartitions(ctx)),
      },
    ],
    workers: [
      {
        name: "log keeper",
        onServer: true,
        run: (ctx, signal) => keepLogs(ctx, signer, logFolder, signal),
      },
    ],
  });
}
export { erasureKind, eraseRecords, heldByRecords, type Erased } from "./erasing.ts";
export { exportArchive, verifyPackageFile } from "./export.ts";
export { LogKeeper, rebuildTiles } from "./keeper.ts";
export { mustKeepLogHere } from "./known-log.ts";
export { Signer } from "./log/signer.ts";
export { makePartitions } from "./partitions.ts";
export { publicLog } from "./public-log.ts";
export { recordsOf } from "./records.ts";
export type { ArchiveRoutes } from "./routes.ts";
export { searchArchive } from "./search.ts";
export { verifyArchive, type ArchiveVerdict } from "./verify.ts";
