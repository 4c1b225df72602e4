import {
  boolean,
  date,
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
import type { BlotterPolicy } from "./rules/policy.ts";
import type { KeptFor } from "./rules/showing.ts";

export { callRuns, callSilences, callSources } from "./sources/tables.ts";

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

/** Other rules that somebody wrote, until somebody else adopts or declines them. */
export const blotterProposals = table(
  "blotter_proposals",
  {
    agencyId: agencyId(),
    id: uuid().notNull(),
    /** The version that it was written over: over another one it is adopted by nobody. */
    basedOn: integer().notNull(),
    content: jsonb().$type<BlotterPolicy>().notNull(),
    why: text().notNull(),
    proposedAt: instant().notNull(),
    proposedBy: uuid().notNull(),
    decidedAt: instant(),
    decidedBy: uuid(),
    decision: text({ enum: ["adopted", "declined"] }),
  },
  (t) => [primaryKey({ columns: [t.agencyId, t.id] })],
);

/** A day's calls of a beat as one post: it is taken back with the first call in it that is. */
export const callPosts = table(
  "call_posts",
  {
    agencyId: agencyId(),
    beatId: uuid().notNull(),
    day: date().notNull(),
    postId: uuid(),
    calls: uuid().array().notNull(),
    madeAt: instant().notNull(),
    takenBackAt: instant(),
    /** Why none was made or handed in, in a sentence. */
    error: text(),
  },
  (t) => [primaryKey({ columns: [t.agencyId, t.beatId, t.day] })],
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
    /** Since when its own source has it no more: it is not shown while that is so. */
    withdrawnAt: instant(),
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
    protection: text().$type<KeptFor>(),
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
