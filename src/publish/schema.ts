import { sql } from "drizzle-orm";
import {
  boolean,
  index,
  integer,
  jsonb,
  primaryKey,
  text,
  uniqueIndex,
  uuid,
} from "drizzle-orm/pg-core";
import type { KeyedFinding } from "#policy";
import type { Role } from "#agency";
import type { Remote } from "#channels";
import { agencyId, bytes, instant, table } from "#platform/db/columns.ts";

export const posts = table(
  "posts",
  {
    agencyId: agencyId(),
    id: uuid().notNull(),
    state: text().notNull(),
    version: integer().notNull(),
    headline: text().notNull(),
    class: text().notNull(),
    draftedBy: uuid().notNull(),
    draftedAt: instant().notNull(),
    changedAt: instant().notNull(),
    publishAt: instant(),
    /** When what was approved last is taken down by itself. */
    takeDownAt: instant(),
    discardedAt: instant(),
  },
  (t) => [
    primaryKey({ columns: [t.agencyId, t.id] }),
    index("posts_newest").on(t.agencyId, t.changedAt),
    index("posts_changed").on(t.changedAt),
    index("posts_when").on(t.agencyId, t.publishAt),
    index("posts_take_down").on(t.agencyId, t.takeDownAt),
  ],
);

/** What the approval hash covers (core A1). Never changed: an edit is the next version. */
export const postVersions = table(
  "post_versions",
  {
    agencyId: agencyId(),
    postId: uuid().notNull(),
    version: integer().notNull(),
    hash: text().notNull(),
    content: jsonb().notNull(),
    authorId: uuid().notNull(),
    madeAt: instant().notNull(),
  },
  (t) => [primaryKey({ columns: [t.agencyId, t.postId, t.version] })],
);

/** What the author of the newest version has typed since, until it is the next version. One a post. */
export const workingCopies = table(
  "working_copies",
  {
    agencyId: agencyId(),
    postId: uuid().notNull(),
    /** The version it goes on from; once the post has another, this copy is left over. */
    version: integer().notNull(),
    hash: text().notNull(),
    content: jsonb().notNull(),
    authorId: uuid().notNull(),
    savedAt: instant().notNull(),
  },
  (t) => [primaryKey({ columns: [t.agencyId, t.postId] })],
);

export const submissions = table(
  "submissions",
  {
    agencyId: agencyId(),
    id: uuid().notNull(),
    postId: uuid().notNull(),
    version: integer().notNull(),
    hash: text().notNull(),
    class: text().notNull(),
    policyVersion: integer().notNull(),
    steps: jsonb().notNull(),
    /** What the lint found in these very words, and what of it the one who handed them in has seen. */
    findings: jsonb().$type<KeyedFinding[]>().notNull().default([]),
    acknowledged: jsonb().$type<string[]>().notNull().default([]),
    /** Roles that the findings ask for, any one of each set, besides what the class demands. */
    needs: jsonb().$type<Role[][]>().notNull().default([]),
    dueAt: instant().notNull(),
    expiresAt: instant().notNull(),
    submittedBy: uuid().notNull(),
    submittedAt: instant().notNull(),
    endedAt: instant(),
    endedHow: text(),
    note: text(),
    escalatedAt: instant(),
  },
  (t) => [
    primaryKey({ columns: [t.agencyId, t.id] }),
    index("submissions_post").on(t.agencyId, t.postId),
  ],
);

export const approvals = table(
  "approvals",
  {
    agencyId: agencyId(),
    id: uuid().notNull(),
    submissionId: uuid(),
    postId: uuid().notNull(),
    version: integer().notNull(),
    hash: text().notNull(),
    step: integer().notNull(),
    kind: text().notNull(),
    personId: uuid().notNull(),
    roles: jsonb().notNull(),
    note: text(),
    at: instant().notNull(),
    expiresAt: instant().notNull(),
    /** The delegation that lent the role, where the person holds it only by that (core A5). */
    delegationId: uuid(),
    withdrawnAt: instant(),
    withdrawnWhy: text(),
    reviewDueAt: instant(),
    reviewedBy: uuid(),
    reviewedAt: instant(),
    reviewNote: text(),
  },
  (t) => [
    primaryKey({ columns: [t.agencyId, t.id] }),
    index("approvals_post").on(t.agencyId, t.postId, t.version),
    uniqueIndex("approvals_once")
      .on(t.agencyId, t.postId, t.version, t.step, t.personId)
      .where(sql`withdrawn_at is null`),
  ],
);

/** What people say to each other about a draft. It belongs to the record, and never goes out. */
export const draftComments = table(
  "draft_comments",
  {
    agencyId: agencyId(),
    id: uuid().notNull(),
    postId: uuid().notNull(),
    /** The version that stood when it was said. */
    version: integer().notNull(),
    body: text().notNull(),
    mentions: jsonb().$type<string[]>().notNull(),
    saidBy: uuid().notNull(),
    saidAt: instant().notNull(),
    resolvedBy: uuid(),
    resolvedAt: instant(),
  },
  (t) => [
    primaryKey({ columns: [t.agencyId, t.id] }),
    index("draft_comments_post").on(t.agencyId, t.postId),
  ],
);

/** Core A5: a role lent to named people for one class, in one area, for a time. Nothing before it is approved. */
export const delegations = table(
  "delegations",
  {
    agencyId: agencyId(),
    id: uuid().notNull(),
    class: text().notNull(),
    role: text().notNull(),
    people: jsonb().$type<string[]>().notNull(),
    beats: jsonb().$type<string[]>().notNull(),
    startsAt: instant().notNull(),
    endsAt: instant().notNull(),
    reason: text().notNull(),
    proposedBy: uuid().notNull(),
    proposedAt: instant().notNull(),
    approvedBy: uuid(),
    approvedAt: instant(),
    endedBy: uuid(),
    endedAt: instant(),
    endedWhy: text(),
  },
  (t) => [
    primaryKey({ columns: [t.agencyId, t.id] }),
    index("delegations_class").on(t.agencyId, t.class),
  ],
);

/** CJIS AC-22: who looked at which published words in which quarter, and what was found. */
export const contentReviews = table(
  "content_reviews",
  {
    agencyId: agencyId(),
    id: uuid().notNull(),
    postId: uuid().notNull(),
    quarter: text().notNull(),
    version: integer().notNull(),
    decision: text().$type<"fine" | "found">().notNull(),
    note: text().notNull(),
    reviewedBy: uuid().notNull(),
    reviewedAt: instant().notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.agencyId, t.id] }),
    index("content_reviews_post").on(t.agencyId, t.postId, t.version),
    index("content_reviews_quarter").on(t.agencyId, t.quarter),
  ],
);

/** A quarter that command signed. */
export const quarterClosings = table(
  "quarter_closings",
  {
    agencyId: agencyId(),
    quarter: text().notNull(),
    posts: integer().notNull(),
    found: integer().notNull(),
    note: text().notNull(),
    closedBy: uuid().notNull(),
    closedAt: instant().notNull(),
  },
  (t) => [primaryKey({ columns: [t.agencyId, t.quarter] })],
);

/** One post version to one channel (core, Delivery). `fence` numbers the lease: a lost one writes nothing. */
export const deliveries = table(
  "deliveries",
  {
    agencyId: agencyId(),
    id: uuid().notNull(),
    postId: uuid().notNull(),
    version: integer().notNull(),
    channelId: uuid().notNull(),
    /** 0 is the post; what follows it in a thread has the next numbers, our own comment the last (`messages.ts`). */
    part: integer().notNull().default(0),
    /** The delivery that this one answers: it leaves only once that one stands. */
    afterId: uuid(),
    /** What it answers, as the network knows it: set when it is claimed. */
    answersTo: jsonb().$type<Remote>(),
    hash: text().notNull(),
    class: text().notNull(),
    state: text().notNull(),
    isLifeSafety: boolean().notNull(),
    payload: jsonb().notNull(),
    payloadHash: text().notNull(),
    dueAt: instant().notNull(),
    latestAt: instant().notNull(),
    /** When it is taken back by itself, as its approved content or a law says. */
    takeDownAt: instant(),
    tries: integer().notNull(),
    fence: integer().notNull(),
    /** The dispatcher that holds it; its lease is its row in `dispatchers`. */
    claimedBy: uuid(),
    /** The delivery of an earlier version on this channel, which this one edits or replaces. */
    replacesId: uuid(),
    startedAt: instant(),
    sentAt: instant(),
    remoteId: text(),
    remoteUrl: text(),
    remoteExtra: jsonb(),
    reason: text(),
    /** Of an unconfirmed one: from when on its absence from the network proves that it never arrived. */
    absentFrom: instant(),
    changedAt: instant().notNull(),
    progress: bytes(),
  },
  (t) => [
    primaryKey({ columns: [t.agencyId, t.id] }),
    uniqueIndex("deliveries_once").on(t.agencyId, t.postId, t.version, t.channelId, t.part),
    index("deliveries_due").on(t.state, t.dueAt),
    index("deliveries_post").on(t.agencyId, t.postId),
    index("deliveries_take_down").on(t.takeDownAt),
  ],
);

/** A dispatcher's lease on everything it has claimed: one row to renew, however much is in flight. */
export const dispatchers = table("dispatchers", {
  id: uuid().primaryKey(),
  aliveUntil: instant().notNull(),
});

export const holds = table(
  "holds",
  {
    agencyId: agencyId(),
    id: uuid().notNull(),
    scope: text().notNull(),
    target: text(),
    exceptions: jsonb().notNull(),
    reason: text().notNull(),
    placedBy: uuid().notNull(),
    placedAt: instant().notNull(),
    liftedBy: uuid(),
    liftedAt: instant(),
  },
  (t) => [primaryKey({ columns: [t.agencyId, t.id] })],
);

export const recalls = table(
  "recalls",
  {
    agencyId: agencyId(),
    id: uuid().notNull(),
    postId: uuid().notNull(),
    kind: text().notNull(),
    reason: text().notNull(),
    correctionPostId: uuid(),
    /** Nobody, where its time had come. */
    orderedBy: uuid(),
    orderedAt: instant().notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.agencyId, t.id] }),
    index("recalls_post").on(t.agencyId, t.postId),
  ],
);

/** A message prepared in calm hours; its newest version is what is used. Archived ones are kept. */
export const templates = table(
  "templates",
  {
    agencyId: agencyId(),
    id: uuid().notNull(),
    version: integer().notNull(),
    title: text().notNull(),
    class: text().notNull(),
    changedAt: instant().notNull(),
    archivedAt: instant(),
    archivedBy: uuid(),
  },
  (t) => [primaryKey({ columns: [t.agencyId, t.id] })],
);

/** Never changed: an edit is the next version. The model templates have no author. */
export const templateVersions = table(
  "template_versions",
  {
    agencyId: agencyId(),
    templateId: uuid().notNull(),
    version: integer().notNull(),
    content: jsonb().notNull(),
    authorId: uuid(),
    madeAt: instant().notNull(),
  },
  (t) => [primaryKey({ columns: [t.agencyId, t.templateId, t.version] })],
);

/** Somebody answers for a translation, word for word: `hash` covers its wording and choices. */
export const templateCertifications = table(
  "template_certifications",
  {
    agencyId: agencyId(),
    id: uuid().notNull(),
    templateId: uuid().notNull(),
    language: text().notNull(),
    hash: text().notNull(),
    certifiedBy: uuid().notNull(),
    certifiedAt: instant().notNull(),
    note: text().notNull(),
    withdrawnBy: uuid(),
    withdrawnAt: instant(),
    withdrawnWhy: text(),
  },
  (t) => [
    primaryKey({ columns: [t.agencyId, t.id] }),
    index("template_certifications_of").on(t.agencyId, t.templateId),
  ],
);

/** A person has seen that old facts are gone from a network, or were put right there by hand. */
export const standingConfirmations = table(
  "standing_confirmations",
  {
    agencyId: agencyId(),
    id: uuid().notNull(),
    postId: uuid().notNull(),
    deliveryId: uuid().notNull(),
    how: text().notNull(),
    note: text().notNull(),
    confirmedBy: uuid().notNull(),
    confirmedAt: instant().notNull(),
    undoneBy: uuid(),
    undoneAt: instant(),
  },
  (t) => [
    primaryKey({ columns: [t.agencyId, t.id] }),
    uniqueIndex("standing_confirmations_once")
      .on(t.agencyId, t.deliveryId)
      .where(sql`undone_at is null`),
    index("standing_confirmations_post").on(t.agencyId, t.postId),
  ],
);
