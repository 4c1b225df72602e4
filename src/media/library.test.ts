import assert from "node:assert/strict";
import { before, test } from "node:test";
import sharp from "sharp";
import type { Ctx } from "#platform/context.ts";
import { transact } from "#platform/db/database.ts";
import { madeVideo } from "#test/moving-pictures.ts";
import { openTestBeat, type TestBeat } from "#test/openbeat.ts";
import { seedTinyCounty } from "#test/worlds/tiny-county.ts";
import { as, StoryClock } from "#test/worlds/world.ts";
import { addMedia, addVideo, describeMedia, noteUses, recordRights } from "./index.ts";
import { listMedia, type LibraryFilter } from "./library.ts";

const clock = new StoryClock();
let beat: TestBeat;
let boyd: Ctx;
let harlan: Ctx;
const hashes: Record<string, string> = {};

async function drawn(red: number): Promise<Buffer> {
  const background = { r: red, g: 90, b: 120 };
  return sharp({ create: { width: 64, height: 48, channels: 3, background } })
    .png()
    .toBuffer();
}

before(async () => {
  beat = await openTestBeat({ clock });
  const { ctx } = beat.assembly;
  const agencyId = await seedTinyCounty(beat.assembly);
  boyd = await as(ctx, agencyId, "boyd@tinycounty.example");
  harlan = await as(ctx, agencyId, "harlan@tinycounty.example");
  for (const [at, [name, who]] of (
    [
      ["bridge.png", boyd],
      ["parade_100%.png", boyd],
      ["horse.png", harlan],
    ] as const
  ).entries()) {
    clock.advance(60_000);
    hashes[name] = (await addMedia(who, { name, bytes: await drawn(at) })).sha256;
  }
  clock.advance(60_000);
  const bytes = await madeVideo();
  async function* body() {
    yield bytes;
  }
  hashes["statement.mp4"] = (await addVideo(boyd, { name: "statement.mp4", body: body() })).sha256;
  const description = { altEn: "The ford at dusk", altEs: "El vado", tags: ["River", "traffic"] };
  await describeMedia(boyd, hashes["bridge.png"] ?? "", description);
  await recordRights(boyd, hashes["bridge.png"] ?? "", { source: "staff" });
  const use = { kind: "post", id: ctx.ids.uuid() };
  await transact(boyd, (tx) => noteUses(tx, use, [hashes["horse.png"] ?? ""]));
  const card = "https://news.example/";
  await addMedia(boyd, { name: "card.jpg", bytes: await drawn(200) }, { card });
});

const names = async (filter: LibraryFilter = {}) =>
  (await listMedia(boyd, filter)).items.map(({ name }) => name);

test("the library shows the newest first, and no picture that only came with a link's card", async () => {
  const all = ["statement.mp4", "horse.png", "parade_100_.png", "bridge.png"];
  assert.deepEqual(await names(), all);
  await addMedia(boyd, { name: "again.png", bytes: await drawn(200) });
  assert.equal((await names()).length, 5, "taken by hand later, it is an item");
});

test("it is found by its name, by words of either description and by its tags", async () => {
  assert.deepEqual(await names({ text: "HORSE" }), ["horse.png"]);
  assert.deepEqual(await names({ text: "dusk" }), ["bridge.png"]);
  assert.deepEqual(await names({ text: "vado" }), ["bridge.png"]);
  assert.deepEqual(await names({ text: "river" }), ["bridge.png"]);
  assert.deepEqual(await names({ tag: "Traffic" }), ["bridge.png"]);
  assert.deepEqual(await names({ text: "%" }), [], "a sign of the search is a letter like others");
});

test("it is filtered by kind, rights, who brought it, and whether anything carries it", async () => {
  assert.deepEqual(await names({ kind: "video" }), ["statement.mp4"]);
  assert.deepEqual(await names({ rights: "free" }), ["bridge.png"]);
  assert.ok(!(await names({ rights: "unknown" })).includes("bridge.png"));
  assert.ok(!(await names({ unused: "true" })).includes("horse.png"));
  const { people, tags } = await listMedia(boyd, {});
  assert.deepEqual(tags, ["river", "traffic"]);
  const sheriff = people.find(({ name }) => /Harlan/.test(name));
  assert.deepEqual(await names({ who: sheriff?.id }), ["horse.png"]);
  assert.equal((await listMedia(harlan, {})).items.length, 5);
});

test("a long library comes in pages that neither repeat nor leave out", async () => {
  for (let at = 0; at < 50; at++) {
    clock.advance(1_000);
    await addMedia(boyd, { name: `many-${at}.png`, bytes: await drawn(20 + at) });
  }
  const first = await listMedia(boyd, {});
  assert.equal(first.items.length, 48);
  const second = await listMedia(boyd, { before: first.next });
  assert.equal(second.next, undefined);
  const all = [...first.items, ...second.items].map(({ sha256 }) => sha256);
  assert.equal(new Set(all).size, 55);
});
