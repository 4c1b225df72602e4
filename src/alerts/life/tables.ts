import { index, integer, jsonb, primaryKey, text, uniqueIndex, uuid } from "drizzle-orm/pg-core";
import { agencyId, bytes, instant, table } from "#platform/db/columns.ts";
import type { MessageContent } from "./content.ts";

export type AlertMode = "actual" | "exercise" | "test";
export type AlertState = "draft" | "active" | "cancelled" | "expired" | "dropped";

/** One alert with its whole life: what was first said of it, its updates, its end. */
export const alerts = table(
  "alerts",
  {
    agencyId: agencyId(),
    id: uuid().notNull(),
    mode: text().$type<AlertMode>().notNull(),
    state: text().$type<AlertState>().notNull(),
    headline: text().notNull(),
    draftedBy: uuid().notNull(),
    draftedAt: instant().notNull(),
    startedAt: instant(),
    /** From the newest message that is out: past it the alert is over by itself. */
    expiresAt: instant(),
    nextUpdateBy: instant(),
    /** The promise above was not kept, and people here were told. */
    overdueAt: instant(),
    endedAt: instant(),
  },
  (t) => [
    primaryKey({ columns: [t.agencyId, t.id] }),
    index("alerts_state").on(t.agencyId, t.state, t.draftedAt),
  ],
);

export type MessageState = "draft" | "armed" | "issued" | "void";

/** One CAP message of an alert, and what of it is under approval. Once issued it never changes. */
export const alertMessages = table(
  "alert_messages",
  {
    agencyId: agencyId(),
    id: uuid().notNull(),
    alertId: uuid().notNull(),
    /** Counted from 1 in each alert, in the order in which they were begun. */
    number: integer().notNull(),
    type: text({ enum: ["Alert", "Update", "Cancel"] }).notNull(),
    state: text().$type<MessageState>().notNull(),
    content: jsonb().$type<MessageContent>().notNull(),
    /** Of the content in canonical form: the posts carry it under their approval hash. */
    sha256: text().notNull(),
    draftedBy: uuid().notNull(),
    draftedAt: instant().notNull(),
    issuedAt: instant(),
    /** As it was written and read back when it was issued. */
    cap: text(),
  },
  (t) => [
    primaryKey({ columns: [t.agencyId, t.id] }),
    uniqueIndex("alert_messages_number").on(t.agencyId, t.alertId, t.number),
  ],
);

/** The posts that carry a message, one a language: their approvals are its approvals. */
export const alertPosts = table(
  "alert_posts",
  {
    agencyId: agencyId(),
    messageId: uuid().notNull(),
    postId: uuid().notNull(),
    language: text().notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.agencyId, t.messageId, t.postId] }),
    uniqueIndex("alert_posts_post").on(t.agencyId, t.postId),
  ],
);

/** What signs the agency's messages (XML-Signature): the certificate is public, the key is sealed. */
export const alertKeys = table(
  "alert_keys",
  {
    agencyId: agencyId(),
    certificate: text().notNull(),
    sealed: bytes().notNull(),
    madeAt: instant().notNull(),
  },
  (t) => [primaryKey({ columns: [t.agencyId] })],
);
