import { sql } from "drizzle-orm";
import { index, integer, primaryKey, text, uniqueIndex, uuid } from "drizzle-orm/pg-core";
import { agencyId, bytes, instant, table } from "#platform/db/columns.ts";

/** Who wants to be told when a feed changes (W3C WebSub §5): confirmed by the callback, until the lease ends. */
export const websubSubscriptions = table(
  "websub_subscriptions",
  {
    agencyId: agencyId(),
    id: uuid().notNull(),
    /** The feed's path. */
    topic: text().notNull(),
    callback: text().notNull(),
    host: text().notNull(),
    /** What the subscriber wants deliveries signed with: enveloped. */
    sealed: bytes(),
    leaseEndsAt: instant().notNull(),
    /** The content that the subscriber has: its feed's etag. */
    toldEtag: text().notNull(),
    /** Set where there is something to tell, or to tell again. */
    dueAt: instant(),
    tries: integer().notNull().default(0),
  },
  (t) => [
    primaryKey({ columns: [t.agencyId, t.id] }),
    uniqueIndex("websub_subscriptions_once").on(t.agencyId, t.topic, t.callback),
    index("websub_subscriptions_due")
      .on(t.agencyId, t.dueAt)
      .where(sql`due_at is not null`),
  ],
);

/** A wish to subscribe or to end it, until the callback has confirmed it (§5.3). */
export const websubWishes = table(
  "websub_wishes",
  {
    agencyId: agencyId(),
    id: uuid().notNull(),
    mode: text({ enum: ["subscribe", "unsubscribe"] }).notNull(),
    topic: text().notNull(),
    callback: text().notNull(),
    sealed: bytes(),
    leaseSeconds: integer().notNull(),
    askedAt: instant().notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.agencyId, t.id] }),
    uniqueIndex("websub_wishes_once").on(t.agencyId, t.topic, t.callback),
  ],
);
