import assert from "node:assert/strict";
import { before, test } from "node:test";
import { hasBlueskyPds } from "../networks/bluesky.ts";
import { who } from "../worlds/riverside/people.ts";
import { blueskyTexts, every, openDay, type Day, type Saved } from "./riverside-day.ts";

/** A child is missing: post, update, LOCATED SAFE, and nothing of the old facts left that nobody answers for. */
const skip = hasBlueskyPds ? false : "the Bluesky servers of test/peers are not installed";
const missing =
  "MISSING: Ana Flores, 9, last seen at 3:15 p.m. near Lincoln Elementary. Red jacket. Call 911.";
const seen =
  "MISSING: Ana Flores, 9, was seen at 4:40 p.m. on Mill St. Green jacket, not red. Call 911.";
const safe =
  "LOCATED SAFE: Ana Flores, 9, is home. Thank you, Riverside. Please take down what you shared.";
let day: Day;
let id = "";

interface OldFact {
  id: string;
  network: string;
  version: number;
  shouldBe: number | null;
  acts: string;
  tried: string | null;
}

before(async () => {
  if (skip) return;
  day = await openDay();
});

/** What the networks themselves hold, each asked in its own way. */
async function standing(words: string): Promise<Record<string, boolean>> {
  const has = (texts: readonly string[]) => texts.some((text) => text.includes(words));
  return {
    bluesky: has(await blueskyTexts(day)),
    mastodon: has([...day.mastodon.statuses.values()].map(({ text }) => text)),
    sandbox: has([...day.practice.state.posts.values()].map(({ text }) => text)),
    website: (await (await fetch(day.origin)).text()).includes(words),
  };
}

const nowhere = { bluesky: false, mastodon: false, sandbox: false, website: false };
const everywhere = { bluesky: true, mastodon: true, sandbox: true, website: true };

async function board(): Promise<OldFact[]> {
  return (await day.at(who.pio).get<{ oldFacts: OldFact[] }>("/old-facts")).oldFacts;
}

async function correct(note: string, text: string): Promise<void> {
  const dana = day.at(who.pio);
  await dana.act("POST", `/posts/${id}/correction`, { note });
  const { content } = await dana.get<{ content: { correction: string } }>(`/posts/${id}`);
  assert.equal(content.correction, note);
  const saved = await dana.act<Saved>("PUT", `/posts/${id}`, { content: { ...content, text } });
  await dana.act("POST", `/posts/${id}/submission`);
  await day.approve(saved, who.captain);
}

test("15:40 the post stands everywhere", { skip }, async () => {
  day.hour("15:40");
  const saved = await day.write(who.pio, { text: missing, class: "missing-person" });
  await day.approve(saved, who.captain);
  id = saved.post.id;
  await day.turn();
  assert.deepEqual(await day.states(id), every("sent"));
  assert.deepEqual(await standing("Red jacket"), everywhere);
  assert.deepEqual(await board(), [], "nothing is old");
});

test(
  "16:50 an update edits where it can and replaces where not; the letter is on the board",
  { skip },
  async () => {
    day.hour("16:50");
    await correct("She wears a green jacket, not a red one.", seen);
    await day.turn();
    await day.turn();
    assert.deepEqual(await standing("Red jacket"), nowhere);
    assert.deepEqual(await standing("Green jacket"), everywhere);
    const page = await (
      await fetch(`${day.origin}/verify?q=${encodeURIComponent(missing)}`)
    ).text();
    assert.match(page, /Corrected since/, "whoever shows the old words is told");
    const old = await board();
    assert.deepEqual(
      old.map(({ network, version, shouldBe, acts }) => [network, version, shouldBe, acts]),
      [["email", 1, 3, "by-hand"]],
    );
    assert.match(old[0]?.tried ?? "", /still stands/);
  },
);

test("16:55 a person answers for the letter; a slip is undone", { skip }, async () => {
  const [letter] = await board();
  const path = `/deliveries/${letter?.id}/confirmation`;
  const given = { how: "corrected", note: "The corrected letter went to the same readers." };
  assert.equal(await day.at(who.specialist).refused("POST", path, given), "not-your-role");
  const dana = day.at(who.pio);
  const { id: confirmation } = await dana.act<{ id: string }>("POST", path, given);
  assert.deepEqual(await board(), []);
  assert.equal(await dana.refused("POST", path, given), "not-old");
  await dana.act("DELETE", `/confirmations/${confirmation}`);
  assert.equal((await board()).length, 1, "back on the board");
  await dana.act("POST", path, given);
});

test("18:10 LOCATED SAFE corrects everywhere", { skip }, async () => {
  day.hour("18:10");
  await correct("Ana was found safe.", safe);
  await day.turn();
  await day.turn();
  assert.deepEqual(await standing("Green jacket"), nowhere);
  assert.deepEqual(await standing("LOCATED SAFE"), everywhere);
  const [slug] = /\/news\/[a-z0-9-]+/.exec(await (await fetch(day.origin)).text()) ?? [];
  assert.match(await (await fetch(day.origin + slug)).text(), /Ana was found safe/);
});

test(
  "next day everything is recalled: the networks hold nothing, and the board says what a person must end",
  { skip },
  async () => {
    day.hour("20:00");
    await day
      .at(who.pio)
      .act("POST", `/posts/${id}/recall`, { why: "She is home; her name need not stand." });
    await day.turn();
    assert.deepEqual(await standing("Ana Flores"), nowhere, "proven on the networks' own state");
    const left = await board();
    assert.deepEqual([...new Set(left.map(({ network }) => network))], ["email"]);
    assert.ok(left.every(({ acts, shouldBe }) => acts === "by-hand" && shouldBe === null));
    for (const one of left)
      await day.at(who.captain).act("POST", `/deliveries/${one.id}/confirmation`, {
        how: "gone",
        note: "Letters cannot be taken back; LOCATED SAFE went to all of them.",
      });
    assert.deepEqual(await board(), []);
    const answer = await fetch(`${day.origin}/verify?q=${encodeURIComponent(safe)}`, {
      headers: { accept: "application/json" },
    });
    const { ours, posts } = (await answer.json()) as { ours: boolean; posts: { text: string }[] };
    assert.equal(ours, true);
    assert.equal(posts[0]?.text, "", "her name is not said again");
  },
);
