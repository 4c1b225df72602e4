import { index, jsonb, primaryKey, text, uniqueIndex, uuid } from "drizzle-orm/pg-core";
import { agencyId, instant, table } from "#platform/db/columns.ts";

/** Something on an account of ours that did not come from here. One row a finding, however often it is seen. */
export const watchAlarms = table(
  "watch_alarms",
  {
    agencyId: agencyId(),
    id: uuid().notNull(),
    channelId: uuid().notNull(),
    kind: text().notNull(),
    /** What tells this finding from others of its kind: the network's id, or what changed to what. */
    key: text().notNull(),
    evidence: jsonb().notNull(),
    raisedAt: instant().notNull(),
    endedAt: instant(),
    endedHow: text(),
    endedBy: uuid(),
    note: text(),
    /** Of a compromised account: the warning on all others, and the hold on this one. */
    warningPostId: uuid(),
    holdId: uuid(),
  },
  (t) => [
    primaryKey({ columns: [t.agencyId, t.id] }),
    uniqueIndex("watch_alarms_once").on(t.agencyId, t.channelId, t.kind, t.key),
    index("watch_alarms_newest").on(t.agencyId, t.raisedAt),
  ],
);

/** How far an account was looked through, and how its profile looked then. */
export const watchedChannels = table(
  "watched_channels",
  {
    agencyId: agencyId(),
    channelId: uuid().notNull(),
    /** Items captured up to then are ours, or have an alarm. */
    lookedUntil: instant().notNull(),
    profile: jsonb(),
    /** When the profile was asked for, and when our posts were compared with what the network shows. */
    profiledAt: instant(),
    comparedAt: instant(),
  },
  (t) => [primaryKey({ columns: [t.agencyId, t.channelId] })],
);
