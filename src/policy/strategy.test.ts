import assert from "node:assert/strict";
import { test } from "node:test";
import { Refusal } from "#platform/refusal.ts";
import { draftPost, editPost, postVersion, submitPost } from "#publish";
import { openPracticeDesk } from "#test/worlds/practice-desk.ts";
import { read } from "#platform/db/database.ts";
import {
  adoptStrategy,
  changeStrategy,
  draftStrategy,
  publicKindOf,
  strategyInForce,
} from "./index.ts";

const { author, approver, chief, keyless, networks, approve, newest } = await openPracticeDesk();

test("before a first strategy the model holds, with the six objectives", async () => {
  const { version, objectives } = await strategyInForce(author);
  assert.equal(version, 0);
  assert.deepEqual(
    objectives.map(({ key }) => key),
    ["inform", "warn", "ask-for-help", "engage", "recruit", "recognise"],
  );
});

test("a strategy is drafted by many, adopted by command, and stays as it was adopted", async () => {
  const { version, title, cadence, quietDays, objectives } = await draftStrategy(author);
  const own = {
    key: "traffic-safety",
    kind: "warn" as const,
    name: { en: "Traffic safety", es: "Seguridad vial" },
    why: { en: "Fewer people are hurt.", es: "Menos heridos." },
    share: 10,
    perWeek: 1,
    channels: [],
    beats: [],
  };
  const content = {
    title,
    cadence,
    quietDays,
    objectives: [...objectives.filter(({ key }) => key !== "recruit"), own],
  };
  await changeStrategy(author, version, content);
  assert.equal((await strategyInForce(author)).version, 0, "a draft changes nothing");
  await assert.rejects(adoptStrategy(approver, version), /You may not put a strategy in force/);
  await adoptStrategy(chief, version);
  assert.equal((await strategyInForce(author)).version, 1);
  await assert.rejects(changeStrategy(author, version, content), /stays as it is/);
});

test("a strategy with a key twice, or shares of more than the whole, is refused", async () => {
  const { version, madeAt: _m, inForceFrom: _f, ...content } = await draftStrategy(author);
  const [first] = content.objectives;
  assert.ok(first);
  const twice = { ...content, objectives: [first, first] };
  await assert.rejects(changeStrategy(author, version, twice), /same key/);
  const over = { ...content, objectives: [{ ...first, share: 101 }] };
  await assert.rejects(changeStrategy(author, version, over), /add up to 101/);
});

test("a post is handed in for an objective in force; a retired or unknown one is refused", async () => {
  const content = { title: "Notice", text: "We are hiring", channels: [keyless.id] };
  const draft = await draftPost(author, { ...content, purpose: "recruit" });
  const code = (expected: string) => (error: unknown) =>
    error instanceof Refusal && error.code === expected;
  await assert.rejects(submitPost(author, networks, draft.post.id), code("objective-retired"));
  await editPost(author, draft.post.id, { ...content, purpose: "nobody-knows" });
  await assert.rejects(submitPost(author, networks, draft.post.id), code("unknown-objective"));
  assert.equal((await postVersion(author, draft.post.id, 1)).content.purpose, "recruit");
});

test("an objective of one's own is shown outside as what it counts as", async () => {
  const content = { title: "Slow down", text: "School starts", channels: [keyless.id] };
  const { post, hash } = await draftPost(author, { ...content, purpose: "traffic-safety" });
  await approve(post.id, hash);
  const { payload } = await newest(post.id);
  assert.equal((payload as { kind: string }).kind, "warn");
  await read(author, async (tx) => {
    assert.equal(await publicKindOf(tx, "recruit"), "recruit", "old ones keep their own");
    assert.equal(await publicKindOf(tx, "traffic-safety"), "warn");
  });
});
