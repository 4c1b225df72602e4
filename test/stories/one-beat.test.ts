import assert from "node:assert/strict";
import { before, test } from "node:test";
import { addBeat } from "#agency";
import { connectChannel, type Channel } from "#channels";
import {
  approvePost,
  claimAndSend,
  deliveriesOf,
  draftPost,
  editPost,
  recallPost,
  submitPost,
  type PostContentDraft,
} from "#publish";
import type { Ctx } from "#platform/context.ts";
import { x } from "../../src/channels/x/x.ts";
import { consentedForm } from "../../src/channels/contract-server.ts";
import { searchPlaces, setPlaces } from "../../src/channels/places.ts";
import { type FacebookServer, startFacebook } from "../networks/facebook.ts";
import { startX, type XServer } from "../networks/x.ts";
import { atEnd, openTestBeat, type TestBeat } from "../openbeat.ts";
import { seedTinyCounty } from "../worlds/tiny-county.ts";
import { as } from "../worlds/world.ts";

/** A post for one beat alone, on a network that can do that and on one that cannot. */
let beat: TestBeat;
let page: FacebookServer;
let other: XServer;
let writer: Ctx;
let sergeant: Ctx;
let sheriff: Ctx;
let facebook: Channel;
let onX: Channel;
let eastgate: string;
let hilltop: string;

before(async () => {
  [page, other] = [await startFacebook(), await startX()];
  atEnd(async () => page[Symbol.asyncDispose]());
  atEnd(async () => other[Symbol.asyncDispose]());
  beat = await openTestBeat({ allowPrivate: [page.host, other.host] });
  const { ctx, networks } = beat.assembly;
  const agencyId = await seedTinyCounty(beat.assembly);
  const person = (name: string) => as(ctx, agencyId, `${name}@tinycounty.example`);
  [writer, sergeant, sheriff] = [
    await person("boyd"),
    await person("ames"),
    await person("harlan"),
  ];
  const connect = (network: string, input: Record<string, string>) =>
    connectChannel(
      sheriff,
      networks.net(sheriff, AbortSignal.timeout(15_000)),
      networks.connector(sheriff, network),
      { network, name: network, isPublic: true, input },
    );
  const { url: endpoint, appId, appSecret, userToken: token } = page;
  facebook = await connect("facebook", { endpoint, appId, appSecret, token });
  const { url, clientId, clientSecret } = other;
  const form = { endpoint: url, clientId, clientSecret, consumerSecret: "x-consumer-secret" };
  onX = await connect("x", consentedForm(x, other, form));
  eastgate = (await addBeat(sheriff, { code: "3", name: "Eastgate" })).id;
  hilltop = (await addBeat(sheriff, { code: "4", name: "Hilltop" })).id;
});

const forEastgate = (more: PostContentDraft = {}): PostContentDraft => ({
  title: "Car break-ins",
  text: "Four cars were broken into on Eastgate Drive. Lock yours tonight.",
  channels: [facebook.id],
  beats: [eastgate],
  onlyBeats: true,
  ...more,
});

/** What keeps it from being handed in, by channel. */
async function refusal(content: PostContentDraft): Promise<string[]> {
  const words = { title: "Library", text: "The library opens at nine." };
  const { post } = await draftPost(writer, { ...content, ...words });
  const { networks } = beat.assembly;
  const refused = await submitPost(writer, networks, post.id).then(
    () => undefined,
    (error: { details?: { findings: { network: string; code: string }[] } }) => error.details,
  );
  return (refused?.findings ?? []).map(({ network, code }) => `${network}: ${code}`);
}

async function approved(content: PostContentDraft, known?: string): Promise<string> {
  const { post, hash } = known
    ? await editPost(writer, known, content)
    : await draftPost(writer, content);
  await submitPost(writer, beat.assembly.networks, post.id);
  await approvePost(sergeant, { postId: post.id, hash });
  return post.id;
}

async function send(): Promise<void> {
  const { ctx, networks, sender } = beat.assembly;
  await claimAndSend(ctx, networks, sender);
}

const onPage = () =>
  [...page.posts.values()].map(({ message, places }) => ({ message, places: places.join(" ") }));

async function name(beatId: string, words: string): Promise<void> {
  const { networks } = beat.assembly;
  const found = await searchPlaces(sheriff, networks, facebook.id, words);
  const keys = found.map(({ key }) => key);
  await setPlaces(sheriff, networks, { channelId: facebook.id, beatId, keys });
}

test("before anybody has said where a beat is, a post for it alone goes nowhere", async () => {
  assert.deepEqual(await refusal(forEastgate()), ["facebook: beat-without-place"]);
  const both = forEastgate({ channels: [facebook.id, onX.id] });
  assert.deepEqual(await refusal(both), ["facebook: beat-without-place", "x: no-place-targeting"]);
  assert.deepEqual(await refusal(forEastgate({ beats: [] })), ["facebook: beats-missing"]);
});

test("an administrator names the places; a place that Facebook does not know is not kept", async () => {
  const { networks } = beat.assembly;
  const order = { channelId: facebook.id, beatId: eastgate, keys: ["zip:US:00000"] };
  await assert.rejects(setPlaces(sheriff, networks, order), { code: "unknown-place" });
  await assert.rejects(setPlaces(writer, networks, order), { code: "not-your-role" });
  const elsewhere = { ...order, channelId: onX.id };
  await assert.rejects(setPlaces(sheriff, networks, elsewhere), { code: "no-places" });
  await name(eastgate, "92507");
  const two = forEastgate({ beats: [eastgate, hilltop] });
  assert.deepEqual(await refusal(two), ["facebook: beat-without-place"]);
});

test("a post for Eastgate is shown in its postcode alone, and its correction too", async () => {
  const id = await approved(forEastgate());
  await send();
  const text = "Four cars were broken into on Eastgate Drive. Lock yours tonight.";
  assert.deepEqual(onPage(), [{ message: text, places: "zip:US:92507" }]);
  const corrected = "Five cars were broken into on Eastgate Drive. Lock yours tonight.";
  await name(eastgate, "92501");
  await approved(forEastgate({ text: corrected, correction: "It was five cars." }), id);
  await send();
  assert.deepEqual(onPage(), [{ message: corrected, places: "zip:US:92507" }]);
  const last = (await deliveriesOf(writer, id)).at(-1);
  assert.match(JSON.stringify(last?.payload), /zip:US:92507/, "the record says who saw it");

  const { onlyBeats: _all, ...forAll } = forEastgate({ text: "For all of town." });
  const opened = approved(forAll, id);
  await assert.rejects(opened, { code: "audience-stands" });
  const moved = approved(forEastgate({ text: "For Hilltop.", beats: [hilltop] }), id);
  await assert.rejects(moved, { code: /audience-stands|does-not-fit/ });
  await recallPost(writer, id, "The thieves were caught.");
  await send();
  assert.deepEqual(onPage(), []);
});

test("X keeps it in, unless its author says that everybody may see it there", async () => {
  const channels = [facebook.id, onX.id];
  assert.deepEqual(await refusal(forEastgate({ channels })), ["x: no-place-targeting"]);
  await approved(
    forEastgate({ title: "Patrols", text: "Patrols tonight.", channels, everybodyOn: [onX.id] }),
  );
  await send();
  assert.deepEqual(onPage(), [{ message: "Patrols tonight.", places: "zip:US:92501" }]);
  assert.deepEqual(
    [...other.posts.values()].map(({ text }) => text),
    ["Patrols tonight."],
  );
});

test("the sender keeps in what lost its places after it was handed in, and says what to do", async () => {
  const { networks } = beat.assembly;
  const { post, hash } = await draftPost(writer, forEastgate({ text: "More patrols." }));
  await submitPost(writer, networks, post.id);
  await setPlaces(sheriff, networks, { channelId: facebook.id, beatId: eastgate, keys: [] });
  await approvePost(sergeant, { postId: post.id, hash });
  await send();
  const [row] = await deliveriesOf(writer, post.id);
  assert.equal(row?.state, "refused");
  assert.match(row?.reason ?? "", /has no place on Facebook page\. An administrator names it/);
  assert.ok(onPage().every(({ message }) => message !== "More patrols."));
});
