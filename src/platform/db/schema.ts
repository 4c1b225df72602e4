import { index, integer, jsonb, primaryKey, text, uuid } from "drizzle-orm/pg-core";
import { agencyId, bytes, instant, table } from "./columns.ts";

/** An agency's keys, each wrapped by the root key. The newest seals; older ones still open. */
export const agencyKeys = table(
  "agency_keys",
  {
    agencyId: agencyId(),
    version: integer().notNull(),
    wrapped: bytes().notNull(),
    madeAt: instant().notNull(),
  },
  (t) => [primaryKey({ columns: [t.agencyId, t.version] })],
);

/** News that waits to be told to subscribers; deleted once each has handled it. */
export const outbox = table(
  "outbox",
  {
    agencyId: agencyId(),
    id: uuid().notNull(),
    subscriber: text().notNull(),
    kind: text().notNull(),
    subjectKind: text().notNull(),
    subjectId: text().notNull(),
    facts: jsonb().notNull(),
    at: instant().notNull(),
    notBefore: instant().notNull(),
    tries: integer().notNull().default(0),
    lastError: text(),
  },
  (t) => [
    primaryKey({ columns: [t.agencyId, t.id, t.subscriber] }),
    index("outbox_due").on(t.notBefore),
  ],
);
