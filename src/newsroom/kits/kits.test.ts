import assert from "node:assert/strict";
import { before, test } from "node:test";
import yauzl from "yauzl";
import { askKit, cancelEvent, openKit, startCampaign, submitCampaign } from "#outreach";
import { addMedia } from "#media";
import { approvePost, postVersion, recallPost } from "#publish";
import { Temporal } from "#platform/clock.ts";
import { relayOnce } from "#platform/happenings.ts";
import { Refusal } from "#platform/refusal.ts";
import { served } from "#test/served.ts";
import { openReaderWorld, type ReaderWorld } from "#test/worlds/readers.ts";
import { campaignPage } from "../../outreach/campaigns/reading.ts";
import { closeKit, kitOf } from "../../outreach/kits/opening.ts";
import { coffee, published, turn } from "#test/worlds/events.ts";
import { drawnPerson } from "../../alerts/notices/testing/notices.ts";
import { rebuildSite, Site } from "../index.ts";

const origin = "http://localhost:4400";
let world: ReaderWorld;
let site: Site;
let address: string;

before(async () => {
  world = await openReaderWorld();
  site = new Site(world.beat.dataFolder, false);
  address = await served(site);
});

const code = (wanted: string) => (error: unknown) =>
  error instanceof Refusal && error.code === wanted;
const day = (days: number) =>
  world.clock.now().toZonedDateTimeISO("America/Chicago").toPlainDate().add({ days }).toString();
const words = { title: "Coffee at the mill", titleEs: "Café", intro: "Share it.", introEs: "" };

async function seen(path: string) {
  const response = await fetch(address + path);
  return { status: response.status, text: await response.text() };
}

async function remake(): Promise<void> {
  const { ctx, networks, slices } = world.beat.assembly;
  const on = slices.flatMap((one) => one.on ?? []).filter((one) => one.name !== "newsroom");
  while ((await relayOnce(ctx, on)) > 0);
  await rebuildSite(ctx, networks, site, origin);
}

async function entriesOf(bytes: Buffer): Promise<string[]> {
  const zip = await new Promise<yauzl.ZipFile>((resolve, reject) => {
    yauzl.fromBuffer(bytes, { lazyEntries: false }, (error, file) =>
      error ? reject(error) : resolve(file),
    );
  });
  const names: string[] = [];
  return new Promise((resolve) => {
    zip.on("entry", ({ fileName }: yauzl.Entry) => names.push(fileName));
    zip.on("end", () => resolve(names));
  });
}

async function take(path: string) {
  world.clock.advance(10_000);
  const response = await world.beat.assembly.app.request(origin + path);
  return { status: response.status, bytes: Buffer.from(await response.arrayBuffer()) };
}

test("a kit of an event is opened by a second person, shows what stands, and loses what is called off", async () => {
  const bytes = await drawnPerson("#8d8d8d", "#7a5238", "#4a6b8a");
  const { sha256 } = await addMedia(world.boyd, { name: "cup.jpg", bytes });
  const photo = { sha256, alt: "A deputy with a cup of coffee" };
  const people = { writer: world.boyd, approver: world.ames };
  const { id: eventId } = await published(
    world.beat.assembly,
    people,
    coffee(`${day(10)}T09:00`, { photo }),
  );
  const { id, hash } = await askKit(world.boyd, { of: "event", ofId: eventId, ...words });
  await assert.rejects(openKit(world.boyd, id, hash), "nobody opens their own");
  await assert.rejects(openKit(world.ames, id, "0".repeat(64)), code("kit-changed"));
  await remake();
  const { kit } = await kitOf(world.boyd, "event", eventId);
  const path = `/kits/${kit?.code ?? ""}`;
  assert.equal((await seen(path)).status, 404, "not open yet");
  assert.equal((await take(`${path}.zip`)).status, 404);
  await openKit(world.ames, id, hash);
  await remake();
  const { text } = await seen(path);
  assert.match(text, /Mill Library, 12 Mill St/);
  for (const link of ["mailto:?subject=", "sms:?&amp;body=", "bsky.app/intent/compose"])
    assert.ok(text.includes(link), link);
  assert.doesNotMatch(text, /<script(?! type="application\/ld\+json")/);
  assert.match(text, /alt="A deputy with a cup of coffee"/);
  assert.match(text, /&lt;blockquote lang=&quot;en&quot;/);
  const picture = /src="(\/media\/[^"]+)"/.exec(text)?.[1] ?? "";
  assert.equal((await seen(picture)).status, 200);
  const file = await take(`${path}.zip`);
  assert.equal(file.status, 200);
  assert.deepEqual(await entriesOf(file.bytes), [
    "README.txt",
    "pictures/01-1.jpg",
    "texts/01-en-coffee-with-a-cop.txt",
  ]);
  assert.equal((await kitOf(world.boyd, "event", eventId)).downloads, 1);
  await cancelEvent(world.boyd, { networks: world.beat.assembly.networks }, eventId, "Flooded.");
  await remake();
  assert.doesNotMatch((await seen(path)).text, /Mill Library/);
  assert.equal((await take(`${path}.zip`)).status, 404);
});

test("a campaign's kit shows what is out and not a word of what is not; what is recalled is gone", async () => {
  const { networks } = world.beat.assembly;
  const startsOn = day(1);
  const { id: campaignId } = await startCampaign(world.boyd, networks, {
    model: "impaired-driving",
    name: "Drive sober",
    purpose: "inform",
    startsOn,
    endsOn: day(20),
    languages: ["en"],
    channels: [],
  });
  const first = await submitCampaign(world.boyd, networks, campaignId, []);
  const keys = first.flatMap(({ refused }) => refused?.findings.map(({ key }) => key) ?? []);
  if (keys.length > 0) await submitCampaign(world.boyd, networks, campaignId, keys);
  const { posts } = await campaignPage(world.ames, campaignId);
  for (const { postId } of posts) {
    const { hash } = await postVersion(world.ames, postId);
    await approvePost(world.ames, { postId, hash });
  }
  const asked = await askKit(world.boyd, { of: "campaign", ofId: campaignId, ...words });
  await openKit(world.ames, asked.id, asked.hash);
  // The evening of its first day, whatever hour it is now.
  const evening = Temporal.PlainDateTime.from(`${startsOn}T20:00`).toZonedDateTime(
    "America/Chicago",
  );
  const left = evening.toInstant().since(world.clock.now());
  world.clock.advance(left.total("milliseconds"));
  await turn(world.beat.assembly);
  await remake();
  const { kit } = await kitOf(world.boyd, "campaign", campaignId);
  const path = `/kits/${kit?.code ?? ""}`;
  const { text } = await seen(path);
  assert.match(text, /Plan your way home first/);
  assert.doesNotMatch(text, /Look after your guests/, "approved, and not out yet");
  const out = posts.find(({ title }) => title.startsWith("Plan your way"));
  await recallPost(world.boyd, out?.postId ?? "", "Not right.");
  await remake();
  assert.doesNotMatch((await seen(path)).text, /Plan your way home first/);
  await closeKit(world.boyd, asked.id);
  await remake();
  assert.equal((await seen(path)).status, 404);
});

test("what was asked for anew needs its second person anew", async () => {
  const people = { writer: world.boyd, approver: world.ames };
  const { id: ofId } = await published(world.beat.assembly, people, coffee(`${day(12)}T09:00`));
  const first = await askKit(world.boyd, { of: "event", ofId, ...words });
  await openKit(world.ames, first.id, first.hash);
  const second = await askKit(world.boyd, { of: "event", ofId, ...words, intro: "Other words." });
  assert.equal(second.id, first.id);
  assert.equal((await kitOf(world.boyd, "event", ofId)).kit?.state, "asked");
  await assert.rejects(openKit(world.ames, first.id, first.hash), code("kit-changed"));
});
