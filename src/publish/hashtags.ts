import { and, desc, eq, inArray } from "drizzle-orm";
import { authorize } from "#agency";
import { agencyOf, type Ctx } from "#platform/context.ts";
import { read } from "#platform/db/database.ts";
import { limit } from "#platform/limits.ts";
import { furtherWords, type PostContent } from "./content.ts";
import { posts, postVersions } from "./schema.ts";

const postsRead = limit("hashtags.posts", 300, "posts", "the newest approved ones are looked at");
const tagsMax = limit("hashtags.shown", 24, "hashtags", "the most used ones");
const tag = /(?<![\p{L}\p{N}_&/])#([\p{L}\p{N}_]*\p{L}[\p{L}\p{N}_]*)/gu;

export interface Hashtag {
  /** As the agency writes it most often, without the sign. */
  tag: string;
  posts: number;
}

/** The agency's own hashtags, the most used first: so that it writes each in one way, and none is invented twice. */
export async function hashtagsInUse(ctx: Ctx): Promise<Hashtag[]> {
  authorize(ctx, "post.read");
  const rows = await read(ctx, (tx) =>
    tx.tx
      .select({ content: postVersions.content })
      .from(posts)
      .innerJoin(
        postVersions,
        and(
          eq(postVersions.agencyId, posts.agencyId),
          eq(postVersions.postId, posts.id),
          eq(postVersions.version, posts.version),
        ),
      )
      .where(and(eq(posts.agencyId, agencyOf(tx)), inArray(posts.state, ["approved"])))
      .orderBy(desc(posts.changedAt))
      .limit(postsRead),
  );
  return countTags(rows.map(({ content }) => wordsOf(content as PostContent)));
}

function wordsOf(content: PostContent): string {
  const own = Object.values(content.variants).map(({ text = "" }) => text);
  return [content.text, ...own, ...Object.values(furtherWords(content))].join("\n");
}

/** Counts posts, not mentions; of several spellings the most frequent one stands for all. */
export function countTags(texts: readonly string[]): Hashtag[] {
  const spellings = new Map<string, Map<string, number>>();
  for (const text of texts) {
    const inPost = new Map<string, string>();
    for (const [, word = ""] of text.matchAll(tag))
      if (!inPost.has(word.toLowerCase())) inPost.set(word.toLowerCase(), word);
    for (const [key, word] of inPost) {
      const known = spellings.get(key) ?? new Map<string, number>();
      spellings.set(key, known.set(word, (known.get(word) ?? 0) + 1));
    }
  }
  return [...spellings.values()]
    .map((known) => ({
      tag: [...known].sort(([, a], [, b]) => b - a)[0]?.[0] ?? "",
      posts: [...known.values()].reduce((sum, count) => sum + count, 0),
    }))
    .sort((a, b) => b.posts - a.posts || (a.tag < b.tag ? -1 : 1))
    .slice(0, tagsMax);
}
