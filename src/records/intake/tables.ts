import { index, integer, primaryKey, text, uniqueIndex, uuid } from "drizzle-orm/pg-core";
import { sql } from "drizzle-orm";
import { agencyId, bytes, instant, table } from "#platform/db/columns.ts";

/** Another program that hands in messages of the agency's staff: by the signed API, or a gateway of texts. */
export const intakeSources = table(
  "intake_sources",
  {
    agencyId: agencyId(),
    id: uuid().notNull(),
    kind: text({ enum: ["api", "texts", "mail"] }).notNull(),
    name: text().notNull(),
    /** What its requests are signed with, enveloped; shown once, when it is made. */
    sealed: bytes().notNull(),
    /** The gateway's name for the account; empty where there is none. */
    account: text().notNull(),
    /** A longer silence is a gap; null: it may be silent as long as it likes. */
    silentMinutes: integer(),
    addedBy: uuid().notNull(),
    addedAt: instant().notNull(),
    rotatedAt: instant(),
    /** The last request that was signed by it, with messages or without. */
    heardAt: instant(),
    messages: integer().notNull().default(0),
    endedAt: instant(),
  },
  (t) => [primaryKey({ columns: [t.agencyId, t.id] })],
);

/** Whose telephone or mailbox an address is: under that person the messages are filed. */
export const intakePeople = table(
  "intake_people",
  {
    agencyId: agencyId(),
    sourceId: uuid().notNull(),
    /** A telephone in E.164, or a mailbox in small letters. */
    address: text().notNull(),
    personId: uuid().notNull(),
  },
  (t) => [primaryKey({ columns: [t.agencyId, t.sourceId, t.address] })],
);

/** Every message that a source handed in, by its own name for it: told again, it is known. */
export const intakeItems = table(
  "intake_items",
  {
    agencyId: agencyId(),
    /** SHA-256 over the source, its id of the message, and the version. */
    identity: bytes().notNull(),
    sourceId: uuid().notNull(),
    /** SHA-256 over what was handed in: the same name over other words is told. */
    digest: bytes().notNull(),
    recordId: uuid(),
  },
  (t) => [primaryKey({ columns: [t.agencyId, t.identity] })],
);

/** A time in which a source was silent longer than it should be. */
export const intakeGaps = table(
  "intake_gaps",
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
    uniqueIndex("intake_gaps_open")
      .on(t.agencyId, t.sourceId)
      .where(sql`until_at is null`),
    index("intake_gaps_when").on(t.agencyId, t.fromAt),
  ],
);
