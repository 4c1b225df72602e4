import assert from "node:assert/strict";
import { test } from "node:test";
import { allPages } from "./all-pages.ts";
import type { PostFilter, PostRow } from "./api.ts";

test("a calendar holds every post of its span, however many pages that is", async () => {
  const total = 250;
  const changedAt = (at: number) => `2026-11-21T08:${String(total - at).padStart(5, "0")}Z`;
  const all = Array.from(
    { length: total },
    (_one, at) => ({ id: String(at), changedAt: changedAt(at) }) as PostRow,
  );
  // A list as the server pages it: newest change first, a hundred at a time.
  const list = async ({ before }: PostFilter) => {
    const rest = all.filter((post) => before === undefined || post.changedAt < before);
    return { posts: rest.slice(0, 100), next: rest.length > 100 ? rest[99]?.changedAt : undefined };
  };
  assert.equal((await allPages(list, {}, () => true)).length, total);
  const recent = await allPages(list, {}, (post) => post.changedAt >= changedAt(119));
  assert.equal(recent.length, 120);
});
