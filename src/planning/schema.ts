import { sql } from "drizzle-orm";
import { index, integer, jsonb, primaryKey, text, uniqueIndex, uuid } from "drizzle-orm/pg-core";
import { agencyId, instant, table } from "#platform/db/columns.ts";

/** A post that comes again: its content, its rule, and for whom it is written. */
export const series = table(
  "planning_series",
  {
    agencyId: agencyId(),
    id: uuid().notNull(),
    title: text().notNull(),
    content: jsonb().notNull(),
    /** RFC 5545, without DTSTART. */
    rule: text().notNull(),
    /** The first day and time by the wall clock of `zone`. */
    startsLocal: text().notNull(),
    zone: text().notNull(),
    version: integer().notNull(),
    /** Keys of the lint's warnings that the one who wrote it has read. */
    acknowledged: jsonb().$type<string[]>().notNull().default([]),
    /** In whose name its posts are written: with the roles that this person has on that day. */
    ownerId: uuid().notNull(),
    /** Why its next post could not be written; null while all is well. */
    problem: text(),
    changedAt: instant().notNull(),
    endedBy: uuid(),
    endedAt: instant(),
  },
  (t) => [primaryKey({ columns: [t.agencyId, t.id] })],
);

/** One date of a series that is left out, or stands at another time. */
export const seriesExceptions = table(
  "planning_exceptions",
  {
    agencyId: agencyId(),
    seriesId: uuid().notNull(),
    /** The time that the rule gives, by the wall clock. */
    occurrence: text().notNull(),
    /** Where it stands instead; null: it is left out. */
    movedTo: text(),
    madeBy: uuid().notNull(),
    madeAt: instant().notNull(),
  },
  (t) => [primaryKey({ columns: [t.agencyId, t.seriesId, t.occurrence] })],
);

/** An occurrence that became a post. One row a date: it is made once, whoever asks and how often. */
export const occurrences = table(
  "planning_occurrences",
  {
    agencyId: agencyId(),
    seriesId: uuid().notNull(),
    occurrence: text().notNull(),
    postId: uuid().notNull(),
    state: text().$type<"made" | "asked" | "stuck" | "expired" | "dropped" | "done">().notNull(),
    seriesVersion: integer().notNull(),
    /** Why it could not be handed in. */
    reason: text(),
    at: instant().notNull(),
    latestAt: instant().notNull(),
    madeAt: instant().notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.agencyId, t.seriesId, t.occurrence] }),
    index("planning_occurrences_state").on(t.state, t.at),
    index("planning_occurrences_post").on(t.agencyId, t.postId),
  ],
);

/** A time of the week that is kept free for a post. */
export const queueSlots = table(
  "planning_slots",
  {
    agencyId: agencyId(),
    id: uuid().notNull(),
    /** ISO: Monday is 1. */
    weekday: integer().notNull(),
    time: text().notNull(),
    /** None: every channel. */
    channels: jsonb().$type<string[]>().notNull(),
    objective: text(),
    madeBy: uuid().notNull(),
    madeAt: instant().notNull(),
    droppedAt: instant(),
  },
  (t) => [primaryKey({ columns: [t.agencyId, t.id] })],
);

/** A post in a slot of a day. The key keeps two people from taking the same. */
export const slotBookings = table(
  "planning_bookings",
  {
    agencyId: agencyId(),
    slotId: uuid().notNull(),
    day: text().notNull(),
    postId: uuid().notNull(),
    bookedBy: uuid().notNull(),
    bookedAt: instant().notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.agencyId, t.slotId, t.day] }),
    uniqueIndex("planning_bookings_post").on(t.agencyId, t.postId),
  ],
);

/** A post that may be used again and again, until it is out of date. */
export const evergreens = table(
  "planning_evergreens",
  {
    agencyId: agencyId(),
    id: uuid().notNull(),
    title: text().notNull(),
    content: jsonb().notNull(),
    objective: text().notNull(),
    expiresOn: text().notNull(),
    minDays: integer().notNull(),
    madeBy: uuid().notNull(),
    madeAt: instant().notNull(),
    retiredAt: instant(),
  },
  (t) => [primaryKey({ columns: [t.agencyId, t.id] })],
);

export const evergreenUses = table(
  "planning_evergreen_uses",
  {
    agencyId: agencyId(),
    evergreenId: uuid().notNull(),
    postId: uuid().notNull(),
    usedBy: uuid().notNull(),
    usedAt: instant().notNull(),
  },
  (t) => [primaryKey({ columns: [t.agencyId, t.evergreenId, t.postId] })],
);

/** A line of a table that became a draft. Its words are known again in any file. */
export const importedLines = table(
  "planning_imported_lines",
  {
    agencyId: agencyId(),
    fileHash: text().notNull(),
    line: integer().notNull(),
    /** Of what its fields say, in whatever order the columns stand. */
    cellsHash: text().notNull().default(""),
    postId: uuid().notNull(),
    importedBy: uuid().notNull(),
    importedAt: instant().notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.agencyId, t.fileHash, t.line] }),
    index("planning_imported_lines_cells").on(t.agencyId, t.cellsHash),
  ],
);

/** An address whose news become drafts. */
export const feeds = table(
  "planning_feeds",
  {
    agencyId: agencyId(),
    id: uuid().notNull(),
    url: text().notNull(),
    name: text().notNull(),
    channels: jsonb().$type<string[]>().notNull(),
    objective: text().notNull(),
    class: text().notNull(),
    everyMinutes: integer().notNull(),
    /** In whose name the drafts are written. */
    ownerId: uuid().notNull(),
    madeAt: instant().notNull(),
    nextAt: instant().notNull(),
    polledAt: instant(),
    failures: integer().notNull().default(0),
    error: text(),
    endedAt: instant(),
  },
  (t) => [
    primaryKey({ columns: [t.agencyId, t.id] }),
    uniqueIndex("planning_feeds_once")
      .on(t.agencyId, t.url)
      .where(sql`ended_at is null`),
    index("planning_feeds_next").on(t.nextAt),
  ],
);

/** What a feed brought: known by its id or its link, and never again. */
export const feedItems = table(
  "planning_feed_items",
  {
    agencyId: agencyId(),
    feedId: uuid().notNull(),
    key: text().notNull(),
    title: text().notNull(),
    link: text().notNull(),
    /** null: older than the first poll took, or not to be made into a draft. */
    postId: uuid(),
    seenAt: instant().notNull(),
  },
  (t) => [primaryKey({ columns: [t.agencyId, t.feedId, t.key] })],
);
