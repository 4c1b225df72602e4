import { and, eq, inArray, sql } from "drizzle-orm";
import type { MediaUse, UsesQuestion } from "#media";
import { agencyOf, type Ctx } from "#platform/context.ts";
import { read } from "#platform/db/database.ts";
import { posts } from "./schema.ts";
import { standingSql } from "./standing.ts";

/** A version with this item stands in public, on a channel whose newest sent version it is. */
const isOut = (sha256: string) => sql<boolean>`exists (
  select from deliveries d join post_versions v on v.agency_id = d.agency_id and v.post_id = d.post_id and v.version = d.version
  where d.agency_id = posts.agency_id and d.post_id = posts.id
    and d.state in ('sending', 'sent', 'unconfirmed', 'asked', 'recalling')
    and jsonb_path_exists(v.content, '$.**.media[*] ? (@.sha256 == $item)', jsonb_build_object('item', ${sha256}::text))
    and not exists (select from deliveries n where n.agency_id = d.agency_id and n.post_id = d.post_id
      and n.channel_id = d.channel_id and n.version > d.version and n.remote_id = d.remote_id))`;

/** The posts that carry an item, newest first. */
export const postsCarrying: UsesQuestion = { kind: "post", ask };

async function ask(ctx: Ctx, sha256: string, ids: readonly string[]): Promise<MediaUse[]> {
  return read(ctx, async (tx) => {
    const rows = await tx.tx
      .select({
        id: posts.id,
        title: posts.headline,
        standing: standingSql,
        isOut: isOut(sha256),
      })
      .from(posts)
      .where(and(eq(posts.agencyId, agencyOf(tx)), inArray(posts.id, [...ids])))
      .orderBy(sql`${posts.changedAt} desc`);
    return rows.map((row) => ({ ...row, path: `/posts/${row.id}` }));
  });
}
