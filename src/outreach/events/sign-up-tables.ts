import { sql } from "drizzle-orm";
import {
  boolean,
  index,
  integer,
  primaryKey,
  smallint,
  text,
  uniqueIndex,
  uuid,
} from "drizzle-orm/pg-core";
import { agencyId, bytes, instant, table } from "#platform/db/columns.ts";

/** A place, or one on the waiting list. */
export type SignUpState = "placed" | "waiting";

/** What a letter is about. */
export type LetterKind = "placed" | "waiting" | "moved-up" | "changed" | "cancelled" | "reminder";

/** What became of a letter; "unknown": nobody can say, and a person is asked (core D3). */
export type LetterState = "waiting" | "sending" | "sent" | "refused" | "unknown" | "left";

/**
 * Somebody who comes to an event: how many, and one way to reach them. No name, no age, no street. Whoever gives up is
 * deleted, and everybody is some days after the event.
 */
export const outreachEventSignUps = table(
  "outreach_event_sign_ups",
  {
    agencyId: agencyId(),
    id: uuid().notNull(),
    eventId: uuid().notNull(),
    state: text().$type<SignUpState>().notNull(),
    people: smallint().notNull(),
    /** Finds an address again without holding it: HMAC-SHA-256 under a key of sign-ups alone. */
    lookup: bytes().notNull(),
    /** The address, and what somebody needs to take part: enveloped. */
    sealed: bytes().notNull(),
    hasNeed: boolean().notNull(),
    language: text().notNull(),
    askedAt: instant().notNull(),
    /** How often it was asked for again: an address is not written to without end. */
    asks: smallint().notNull().default(1),
  },
  (t) => [
    primaryKey({ columns: [t.agencyId, t.id] }),
    uniqueIndex("outreach_event_sign_ups_lookup").on(t.agencyId, t.eventId, t.lookup),
    index("outreach_event_sign_ups_order").on(t.agencyId, t.eventId, t.state, t.askedAt),
  ],
);

/** A letter to one of them: made once, by the key of what it tells. */
export const outreachEventLetters = table(
  "outreach_event_letters",
  {
    agencyId: agencyId(),
    id: uuid().notNull(),
    eventId: uuid().notNull(),
    signUpId: uuid().notNull(),
    kind: text().$type<LetterKind>().notNull(),
    /** Which change it tells of, or which asking it answers. */
    round: integer().notNull(),
    state: text().$type<LetterState>().notNull(),
    madeAt: instant().notNull(),
    triedAt: instant(),
    tries: smallint().notNull().default(0),
  },
  (t) => [
    primaryKey({ columns: [t.agencyId, t.id] }),
    uniqueIndex("outreach_event_letters_once").on(t.agencyId, t.signUpId, t.kind, t.round),
    index("outreach_event_letters_open")
      .on(t.state, t.madeAt)
      .where(sql`state in ('waiting', 'sending')`),
  ],
);

/** All that is left once the sign-ups are erased. */
export const outreachEventTallies = table(
  "outreach_event_tallies",
  {
    agencyId: agencyId(),
    eventId: uuid().notNull(),
    signUps: integer().notNull().default(0),
    people: integer().notNull().default(0),
    waiting: integer().notNull().default(0),
    gaveUp: integer().notNull().default(0),
    needs: integer().notNull().default(0),
    erasedAt: instant(),
  },
  (t) => [primaryKey({ columns: [t.agencyId, t.eventId] })],
);

/** What addresses are looked up and links are signed by. Another key would break every link. */
export const outreachEventKeys = table(
  "outreach_event_keys",
  { agencyId: agencyId(), sealed: bytes().notNull(), madeAt: instant().notNull() },
  (t) => [primaryKey({ columns: [t.agencyId] })],
);
