import {
  bigint,
  boolean,
  index,
  integer,
  jsonb,
  primaryKey,
  text,
  uniqueIndex,
  uuid,
} from "drizzle-orm/pg-core";
import { agencyId, instant, table } from "#platform/db/columns.ts";

/** What is withheld of one record, by place and never by its words. */
export interface ItemMarks {
  /** Everything, for this reason. */
  all?: string;
  /** Stretches of the text, in UTF-16 units. */
  spans: readonly { start: number; end: number; reason: string }[];
  /** Media that are not given out as they are; `blob` is the copy that was made instead. */
  media: readonly { part: string; blob: string | null; reason: string }[];
}

/** One production of a request: what is given out, under which numbers, and how far its making is. */
export const requestProductions = table(
  "request_productions",
  {
    agencyId: agencyId(),
    id: uuid().notNull(),
    requestId: uuid().notNull(),
    /** Within its request: the first, the second … */
    running: integer().notNull(),
    state: text({ enum: ["making", "ready", "failed"] }).notNull(),
    formats: jsonb().$type<readonly string[]>().notNull(),
    /** Bates numbers are the prefix and a number that the agency gives once. */
    prefix: text().notNull(),
    firstBates: bigint({ mode: "number" }).notNull(),
    lastBates: bigint({ mode: "number" }).notNull(),
    records: integer().notNull(),
    redacted: integer().notNull(),
    withheld: integer().notNull(),
    /** Records that lie in finished volumes. */
    done: integer().notNull(),
    madeBy: uuid().notNull(),
    askedAt: instant().notNull(),
    /** A worker writes it into the data folder; null: somebody does at the command line. */
    leasedUntil: instant(),
    isForConsole: boolean().notNull(),
    readyAt: instant(),
    /** Of production.json, which names every file with its hash. */
    sha256: text(),
    sizeBytes: bigint({ mode: "number" }),
    failure: text(),
  },
  (t) => [
    primaryKey({ columns: [t.agencyId, t.id] }),
    uniqueIndex("request_productions_running").on(t.agencyId, t.requestId, t.running),
    index("request_productions_state").on(t.state, t.isForConsole),
  ],
);

/** What lies in a production, in its order, as it was decided when it began: a later change of mind is a later production. */
export const productionItems = table(
  "production_items",
  {
    agencyId: agencyId(),
    productionId: uuid().notNull(),
    place: integer().notNull(),
    recordId: uuid().notNull(),
    /** Records of one conversation have one number and follow each other. */
    conversation: integer().notNull(),
    bates: bigint({ mode: "number" }).notNull(),
    decision: text({ enum: ["release", "redact", "withhold"] }).notNull(),
    marks: jsonb().$type<ItemMarks>().notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.agencyId, t.productionId, t.place] }),
    index("production_items_record").on(t.agencyId, t.recordId),
  ],
);

/** The last Bates number that an agency gave: each is given once. */
export const batesNumbers = table(
  "bates_numbers",
  { agencyId: agencyId(), last: bigint({ mode: "number" }).notNull() },
  (t) => [primaryKey({ columns: [t.agencyId] })],
);
