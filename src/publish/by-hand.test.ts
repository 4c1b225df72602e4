import assert from "node:assert/strict";
import { test } from "node:test";
import { openPracticeDesk } from "#test/worlds/practice-desk.ts";
import { Refusal } from "#platform/refusal.ts";
import { handOver, postedByHand } from "./by-hand.ts";
import { editPost, liftHold, placeHold } from "./index.ts";

/** What a network takes from no program is posted in its own app, in the approved words, and then known here. */
const desk = await openPracticeDesk();
const { author, chief, network, networks, dispatcher, newest, keyless } = desk;

function refused(code: string) {
  return (error: unknown) => error instanceof Refusal && error.code === code;
}

async function refusedPost(text: string) {
  const postId = await desk.approved(text);
  network.control({ expireTokens: true });
  await dispatcher().once();
  network.control({ expireTokens: false });
  const { id, state } = await newest(postId);
  assert.equal(state, "refused");
  return { postId, id };
}

const address = (path: string) => new URL(path, network.url).href;

test("the approved words are handed over, and the address that comes back makes it sent", async () => {
  const text = "The ferry rests on Monday while its ramp is mended.";
  const { postId, id } = await refusedPost(text);
  const handed = await handOver(author, networks, id);
  assert.deepEqual([handed.text, handed.title, handed.media], [text, "Notice", []]);
  assert.match(handed.profileUrl, /^http/);
  const url = address("/@tiny/77");
  await postedByHand(author, networks, { id, url });
  const row = await newest(postId);
  assert.deepEqual(
    [row.state, row.remoteUrl, row.reason],
    ["sent", url, "a person posted it by hand"],
  );
  await dispatcher().once();
  assert.equal(desk.standing(text), 0, "nothing is sent besides");
  await assert.rejects(postedByHand(author, networks, { id, url }), refused("not-refused"));
});

test("an address of another site, or none, vouches for nothing", async () => {
  const { postId, id } = await refusedPost("Leaf pick-up begins in the Old Town this week.");
  for (const url of ["", "tiny/77", "javascript:alert(1)", "https://practice.example.org/@tiny/77"])
    await assert.rejects(
      postedByHand(author, networks, { id, url }),
      refused("other-network"),
      url,
    );
  await postedByHand(author, networks, {
    id,
    url: address("/@tiny/78").replace("//", "//me:secret@"),
  });
  assert.equal((await newest(postId)).remoteUrl, address("/@tiny/78"), "no password stays in it");
});

test("A1, D4: edited or held words are not handed over", async () => {
  const { postId, id } = await refusedPost("Parking is free around the square until New Year.");
  const { hold } = await placeHold(chief, {
    scope: "channel",
    target: keyless.id,
    exceptions: [],
    reason: "Audit",
  });
  await assert.rejects(handOver(author, networks, id), refused("held"));
  await assert.rejects(postedByHand(author, networks, { id, url: address("/1") }), refused("held"));
  await liftHold(chief, hold.id);
  const content = {
    title: "Notice",
    text: "Parking costs again from Friday on.",
    channels: [keyless.id],
  };
  await editPost(author, postId, content);
  await assert.rejects(handOver(author, networks, id), refused("edited-since"));
});
