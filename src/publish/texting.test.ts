import assert from "node:assert/strict";
import { before, test } from "node:test";
import { connectChannel, Sender, type Channel } from "#channels";
import { systemClock } from "#platform/clock.ts";
import type { Ctx } from "#platform/context.ts";
import { type SmppServer, startSmpp } from "#test/networks/smpp.ts";
import { atEnd, openTestBeat, type TestBeat } from "#test/openbeat.ts";
import { seedTinyCounty } from "#test/worlds/tiny-county.ts";
import { as, StoryClock } from "#test/worlds/world.ts";
import { approvePost, claimAndSend, deliveriesOf, draftPost } from "./index.ts";
import { settleDelivery, submitPost } from "./index.ts";
import { doubtsOf } from "./settlement.ts";
import { settleUnconfirmed } from "./settling.ts";

/** A list of telephones at a gateway that nobody can ask what it took. */
const telephones = Array.from({ length: 30 }, (_one, at) => `+1555${1_000_000 + at}`);
const clock = new StoryClock(systemClock.now().subtract({ hours: 72 }));
let beat: TestBeat;
let ctx: Ctx;
let server: SmppServer;
let people: Ctx[] = [];
let list: Channel;

const person = (index: number): Ctx => {
  const one = people[index];
  assert.ok(one);
  return one;
};

before(async () => {
  server = await startSmpp();
  const { host, port, systemId, password, source } = server;
  beat = await openTestBeat({ allowPrivate: [`${host}:${port}`] });
  atEnd(async () => server[Symbol.asyncDispose]());
  ctx = { ...beat.assembly.ctx, clock };
  const agencyId = await seedTinyCounty({ ...beat.assembly, ctx });
  people = await Promise.all(
    ["boyd", "ames", "harlan"].map((name) => as(ctx, agencyId, `${name}@tinycounty.example`)),
  );
  const { networks } = beat.assembly;
  const place = { host, port: String(port), tls: "no", systemId, password, source };
  const input = { interface: "smpp", ...place, recipients: telephones.join("\n") };
  list = await connectChannel(
    person(2),
    networks.net(person(2), AbortSignal.timeout(5_000)),
    networks.connector(person(2), "sms"),
    { network: "sms", name: "Texts", isPublic: true, input },
  );
});

async function approved(text: string): Promise<string> {
  server.texts.length = 0;
  const drafted = await draftPost(person(0), { title: "Notice", text, channels: [list.id] });
  await submitPost(person(0), beat.assembly.networks, drafted.post.id);
  await approvePost(person(1), { postId: drafted.post.id, hash: drafted.hash });
  return drafted.post.id;
}

async function turn(postId: string, seconds = 2) {
  clock.advance(seconds * 1_000);
  const { networks } = beat.assembly;
  const sender = new Sender(ctx, networks);
  await claimAndSend(ctx, networks, sender);
  clock.advance(2_000);
  await settleUnconfirmed(ctx, networks, sender);
  const row = (await deliveriesOf(person(0), postId)).at(-1);
  assert.ok(row);
  return row;
}

const shown = (telephone: string) => server.texts.filter(({ to }) => to === telephone).length;

test("D3: of a lost answer a person is asked at once, once all the others have the text", async () => {
  server.lose.add(telephones[6] ?? "");
  const postId = await approved("Mill Street is closed.");
  let row = await turn(postId);
  for (let more = 0; more < 20 && row.state !== "asked"; more += 1) row = await turn(postId, 70);
  assert.equal(row.state, "asked", row.reason ?? "");
  const { recipients, left, hasAddress } = await doubtsOf(
    person(1),
    beat.assembly.networks,
    row.id,
  );
  assert.deepEqual([left, hasAddress], [0, false]);
  assert.ok(recipients.includes(telephones[6] ?? "") && recipients.length <= 4);
  const others = telephones.filter((each) => !recipients.includes(each));
  assert.deepEqual(
    others.map(shown),
    others.map(() => 1),
  );
  const reached = recipients.filter((each) => shown(each) === 1);
  await settleDelivery(person(1), beat.assembly.networks, { id: row.id, appeared: true, reached });
  row = await turn(postId);
  assert.equal(row.state, "sent", row.reason ?? "");
  assert.deepEqual(
    telephones.map(shown),
    telephones.map(() => 1),
    "everybody has it once",
  );
});
