import { sql } from "drizzle-orm";
import {
  boolean,
  index,
  integer,
  jsonb,
  primaryKey,
  text,
  uniqueIndex,
  uuid,
} from "drizzle-orm/pg-core";
import { agencyId, instant, table } from "#platform/db/columns.ts";

/** What the polls of one account in one hour saw: one row, added to, so that a year of minutes stays small. */
export const captureHours = table(
  "capture_hours",
  {
    agencyId: agencyId(),
    channelId: uuid().notNull(),
    hour: instant().notNull(),
    /** From when on the hour is answered for: the first poll, or where an earlier one left off. */
    firstAt: instant().notNull(),
    /** The last poll, whether it succeeded or not. */
    lastAt: instant().notNull(),
    polls: integer().notNull().default(0),
    failed: integer().notNull().default(0),
    /** What was new, whoever told it: a poll or a webhook. */
    items: integer().notNull().default(0),
    /** Of these, posts under the account's own name: the network's counter is held against them. */
    ownPosts: integer().notNull().default(0),
    /** The longest time between two polls that ended in this hour, in seconds. */
    silentSeconds: integer().notNull().default(0),
    failedAt: instant(),
    failure: text(),
    counters: jsonb().$type<Record<string, number>>(),
    cursorFrom: text(),
    cursorTo: text(),
    /** False where the last poll left more behind its cursor for the next one. */
    isWhole: boolean().notNull().default(true),
  },
  (t) => [primaryKey({ columns: [t.agencyId, t.channelId, t.hour] })],
);

/** A time in which an account was not captured, or what its network counts beyond what we hold. */
export const captureGaps = table(
  "capture_gaps",
  {
    agencyId: agencyId(),
    id: uuid().notNull(),
    channelId: uuid().notNull(),
    fromAt: instant().notNull(),
    untilAt: instant(),
    why: text().notNull(),
    detail: jsonb().$type<GapDetail>().notNull(),
    seenAt: instant().notNull(),
    answeredAt: instant(),
    answeredBy: uuid(),
    note: text(),
  },
  (t) => [
    primaryKey({ columns: [t.agencyId, t.id] }),
    uniqueIndex("capture_gaps_open")
      .on(t.agencyId, t.channelId)
      .where(sql`until_at is null`),
    index("capture_gaps_when").on(t.agencyId, t.channelId, t.fromAt),
  ],
);

export interface GapDetail {
  /** What the network said. */
  says?: string;
  /** Posts since `fromAt` by the network's counter, and by what was captured. */
  theirs?: number;
  ours?: number;
}
