import {
  bigint,
  boolean,
  index,
  integer,
  jsonb,
  primaryKey,
  text,
  uuid,
} from "drizzle-orm/pg-core";
import { agencyId, bytes, instant, table } from "#platform/db/columns.ts";

/** One file that another program wrote, and what became of its bytes. */
export const imports = table(
  "imports",
  {
    agencyId: agencyId(),
    id: uuid().notNull(),
    name: text().notNull(),
    sha256: text().notNull(),
    sizeBytes: bigint({ mode: "number" }).notNull(),
    /** As it was asked for: "auto", or a format's name. */
    format: text().notNull(),
    account: text().notNull(),
    timeZone: text().notNull(),
    mapping: jsonb().$type<Record<string, string>>(),
    /** The file lies in the blob store; from the command line it is read where it lies. */
    isKept: boolean().notNull(),
    state: text({ enum: ["looking", "looked", "importing", "done", "failed"] }).notNull(),
    /** The report, enveloped: it names people, and shows what could not be read. */
    sealed: bytes(),
    /** Records read so far, and those of them that were new. */
    reached: integer().notNull(),
    added: integer().notNull(),
    failure: text(),
    broughtBy: uuid().notNull(),
    broughtAt: instant().notNull(),
    endedAt: instant(),
    /** Until when whoever works on it is believed to be alive. */
    leasedUntil: instant(),
  },
  (t) => [
    primaryKey({ columns: [t.agencyId, t.id] }),
    index("imports_newest").on(t.agencyId, t.broughtAt),
  ],
);

/** Every message that ever came in, by what makes it itself: a second of the same cannot come in. */
export const importItems = table(
  "import_items",
  {
    agencyId: agencyId(),
    /** SHA-256; see `imports/account.ts`. */
    identity: bytes().notNull(),
    importId: uuid().notNull(),
    recordId: uuid(),
  },
  (t) => [primaryKey({ columns: [t.agencyId, t.identity] })],
);

export { publications, requestSummaries } from "./reading-room/tables.ts";

export { redactionMedia, redactionTexts } from "./redaction/tables.ts";

export {
  closedDays,
  exemptionCodes,
  recordRequests,
  requestItems,
  requestLaws,
  requestNumbers,
  requestReviews,
  requestSearches,
  requestSteps,
} from "./requests/tables.ts";

export { batesNumbers, productionItems, requestProductions } from "./production/tables.ts";

export {
  blobErasures,
  dispositionItems,
  dispositions,
  legalHoldRecords,
  legalHolds,
  recordSeries,
  retentionRules,
  retentionSeries,
} from "./retention/tables.ts";

export { intakeGaps, intakeItems, intakePeople, intakeSources } from "./intake/tables.ts";
export { pageCaptures, pagePlaces } from "./pages/tables.ts";
