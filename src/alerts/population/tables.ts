import {
  doublePrecision,
  index,
  integer,
  jsonb,
  primaryKey,
  text,
  uuid,
} from "drizzle-orm/pg-core";
import { agencyId, instant, table } from "#platform/db/columns.ts";
import type { Position } from "#platform/ground/rings.ts";

/** The count of people that is in force: one of an agency. */
export const populationCounts = table(
  "population_counts",
  {
    agencyId: agencyId(),
    /** Who counted, as it is told beside each figure: "US Census". */
    source: text().notNull(),
    year: integer().notNull(),
    blocks: integer().notNull(),
    people: integer().notNull(),
    takenBy: uuid().notNull(),
    takenAt: instant().notNull(),
  },
  (t) => [primaryKey({ columns: [t.agencyId] })],
);

/** One block of that count: how many people, and places spread evenly over its ground. */
export const populationBlocks = table(
  "population_blocks",
  {
    agencyId: agencyId(),
    number: integer().notNull(),
    people: integer().notNull(),
    west: doublePrecision().notNull(),
    south: doublePrecision().notNull(),
    east: doublePrecision().notNull(),
    north: doublePrecision().notNull(),
    places: jsonb().$type<Position[]>().notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.agencyId, t.number] }),
    index("population_blocks_west").on(t.agencyId, t.west),
  ],
);
