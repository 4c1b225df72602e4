import { and, desc, eq, gte, isNull, lt, lte, sql, type SQL } from "drizzle-orm";
import { authorize, namesOf } from "#agency";
import { agencyOf, type Ctx } from "#platform/context.ts";
import { read } from "#platform/db/database.ts";
import { limit } from "#platform/limits.ts";
import { posts } from "./schema.ts";
import { countsSql, standingSql, type Standing } from "./standing.ts";

const pageMax = limit("posts.page", 100, "posts", "one page of a list");
const authorsMax = limit("posts.authors", 200, "people", "to choose from above the list");

export interface PostFilter {
  /** Where the post stands as a whole. */
  state?: Standing | undefined;
  class?: string | undefined;
  /** The channel that the newest version goes to. */
  channel?: string | undefined;
  /** A beat that the newest version is about. */
  beat?: string | undefined;
  /** Who began it. */
  author?: string | undefined;
  /** In the headline, the title or the text. */
  text?: string | undefined;
  /** Approved without a chosen time: it stands in the calendar where it was approved. */
  atOnce?: boolean | undefined;
  from?: string | undefined;
  until?: string | undefined;
  before?: string | undefined;
  /** The calendar's span of times of taking down. */
  downFrom?: string | undefined;
  downUntil?: string | undefined;
}

/** Newest change first, a page at a time; with `from`/`until`, the calendar's span of publish times. */
export async function listPosts(ctx: Ctx, filter: PostFilter) {
  authorize(ctx, "post.read");
  return read(ctx, async (tx) => {
    const rows = await tx.tx
      .select({ post: posts, standing: standingSql, counts: countsSql })
      .from(posts)
      .where(
        and(
          eq(posts.agencyId, agencyOf(tx)),
          isNull(posts.discardedAt),
          filter.state ? sql`${standingSql} = ${filter.state}` : undefined,
          filter.class ? eq(posts.class, filter.class) : undefined,
          filter.author ? eq(posts.draftedBy, filter.author) : undefined,
          filter.channel ? inNewest(sql`v.content->'channels' ? ${filter.channel}`) : undefined,
          filter.beat ? inNewest(sql`v.content->'beats' ? ${filter.beat}`) : undefined,
          filter.text ? saying(filter.text) : undefined,
          filter.atOnce ? and(isNull(posts.publishAt), eq(posts.state, "approved")) : undefined,
          filter.from ? gte(posts.publishAt, filter.from) : undefined,
          filter.until ? lte(posts.publishAt, filter.until) : undefined,
          filter.downFrom ? gte(posts.takeDownAt, filter.downFrom) : undefined,
          filter.downUntil ? lte(posts.takeDownAt, filter.downUntil) : undefined,
          filter.before ? lt(posts.changedAt, filter.before) : undefined,
        ),
      )
      .orderBy(desc(posts.changedAt))
      .limit(pageMax + 1);
    const page = rows.slice(0, pageMax);
    const names = await namesOf(
      tx,
      page.map(({ post }) => post.draftedBy),
    );
    return {
      posts: page.map(({ post, standing, counts }) => ({
        ...post,
        standing,
        counts,
        author: names.get(post.draftedBy) ?? "",
      })),
      next: rows.length > pageMax ? page.at(-1)?.post.changedAt : undefined,
    };
  });
}

/** Everybody who ever began a post, by name: whom a list can be narrowed to. */
export async function postAuthors(ctx: Ctx): Promise<{ id: string; name: string }[]> {
  authorize(ctx, "post.read");
  return read(ctx, async (tx) => {
    const rows = await tx.tx
      .selectDistinct({ id: posts.draftedBy })
      .from(posts)
      .where(eq(posts.agencyId, agencyOf(tx)))
      .limit(authorsMax);
    return [
      ...(await namesOf(
        tx,
        rows.map(({ id }) => id),
      )),
    ]
      .map(([id, name]) => ({ id, name }))
      .sort((a, b) => a.name.localeCompare(b.name));
  });
}

function saying(text: string): SQL {
  const like = `%${text.replaceAll(/[\\%_]/g, "\\$&")}%`;
  return inNewest(
    sql`(posts.headline ilike ${like} or v.content->>'title' ilike ${like} or v.content->>'text' ilike ${like})`,
  );
}

function inNewest(condition: SQL): SQL {
  return sql`exists (select 1 from post_versions v where v.agency_id = posts.agency_id
    and v.post_id = posts.id and v.version = posts.version and ${condition})`;
}
