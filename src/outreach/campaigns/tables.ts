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
import { agencyId, instant, table } from "#platform/db/columns.ts";

export type CampaignState = "running" | "ended";

/** A season's plan: what is said over some weeks for one purpose. */
export const outreachCampaigns = table(
  "outreach_campaigns",
  {
    agencyId: agencyId(),
    id: uuid().notNull(),
    state: text().$type<CampaignState>().notNull(),
    /** The model it was begun from, where there is one. */
    model: text(),
    name: text().notNull(),
    purpose: text().notNull(),
    /** Days by the agency's calendar. */
    startsOn: date().notNull(),
    endsOn: date().notNull(),
    channels: jsonb().$type<string[]>().notNull(),
    startedBy: uuid().notNull(),
    startedAt: instant().notNull(),
    endedAt: instant(),
    endedBy: uuid(),
    endedWhy: text(),
  },
  (t) => [
    primaryKey({ columns: [t.agencyId, t.id] }),
    index("outreach_campaigns_order").on(t.agencyId, t.startsOn),
  ],
);

/** Its posts: each is one of publish's, written, handed in and approved like any other. */
export const outreachCampaignPosts = table(
  "outreach_campaign_posts",
  {
    agencyId: agencyId(),
    campaignId: uuid().notNull(),
    postId: uuid().notNull(),
    /** Which text of the model it is; the two languages of one share it. */
    piece: text().notNull(),
    language: text().notNull(),
    offsetDays: integer().notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.agencyId, t.campaignId, t.postId] }),
    uniqueIndex("outreach_campaign_posts_post").on(t.agencyId, t.postId),
  ],
);
