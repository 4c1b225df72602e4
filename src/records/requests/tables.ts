import {
  date,
  index,
  integer,
  jsonb,
  primaryKey,
  text,
  uniqueIndex,
  uuid,
} from "drizzle-orm/pg-core";
import { agencyId, bytes, instant, table } from "#platform/db/columns.ts";

export interface FeeRates {
  perHourCents: number;
  freeHours: number;
  perPageCents: number;
  freePages: number;
}

/** One request under the open-records law. What became of it is in its steps; this row keeps what lists need. */
export const recordRequests = table(
  "record_requests",
  {
    agencyId: agencyId(),
    id: uuid().notNull(),
    year: integer().notNull(),
    running: integer().notNull(),
    way: text({ enum: ["portal", "mail", "email", "phone", "in-person"] }).notNull(),
    kind: text().notNull(),
    /** What is asked for, in the requester's words. */
    asked: text().notNull(),
    /** Who asks and how to answer, enveloped. */
    sealed: bytes().notNull(),
    /** SHA-256 (hex) of the token in the status link; null where no link was handed out. */
    statusHash: text(),
    /** The language to write to the requester in. */
    language: text().notNull(),
    /** The day that the clock counts from, by the agency's own calendar. */
    receivedOn: date({ mode: "string" }).notNull(),
    receivedAt: instant().notNull(),
    state: text({ enum: ["open", "waiting", "closed"] }).notNull(),
    assignedTo: uuid(),
    /** The nearest day that is not met yet, and of what; null while the clock stands, or where the law names none. */
    dueOn: date({ mode: "string" }),
    dueStage: text(),
    closedHow: text(),
    closedAt: instant(),
  },
  (t) => [
    primaryKey({ columns: [t.agencyId, t.id] }),
    uniqueIndex("record_requests_number").on(t.agencyId, t.year, t.running),
    uniqueIndex("record_requests_status").on(t.agencyId, t.statusHash),
    index("record_requests_due").on(t.agencyId, t.state, t.dueOn),
  ],
);

/** The last number that was given in a year: whoever takes the next one waits for this row. */
export const requestNumbers = table(
  "request_numbers",
  { agencyId: agencyId(), year: integer().notNull(), last: integer().notNull() },
  (t) => [primaryKey({ columns: [t.agencyId, t.year] })],
);

/** Everything that was done about a request, by whom and when. Only added to. */
export const requestSteps = table(
  "request_steps",
  {
    agencyId: agencyId(),
    id: uuid().notNull(),
    requestId: uuid().notNull(),
    kind: text().notNull(),
    at: instant().notNull(),
    /** The day of it by the agency's own calendar: clocks count days, not hours. */
    onDay: date({ mode: "string" }).notNull(),
    /** Null: the requester, or the program itself. */
    by: uuid(),
    facts: jsonb().notNull(),
    /** The words of a letter or of the requester, enveloped. */
    sealed: bytes(),
  },
  (t) => [
    primaryKey({ columns: [t.agencyId, t.id] }),
    index("request_steps_of").on(t.agencyId, t.requestId, t.id),
  ],
);

/** What the agency itself says of its records law: numbers put right, and who compared it with the code. */
export const requestLaws = table(
  "request_laws",
  {
    agencyId: agencyId(),
    /** Days by stage, where they differ from the table that came along. */
    terms: jsonb()
      .$type<Record<string, { days: number; kind: "business" | "calendar" }>>()
      .notNull(),
    note: text().notNull(),
    /** Told to the public: what copies cost. */
    fees: text().notNull(),
    /** What an estimate of fees is worked out from, in cents. */
    rates: jsonb().$type<FeeRates>().notNull(),
    verifiedOn: date({ mode: "string" }),
    verifiedBy: text(),
    changedBy: uuid().notNull(),
    changedAt: instant().notNull(),
  },
  (t) => [primaryKey({ columns: [t.agencyId] })],
);

/** Days on which the agency's office is closed beside the state's holidays, or open although they close it. */
export const closedDays = table(
  "closed_days",
  {
    agencyId: agencyId(),
    day: date({ mode: "string" }).notNull(),
    /** Empty: open that day. */
    reason: text().notNull(),
    madeBy: uuid().notNull(),
    madeAt: instant().notNull(),
  },
  (t) => [primaryKey({ columns: [t.agencyId, t.day] })],
);

/** A search for a request, frozen: what was found then stays the set. A later search adds another. */
export const requestSearches = table(
  "request_searches",
  {
    agencyId: agencyId(),
    id: uuid().notNull(),
    requestId: uuid().notNull(),
    query: jsonb().$type<Record<string, unknown>>().notNull(),
    /** Why it is enough, or what it leaves out. */
    note: text().notNull(),
    found: integer().notNull(),
    frozenBy: uuid().notNull(),
    frozenAt: instant().notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.agencyId, t.id] }),
    index("request_searches_of").on(t.agencyId, t.requestId),
  ],
);

/** A record in a frozen set. */
export const requestItems = table(
  "request_items",
  {
    agencyId: agencyId(),
    searchId: uuid().notNull(),
    recordId: uuid().notNull(),
    requestId: uuid().notNull(),
    capturedAt: instant().notNull(),
    /** Records with the same words, and records about the same thing, are read as one. */
    sameText: text().notNull(),
    thread: text().notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.agencyId, t.searchId, t.recordId] }),
    index("request_items_of").on(t.agencyId, t.requestId, t.recordId),
    index("request_items_record").on(t.agencyId, t.recordId),
  ],
);

/** What somebody decided of a record. The newest counts; a second person's word stands beside it. */
export const requestReviews = table(
  "request_reviews",
  {
    agencyId: agencyId(),
    id: uuid().notNull(),
    requestId: uuid().notNull(),
    recordId: uuid().notNull(),
    decision: text({ enum: ["release", "redact", "withhold"] }).notNull(),
    codes: jsonb().$type<readonly string[]>().notNull(),
    note: text().notNull(),
    decidedBy: uuid().notNull(),
    decidedAt: instant().notNull(),
    /** Somebody else who agreed. */
    secondedBy: uuid(),
    secondedAt: instant(),
  },
  (t) => [
    primaryKey({ columns: [t.agencyId, t.id] }),
    index("request_reviews_of").on(t.agencyId, t.requestId, t.recordId),
  ],
);

/** Grounds for withholding, with the law they stand on. Seeded from the state's table, then the agency's own. */
export const exemptionCodes = table(
  "exemption_codes",
  {
    agencyId: agencyId(),
    code: text().notNull(),
    title: text().notNull(),
    citation: text().notNull(),
    verifiedOn: date({ mode: "string" }),
    verifiedBy: text(),
    changedBy: uuid().notNull(),
    changedAt: instant().notNull(),
    endedAt: instant(),
  },
  (t) => [primaryKey({ columns: [t.agencyId, t.code] })],
);
