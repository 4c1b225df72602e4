import {
  boolean,
  doublePrecision,
  index,
  integer,
  jsonb,
  primaryKey,
  text,
  uniqueIndex,
  uuid,
} from "drizzle-orm/pg-core";
import { agencyId, instant, table } from "#platform/db/columns.ts";
import type { BlotterPolicy, Protection } from "./rules/policy.ts";

/** What of calls the public is shown, version by version. The newest is in force. */
export const blotterPolicies = table(
  "blotter_policies",
  {
    agencyId: agencyId(),
    version: integer().notNull(),
    content: jsonb().$type<BlotterPolicy>().notNull(),
    adoptedAt: instant().notNull(),
    adoptedBy: uuid().notNull(),
    why: text().notNull(),
  },
  (t) => [primaryKey({ columns: [t.agencyId, t.version] })],
);

/**
 * A call for service, with no more of it than the public may ever see: the house number and the exact place are made coarse
 * as it is read and kept nowhere, and neither are names nor words of whoever called.
 */
export const calls = table(
  "calls",
  {
    agencyId: agencyId(),
    id: uuid().notNull(),
    /** Where it comes from, and its number there: it comes again with each change. */
    source: text().notNull(),
    number: text().notNull(),
    takenAt: instant().notNull(),
    closedAt: instant(),
    beatId: uuid(),
    /** "1200 block of Mill St". */
    block: text(),
    /** The middle of a cell of some 250 m. */
    lat: doublePrecision(),
    lon: doublePrecision(),
    isHome: boolean().notNull(),
    firstSeenAt: instant().notNull(),
    seenAt: instant().notNull(),
    /** As the public sees it now; its history stands in `call_showings`. */
    state: text().$type<CallState>().notNull(),
    /** When that may change by the clock alone; null: not any more. */
    dueAt: instant(),
  },
  (t) => [
    primaryKey({ columns: [t.agencyId, t.id] }),
    uniqueIndex("calls_number").on(t.agencyId, t.source, t.number),
    index("calls_due").on(t.agencyId, t.dueAt),
    index("calls_shown").on(t.agencyId, t.state, t.takenAt),
  ],
);

export type CallState = "held" | "withheld" | "shown" | "past";

/** Every type that a call had, in the order in which it came: one that is protected protects it for good. */
export const callTypes = table(
  "call_types",
  {
    agencyId: agencyId(),
    callId: uuid().notNull(),
    place: integer().notNull(),
    type: text().notNull(),
    seenAt: instant().notNull(),
  },
  (t) => [primaryKey({ columns: [t.agencyId, t.callId, t.place] })],
);

/** Each change of what the public saw of a call. None is ever altered. */
export const callShowings = table(
  "call_showings",
  {
    agencyId: agencyId(),
    callId: uuid().notNull(),
    place: integer().notNull(),
    at: instant().notNull(),
    state: text().$type<CallState>().notNull(),
    protection: text().$type<Protection | "person">(),
    kind: text(),
    label: jsonb().$type<Record<string, string>>(),
    /** The block is told, or the beat alone. */
    tells: text({ enum: ["block", "beat"] }),
    policyVersion: integer().notNull(),
  },
  (t) => [primaryKey({ columns: [t.agencyId, t.callId, t.place] })],
);

/** A call that somebody keeps back, until somebody lets it go. */
export const callKeepings = table(
  "call_keepings",
  {
    agencyId: agencyId(),
    id: uuid().notNull(),
    callId: uuid().notNull(),
    keptAt: instant().notNull(),
    keptBy: uuid().notNull(),
    why: text().notNull(),
    letGoAt: instant(),
    letGoBy: uuid(),
  },
  (t) => [
    primaryKey({ columns: [t.agencyId, t.id] }),
    index("call_keepings_call").on(t.agencyId, t.callId),
  ],
);
