import assert from "node:assert/strict";
import { before, test } from "node:test";
import { connectChannel, openChannels } from "#channels";
import type { Ctx } from "#platform/context.ts";
import { relayOnce } from "#platform/happenings.ts";
import { startSmtp, type SmtpPeer } from "#test/networks/smtp.ts";
import { atEnd, openTestBeat, type TestBeat } from "#test/openbeat.ts";
import { seedTinyCounty } from "#test/worlds/tiny-county.ts";
import { as, StoryClock } from "#test/worlds/world.ts";
import {
  approvePost,
  breakGlass,
  commentOnDraft,
  draftPost,
  escalateOverdue,
  pendingApprovals,
  submitPost,
} from "./index.ts";

const clock = new StoryClock();
let beat: TestBeat;
let smtp: SmtpPeer;
let boyd: Ctx;
let ames: Ctx;
let harlan: Ctx;
let site = "";

before(async () => {
  smtp = await startSmtp();
  atEnd(async () => smtp[Symbol.asyncDispose]());
  beat = await openTestBeat({ clock, allowPrivate: [`${smtp.host}:${smtp.port}`] });
  const agencyId = await seedTinyCounty(beat.assembly);
  const person = (name: string) => as(beat.assembly.ctx, agencyId, `${name}@tinycounty.example`);
  boyd = await person("boyd");
  ames = await person("ames");
  harlan = await person("harlan");
  site = (await openChannels(boyd))[0]?.id ?? "";
});

async function connectRelay(): Promise<void> {
  const { networks } = beat.assembly;
  await connectChannel(
    harlan,
    networks.net(harlan, AbortSignal.timeout(5_000)),
    networks.connector(harlan, "email"),
    {
      network: "email",
      name: "List",
      isPublic: false,
      input: {
        security: "none",
        from: "news@tinycounty.example",
        name: "Tiny County Sheriff",
        unsubscribe: "https://tinycounty.example/unsubscribe?who={recipient}",
        host: smtp.host,
        port: String(smtp.port),
        user: smtp.user,
        password: smtp.password,
        recipients: "reader@example.test",
      },
    },
  );
}

async function submitted(text: string, postClass = "routine") {
  const drafted = await draftPost(boyd, { title: text, text, channels: [site], class: postClass });
  await submitPost(boyd, beat.assembly.networks, drafted.post.id);
  return drafted;
}

async function relay(): Promise<void> {
  const subscriptions = beat.assembly.slices.flatMap((one) => one.on ?? []);
  while ((await relayOnce(beat.assembly.ctx, subscriptions)) > 0);
}

test("an overdue approval stands on the Today of those the class names, and of nobody else", async () => {
  const { post } = await submitted("Overdue");
  const mine = async (ctx: Ctx) =>
    (await pendingApprovals(ctx)).find((one) => one.submission.postId === post.id);
  assert.equal((await mine(harlan))?.isEscalatedToMe, false, "its time is not over");
  clock.advance(25 * 3_600_000);
  await escalateOverdue(beat.assembly.ctx);
  const seen = await mine(harlan);
  assert.equal(seen?.isEscalatedToMe, true);
  assert.deepEqual(seen?.asked.toSorted(), ["Sgt. Cora Ames", "Sheriff June Harlan"]);
  assert.equal((await mine(ames))?.isEscalatedToMe, false);
  assert.equal(await escalateOverdue(beat.assembly.ctx), 0, "told once");
  await relay();
  assert.equal(smtp.letters.length, 0, "without a mail relay nothing is written");
});

test("with a mail relay they get a letter with a link and without the post's words", async () => {
  await connectRelay();
  const { post } = await submitted("Secret headline of a grave thing");
  clock.advance(25 * 3_600_000);
  await escalateOverdue(beat.assembly.ctx);
  await relay();
  const [letter, ...more] = smtp.letters;
  assert.deepEqual([letter?.to, more.length], ["harlan@tinycounty.example", 0]);
  assert.match(letter?.text ?? "", new RegExp(`approvals#${post.id}`));
  assert.doesNotMatch(letter?.text ?? "", /Secret headline/);
});

test("where life is at stake the letter goes out with the asking, to all who may answer but the writer", async () => {
  const before = smtp.letters.length;
  const { post } = await submitted("Secret words of an alert", "alert");
  const decided = await submitted("Decided before the letter was written", "alert");
  await approvePost(ames, { postId: decided.post.id, hash: decided.hash });
  await submitted("Everyday");
  await relay();
  const letters = smtp.letters.slice(before);
  assert.deepEqual(letters.map(({ to }) => to).toSorted(), [
    "ames@tinycounty.example",
    "harlan@tinycounty.example",
  ]);
  for (const { text } of letters) {
    assert.match(text, new RegExp(`approvals#${post.id}`));
    assert.doesNotMatch(text, /Secret words/);
  }
});

test("A4: breaking the glass writes to command", async () => {
  const before = smtp.letters.length;
  const drafted = await draftPost(boyd, { text: "Leave now", title: "Leave", channels: [site] });
  await breakGlass(boyd, beat.assembly.networks, {
    postId: drafted.post.id,
    hash: drafted.hash,
    reason: "The creek is over the road.",
  });
  await relay();
  const letter = smtp.letters[before];
  assert.equal(letter?.to, "harlan@tinycounty.example");
  assert.match(letter?.text ?? "", /creek is over the road/);
});

test("each step of an approval has a clock of its own", async () => {
  const { post, hash } = await submitted("Two steps", "juvenile");
  clock.advance(3 * 3_600_000);
  await approvePost(ames, { postId: post.id, hash });
  clock.advance(2 * 3_600_000);
  await escalateOverdue(beat.assembly.ctx);
  const pending = (await pendingApprovals(harlan)).find((one) => one.submission.postId === post.id);
  assert.deepEqual([pending?.step, pending?.submission.escalatedAt], [1, null]);
});

test("a comment that names somebody writes them a letter, without what it says", async () => {
  const { post } = await submitted("A quiet matter");
  await relay();
  const before = smtp.letters.length;
  await commentOnDraft(boyd, post.id, "Is the grave word right, @Ames?");
  await commentOnDraft(boyd, post.id, "Never mind.");
  await relay();
  const [letter, ...more] = smtp.letters.slice(before);
  assert.deepEqual([letter?.to, more.length], ["ames@tinycounty.example", 0]);
  assert.match(letter?.text ?? "", new RegExp(`posts/${post.id}#comments`));
  assert.doesNotMatch(letter?.text ?? "", /grave word|quiet matter/);
});
