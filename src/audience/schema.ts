import { sql } from "drizzle-orm";
import {
  boolean,
  date,
  index,
  integer,
  jsonb,
  primaryKey,
  smallint,
  text,
  uniqueIndex,
  uuid,
} from "drizzle-orm/pg-core";
import { agencyId, bytes, instant, table } from "#platform/db/columns.ts";

export type Way = "email" | "text" | "push";

/** How often somebody wants news by mail. */
export const paces = ["at-once", "daily", "weekly"] as const;
export type Pace = (typeof paces)[number];

/** Why somebody is not written to any more until they subscribe anew. */
export type Suspended = "no-mailbox" | "no-device" | "no-telephone" | "bounced" | "refused-often";

/** What became of one copy of one post. */
export type OrderState =
  /** Not tried yet, put off, or resting until the end of quiet hours. */
  | "waiting"
  | "sending"
  | "accepted"
  | "refused"
  /** Nobody knows; it is not sent again (core D3). */
  | "unknown"
  /** The subscriber left before, or the post was taken back. */
  | "dropped";

/**
 * Somebody who asked for an agency's news: an address, and what of the news. No name, no place, no password, no mark of
 * what was opened. Whoever leaves is deleted.
 */
export const subscribers = table(
  "audience_subscribers",
  {
    agencyId: agencyId(),
    id: uuid().notNull(),
    way: text().$type<Way>().notNull(),
    /** Finds an address again without holding it: HMAC-SHA-256 under the audience's key. */
    lookup: bytes().notNull(),
    /** The address, enveloped: opened by the sender alone. */
    sealed: bytes().notNull(),
    /** What stands around the news is in it. */
    language: text().notNull(),
    /** News of the whole jurisdiction; with no beat chosen, of everywhere. */
    isWhole: boolean().notNull(),
    /** None chosen: all of them. */
    beats: uuid().array().notNull(),
    kinds: text().array().notNull(),
    languages: text().array().notNull(),
    /** The calls for service of the beats that were chosen: how often by mail; by text and notice, the noteworthy alone. */
    calls: text({ enum: ["none", "daily", "twice"] })
      .notNull()
      .default("none"),
    /** By mail: each post in a letter of its own, or all of a day or a week in one. Danger to life waits for neither. */
    pace: text({ enum: paces }).notNull().default("at-once"),
    /** Minutes after midnight by the agency's clock; null: news may come at any hour. */
    quietFrom: smallint(),
    quietUntil: smallint(),
    askedAt: instant().notNull(),
    /** How often a confirmation was asked for, and wrong codes typed, since. */
    asks: smallint().notNull().default(1),
    wrongCodes: smallint().notNull().default(0),
    /** Until then it must be confirmed, else the row goes. Null once it was. */
    expiresAt: instant(),
    confirmedAt: instant(),
    /** Copies that were refused one after another. */
    failures: smallint().notNull().default(0),
    /** Days on which letters came back that a relay had taken, and the last of them. */
    lateFailures: smallint().notNull().default(0),
    lateFailedOn: date(),
    suspendedAt: instant(),
    suspendedWhy: text().$type<Suspended>(),
  },
  (t) => [
    primaryKey({ columns: [t.agencyId, t.id] }),
    uniqueIndex("audience_subscribers_lookup").on(t.agencyId, t.way, t.lookup),
    index("audience_subscribers_expiry")
      .on(t.agencyId, t.expiresAt)
      .where(sql`expires_at is not null`),
  ],
);

/** One delivery on its way to those who subscribed. Its id is the delivery's. */
export const fanOuts = table(
  "audience_fan_outs",
  {
    agencyId: agencyId(),
    id: uuid().notNull(),
    channelId: uuid().notNull(),
    way: text().$type<Way>().notNull(),
    /** What staff know the post by. Empty for letters of calls: what is in them may be taken back by tomorrow. */
    title: text().notNull().default(""),
    isLifeSafety: boolean().notNull(),
    placedAt: instant().notNull(),
    /** Whom it is for is being looked up, up to this subscriber; null once all are. */
    filledTo: uuid(),
    isFilled: boolean().notNull().default(false),
    /** Who holds it: an older number writes nothing (core D6). */
    fence: integer().notNull().default(0),
    touchedAt: instant().notNull(),
    finishedAt: instant(),
    /** For how many it waits to go in their letter of the day or the week. */
    gathered: integer().notNull().default(0),
    /** By state, once it is finished: its orders are forgotten after a while. */
    counts: jsonb().$type<Partial<Record<OrderState, number>>>(),
  },
  (t) => [
    primaryKey({ columns: [t.agencyId, t.id] }),
    index("audience_fan_outs_open")
      .on(t.agencyId, t.touchedAt)
      .where(sql`finished_at is null`),
  ],
);

/** One copy: a post for a subscriber. */
export const orders = table(
  "audience_orders",
  {
    agencyId: agencyId(),
    fanOutId: uuid().notNull(),
    subscriberId: uuid().notNull(),
    state: text().$type<OrderState>().notNull(),
    /** Put off, or in quiet hours, until then. */
    notBefore: instant(),
    isResting: boolean().notNull().default(false),
    tries: smallint().notNull().default(0),
    fence: integer().notNull().default(0),
    /** The relay's, gateway's or push service's own id (core D2). */
    remoteId: text(),
    /** A report told later that it is delayed, or came back: told again, it changes nothing. */
    reported: text({ enum: ["delayed", "returned"] }),
  },
  // No other index: an order changes its state twice, and neither change may cost an entry (heap-only tuples).
  (t) => [primaryKey({ columns: [t.agencyId, t.fanOutId, t.subscriberId] })],
);

/** What addresses are looked up and links are signed by. Another key would break every link. */
export const audienceKeys = table(
  "audience_keys",
  {
    agencyId: agencyId(),
    sealed: bytes().notNull(),
    madeAt: instant().notNull(),
  },
  (t) => [primaryKey({ columns: [t.agencyId] })],
);

/** Quiet hours that are proposed to subscribers, and the agency's own words on the page. */
export const audienceSettings = table(
  "audience_settings",
  {
    agencyId: agencyId(),
    quietFrom: smallint().notNull(),
    quietUntil: smallint().notNull(),
    /** When letters of the day and the week go, in minutes after midnight by the agency's clock. */
    digestAt: smallint().notNull().default(1_020),
    intro: jsonb().$type<{ en: string; es: string }>().notNull(),
    changedAt: instant().notNull(),
    changedBy: uuid().notNull(),
  },
  (t) => [primaryKey({ columns: [t.agencyId] })],
);

/** How many came and went, by day of the agency's calendar: all that is left of those who are gone. */
export const audienceDays = table(
  "audience_days",
  {
    agencyId: agencyId(),
    day: date().notNull(),
    way: text().$type<Way>().notNull(),
    joined: integer().notNull().default(0),
    departed: integer().notNull().default(0),
    suspended: integer().notNull().default(0),
    /** Copies that a relay had taken and a report told of later, by what it told. */
    returned: integer().notNull().default(0),
    delayed: integer().notNull().default(0),
  },
  (t) => [primaryKey({ columns: [t.agencyId, t.day, t.way] })],
);

/** A beat's calls on their way to those who asked for them: a fan-out of this id, and no post. */
export const callLetters = table(
  "audience_call_letters",
  {
    agencyId: agencyId(),
    id: uuid().notNull(),
    channelId: uuid().notNull(),
    way: text().$type<Way>().notNull(),
    beatId: uuid().notNull(),
    language: text().notNull(),
    /** The calls of a day or of half a day; or one call that the policy calls noteworthy. */
    cadence: text({ enum: ["daily", "twice", "noteworthy"] }).notNull(),
    callId: uuid(),
    /** Tells it from all others of its beat: whoever makes it twice makes it once. */
    slot: text().notNull(),
    /** Calls that were first shown in this time. */
    sinceAt: instant().notNull(),
    untilAt: instant().notNull(),
    madeAt: instant().notNull(),
    tries: smallint().notNull().default(0),
    nextAt: instant(),
    /** Nobody is written to any more: all have it, or nothing of it stands. */
    endedAt: instant(),
  },
  (t) => [
    primaryKey({ columns: [t.agencyId, t.id] }),
    uniqueIndex("audience_call_letters_one").on(
      t.agencyId,
      t.channelId,
      t.beatId,
      t.language,
      t.slot,
    ),
    index("audience_call_letters_due")
      .on(t.agencyId, t.nextAt)
      .where(sql`ended_at is null`),
  ],
);

/** A post that waits for a subscriber's letter of the day or the week. */
export const gathered = table(
  "audience_gathered",
  {
    agencyId: agencyId(),
    subscriberId: uuid().notNull(),
    /** The post's own fan-out, which is its delivery. */
    fanOutId: uuid().notNull(),
    placedAt: instant().notNull(),
  },
  (t) => [primaryKey({ columns: [t.agencyId, t.subscriberId, t.fanOutId] })],
);

/** A time at which letters of the day or the week are made: each subscriber is looked at once. */
export const digestRuns = table(
  "audience_digest_runs",
  {
    agencyId: agencyId(),
    /** The day of the agency's calendar, and how often. */
    slot: text().notNull(),
    filledTo: uuid(),
    isFilled: boolean().notNull().default(false),
    madeAt: instant().notNull(),
  },
  (t) => [primaryKey({ columns: [t.agencyId, t.slot] })],
);

/** What one or many get in their letter of the day or the week: a fan-out of this id, and no post. */
export const digests = table(
  "audience_digests",
  {
    agencyId: agencyId(),
    id: uuid().notNull(),
    channelId: uuid().notNull(),
    slot: text().notNull(),
    language: text().notNull(),
    /** Of which posts, by their deliveries, and a hash of them that finds it again. */
    posts: uuid().array().notNull(),
    postsHash: text().notNull(),
    madeAt: instant().notNull(),
    tries: smallint().notNull().default(0),
    nextAt: instant(),
    /** Nobody is written to any more: all have it, or nothing of it stands. */
    endedAt: instant(),
  },
  (t) => [
    primaryKey({ columns: [t.agencyId, t.id] }),
    uniqueIndex("audience_digests_one").on(t.agencyId, t.slot, t.language, t.postsHash),
    index("audience_digests_due")
      .on(t.agencyId, t.nextAt)
      .where(sql`ended_at is null`),
  ],
);
