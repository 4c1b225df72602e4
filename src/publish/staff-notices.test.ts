import assert from "node:assert/strict";
import { before, test } from "node:test";
import { personByEmail } from "#agency";
import type { Ctx } from "#platform/context.ts";
import { asSystem } from "#platform/context.ts";
import { read } from "#platform/db/database.ts";
import { relayOnce } from "#platform/happenings.ts";
import { openChannels } from "#channels";
import { Browserless } from "#test/browserless.ts";
import { startPush, type PushBrowser, type PushPeer } from "#test/networks/push.ts";
import { atEnd, openTestBeat, type TestBeat } from "#test/openbeat.ts";
import { seedTinyCounty } from "#test/worlds/tiny-county.ts";
import { as, StoryClock } from "#test/worlds/world.ts";
import {
  approvePost,
  breakGlass,
  draftPost,
  escalateOverdue,
  reviewBreakGlass,
  submitPost,
  glassToReview,
} from "./index.ts";

const clock = new StoryClock();
let beat: TestBeat;
let push: PushPeer;
let boyd: Ctx;
let ames: Ctx;
let harlan: Ctx;
let site = "";
const phones: Record<"boyd" | "ames" | "harlan", PushBrowser[]> = {
  boyd: [],
  ames: [],
  harlan: [],
};

before(async () => {
  push = await startPush();
  atEnd(async () => push[Symbol.asyncDispose]());
  beat = await openTestBeat({ clock, pushHosts: [push.host] });
  const agencyId = await seedTinyCounty(beat.assembly);
  const person = (name: string) => as(beat.assembly.ctx, agencyId, `${name}@tinycounty.example`);
  [boyd, ames, harlan] = [await person("boyd"), await person("ames"), await person("harlan")];
  site = (await openChannels(boyd))[0]?.id ?? "";
  for (const name of ["boyd", "ames", "ames", "harlan"] as const) {
    const { id } = await personByEmail(
      asSystem(boyd, "test", agencyId),
      `${name}@tinycounty.example`,
    );
    const visitor = await Browserless.signedIn(beat, agencyId, id);
    if (name === "harlan") await visitor.ask("PUT", "/account/language", { language: "es" });
    const browser = push.browser();
    const { endpoint, p256dh, auth } = browser;
    const added = await visitor.ask("POST", "/devices", { name, endpoint, p256dh, auth });
    assert.equal(added.status, 201);
    phones[name].push(browser);
  }
});

async function submitted(text: string, postClass: string) {
  const drafted = await draftPost(boyd, { title: text, text, channels: [site], class: postClass });
  await submitPost(boyd, beat.assembly.networks, drafted.post.id);
  return drafted;
}

/** Lets all news be told that is due by now. */
async function relay(): Promise<void> {
  const subscriptions = beat.assembly.slices.flatMap((one) => one.on ?? []);
  while ((await relayOnce(beat.assembly.ctx, subscriptions)) > 0);
}

/** What the phones got since they were last looked at. */
function shown(name: keyof typeof phones) {
  return phones[name].flatMap(({ got }) => got.splice(0));
}

async function decided(post: { post: { id: string }; hash: string }): Promise<void> {
  await approvePost(ames, { postId: post.post.id, hash: post.hash });
}

test("where life is at stake every device of those who may answer is told at once, without a word of the post", async () => {
  const alert = await submitted("Ann Smith is missing", "alert");
  await submitted("Everyday", "routine");
  await relay();
  assert.deepEqual(shown("boyd"), [], "not the writer");
  const [first, second, ...more] = shown("ames");
  assert.deepEqual([first?.payload, more], [second?.payload, []], "both of her devices");
  assert.equal(first?.urgency, "high");
  assert.equal(first?.payload["title"], "A post waits for your approval");
  assert.equal(first?.payload["address"], `/console/approvals#${alert.post.id}`);
  assert.doesNotMatch(JSON.stringify(first?.payload), /Ann|Smith|missing/);
  const [spanish] = shown("harlan");
  assert.equal(spanish?.payload["title"], "Una publicación espera su aprobación");
  const due = spanish?.payload["due"] as { at: string; coming: string };
  assert.equal(due.coming, "vence {when}");
  const leftSeconds = (Date.parse(due.at) - clock.now().epochMilliseconds) / 1_000;
  assert.ok(spanish && spanish.ttl > 0 && spanish.ttl <= leftSeconds, "no longer than its clock");
  await decided(alert);
});

test("the same approval, overdue, is told to whom the class names, in the first notice's place", async () => {
  const alert = await submitted("Leave the creek", "alert");
  await relay();
  const [asked] = shown("harlan");
  clock.advance(3_600_000);
  await escalateOverdue(beat.assembly.ctx);
  await relay();
  const [overdue] = shown("harlan");
  assert.equal(overdue?.topic, asked?.topic, "one topic a post");
  assert.match(String(overdue?.payload["title"]), /le toca a usted/);
  assert.equal(
    phones.harlan[0]?.waiting.get(asked?.topic ?? "")?.payload["title"],
    overdue?.payload["title"],
  );
  assert.ok((overdue?.ttl ?? 0) > 0);
  shown("ames");
  await decided(alert);
});

test("what somebody else decided meanwhile is told to nobody any more", async () => {
  const [phone] = phones.harlan;
  phone?.fail({ status: 503 });
  const alert = await submitted("Boil water", "alert");
  await relay();
  assert.equal(shown("ames").length, 2);
  await decided(alert);
  phone?.fail(undefined);
  for (let minute = 0; minute < 20; minute += 1) {
    clock.advance(60_000);
    await relay();
  }
  assert.deepEqual(shown("harlan"), []);
});

test("a push service that fails is tried again while the approval's clock runs, each device by itself", async () => {
  const [phone] = phones.harlan;
  phone?.fail({ status: 429, headers: { "retry-after": "30" } });
  const alert = await submitted("Stay away from the mill", "alert");
  await relay();
  assert.equal(shown("ames").length, 2);
  clock.advance(31_000);
  phone?.fail("lost-answer");
  await relay();
  const [lost, ...none] = shown("harlan");
  assert.ok(lost && none.length === 0, "it arrived, and nobody here knows");
  phone?.fail(undefined);
  clock.advance(60_000);
  await relay();
  const [again, ...more] = shown("harlan");
  assert.deepEqual(
    [again?.topic, more],
    [lost.topic, []],
    "the second takes the first one's place",
  );
  assert.deepEqual(shown("ames"), [], "whoever was reached is not told twice");
  await decided(alert);
});

test("nothing is sent when the time is over", async () => {
  const [phone] = phones.harlan;
  phone?.fail({ status: 500 });
  const alert = await submitted("Late", "alert");
  await relay();
  shown("ames");
  clock.advance(6 * 3_600_000);
  phone?.fail(undefined);
  await relay();
  assert.deepEqual(shown("harlan"), []);
  await decided(alert);
});

test("A4: command is told of a broken glass, until it was reviewed", async () => {
  const { post, hash } = await draftPost(boyd, { title: "Go", text: "Go now", channels: [site] });
  const reason = "The creek is over the road.";
  await breakGlass(boyd, beat.assembly.networks, { postId: post.id, hash, reason });
  await relay();
  const [glass] = shown("harlan");
  assert.equal(glass?.payload["address"], "/console/approvals#glass");
  assert.equal(glass?.payload["due"], undefined);
  assert.deepEqual(shown("ames"), []);
  const [open] = await glassToReview(harlan);
  await reviewBreakGlass(harlan, open?.id ?? "", "Rightly done.");
});

test("the record says what was said to how many, and no address", async () => {
  const rows = await read(asSystem(boyd, "test", boyd.actor.agencyId), (tx) =>
    tx.tx.raw<{ facts: Record<string, unknown> }>(
      "select facts from audit_events where kind = 'publish.staff-told' order by id",
    ),
  );
  assert.deepEqual(rows[0]?.facts, {
    about: "publish.post-submitted",
    people: 2,
    devices: 3,
    state: "push",
  });
  const outbox = await read(asSystem(boyd, "test", null), (tx) =>
    tx.tx.raw<{ text: string }>(
      "select coalesce(string_agg(a.facts::text, ''), '') as text from audit_events a",
    ),
  );
  assert.doesNotMatch(outbox[0]?.text ?? "", /127\.0\.0\.1:\d+\/push/);
});
