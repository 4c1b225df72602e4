import type { PostFilter, PostRow, postsApi } from "./api.ts";

/** A month of a very busy agency; beyond it the page says that there is more instead of hiding it. */
const pagesMax = 50;

/** Every post of a list, page after page, until one is no longer wanted. */
export async function allPages(
  list: typeof postsApi.list,
  filter: PostFilter,
  isWanted: (post: PostRow) => boolean,
): Promise<PostRow[]> {
  const rows: PostRow[] = [];
  let before = filter.before;
  for (let page = 0; page < pagesMax; page += 1) {
    const { posts, next } = await list({ ...filter, ...(before ? { before } : {}) });
    const wanted = posts.filter(isWanted);
    rows.push(...wanted);
    if (next === undefined || wanted.length < posts.length) return rows;
    before = next;
  }
  throw new Error("More posts than a calendar can show: narrow it by channel or class.");
}
