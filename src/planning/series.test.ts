import assert from "node:assert/strict";
import { test } from "node:test";
import { Temporal } from "#platform/clock.ts";
import { asSystem } from "#platform/context.ts";
import { transact } from "#platform/db/database.ts";
import { personOf } from "#agency";
import { approvePost, draftPost, editPost, listPosts, postVersion } from "#publish";
import { openPracticeDesk } from "#test/worlds/practice-desk.ts";
import { editSeries, endSeries, exceptOccurrence, makeOccurrences, writeSeries } from "./index.ts";
import { seriesPage } from "./series-page.ts";

const desk = await openPracticeDesk();
const { ctx, clock, author, approver, chief, keyless, networks, dispatcher, standing } = desk;
// A Tuesday noon in Tiny County, far from a change of clocks.
const zone = "America/Chicago";
clock.set(Temporal.Instant.from("2027-05-04T19:00:00Z"));

const content = { title: "Coffee", text: "Coffee with a deputy", channels: [keyless.id] };
const weekly = {
  title: "Coffee with a deputy",
  content,
  rule: "FREQ=WEEKLY;BYDAY=TH;COUNT=6",
  startsLocal: "2027-05-06T09:00",
};
const coming = async (id: string) => (await seriesPage(author, id)).next;

test("the next two weeks of a series become posts, handed in, each with its own hash to approve", async () => {
  const { id } = await writeSeries(author, weekly);
  assert.equal(await makeOccurrences(ctx, networks), 2);
  const dates = await coming(id);
  assert.deepEqual(
    dates.map(({ local, state, postState, reason }) => [
      local,
      state,
      postState,
      ...(state === "stuck" ? [reason] : []),
    ]),
    [
      ["2027-05-06T09:00", "asked", "submitted"],
      ["2027-05-13T09:00", "asked", "submitted"],
      ["2027-05-20T09:00", null, null],
      ["2027-05-27T09:00", null, null],
      ["2027-06-03T09:00", null, null],
      ["2027-06-10T09:00", null, null],
    ],
  );
  const [one, two] = await Promise.all(
    dates.slice(0, 2).map(({ postId }) => postVersion(author, postId ?? "")),
  );
  assert.ok(one && two);
  assert.notEqual(one.hash, two.hash);
  assert.equal(one.content.publish.when === "at" && one.content.publish.local, "2027-05-06T09:00");
  await endSeries(author, id);
});

test("the job makes each date once, however often and by however many it is run at once", async () => {
  const { id } = await writeSeries(author, { ...weekly, title: "At once" });
  await Promise.all([makeOccurrences(ctx, networks), makeOccurrences(ctx, networks)]);
  await makeOccurrences(ctx, networks);
  const posts = (await listPosts(author, { text: "Coffee with a deputy" })).posts;
  assert.equal(posts.length, 2);
  assert.equal((await coming(id)).filter(({ postId }) => postId !== null).length, 2);
  await endSeries(author, id);
});

test("A6: nothing of a series goes out without its approval, and its writer cannot give it", async () => {
  const { id } = await writeSeries(author, { ...weekly, title: "Approved" });
  await makeOccurrences(ctx, networks);
  const [first] = await coming(id);
  const { hash } = await postVersion(author, first?.postId ?? "");
  await assert.rejects(approvePost(author, { postId: first?.postId ?? "", hash }));
  await approvePost(approver, { postId: first?.postId ?? "", hash });
  clock.set(Temporal.Instant.from("2027-05-06T14:00:01Z"));
  await dispatcher().once();
  assert.equal(standing("Coffee with a deputy"), 1, "the one that was approved, at its time");
  await endSeries(author, id);
});

test("an edit changes what is not approved yet, voids what was asked, and leaves the approved alone", async () => {
  const { id } = await writeSeries(author, {
    ...weekly,
    title: "Edited",
    startsLocal: "2027-05-07T09:00",
    rule: "FREQ=WEEKLY;BYDAY=FR;COUNT=6",
  });
  await makeOccurrences(ctx, networks);
  const [first, second] = await coming(id);
  const { hash } = await postVersion(author, first?.postId ?? "");
  await approvePost(approver, { postId: first?.postId ?? "", hash });
  const old = await postVersion(author, second?.postId ?? "");
  const words = { ...content, text: "Tea with a deputy" };
  await editSeries(
    author,
    id,
    {
      ...weekly,
      title: "Edited",
      content: words,
      startsLocal: "2027-05-07T09:00",
      rule: "FREQ=WEEKLY;BYDAY=FR;COUNT=6",
    },
    1,
  );
  assert.equal((await postVersion(author, first?.postId ?? "")).content.text, content.text);
  const changed = await postVersion(author, second?.postId ?? "");
  assert.equal(changed.content.text, "Tea with a deputy");
  await assert.rejects(
    approvePost(approver, { postId: second?.postId ?? "", hash: old.hash }),
    /changed after you opened it/,
  );
  await makeOccurrences(ctx, networks);
  assert.equal((await postVersion(author, second?.postId ?? "")).post.state, "submitted");
  await assert.rejects(editSeries(author, id, weekly, 1), /Somebody else changed/);
  await endSeries(author, id);
});

test("one date is left out, another moved, and its post goes with it", async () => {
  const { id } = await writeSeries(author, {
    ...weekly,
    title: "Excepted",
    rule: "FREQ=DAILY;COUNT=5",
    startsLocal: "2027-05-08T10:00",
  });
  await makeOccurrences(ctx, networks);
  const before = await coming(id);
  await exceptOccurrence(author, id, { occurrence: "2027-05-09T10:00", to: null });
  await exceptOccurrence(author, id, { occurrence: "2027-05-10T10:00", to: "2027-05-10T15:30" });
  await makeOccurrences(ctx, networks);
  const after = await coming(id);
  assert.deepEqual(
    after.map(({ local }) => local),
    ["2027-05-08T10:00", "2027-05-10T15:30", "2027-05-11T10:00", "2027-05-12T10:00"],
  );
  assert.notEqual(
    (await postVersion(author, before[1]?.postId ?? "")).post.discardedAt,
    null,
    "the one left out is put away",
  );
  const { content: moved } = await postVersion(author, before[2]?.postId ?? "");
  assert.deepEqual(moved.publish, { when: "at", local: "2027-05-10T15:30", zone });
  await assert.rejects(
    exceptOccurrence(author, id, { occurrence: "2027-05-11T10:00", to: "2027-05-01T10:00" }),
    /has passed/,
  );
  await endSeries(author, id);
});

test("what nobody approved in time expires, and is said; it never goes out late", async () => {
  const { id } = await writeSeries(author, {
    ...weekly,
    title: "Missed",
    rule: "FREQ=DAILY;COUNT=1",
    startsLocal: "2027-05-20T09:00",
    content: { ...content, text: "Nobody looked" },
  });
  await makeOccurrences(ctx, networks);
  const [first] = await coming(id);
  clock.set(Temporal.Instant.from("2027-05-20T16:31:00Z"));
  await makeOccurrences(ctx, networks);
  const { past } = await seriesPage(author, id);
  assert.deepEqual(
    past.map(({ state, reason }) => [state, reason]),
    [["expired", "Nobody approved it before its time."]],
  );
  assert.notEqual((await postVersion(author, first?.postId ?? "")).post.discardedAt, null);
  await dispatcher().once();
  assert.equal(standing("Nobody looked"), 0);
});

test("a class whose approvals lapse within hours is handed in only within those hours", async () => {
  const { id } = await writeSeries(author, {
    ...weekly,
    title: "Traffic",
    rule: "FREQ=DAILY;COUNT=1",
    startsLocal: "2027-05-25T09:00",
    content: { ...content, text: "Road works", class: "traffic" },
  });
  await makeOccurrences(ctx, networks);
  assert.equal((await coming(id))[0]?.state, "made", "an approval now would lapse before");
  clock.set(Temporal.Instant.from("2027-05-24T17:00:00Z"));
  await makeOccurrences(ctx, networks);
  assert.equal((await coming(id))[0]?.state, "asked");
});

test("a series passes the same doors as a post: no words, an end, the policy's lint, the role", async () => {
  const without = { ...weekly, content: { ...content, text: " " } };
  await assert.rejects(writeSeries(author, without), /Write what the posts/);
  await assert.rejects(writeSeries(author, { ...weekly, rule: "FREQ=DAILY" }), /A series ends/);
  const plain = await draftPost(chief, { ...content, purpose: "nobody-knows" });
  assert.equal(plain.content.purpose, "nobody-knows");
  const { id } = await writeSeries(author, {
    ...weekly,
    startsLocal: "2027-05-27T09:00",
    content: { ...content, purpose: "nobody-knows" },
  });
  await makeOccurrences(ctx, networks);
  const [stuck] = await coming(id);
  assert.equal(stuck?.state, "stuck");
  assert.match(stuck?.reason ?? "", /has no objective "nobody-knows"/);
});

test("an occurrence that somebody moves in the calendar stays where it was put, and does not expire early", async () => {
  clock.set(Temporal.Instant.from("2027-06-01T17:00:00Z"));
  const draft = {
    ...weekly,
    title: "Dragged",
    rule: "FREQ=DAILY;COUNT=2",
    startsLocal: "2027-06-02T09:00",
    content: { ...content, text: "Moved by hand" },
  };
  const { id } = await writeSeries(author, draft);
  await makeOccurrences(ctx, networks);
  const [first, second] = await coming(id);
  const { content: words } = await postVersion(author, first?.postId ?? "");
  const publish = { when: "at" as const, local: "2027-06-04T16:00", zone };
  await editPost(author, first?.postId ?? "", { ...words, publish });
  assert.deepEqual(
    (await coming(id)).map(({ local, isMoved }) => [local, isMoved]),
    [
      ["2027-06-04T16:00", true],
      ["2027-06-03T09:00", false],
    ],
    "its page says so at once",
  );
  clock.set(Temporal.Instant.from("2027-06-02T15:00:00Z"));
  await makeOccurrences(ctx, networks);
  const moved = await postVersion(author, first?.postId ?? "");
  assert.equal(moved.post.discardedAt, null, "its old time is past, its own is not");
  await editSeries(author, id, { ...draft, content: { ...content, text: "New words" } }, 1);
  const edited = await postVersion(author, first?.postId ?? "");
  assert.deepEqual([edited.content.text, edited.content.publish], ["New words", publish]);
  const { content: plain } = await postVersion(author, second?.postId ?? "");
  await editPost(author, second?.postId ?? "", { ...plain, publish: { when: "when-approved" } });
  clock.set(Temporal.Instant.from("2027-06-03T16:00:00Z"));
  await makeOccurrences(ctx, networks);
  const left = await postVersion(author, second?.postId ?? "");
  assert.equal(left.post.discardedAt, null, "without a time it is a post of its own");
  await endSeries(author, id);
});

test("dates that another calendar leaves out are left out here, and a rule of the past is refused", async () => {
  const { id } = await writeSeries(author, {
    ...weekly,
    title: "Third Tuesday",
    rule: "RRULE:FREQ=MONTHLY;BYDAY=TU;BYSETPOS=3;COUNT=4\nEXDATE:20270720\nEXDATE;TZID=America/Chicago:20270921T090000",
    startsLocal: "2027-06-15T09:00",
  });
  const page = await seriesPage(author, id);
  assert.deepEqual(
    page.next.map(({ local }) => local),
    ["2027-06-15T09:00", "2027-08-17T09:00"],
  );
  assert.deepEqual(page.skipped, ["2027-07-20T09:00", "2027-09-21T09:00"]);
  await exceptOccurrence(author, id, { occurrence: "2027-07-20T09:00" });
  assert.equal((await coming(id))[1]?.local, "2027-07-20T09:00", "put back by hand");
  const past = { ...weekly, rule: "FREQ=DAILY;COUNT=2", startsLocal: "2027-01-02T09:00" };
  await assert.rejects(writeSeries(author, past), /All its dates have passed/);
  await endSeries(author, id);
});

test("while its owner may not write, a series makes nothing and its page says why", async () => {
  const { id } = await writeSeries(author, {
    ...weekly,
    title: "Left",
    startsLocal: "2027-06-10T09:00",
    content: { ...content, text: "Written for somebody who left" },
  });
  const { personId, agencyId } = personOf(author);
  const leave = (at: string | null) =>
    transact(asSystem(ctx, "test", agencyId), (tx) =>
      tx.tx.raw("update people set ended_at = $2 where id = $1", [personId, at]),
    );
  await leave("2027-06-03T00:00:00Z");
  assert.equal(await makeOccurrences(ctx, networks), 0);
  assert.match((await seriesPage(author, id)).problem ?? "", /is no longer here/);
  await leave(null);
  await makeOccurrences(ctx, networks);
  const { problem, next } = await seriesPage(author, id);
  assert.deepEqual([problem, next[0]?.state], [null, "asked"]);
  await endSeries(author, id);
});
