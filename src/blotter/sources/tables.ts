import { sql } from "drizzle-orm";
import { index, integer, jsonb, primaryKey, text, uniqueIndex, uuid } from "drizzle-orm/pg-core";
import { agencyId, bytes, instant, table } from "#platform/db/columns.ts";
import type { RowFault } from "../intake/call.ts";
import type { Columns } from "../intake/columns.ts";

/** Where a source's rows come from, and which of its columns is which. */
export interface SourceSettings {
  columns: Columns;
  /** Of a portal: its dataset, and the column by which changes are told. */
  portal?: { url: string; changed: string };
}

/** Another program that calls come from by themselves: it signs them, drops files, or is asked. */
export const callSources = table(
  "call_sources",
  {
    agencyId: agencyId(),
    id: uuid().notNull(),
    kind: text({ enum: ["api", "drop", "portal"] }).notNull(),
    name: text().notNull(),
    settings: jsonb().$type<SourceSettings>().notNull(),
    /** What its requests are signed with, or what a portal knows us by; enveloped, and empty where there is none. */
    sealed: bytes().notNull(),
    /** A longer time without a call is a silence; null: it may be silent as long as it likes. */
    silentMinutes: integer(),
    everyMinutes: integer().notNull(),
    addedBy: uuid().notNull(),
    addedAt: instant().notNull(),
    rotatedAt: instant(),
    endedAt: instant(),
    /** When it was last heard, with calls or without, and when calls last came. */
    heardAt: instant(),
    calledAt: instant(),
    calls: integer().notNull().default(0),
    /** Of a portal: when it is asked next, how far its changes were read, and when shown calls were last looked for. */
    nextAt: instant(),
    watermark: text(),
    lookedAt: instant(),
    failures: integer().notNull().default(0),
    error: text(),
  },
  (t) => [
    primaryKey({ columns: [t.agencyId, t.id] }),
    index("call_sources_due")
      .on(t.nextAt)
      .where(sql`ended_at is null`),
  ],
);

/** What one file, request or reading brought: every row of it is accounted for. */
export const callRuns = table(
  "call_runs",
  {
    agencyId: agencyId(),
    id: uuid().notNull(),
    sourceId: uuid().notNull(),
    at: instant().notNull(),
    /** The file's name, or how else it came. */
    what: text().notNull(),
    /** SHA-256 over it: the same again is known. */
    digest: bytes(),
    rows: integer().notNull(),
    fresh: integer().notNull(),
    changed: integer().notNull(),
    same: integer().notNull(),
    refused: integer().notNull(),
    /** The first of those that were refused. */
    faults: jsonb().$type<RowFault[]>().notNull(),
    /** Half of its new calls were at most that old. */
    lagSeconds: integer(),
  },
  (t) => [
    primaryKey({ columns: [t.agencyId, t.id] }),
    index("call_runs_source").on(t.agencyId, t.sourceId, t.at),
    uniqueIndex("call_runs_digest").on(t.agencyId, t.sourceId, t.digest),
  ],
);

/** A time in which no call came from a source, longer than it should be. */
export const callSilences = table(
  "call_silences",
  {
    agencyId: agencyId(),
    id: uuid().notNull(),
    sourceId: uuid().notNull(),
    fromAt: instant().notNull(),
    untilAt: instant(),
    seenAt: instant().notNull(),
    answeredAt: instant(),
    answeredBy: uuid(),
    note: text(),
  },
  (t) => [
    primaryKey({ columns: [t.agencyId, t.id] }),
    uniqueIndex("call_silences_open")
      .on(t.agencyId, t.sourceId)
      .where(sql`until_at is null`),
  ],
);
