import { boolean, integer, jsonb, primaryKey, text, uuid } from "drizzle-orm/pg-core";
import type { Tuning } from "./lint/lint.ts";
import { agencyId, bytes, instant, table } from "#platform/db/columns.ts";

/** The written policy, version by version. A version in force never changes again. */
export const policyVersions = table(
  "policy_versions",
  {
    agencyId: agencyId(),
    version: integer().notNull(),
    title: text().notNull(),
    madeBy: uuid(),
    madeAt: instant().notNull(),
    adoptedBy: uuid(),
    inForceFrom: instant(),
    reviewBy: instant(),
    /** What this version makes of the lint's rules, by their codes. */
    rules: jsonb().$type<Tuning>().notNull().default({}),
  },
  (t) => [primaryKey({ columns: [t.agencyId, t.version] })],
);

export const policyParagraphs = table(
  "policy_paragraphs",
  {
    agencyId: agencyId(),
    version: integer().notNull(),
    number: text().notNull(),
    position: integer().notNull(),
    heading: text().notNull(),
    body: text().notNull(),
  },
  (t) => [primaryKey({ columns: [t.agencyId, t.version, t.number] })],
);

/** What must happen before a post of this class may go out, under this version of the policy. */
export const approvalClasses = table(
  "approval_classes",
  {
    agencyId: agencyId(),
    version: integer().notNull(),
    code: text().notNull(),
    position: integer().notNull(),
    title: text().notNull(),
    paragraph: text().notNull(),
    steps: jsonb().notNull(),
    isLifeSafety: boolean().notNull().default(false),
    validHours: integer().notNull(),
  },
  (t) => [primaryKey({ columns: [t.agencyId, t.version, t.code] })],
);

/** What the agency means to reach by its posts, version by version, adopted like the policy. */
export const strategyVersions = table(
  "strategy_versions",
  {
    agencyId: agencyId(),
    version: integer().notNull(),
    content: jsonb().notNull(),
    madeBy: uuid().notNull(),
    madeAt: instant().notNull(),
    adoptedBy: uuid(),
    inForceFrom: instant(),
  },
  (t) => [primaryKey({ columns: [t.agencyId, t.version] })],
);

export const acknowledgements = table(
  "policy_acknowledgements",
  {
    agencyId: agencyId(),
    version: integer().notNull(),
    personId: uuid().notNull(),
    at: instant().notNull(),
  },
  (t) => [primaryKey({ columns: [t.agencyId, t.version, t.personId] })],
);

export const trainings = table(
  "trainings",
  {
    agencyId: agencyId(),
    code: text().notNull(),
    title: text().notNull(),
    paragraph: text().notNull(),
    validDays: integer().notNull(),
    isRequiredToPost: boolean().notNull(),
  },
  (t) => [primaryKey({ columns: [t.agencyId, t.code] })],
);

export const trainingRecords = table(
  "training_records",
  {
    agencyId: agencyId(),
    id: uuid().notNull(),
    code: text().notNull(),
    personId: uuid().notNull(),
    doneAt: instant().notNull(),
    lapsesAt: instant().notNull(),
    recordedBy: uuid(),
  },
  (t) => [primaryKey({ columns: [t.agencyId, t.id] })],
);

/** Names, homes, places and lines that the lint knows: sealed, one row an entry; emptied when it is taken off. */
export const policyLists = table(
  "policy_lists",
  {
    agencyId: agencyId(),
    id: uuid().notNull(),
    kind: text().notNull(),
    sealed: bytes(),
    addedBy: uuid().notNull(),
    addedAt: instant().notNull(),
    removedBy: uuid(),
    removedAt: instant(),
  },
  (t) => [primaryKey({ columns: [t.agencyId, t.id] })],
);
