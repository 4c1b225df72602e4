import { date, integer, primaryKey, text, uniqueIndex, uuid } from "drizzle-orm/pg-core";
import { agencyId, instant, table } from "#platform/db/columns.ts";

export type KitState = "asked" | "open" | "closed";

/** What schools, shops and neighbours may share: of an event or a campaign, once a second person has opened it. */
export const outreachKits = table(
  "outreach_kits",
  {
    agencyId: agencyId(),
    id: uuid().notNull(),
    /** Of its address. */
    code: text().notNull(),
    state: text().$type<KitState>().notNull(),
    of: text({ enum: ["event", "campaign"] }).notNull(),
    ofId: uuid().notNull(),
    title: text().notNull(),
    titleEs: text().notNull(),
    intro: text().notNull(),
    introEs: text().notNull(),
    /** Under it the second person said yes. */
    hash: text().notNull(),
    askedBy: uuid().notNull(),
    askedAt: instant().notNull(),
    openedBy: uuid(),
    openedAt: instant(),
    closedBy: uuid(),
    closedAt: instant(),
  },
  (t) => [
    primaryKey({ columns: [t.agencyId, t.id] }),
    uniqueIndex("outreach_kits_code").on(t.agencyId, t.code),
    uniqueIndex("outreach_kits_of").on(t.agencyId, t.of, t.ofId),
  ],
);

/** How often a kit was taken, by day: totals, and never by whom. */
export const outreachKitDays = table(
  "outreach_kit_days",
  {
    agencyId: agencyId(),
    kitId: uuid().notNull(),
    day: date().notNull(),
    downloads: integer().notNull().default(0),
  },
  (t) => [primaryKey({ columns: [t.agencyId, t.kitId, t.day] })],
);
