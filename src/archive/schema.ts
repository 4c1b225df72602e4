import {
  bigint,
  boolean,
  customType,
  index,
  integer,
  jsonb,
  primaryKey,
  text,
  uniqueIndex,
  uuid,
} from "drizzle-orm/pg-core";
import { agencyId, bytes, instant, table } from "#platform/db/columns.ts";

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

/** What witnesses said of a checkpoint: a line of its note each. Rows are only ever added. */
export const archiveCosignatures = table(
  "archive_cosignatures",
  {
    agencyId: agencyId(),
    size: bigint({ mode: "number" }).notNull(),
    /** The witness's key, as C2SP writes it. */
    witness: text().notNull(),
    line: text().notNull(),
    /** By the witness's clock. */
    cosignedAt: instant().notNull(),
  },
  (t) => [primaryKey({ columns: [t.agencyId, t.size, t.witness] })],
);

/** RFC 3161 tokens over the SHA-256 of a checkpoint as the log signed it. Rows are only ever added. */
export const archiveTimestamps = table(
  "archive_timestamps",
  {
    agencyId: agencyId(),
    id: uuid().notNull(),
    size: bigint({ mode: "number" }).notNull(),
    /** The authority's address. */
    authority: text().notNull(),
    /** The TimeStampResp as it came: what `openssl ts` reads. */
    token: bytes().notNull(),
    /** By the authority's clock. */
    stampedAt: instant().notNull(),
    /** When the certificate ends that signed it: before that it is to be stamped anew. */
    endsAt: instant().notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.agencyId, t.id] }),
    index("archive_timestamps_size").on(t.agencyId, t.size),
  ],
);

/** How it stands with each witness and time-stamp authority that the settings name. */
export const archiveAttestors = table(
  "archive_attestors",
  {
    agencyId: agencyId(),
    kind: text().notNull(),
    /** A witness's key, an authority's address. */
    key: text().notNull(),
    /** The last size that it attested. */
    size: bigint({ mode: "number" }).notNull(),
    attestedAt: instant(),
    /** Since when it does not answer, or says no; null when all is well. */
    failingSince: instant(),
    says: text(),
    nextAt: instant(),
  },
  (t) => [primaryKey({ columns: [t.agencyId, t.kind, t.key] })],
);

/** One look at everything: asked for by a person, or nightly. */
export const archiveChecks = table(
  "archive_checks",
  {
    agencyId: agencyId(),
    id: uuid().notNull(),
    /** Null when it was the night's. */
    askedBy: uuid(),
    askedAt: instant().notNull(),
    startedAt: instant(),
    endedAt: instant(),
    done: bigint({ mode: "number" }).notNull(),
    size: bigint({ mode: "number" }).notNull(),
    report: jsonb(),
  },
  (t) => [
    primaryKey({ columns: [t.agencyId, t.id] }),
    index("archive_checks_newest").on(t.agencyId, t.askedAt),
  ],
);

/** The record's proof failed: a witness saw another history, or a check found a fault. It stands until answered. */
export const archiveAlarms = table(
  "archive_alarms",
  {
    agencyId: agencyId(),
    id: uuid().notNull(),
    kind: text().notNull(),
    /** What tells this finding from others of its kind. */
    key: text().notNull(),
    evidence: jsonb().notNull(),
    raisedAt: instant().notNull(),
    endedAt: instant(),
    endedBy: uuid(),
    note: text(),
  },
  (t) => [
    primaryKey({ columns: [t.agencyId, t.id] }),
    uniqueIndex("archive_alarms_once").on(t.agencyId, t.kind, t.key),
  ],
);

/** Which records hold which bytes: bytes go when the last record that holds them was destroyed. */
export const archiveMedia = table(
  "archive_media",
  {
    agencyId: agencyId(),
    sha256: text().notNull(),
    recordId: uuid().notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.agencyId, t.sha256, t.recordId] }),
    index("archive_media_record").on(t.agencyId, t.recordId),
  ],
);

/** Text in the order of its bytes: what begins with some letters stands together. */
const plainText = customType<{ data: string }>({ dataType: () => 'text collate "C"' });

/** Runs of the log whose words are in the index. What follows the last of them is searched in memory. */
export const archiveBlocks = table(
  "archive_blocks",
  {
    agencyId: agencyId(),
    /** Names the block's rows in archive_terms. */
    block: bigint({ mode: "number" }).notNull(),
    first: bigint({ mode: "number" }).notNull(),
    size: integer().notNull(),
    fromAt: instant().notNull(),
    untilAt: instant().notNull(),
    /** It is part of a larger block now; searches that began before may still read it. */
    retiredAt: instant(),
  },
  (t) => [primaryKey({ columns: [t.agencyId, t.block] })],
);

/** Which records of a block hold a term: `search/doc-set.ts` says how it is packed. */
export const archiveTerms = table(
  "archive_terms",
  {
    agencyId: agencyId(),
    term: plainText().notNull(),
    block: bigint({ mode: "number" }).notNull(),
    docs: bytes().notNull(),
  },
  // A block is written, read and dropped whole, and its rows lie together; a search names both.
  (t) => [primaryKey({ columns: [t.agencyId, t.block, t.term] })],
);

/** Every word that stands in a block, with its stem; and every value that records are filed under, without one. */
export const archiveWords = table(
  "archive_words",
  {
    agencyId: agencyId(),
    term: plainText().notNull(),
    stem: plainText(),
  },
  (t) => [
    primaryKey({ columns: [t.agencyId, t.term] }),
    index("archive_words_stem").on(t.agencyId, t.stem),
  ],
);

/** How far the index has come in an agency's log. */
export const archiveIndexes = table("archive_indexes", {
  agencyId: uuid().primaryKey(),
  /** Leaves in blocks. */
  size: bigint({ mode: "number" }).notNull(),
  /** Rises when records were destroyed: what was read of them before is forgotten. */
  erasures: bigint({ mode: "number" }).notNull(),
});

/** What the agency tags records with: its own words. */
export const archiveTags = table(
  "archive_tags",
  {
    agencyId: agencyId(),
    id: uuid().notNull(),
    name: text().notNull(),
    /** The name in small letters: two that differ by capitals alone are one. */
    key: text().notNull(),
    madeBy: uuid().notNull(),
    madeAt: instant().notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.agencyId, t.id] }),
    uniqueIndex("archive_tags_key").on(t.agencyId, t.key),
  ],
);

/** A tag on a record: put on, and taken off again, by whom and when. */
export const archiveTaggings = table(
  "archive_taggings",
  {
    agencyId: agencyId(),
    tagId: uuid().notNull(),
    recordId: uuid().notNull(),
    addedAt: instant().notNull(),
    addedBy: uuid().notNull(),
    removedAt: instant(),
    removedBy: uuid(),
  },
  (t) => [
    primaryKey({ columns: [t.agencyId, t.tagId, t.recordId, t.addedAt] }),
    index("archive_taggings_record").on(t.agencyId, t.recordId),
  ],
);

/** A search that somebody keeps. */
export const archiveSearches = table(
  "archive_searches",
  {
    agencyId: agencyId(),
    id: uuid().notNull(),
    name: text().notNull(),
    /** As in the address of the page. */
    query: jsonb().$type<Record<string, string>>().notNull(),
    ownerId: uuid().notNull(),
    isShared: boolean().notNull(),
    madeAt: instant().notNull(),
    deletedAt: instant(),
  },
  (t) => [primaryKey({ columns: [t.agencyId, t.id] })],
);
