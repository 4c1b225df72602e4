import { boolean, integer, jsonb, primaryKey, text, uuid } from "drizzle-orm/pg-core";
import { agencyId, instant, table } from "#platform/db/columns.ts";

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
