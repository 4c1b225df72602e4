import assert from "node:assert/strict";
import { before, test } from "node:test";
import { connectChannel, Sender, type Channel } from "#channels";
import { systemClock } from "#platform/clock.ts";
import type { Ctx } from "#platform/context.ts";
import { type SmtpPeer, startSmtp } from "#test/networks/smtp.ts";
import { atEnd, openTestBeat, type TestBeat } from "#test/openbeat.ts";
import { seedTinyCounty } from "#test/worlds/tiny-county.ts";
import { as, StoryClock } from "#test/worlds/world.ts";
import { approvePost, claimAndSend, deliveriesOf, draftPost, liftHold } from "./index.ts";
import { placeHold, settleDelivery, submitPost } from "./index.ts";
import { doubtsOf } from "./settlement.ts";
import { settleUnconfirmed } from "./settling.ts";

/** A list of five hundred readers at a relay that is slower than one try may last. */
const readers = Array.from({ length: 500 }, (_one, index) => `reader${index}@example.test`);
const clock = new StoryClock(systemClock.now().subtract({ hours: 72 }));
let beat: TestBeat;
let ctx: Ctx;
let relay: SmtpPeer;
let people: Ctx[] = [];
let list: Channel;
let onLetter: (count: number) => void = () => undefined;

const person = (index: number): Ctx => {
  const one = people[index];
  assert.ok(one);
  return one;
};

before(async () => {
  relay = await startSmtp({ taken: () => onLetter(relay.letters.length) });
  beat = await openTestBeat({ allowPrivate: [`${relay.host}:${relay.port}`] });
  atEnd(async () => relay[Symbol.asyncDispose]());
  ctx = { ...beat.assembly.ctx, clock };
  const agencyId = await seedTinyCounty({ ...beat.assembly, ctx });
  people = await Promise.all(
    ["boyd", "ames", "harlan"].map((name) => as(ctx, agencyId, `${name}@tinycounty.example`)),
  );
  const { networks } = beat.assembly;
  const chief = person(2);
  list = await connectChannel(
    chief,
    networks.net(chief, AbortSignal.timeout(5_000)),
    networks.connector(chief, "email"),
    {
      network: "email",
      name: "Subscribers",
      isPublic: true,
      input: {
        host: relay.host,
        port: String(relay.port),
        user: relay.user,
        password: relay.password,
        security: "none",
        from: "news@tinycounty.example",
        name: "Tiny County Sheriff",
        unsubscribe: "https://tinycounty.example/unsubscribe?who={recipient}",
        recipients: readers.join("\n"),
      },
    },
  );
});

async function approved(text: string): Promise<string> {
  relay.letters.length = 0;
  const content = { title: "Notice", text, channels: [list.id] };
  const drafted = await draftPost(person(0), content);
  await submitPost(person(0), beat.assembly.networks, drafted.post.id);
  await approvePost(person(1), { postId: drafted.post.id, hash: drafted.hash });
  return drafted.post.id;
}

async function turn(postId: string) {
  clock.advance(2_000);
  const { networks } = beat.assembly;
  await claimAndSend(ctx, networks, new Sender(ctx, networks));
  return delivery(postId);
}

async function delivery(postId: string) {
  const row = (await deliveriesOf(person(0), postId)).at(-1);
  assert.ok(row);
  return row;
}

function assertOnceEach(expected: number): void {
  const written = relay.letters.map(({ to }) => to);
  assert.equal(written.length, expected);
  assert.equal(new Set(written).size, expected, "nobody is written to twice");
}

test("a list that takes longer than a try goes on, try after try, until all have it", async () => {
  // Twenty-one seconds of the agency's time pass with every thirtieth letter: 17 tries, more than a failing one gets.
  onLetter = (count) => count % 30 === 0 && clock.advance(21_000);
  const postId = await approved("The county fair opens at nine.");
  let turns = 0;
  while ((await turn(postId)).state === "waiting" && turns < 40) turns += 1;
  assert.equal((await delivery(postId)).state, "sent");
  assert.ok(turns > 12, `${turns} turns`);
  assertOnceEach(500);
});

test("D4: a hold in the middle of a list stops the rest of it", async () => {
  let hold: Promise<{ hold: { id: string } }> | undefined;
  onLetter = (count) => {
    if (count !== 100) return;
    hold = placeHold(person(2), { scope: "agency", exceptions: [], reason: "Incident" });
    // The last gate reads holds anew after half a second.
    void hold.then(() => clock.advance(1_000));
  };
  const postId = await approved("Coffee with a deputy.");
  const stopped = await turn(postId);
  assert.equal(stopped.state, "held");
  assert.match(stopped.reason ?? "", /A hold was placed.* accepted/, "and how many had left");
  assert.ok(relay.letters.length < 300, `${relay.letters.length} letters`);
  const sofar = relay.letters.length;
  assertOnceEach(sofar);
  const placed = await hold;
  assert.ok(placed);
  await liftHold(person(2), placed.hold.id);
});

test("a person is asked about readers by address, and only those who did not get it are written to", async () => {
  onLetter = () => undefined;
  const [first = "", second = ""] = [readers[7], readers[300]];
  relay.fail({ lost: [first, second] });
  const postId = await approved("Boil-water notice.");
  assert.equal((await turn(postId)).state, "unconfirmed");
  relay.fail({});
  const { networks } = beat.assembly;
  clock.advance(2_000);
  await settleUnconfirmed(ctx, networks, new Sender(ctx, networks));
  const asked = await delivery(postId);
  assert.equal(asked.state, "asked");
  assert.deepEqual(await doubtsOf(person(0), networks, asked.id), {
    hasAddress: false,
    recipients: [first, second],
    reached: 498,
    left: 0,
  });
  relay.letters.length = 0;
  const answer = { id: asked.id, appeared: true, reached: [first] };
  await settleDelivery(person(1), networks, answer);
  assert.equal((await turn(postId)).state, "sent");
  assert.deepEqual(
    relay.letters.map(({ to }) => to),
    [second],
  );
});

test("mail is settled without an address on the web", async () => {
  const [lost = ""] = readers;
  relay.fail({ lost: [lost] });
  const postId = await approved("Road work on Mill St.");
  await turn(postId);
  relay.fail({});
  const { networks } = beat.assembly;
  clock.advance(2_000);
  await settleUnconfirmed(ctx, networks, new Sender(ctx, networks));
  const { id } = await delivery(postId);
  await settleDelivery(person(1), networks, { id, appeared: true });
  const row = await delivery(postId);
  assert.equal(row.state, "sent");
  assert.match(row.remoteId ?? "", /^Q\d+Z$/, "the relay's own id of what it did accept (D2)");
  assert.equal(row.remoteUrl, null);
});
