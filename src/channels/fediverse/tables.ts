import { sql } from "drizzle-orm";
import { boolean, index, integer, primaryKey, text, uniqueIndex, uuid } from "drizzle-orm/pg-core";
import { agencyId, bytes, instant, table } from "#platform/db/columns.ts";

/** What our actors said. A removed one stays as a tombstone: it answers 410 for good. */
export const fediverseObjects = table(
  "fediverse_objects",
  {
    agencyId: agencyId(),
    id: uuid().notNull(),
    channelId: uuid().notNull(),
    /** The delivery's idempotency key: a second try finds the first one's post. */
    key: text().notNull(),
    text: text().notNull(),
    /** The Note as JSON-LD. */
    body: text().notNull(),
    /** Files that may be fetched while it stands: "<sha256> <type>". */
    files: text().array().notNull(),
    isLifeSafety: boolean().notNull(),
    publishedAt: instant().notNull(),
    editedAt: instant(),
    removedAt: instant(),
    changedAt: instant().notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.agencyId, t.id] }),
    uniqueIndex("fediverse_objects_key").on(t.agencyId, t.channelId, t.key),
    index("fediverse_objects_newest").on(t.agencyId, t.channelId, t.publishedAt),
  ],
);

/** What was told to others about an object or a follower: bytes of their own, an id of their own. */
export const fediverseActivities = table(
  "fediverse_activities",
  {
    agencyId: agencyId(),
    id: uuid().notNull(),
    channelId: uuid().notNull(),
    kind: text({ enum: ["Create", "Update", "Delete", "Accept"] }).notNull(),
    /** What it is about: activities of one topic reach an inbox in their order. */
    topic: text().notNull(),
    /** The same for every try: an edit that is done again is the same activity. */
    key: text().notNull(),
    /** As it is sent: JSON-LD, with its proof. */
    body: text().notNull(),
    madeAt: instant().notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.agencyId, t.id] }),
    uniqueIndex("fediverse_activities_key").on(t.agencyId, t.channelId, t.key),
    index("fediverse_activities_topic").on(t.agencyId, t.topic),
  ],
);

/** One activity to one inbox. What is done stays a while: a recall goes to whoever was sent the post. */
export const fediverseOrders = table(
  "fediverse_orders",
  {
    agencyId: agencyId(),
    activityId: uuid().notNull(),
    inbox: text().notNull(),
    host: text().notNull(),
    channelId: uuid().notNull(),
    topic: text().notNull(),
    isLifeSafety: boolean().notNull(),
    dueAt: instant().notNull(),
    tries: integer().notNull().default(0),
    /** Grows with each claim: a worker that lost its lease writes nothing (core D6). */
    fence: integer().notNull().default(0),
    leasedUntil: instant(),
    doneAt: instant(),
    outcome: text({ enum: ["sent", "failed", "dropped"] }),
    reason: text(),
  },
  (t) => [
    primaryKey({ columns: [t.agencyId, t.activityId, t.inbox] }),
    index("fediverse_orders_topic").on(t.agencyId, t.topic, t.inbox, t.activityId),
    // Neither this nor the next can answer what precedes an order: without statistics the planner would read all that waits
    // for each order that is due, and not the few of its topic.
    index("fediverse_orders_due")
      .on(t.dueAt)
      .where(sql`done_at is null`),
    index("fediverse_orders_done")
      .on(t.agencyId, t.doneAt)
      .where(sql`done_at is not null`),
  ],
);

/** Who follows: the actor and where to write to, and nothing else of them. */
export const fediverseFollowers = table(
  "fediverse_followers",
  {
    agencyId: agencyId(),
    channelId: uuid().notNull(),
    actor: text().notNull(),
    inbox: text().notNull(),
    /** The server's shared inbox where it has one, else the actor's own. */
    deliverTo: text().notNull(),
    host: text().notNull(),
    followedAt: instant().notNull(),
    /** How often in a row the inbox said that it is gone, an hour apart at least. */
    goneProofs: integer().notNull().default(0),
    goneAt: instant(),
  },
  (t) => [
    primaryKey({ columns: [t.agencyId, t.channelId, t.actor] }),
    index("fediverse_followers_inbox").on(t.agencyId, t.deliverTo),
  ],
);

/** A like or a boost of one post. Who it was is kept as a hash: enough to count once and to take back. */
export const fediverseReactions = table(
  "fediverse_reactions",
  {
    agencyId: agencyId(),
    objectId: uuid().notNull(),
    kind: text({ enum: ["like", "boost"] }).notNull(),
    actorHash: bytes().notNull(),
    at: instant().notNull(),
  },
  (t) => [primaryKey({ columns: [t.agencyId, t.objectId, t.kind, t.actorHash] })],
);
