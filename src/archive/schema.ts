import { bigint, index, primaryKey, text, uuid } from "drizzle-orm/pg-core";
import { agencyId, instant, table } from "#platform/db/columns.ts";

/**
 * `archive_records` (partitioned by month) is made in SQL: migrations/*_archive. One row is one entry of
 * the log (core R2) with its enveloped body beside it. No role of the application may update or delete.
 */
export const archivePending = table(
  "archive_pending",
  {
    agencyId: agencyId(),
    /** The first record's: what was captured together waits as one row, and keeps its order. */
    id: uuid().notNull(),
    capturedAt: instant().notNull(),
    ids: uuid().array().notNull(),
  },
  (t) => [primaryKey({ columns: [t.agencyId, t.id] })],
);

/** The order of the log: leaf number → record. Rows are only ever added. */
export const archiveLeaves = table(
  "archive_leaves",
  {
    agencyId: agencyId(),
    leaf: bigint({ mode: "number" }).notNull(),
    id: uuid().notNull(),
    capturedAt: instant().notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.agencyId, t.leaf] }),
    index("archive_leaves_record").on(t.agencyId, t.id),
  ],
);

/** One row an agency: locked by whoever appends, so that leaf numbers have no gap and no twin. */
export const archiveLogs = table("archive_logs", {
  agencyId: uuid().primaryKey(),
  origin: text().notNull(),
  size: bigint({ mode: "number" }).notNull(),
});

export const archiveCheckpoints = table(
  "archive_checkpoints",
  {
    agencyId: agencyId(),
    size: bigint({ mode: "number" }).notNull(),
    note: text().notNull(),
    signedAt: instant().notNull(),
  },
  (t) => [primaryKey({ columns: [t.agencyId, t.size] })],
);
