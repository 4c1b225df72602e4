import { and, desc, eq, inArray, sql } from "drizzle-orm";
import { agencyOf, type Ctx } from "#platform/context.ts";
import { read } from "#platform/db/database.ts";
import { limit } from "#platform/limits.ts";
import { websitePosts } from "../schema.ts";
import type { WebsitePost } from "./store.ts";

export type { WebsitePost };

const indexMax = limit(
  "website.index",
  50_000,
  "posts",
  "their titles and times are held at once when lists are made",
);

/** What lists need of a post: no words but its title. */
export interface WebsiteEntry {
  id: string;
  slug: string;
  title: string;
  kind: string;
  /** Ids of the beats that it is about. */
  beats: string[];
  language: string;
  publishedAt: string;
  removedAt: string | null;
  /** When it was last published, edited or removed. */
  changedAt: string;
}

const changedAt = sql<string>`to_json(greatest(${websitePosts.publishedAt}, ${websitePosts.editedAt}, ${websitePosts.removedAt}))#>>'{}'`;

/** Every post of the newsroom, newest first; removed ones too. */
export async function websiteIndex(ctx: Ctx): Promise<WebsiteEntry[]> {
  const { id, slug, title, kind, beats, language, publishedAt, removedAt } = websitePosts;
  return read(ctx, (tx) =>
    tx.tx
      .select({ id, slug, title, kind, beats, language, publishedAt, removedAt, changedAt })
      .from(websitePosts)
      .where(eq(websitePosts.agencyId, agencyOf(ctx)))
      .orderBy(desc(publishedAt))
      .limit(indexMax),
  );
}

export async function websitePostsById(ctx: Ctx, ids: readonly string[]): Promise<WebsitePost[]> {
  if (ids.length === 0) return [];
  return read(ctx, (tx) =>
    tx.tx
      .select()
      .from(websitePosts)
      .where(and(eq(websitePosts.agencyId, agencyOf(ctx)), inArray(websitePosts.id, [...ids]))),
  );
}

/** Pictures, videos and their tracks on posts that stand: one that was edited away or withdrawn is shown no longer. */
export async function websitePicturesShown(ctx: Ctx): Promise<{ sha256: string; type: string }[]> {
  return read(ctx, (tx) =>
    tx.tx.raw<{ sha256: string; type: string }>(
      `with shown as (select m from website_posts p, jsonb_array_elements(p.media) m
         where p.agency_id = $1 and p.removed_at is null)
       select m->>'sha256' as "sha256", m->>'type' as "type" from shown
       union select m->'poster'->>'sha256', m->'poster'->>'type' from shown where m ? 'poster'
       union select m->'captions'->>'sha256', 'text/vtt' from shown where m ? 'captions'
       union select c.sha256, 'text/vtt' from (select distinct on (post_id, language) post_id, sha256
           from website_captions where agency_id = $1 and certified_at is not null
           order by post_id, language, certified_at desc, id desc) c
         join website_posts p on p.agency_id = $1 and p.id = c.post_id and p.removed_at is null`,
      [agencyOf(ctx)],
    ),
  );
}
