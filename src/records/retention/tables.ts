import { boolean, index, integer, primaryKey, text, uuid } from "drizzle-orm/pg-core";
import { agencyId, instant, table } from "#platform/db/columns.ts";

/** A record series of a retention schedule: what its records are, and how long they are kept. */
export const retentionSeries = table(
  "retention_series",
  {
    agencyId: agencyId(),
    /** The schedule's own number, such as GR1000-26b. */
    code: text().notNull(),
    title: text().notNull(),
    /** Whose schedule it is, and where it can be read. */
    authority: text().notNull(),
    appliesTo: text().notNull(),
    /** Null: no number of months; it is kept until a person says otherwise. */
    months: integer(),
    action: text({ enum: ["destroy", "transfer", "permanent"] }).notNull(),
    verifiedOn: instant(),
    verifiedBy: uuid(),
    retiredAt: instant(),
  },
  (t) => [primaryKey({ columns: [t.agencyId, t.code] })],
);

/** Which series a record falls under by what it is: the first rule that fits, by position. */
export const retentionRules = table(
  "retention_rules",
  {
    agencyId: agencyId(),
    id: uuid().notNull(),
    position: integer().notNull(),
    /** The beginning of the record's kind, such as "channels."; null: any. */
    kind: text(),
    direction: text({ enum: ["in", "out", "internal"] }),
    channelId: uuid(),
    seriesCode: text().notNull(),
  },
  (t) => [primaryKey({ columns: [t.agencyId, t.id] })],
);

/** What somebody said of one record, over the rules. The newest counts; none is ever changed. */
export const recordSeries = table(
  "record_series",
  {
    agencyId: agencyId(),
    recordId: uuid().notNull(),
    assignedAt: instant().notNull(),
    seriesCode: text().notNull(),
    assignedBy: uuid().notNull(),
    why: text().notNull(),
  },
  (t) => [primaryKey({ columns: [t.agencyId, t.recordId, t.assignedAt] })],
);

/**
 * What may not be destroyed while a matter is open. It covers records that were named, and, where it has a query, every
 * record that fits it, those that come later too.
 */
export const legalHolds = table(
  "legal_holds",
  {
    agencyId: agencyId(),
    id: uuid().notNull(),
    matter: text().notNull(),
    why: text().notNull(),
    hasQuery: boolean().notNull(),
    words: text(),
    kind: text(),
    direction: text({ enum: ["in", "out", "internal"] }),
    channelId: uuid(),
    personId: uuid(),
    occurredFrom: instant(),
    occurredUntil: instant(),
    placedBy: uuid().notNull(),
    placedAt: instant().notNull(),
    releasedBy: uuid(),
    releasedAt: instant(),
    releasedWhy: text(),
  },
  (t) => [primaryKey({ columns: [t.agencyId, t.id] })],
);

export const legalHoldRecords = table(
  "legal_hold_records",
  {
    agencyId: agencyId(),
    holdId: uuid().notNull(),
    recordId: uuid().notNull(),
    addedBy: uuid().notNull(),
    addedAt: instant().notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.agencyId, t.holdId, t.recordId] }),
    index("legal_hold_records_record").on(t.agencyId, t.recordId),
  ],
);

/** One act of destruction: proposed by one person, approved by another, carried out, certified. */
export const dispositions = table(
  "dispositions",
  {
    agencyId: agencyId(),
    id: uuid().notNull(),
    /** Runs on within the agency: the certificate is called D-1, D-2 … */
    number: integer().notNull(),
    seriesCode: text().notNull(),
    /** As they stood when it was proposed: a schedule may be changed later. */
    seriesTitle: text().notNull(),
    authority: text().notNull(),
    months: integer().notNull(),
    why: text().notNull(),
    proposedBy: uuid().notNull(),
    proposedAt: instant().notNull(),
    approvedBy: uuid(),
    approvedAt: instant(),
    cancelledBy: uuid(),
    cancelledAt: instant(),
    finishedAt: instant(),
  },
  (t) => [primaryKey({ columns: [t.agencyId, t.id] })],
);

export const dispositionItems = table(
  "disposition_items",
  {
    agencyId: agencyId(),
    dispositionId: uuid().notNull(),
    recordId: uuid().notNull(),
    /** With it the record is found in its month. */
    capturedAt: instant().notNull(),
    occurredAt: instant().notNull(),
    erasedAt: instant(),
    /** Why it was not erased after all: `legal-hold`, `open-request`, `in-use`. */
    kept: text(),
  },
  (t) => [
    primaryKey({ columns: [t.agencyId, t.dispositionId, t.recordId] }),
    index("disposition_items_record").on(t.agencyId, t.recordId),
  ],
);

/** Bytes that a destroyed record held: they leave the disk when nothing else holds them, and then the row goes. */
export const blobErasures = table(
  "blob_erasures",
  {
    agencyId: agencyId(),
    sha256: text().notNull(),
    since: instant().notNull(),
  },
  (t) => [primaryKey({ columns: [t.agencyId, t.sha256] })],
);
