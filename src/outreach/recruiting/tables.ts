import {
  date,
  index,
  integer,
  jsonb,
  primaryKey,
  text,
  uniqueIndex,
  uuid,
} from "drizzle-orm/pg-core";
import type { Said } from "#policy";
import { agencyId, instant, table } from "#platform/db/columns.ts";

/** Work that the agency offers: as it was written last, and as it was approved and everybody reads it. */
export const openings = table(
  "outreach_openings",
  {
    agencyId: agencyId(),
    id: uuid().notNull(),
    code: text().notNull(),
    content: jsonb().notNull(),
    hash: text().notNull(),
    writtenBy: uuid().notNull(),
    writtenAt: instant().notNull(),
    shown: jsonb(),
    shownHash: text(),
    approvedBy: uuid(),
    /** When it was public first. */
    publicAt: instant(),
    changedAt: instant().notNull(),
    /** Where it came from, and its name there: by these it is known again. */
    origin: text({ enum: ["typed", "table", "feed"] }).notNull(),
    feedId: uuid(),
    key: text().notNull(),
    closedAt: instant(),
    closedHow: text({ enum: ["by-day", "by-hand", "gone"] }),
  },
  (t) => [
    primaryKey({ columns: [t.agencyId, t.id] }),
    uniqueIndex("outreach_openings_code").on(t.agencyId, t.code),
    uniqueIndex("outreach_openings_key").on(t.agencyId, t.key),
    index("outreach_openings_open").on(t.closedAt),
  ],
);

/** An address of the agency's own jobs site, read again and again. */
export const openingFeeds = table(
  "outreach_opening_feeds",
  {
    agencyId: agencyId(),
    id: uuid().notNull(),
    name: text().notNull(),
    url: text().notNull(),
    everyMinutes: integer().notNull(),
    ownerId: uuid().notNull(),
    madeAt: instant().notNull(),
    nextAt: instant().notNull(),
    polledAt: instant(),
    failures: integer().notNull().default(0),
    error: text(),
    /** What of its last reading could not be used. */
    problems: jsonb().$type<{ at: string; says: Said }[]>().notNull().default([]),
    endedAt: instant(),
  },
  (t) => [
    primaryKey({ columns: [t.agencyId, t.id] }),
    index("outreach_opening_feeds_due").on(t.nextAt),
  ],
);

/** Posts that were drafted for an opening. */
export const openingPosts = table(
  "outreach_opening_posts",
  {
    agencyId: agencyId(),
    openingId: uuid().notNull(),
    postId: uuid().notNull(),
    position: integer().notNull(),
    madeAt: instant().notNull(),
  },
  (t) => [primaryKey({ columns: [t.agencyId, t.openingId, t.postId] })],
);

/** A short address of ours that leads to one application, from one place. */
export const links = table(
  "outreach_links",
  {
    agencyId: agencyId(),
    id: uuid().notNull(),
    code: text().notNull(),
    openingId: uuid().notNull(),
    /** For people: "Facebook (practice)". */
    name: text().notNull(),
    source: text().notNull(),
    medium: text().notNull(),
    campaign: text().notNull(),
    madeBy: uuid().notNull(),
    madeAt: instant().notNull(),
    endedAt: instant(),
  },
  (t) => [
    primaryKey({ columns: [t.agencyId, t.id] }),
    uniqueIndex("outreach_links_code").on(t.agencyId, t.code),
    index("outreach_links_of").on(t.agencyId, t.openingId),
  ],
);

/** How often a link was followed on a day. Nothing of who followed it is kept anywhere. */
export const linkDays = table(
  "outreach_link_days",
  {
    agencyId: agencyId(),
    linkId: uuid().notNull(),
    day: date().notNull(),
    clicks: integer().notNull(),
  },
  (t) => [primaryKey({ columns: [t.agencyId, t.linkId, t.day] })],
);
