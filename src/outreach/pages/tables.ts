import { index, integer, jsonb, primaryKey, text, uniqueIndex, uuid } from "drizzle-orm/pg-core";
import { agencyId, instant, table } from "#platform/db/columns.ts";
import type { PageKind } from "./content.ts";

/** A page for the public: a report, a change of policy, an article, a way into the job. */
export const pages = table(
  "outreach_pages",
  {
    agencyId: agencyId(),
    id: uuid().notNull(),
    kind: text().$type<PageKind>().notNull(),
    /** Of its address; it stays once the page was public. */
    code: text().notNull(),
    state: text({ enum: ["draft", "public", "withdrawn"] }).notNull(),
    title: text().notNull(),
    version: integer().notNull(),
    /** The version that everybody reads: approved. */
    publicVersion: integer(),
    /** The model text that it began as. */
    model: text(),
    draftedBy: uuid().notNull(),
    draftedAt: instant().notNull(),
    changedAt: instant().notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.agencyId, t.id] }),
    uniqueIndex("outreach_pages_code").on(t.agencyId, t.code),
    index("outreach_pages_changed").on(t.agencyId, t.changedAt),
  ],
);

/** What it says, version by version. One that was handed in is never changed. */
export const pageVersions = table(
  "outreach_page_versions",
  {
    agencyId: agencyId(),
    pageId: uuid().notNull(),
    version: integer().notNull(),
    hash: text().notNull(),
    content: jsonb().notNull(),
    /** Everybody who typed in it, or in what it goes on from without an approval: none of them approves it. */
    writers: jsonb().$type<string[]>().notNull(),
    writtenAt: instant().notNull(),
    submittedBy: uuid(),
    submittedAt: instant(),
    /** What the policy's findings ask of the approver: one of each of these roles. */
    needs: jsonb().$type<string[][]>().notNull().default([]),
    returnedBy: uuid(),
    returnedAt: instant(),
    returnedWhy: text(),
    approvedBy: uuid(),
    approvedAt: instant(),
  },
  (t) => [primaryKey({ columns: [t.agencyId, t.pageId, t.version] })],
);

/** Files that were added to be attached: known by their bytes, as looked at when they came in. */
export const pageFiles = table(
  "outreach_page_files",
  {
    agencyId: agencyId(),
    sha256: text().notNull(),
    type: text({ enum: ["application/pdf", "text/csv"] }).notNull(),
    sizeBytes: integer().notNull(),
    addedBy: uuid().notNull(),
    addedAt: instant().notNull(),
  },
  (t) => [primaryKey({ columns: [t.agencyId, t.sha256] })],
);

/** That somebody who reads Spanish read these Spanish words beside the English ones. Of words: it ends when they change. */
export const pageCertifications = table(
  "outreach_page_certifications",
  {
    agencyId: agencyId(),
    pageId: uuid().notNull(),
    wordsHash: text().notNull(),
    certifiedBy: uuid().notNull(),
    certifiedAt: instant().notNull(),
  },
  (t) => [primaryKey({ columns: [t.agencyId, t.pageId, t.wordsHash] })],
);

/** Why a page was taken down: told in its place. */
export const pageEndings = table(
  "outreach_page_endings",
  {
    agencyId: agencyId(),
    pageId: uuid().notNull(),
    why: text().notNull(),
    endedBy: uuid().notNull(),
    endedAt: instant().notNull(),
  },
  (t) => [primaryKey({ columns: [t.agencyId, t.pageId] })],
);
