import { index, integer, primaryKey, text, uniqueIndex, uuid } from "drizzle-orm/pg-core";
import { agencyId, bytes, instant, table } from "#platform/db/columns.ts";

/** Why a notice did not reach a device, as the list of devices says it. */
export type PushFault = "busy" | "unreachable" | "refused" | "not-allowed";

/** A browser on somebody's device that shows notices. What it takes to write to it is sealed. */
export const devices = table(
  "devices",
  {
    agencyId: agencyId(),
    id: uuid().notNull(),
    personId: uuid().notNull(),
    /** The session in which the device was last seen: it ends with it. */
    sessionId: text().notNull(),
    name: text().notNull(),
    /** Finds the same browser again. An endpoint holds a long random part, so its plain hash tells nothing. */
    endpointHash: text().notNull(),
    sealed: bytes().notNull(),
    addedAt: instant().notNull(),
    reachedAt: instant(),
    /** The first failure since it was last reached, how many there were, and why the last one. */
    failingSince: instant(),
    failures: integer().notNull().default(0),
    failedWhy: text().$type<PushFault>(),
    /** Its push service asked for patience until then. */
    quietUntil: instant(),
  },
  (t) => [
    primaryKey({ columns: [t.agencyId, t.id] }),
    uniqueIndex("devices_endpoint").on(t.agencyId, t.endpointHash),
    index("devices_person").on(t.agencyId, t.personId),
  ],
);

/** The agency's key pair that push services know it by (RFC 8292). */
export const pushKeys = table(
  "push_keys",
  {
    agencyId: agencyId(),
    publicKey: text().notNull(),
    sealed: bytes().notNull(),
    madeAt: instant().notNull(),
  },
  (t) => [primaryKey({ columns: [t.agencyId] })],
);
