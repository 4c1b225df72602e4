import { integer, jsonb, primaryKey, text, uuid } from "drizzle-orm/pg-core";
import { agencyId, bytes, instant, table } from "#platform/db/columns.ts";
import type { HostPlace, PurgePlace } from "./draft.ts";
import type { HostFaultCode } from "./fault.ts";

/** The host that a copy of the newsroom is pushed to, and how the last push went. One an agency. */
export const siteHosts = table(
  "site_hosts",
  {
    agencyId: agencyId(),
    place: jsonb().$type<HostPlace>().notNull(),
    /** Where the public finds the copy; empty where nobody looks there by itself. */
    publicUrl: text().notNull(),
    purge: jsonb().$type<PurgePlace>(),
    /** Its keys and the token of its cache; enveloped. */
    sealed: bytes().notNull(),
    setBy: uuid().notNull(),
    setAt: instant().notNull(),
    /** Set where it is to be emptied and then forgotten. */
    endedAt: instant(),
    /** When somebody asked for a push. */
    askedAt: instant(),
    beganAt: instant(),
    /** Of the push under way: how much is there. */
    done: integer().notNull().default(0),
    total: integer().notNull().default(0),
    /** The last push that brought everything over. */
    pushedAt: instant(),
    files: integer().notNull().default(0),
    /** Files that are too large to be sent, in the last push. */
    tooLarge: integer().notNull().default(0),
    /** Withdrawn pages that are not yet proved to be gone there. */
    recalledOut: integer().notNull().default(0),
    fault: text().$type<HostFaultCode>(),
    /** Since when no push has succeeded, how many failed since, and when it is tried again. */
    failingAt: instant(),
    tries: integer().notNull().default(0),
    dueAt: instant(),
  },
  (t) => [primaryKey({ columns: [t.agencyId] })],
);

/** What lies at the host, by its name there. A name stands here before its first byte leaves. */
export const siteHostFiles = table(
  "site_host_files",
  {
    agencyId: agencyId(),
    name: text().notNull(),
    /** Where the public finds it. */
    path: text().notNull(),
    /** What was confirmed to be there; null: something may be. */
    sent: text(),
  },
  (t) => [primaryKey({ columns: [t.agencyId, t.name] })],
);
