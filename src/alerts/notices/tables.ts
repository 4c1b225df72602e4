import { index, integer, jsonb, primaryKey, text, uniqueIndex, uuid } from "drizzle-orm/pg-core";
import { agencyId, instant, table } from "#platform/db/columns.ts";
import type { Format } from "../flyers/sheet.ts";
import type { Wording } from "./content.ts";

export type NoticeState = "draft" | "submitted" | "active" | "located" | "expired" | "withdrawn";

/** A record of somebody who is missing, wanted, found or not known, or of a case that is not solved. */
export const notices = table(
  "notices",
  {
    agencyId: agencyId(),
    id: uuid().notNull(),
    /** Of its address: it tells nobody a name. */
    code: text().notNull(),
    state: text().$type<NoticeState>().notNull(),
    kind: text().notNull(),
    headline: text().notNull(),
    version: integer().notNull(),
    /** The version that the public sees: approved, and out. */
    activeVersion: integer(),
    draftedBy: uuid().notNull(),
    draftedAt: instant().notNull(),
    changedAt: instant().notNull(),
    activeAt: instant(),
    expiresAt: instant(),
  },
  (t) => [
    primaryKey({ columns: [t.agencyId, t.id] }),
    uniqueIndex("notices_code").on(t.agencyId, t.code),
    index("notices_state").on(t.agencyId, t.state, t.changedAt),
    index("notices_expiry").on(t.expiresAt),
  ],
);

/** What it says, version by version. One that was handed in is never changed. */
export const noticeVersions = table(
  "notice_versions",
  {
    agencyId: agencyId(),
    noticeId: uuid().notNull(),
    version: integer().notNull(),
    hash: text().notNull(),
    content: jsonb().notNull(),
    writtenBy: uuid().notNull(),
    writtenAt: instant().notNull(),
    submittedAt: instant(),
    submittedBy: uuid(),
  },
  (t) => [primaryKey({ columns: [t.agencyId, t.noticeId, t.version] })],
);

/** Its free text in another language: as one person wrote it, and a second certified it. Never altered: written anew. */
export const noticeWordings = table(
  "notice_wordings",
  {
    agencyId: agencyId(),
    id: uuid().notNull(),
    noticeId: uuid().notNull(),
    language: text().notNull(),
    /** Of the words that it translates: once they change it counts no more. */
    sourceHash: text().notNull(),
    words: jsonb().$type<Wording>().notNull(),
    writtenBy: uuid().notNull(),
    writtenAt: instant().notNull(),
    certifiedBy: uuid(),
    certifiedAt: instant(),
  },
  (t) => [
    primaryKey({ columns: [t.agencyId, t.id] }),
    index("notice_wordings_of").on(t.agencyId, t.noticeId, t.language, t.writtenAt),
  ],
);

/** The flyers that were approved with a version. */
export const noticeFlyers = table(
  "notice_flyers",
  {
    agencyId: agencyId(),
    noticeId: uuid().notNull(),
    version: integer().notNull(),
    language: text().notNull(),
    format: text().$type<Format>().notNull(),
    sha256: text().notNull(),
    type: text().notNull(),
    sizeBytes: integer().notNull(),
  },
  (t) => [primaryKey({ columns: [t.agencyId, t.noticeId, t.version, t.language, t.format] })],
);

/** Its posts: those that tell of it, and those that say that it is over. */
export const noticePosts = table(
  "notice_posts",
  {
    agencyId: agencyId(),
    noticeId: uuid().notNull(),
    postId: uuid().notNull(),
    language: text().notNull(),
    role: text({ enum: ["tells", "ends"] }).notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.agencyId, t.noticeId, t.postId] }),
    uniqueIndex("notice_posts_post").on(t.agencyId, t.postId),
  ],
);

/** How it ended, and when all of it was known to be gone. */
export const noticeEndings = table(
  "notice_endings",
  {
    agencyId: agencyId(),
    noticeId: uuid().notNull(),
    how: text({ enum: ["located", "expired", "withdrawn"] }).notNull(),
    /** The person is well: said in public only then. */
    outcome: text({ enum: ["safe", "other"] }).notNull(),
    why: text().notNull(),
    endedBy: uuid(),
    endedAt: instant().notNull(),
    /** When the newsroom had taken its page, photographs, flyers and entry away. */
    clearedAt: instant(),
  },
  (t) => [primaryKey({ columns: [t.agencyId, t.noticeId] })],
);
