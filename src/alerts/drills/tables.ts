import { date, index, primaryKey, text, uuid } from "drizzle-orm/pg-core";
import { agencyId, instant, table } from "#platform/db/columns.ts";

/** A monthly proficiency demonstration in the IPAWS test environment, done with the agency's own tool. */
export const alertDrills = table(
  "alert_drills",
  {
    agencyId: agencyId(),
    id: uuid().notNull(),
    /** The agency's own day: "2026-11-21". */
    doneOn: date({ mode: "string" }).notNull(),
    tool: text().notNull(),
    note: text().notNull(),
    recordedBy: uuid().notNull(),
    recordedAt: instant().notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.agencyId, t.id] }),
    index("alert_drills_day").on(t.agencyId, t.doneOn),
  ],
);
