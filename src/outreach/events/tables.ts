import { index, integer, jsonb, primaryKey, text, uniqueIndex, uuid } from "drizzle-orm/pg-core";
import { agencyId, instant, table } from "#platform/db/columns.ts";

export type EventState = "draft" | "submitted" | "active" | "past" | "cancelled" | "discarded";

/** Where people can meet the agency: coffee with a cop, a town hall, a safety camp. */
export const outreachEvents = table(
  "outreach_events",
  {
    agencyId: agencyId(),
    id: uuid().notNull(),
    /** Of its address. */
    code: text().notNull(),
    state: text().$type<EventState>().notNull(),
    kind: text().notNull(),
    title: text().notNull(),
    version: integer().notNull(),
    /** The version that the public sees: approved, and out. */
    activeVersion: integer(),
    /** RFC 5545, 3.8.7.4: goes up with every change that the public sees, so that calendars take it over. */
    sequence: integer().notNull().default(0),
    /** Of the version that stands, or of the draft before. */
    startsAt: instant(),
    endsAt: instant(),
    draftedBy: uuid().notNull(),
    draftedAt: instant().notNull(),
    changedAt: instant().notNull(),
    activeAt: instant(),
    cancelledAt: instant(),
    cancelledBy: uuid(),
    cancelledWhy: text(),
    /** Of a date of an event that comes again: which event, and the day by which the rule names it. */
    seriesId: uuid(),
    occurrence: text(),
    /** The series' version that it follows; null once it stands by an approval of its own, or was called off. */
    seriesVersion: integer(),
  },
  (t) => [
    primaryKey({ columns: [t.agencyId, t.id] }),
    uniqueIndex("outreach_events_code").on(t.agencyId, t.code),
    index("outreach_events_state").on(t.agencyId, t.state, t.startsAt),
    index("outreach_events_end").on(t.endsAt),
    uniqueIndex("outreach_events_occurrence").on(t.agencyId, t.seriesId, t.occurrence),
  ],
);

/** What it says, version by version. One that was handed in is never changed. */
export const outreachEventVersions = table(
  "outreach_event_versions",
  {
    agencyId: agencyId(),
    eventId: uuid().notNull(),
    version: integer().notNull(),
    hash: text().notNull(),
    content: jsonb().notNull(),
    writtenBy: uuid().notNull(),
    writtenAt: instant().notNull(),
    submittedAt: instant(),
    submittedBy: uuid(),
  },
  (t) => [primaryKey({ columns: [t.agencyId, t.eventId, t.version] })],
);

/** Its posts: those that tell of it, and those that say that it is cancelled. */
export const outreachEventPosts = table(
  "outreach_event_posts",
  {
    agencyId: agencyId(),
    eventId: uuid().notNull(),
    postId: uuid().notNull(),
    language: text().notNull(),
    role: text({ enum: ["tells", "ends"] }).notNull(),
    /** The newest version that stands in this language: approved with this post, and out. */
    standsVersion: integer(),
  },
  (t) => [
    primaryKey({ columns: [t.agencyId, t.eventId, t.postId] }),
    uniqueIndex("outreach_event_posts_post").on(t.agencyId, t.postId),
  ],
);
