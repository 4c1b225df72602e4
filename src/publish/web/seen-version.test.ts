import assert from "node:assert/strict";
import { test } from "node:test";
import { noteSeen, seenBefore } from "./seen-version.ts";

function storage() {
  const kept = new Map<string, string>();
  return {
    getItem: (name: string) => kept.get(name) ?? null,
    setItem: (name: string, value: string) => void kept.set(name, value),
  };
}

const post = (version: number, ...handed: number[]) => ({
  post: { id: "p" },
  version,
  submissions: handed.map((one) => ({ version: one })),
});

test("an approver is shown what changed since the version he or she looked at", () => {
  const kept = storage();
  noteSeen(post(2), kept);
  assert.equal(seenBefore(post(5, 5, 4, 2), kept), 2);
});

test("who has not seen it is shown what changed since it was last handed in", () => {
  assert.equal(seenBefore(post(5, 5, 3, 1), storage()), 3);
  assert.equal(seenBefore(post(1, 1), storage()), undefined);
});

test("looking twice at one version does not hide what was new in it", () => {
  const kept = storage();
  noteSeen(post(5), kept);
  assert.equal(seenBefore(post(5, 5, 3), kept), 3);
});
