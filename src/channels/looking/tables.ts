import { boolean, index, integer, jsonb, primaryKey, text, uuid } from "drizzle-orm/pg-core";
import { agencyId, instant, table } from "#platform/db/columns.ts";

/** When an item that came in was last looked at on its network, and what stood there: only a change is a record. */
export const inboundLooks = table(
  "inbound_looks",
  {
    agencyId: agencyId(),
    channelId: uuid().notNull(),
    remoteId: text().notNull(),
    lookedAt: instant().notNull(),
    counts: jsonb().$type<Record<string, number>>().notNull(),
    /** Null: the network does not tell. */
    isHidden: boolean(),
  },
  (t) => [primaryKey({ columns: [t.agencyId, t.channelId, t.remoteId] })],
);

/** A picture or film that came in with an item, until its bytes are on the record. */
export const inboundMedia = table(
  "inbound_media",
  {
    agencyId: agencyId(),
    channelId: uuid().notNull(),
    remoteId: text().notNull(),
    /** SHA-256 of the address, in hex. */
    name: text().notNull(),
    itemId: uuid().notNull(),
    /** Emptied when the record was destroyed. */
    url: text().notNull(),
    type: text().notNull(),
    alt: text().notNull(),
    state: text({ enum: ["waiting", "kept", "missing"] }).notNull(),
    tries: integer().notNull(),
    dueAt: instant().notNull(),
    why: text(),
  },
  (t) => [
    primaryKey({ columns: [t.agencyId, t.channelId, t.remoteId, t.name] }),
    index("inbound_media_due").on(t.agencyId, t.state, t.dueAt),
    index("inbound_media_item").on(t.agencyId, t.itemId),
  ],
);

/** How an account presented itself when it was last looked at, as a hash: only a change is a record. */
export const channelProfiles = table(
  "channel_profiles",
  {
    agencyId: agencyId(),
    channelId: uuid().notNull(),
    digest: text().notNull(),
    lookedAt: instant().notNull(),
  },
  (t) => [primaryKey({ columns: [t.agencyId, t.channelId] })],
);
