import assert from "node:assert/strict";
import { test } from "node:test";
import { recordsOf, verifyArchive } from "#archive";
import { asSystem } from "#platform/context.ts";
import { read } from "#platform/db/database.ts";
import { startX } from "#test/networks/x.ts";
import { atEnd } from "#test/openbeat.ts";
import { openPracticeDesk } from "#test/worlds/practice-desk.ts";
import { recordById } from "../../archive/records.ts";
import type { Connector } from "../connector.ts";
import { completenessOf } from "../completeness/told.ts";
import { completeness } from "../completeness/figure.ts";
import { consentedForm } from "../contract-server.ts";
import { checkChannel } from "../health.ts";
import { receiveChannel } from "../receiving.ts";
import { fetchDue } from "./media.ts";

/** Direct messages of the agency's account on X, from the network to the archive's proof. */
const server = await startX();
const desk = await openPracticeDesk([server.host]);
atEnd(async () => server[Symbol.asyncDispose]());
const { ctx, networks, clock, chief, beat } = desk;
const { agencyId } = desk.keyless;
const system = asSystem(ctx, "test", agencyId);
const { messages } = server;
const x = networks.connector(chief, "x");
const { url: endpoint, clientId, clientSecret } = server;
const form = (connector: Connector) =>
  consentedForm(connector, server, { endpoint, clientId, clientSecret });
const untold = async () =>
  (await completeness(chief, networks)).accounts.find(({ network }) => network === "x")?.untold;

/** Connected before messages were read: their scope was not asked for. */
const { id } = await desk.connect(
  "x",
  form({ ...x, consentUrl: (...all) => x.consentUrl?.(...all).replace("dm.read+", "") ?? "" }),
);

async function poll(): Promise<void> {
  clock.advance(300_000);
  messages.nextWindow();
  await receiveChannel(system, networks, id);
}

async function itemsOf(text: string) {
  return read(system, (tx) =>
    tx.tx.raw<{ id: string; kind: string; who: string; remoteId: string; text: string }>(
      `select id, kind, author_handle as who, remote_id as "remoteId", text from inbound_items
       where agency_id = $1 and channel_id = $2 and text like $3 order by captured_at, id`,
      [agencyId, id, text],
    ),
  );
}

async function recordOf(text: string, kind: string) {
  const [item] = await itemsOf(text);
  const all = await recordsOf(chief, { kind: "inbound-item", id: item?.id ?? "" });
  const found = all.find((one) => one.kind === kind);
  assert.ok(found, `no ${kind}`);
  return recordById(chief, found.id);
}

test("an account that was connected for posts alone goes on, and its completeness names the messages", async () => {
  messages.say("ana", "I saw the grey van");
  server.write("ana", "@riversidepd hello");
  await poll();
  assert.deepEqual(
    (await itemsOf("%")).map(({ kind, text }) => [kind, text]),
    [["mention", "@riversidepd hello"]],
  );
  const { state, fix = "" } = await checkChannel(system, networks, id);
  assert.equal(state, "degraded");
  assert.ok(fix.startsWith("Connect the account again"));
  assert.deepEqual(await untold(), ["messages-unconsented"]);
  const exported = await completenessOf(system, { from: null, before: null });
  const own = exported.accounts.find((account) => account.id === id);
  assert.deepEqual(own?.untold, ["messages-unconsented"]);
  assert.ok(!JSON.stringify(exported).includes("isWithoutMessages"));
});

test("connected again it stays the same account, and its messages of the last thirty days come in", async () => {
  assert.equal((await desk.connect("x", form(x))).id, id);
  await checkChannel(system, networks, id);
  assert.deepEqual(await untold(), ["messages-edits", "messages-deletions", "messages-encrypted"]);
  await poll();
  assert.deepEqual(
    (await itemsOf("I saw%")).map(({ kind, who }) => [kind, who]),
    [["message", "ana"]],
  );
});

test("a resident's message and the staff's answer are on the record once, by poll after poll", async () => {
  messages.say("riversidepd", "Where was it?", { to: "ana" });
  await poll();
  await poll();
  messages.say("ana", "At the mill.");
  await poll();
  const said = (await itemsOf("%")).filter(({ kind }) => kind === "message");
  assert.deepEqual(
    said.map(({ who, text }) => [who, text]),
    [
      ["ana", "I saw the grey van"],
      ["riversidepd", "Where was it?"],
      ["ana", "At the mill."],
    ],
  );
  const { text, payload } = await recordOf("Where%", "channels.message-received");
  assert.match(text, /@riversidepd\nWhere was it\?$/);
  assert.match(JSON.stringify(payload), /"dm_conversation_id":"\d+-\d+"/);
});

test("a picture in a message is on the record by its bytes, though nobody but the account may fetch it", async () => {
  const picture = Buffer.from("ffd8ffe000104a4609", "hex");
  messages.say("ana", "Here it is", { sent: { bytes: picture, file: "oP5p359h.jpg" } });
  const stolen = {
    bytes: picture,
    file: "a.jpg",
    url: `${desk.network.url}/1.1/ton/data/dm/1/2/a`,
  };
  messages.say("ana", "And here", { sent: stolen });
  await poll();
  await fetchDue(system, networks);
  const kept = await recordOf("Here%", "channels.media-kept");
  assert.deepEqual(await ctx.blobs.get(kept.media[0]?.sha256 ?? ""), picture);
  assert.match(JSON.stringify(kept.payload), /ton\.twitter\.com/);
  const missing = await recordOf("And here%", "channels.media-missing");
  assert.match(JSON.stringify(missing.payload), /answered 404/);
});

test("a group keeps who came, what they said and who left", async () => {
  const group = "1578398451921985538";
  messages.join(group, "riversidepd", "ana");
  messages.say("jo", "<b>We</b> &amp; the \0 others", { group });
  messages.leave(group, "jo");
  await poll();
  const all = (await itemsOf("%")).slice(-3);
  assert.deepEqual(
    all.map(({ who, text }) => [who, text]),
    [
      ["ana", "@riversidepd joined the conversation."],
      ["jo", "<b>We</b> &amp; the \ufffd others"],
      ["jo", "@jo left the conversation."],
    ],
  );
  const { payload } = await recordOf("%left the conversation.", "channels.message-received");
  assert.match(JSON.stringify(payload), /"event_type":"ParticipantsLeave"/);
});

test("messages that X lets us not go on to are a gap that somebody answers for", async () => {
  const gaps = async () => (await completeness(chief, networks)).gaps.map(({ why }) => why);
  for (let count = 0; count < 900; count += 1) messages.say("bo", `message ${count}`);
  await poll();
  messages.forgetPlaces();
  await poll();
  await poll();
  assert.deepEqual(await gaps(), []);
  messages.forgetPlaces();
  await poll();
  assert.deepEqual(await gaps(), ["cursor-lost"]);
  messages.say("bo", "the last one");
  await poll();
  assert.equal((await itemsOf("the last one")).length, 1);
  assert.deepEqual(await gaps(), ["cursor-lost"], "told once");
});

test("all of it is in the log", async () => {
  const { signer, logFolder, attestation } = beat.assembly;
  const own = asSystem(ctx, "verify", agencyId);
  const verdict = await verifyArchive(own, signer, logFolder, () => undefined, attestation);
  assert.deepEqual(verdict.faults, []);
});
