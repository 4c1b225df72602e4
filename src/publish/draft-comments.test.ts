import assert from "node:assert/strict";
import { test } from "node:test";
import { personOf } from "#agency";
import { openPracticeDesk } from "#test/worlds/practice-desk.ts";
import { commentsOn, mentionedIn } from "./draft-comments.ts";
import { duplicateFindings } from "./duplicates.ts";
import { commentOnDraft, draftPost, editPost, resolveComment, submitPost } from "./index.ts";
import { Refusal } from "#platform/refusal.ts";

const { author, approver, keyless, networks, approved } = await openPracticeDesk();

test("a colleague is named by the whole name, or by a part that is theirs alone", () => {
  const people = [
    { id: "1", name: "Dana Whitfield" },
    { id: "2", name: "Dana Ruiz" },
    { id: "3", name: "Tom Diaz" },
  ];
  assert.deepEqual(mentionedIn("@Dana Whitfield, please look", people), ["1"]);
  assert.deepEqual(mentionedIn("@dana please look", people), [], "two are called so");
  assert.deepEqual(mentionedIn("ask @Tom, or @ruiz.", people), ["2", "3"]);
  assert.deepEqual(mentionedIn("mail tom@diazmail.example", people), []);
  assert.deepEqual(mentionedIn("@tommy", people), []);
});

test("a comment stays with its version, is dealt with, and is opened again", async () => {
  const { post } = await draftPost(author, { title: "Notice", text: "Road closed", channels: [] });
  const { id } = await commentOnDraft(approver, post.id, "Until when? @Boyd");
  await commentOnDraft(author, post.id, "Until six.");
  const [first, second] = (await commentsOn(author, post.id)).comments;
  assert.deepEqual(first?.mentions, [personOf(author).personId]);
  assert.deepEqual([first?.version, second?.body], [1, "Until six."]);
  await resolveComment(author, id, true);
  assert.notEqual((await commentsOn(author, post.id)).comments[0]?.resolvedAt, null);
  await resolveComment(approver, id, false);
  assert.equal((await commentsOn(author, post.id)).comments[0]?.resolvedAt, null);
});

const text = "Mill Street is closed between 3rd and 5th Avenue until six this evening for repairs.";

test("a draft that repeats a post is told so, confirmed once, and shown to who approves", async () => {
  await approved(text);
  const again = {
    title: "Notice",
    text: text.replace("evening", "Evening"),
    channels: [keyless.id],
  };
  const draft = await draftPost(author, again);
  const [finding] = await duplicateFindings(author, draft.content, draft.post.id);
  assert.match(finding?.reason.en ?? "", /^Nearly the same as “Notice” \(today, not sent yet\)\.$/);
  await assert.rejects(
    submitPost(author, networks, draft.post.id),
    (error: unknown) => error instanceof Refusal && error.code === "policy-warnings",
  );
  const { id } = await submitPost(author, networks, draft.post.id, { keys: [finding?.key ?? ""] });
  assert.ok(id);
  await editPost(author, draft.post.id, {
    ...again,
    text: "Something else entirely is said here.",
  });
  await submitPost(author, networks, draft.post.id);
});

test("what a template made, and what is short, repeats without a word", async () => {
  const ctx = author;
  const template = { id: ctx.ids.uuid(), version: 1, alert: ctx.ids.uuid() };
  const same = { title: "Notice", text, channels: [keyless.id] };
  const made = await draftPost(author, { ...same, template });
  assert.deepEqual(await duplicateFindings(author, made.content, made.post.id), []);
  const short = await draftPost(author, { title: "", text: "Road open", channels: [keyless.id] });
  assert.deepEqual(await duplicateFindings(author, short.content, undefined), []);
});
