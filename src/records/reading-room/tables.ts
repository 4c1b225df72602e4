import { index, primaryKey, text, uuid } from "drizzle-orm/pg-core";
import { agencyId, instant, table } from "#platform/db/columns.ts";

/** A production that stands in the reading room, or is to, or stood there. */
export const publications = table(
  "publications",
  {
    agencyId: agencyId(),
    id: uuid().notNull(),
    requestId: uuid().notNull(),
    productionId: uuid().notNull(),
    /** Told to everybody, in the words of whoever proposed it: never what the requester wrote. */
    title: text().notNull(),
    summary: text().notNull(),
    /** The same in Spanish; empty: the English words stand there too. */
    titleEs: text().notNull(),
    summaryEs: text().notNull(),
    proposedBy: uuid().notNull(),
    proposedAt: instant().notNull(),
    /** Somebody else who agreed: from then on everybody reads it. */
    approvedBy: uuid(),
    approvedAt: instant(),
    endedBy: uuid(),
    endedAt: instant(),
    endedWhy: text(),
  },
  (t) => [
    primaryKey({ columns: [t.agencyId, t.id] }),
    index("publications_of").on(t.agencyId, t.requestId),
    index("publications_newest").on(t.agencyId, t.approvedAt),
  ],
);

/** What the request log says of a request: a clerk's words. */
export const requestSummaries = table(
  "request_summaries",
  {
    agencyId: agencyId(),
    requestId: uuid().notNull(),
    summary: text().notNull(),
    writtenBy: uuid().notNull(),
    writtenAt: instant().notNull(),
  },
  (t) => [primaryKey({ columns: [t.agencyId, t.requestId] })],
);
