import assert from "node:assert/strict";
import { before, test } from "node:test";
import { draftNotice, endNotice, submitNotice, type NoticeDraft } from "#alerts";
import { addMedia } from "#media";
import { approvePost, claimAndSend, postVersion } from "#publish";
import { systemClock } from "#platform/clock.ts";
import type { Ctx } from "#platform/context.ts";
import { relayOnce } from "#platform/happenings.ts";
import { Refusal } from "#platform/refusal.ts";
import { openTestBeat, type TestBeat } from "#test/openbeat.ts";
import { served } from "#test/served.ts";
import { seedTinyCounty } from "#test/worlds/tiny-county.ts";
import { as, StoryClock } from "#test/worlds/world.ts";
import { drawnPerson, missingElder } from "../../alerts/notices/testing/notices.ts";
import { newsroom, Site } from "../index.ts";

const origin = "https://news.tinycounty.example";
const zone = "America/Chicago";
const clock = new StoryClock(systemClock.now().subtract({ hours: 72 }));
let beat: TestBeat;
let boyd: Ctx;
let ames: Ctx;
let site: Site;
let address: string;
let photo: string;

before(async () => {
  beat = await openTestBeat({ clock });
  const { assembly } = beat;
  const agencyId = await seedTinyCounty(assembly);
  boyd = await as(assembly.ctx, agencyId, "boyd@tinycounty.example");
  ames = await as(assembly.ctx, agencyId, "ames@tinycounty.example");
  const bytes = await drawnPerson("#8d8d8d", "#7a5238", "#4a6b8a");
  photo = (await addMedia(boyd, { name: "walter.jpg", bytes })).sha256;
  site = new Site(beat.dataFolder, false);
  address = await served(site);
});

async function seen(path: string) {
  const response = await fetch(address + path);
  const type = response.headers.get("content-type") ?? "";
  const bytes = Buffer.from(await response.arrayBuffer());
  return { status: response.status, type, text: bytes.toString("utf8"), bytes };
}

/** Sends what is due and makes the site anew, as the program does with each piece of news. */
async function turn(): Promise<void> {
  const { ctx, networks, sender, slices, signer } = beat.assembly;
  await claimAndSend(ctx, networks, sender);
  const ours = newsroom(networks, site, {
    origin,
    origins: [origin],
    signer,
    client: beat.assembly.client,
    limiter: { takeFrom: () => undefined },
    dataFolder: beat.dataFolder,
  });
  const others = slices.filter(({ name }) => name !== "newsroom").flatMap(({ on }) => on ?? []);
  while ((await relayOnce(ctx, [...others, ...(ours.on ?? [])])) > 0);
}

async function publish(more: Partial<NoticeDraft> = {}) {
  const { networks } = beat.assembly;
  const { notice } = await draftNotice(boyd, missingElder(photo, clock.now(), zone, more));
  const submit = (acknowledged: readonly string[]) =>
    submitNotice(boyd, networks, origin, notice.id, { version: 1, acknowledged });
  const { posts } = await submit([]).catch((error: unknown) => {
    assert.ok(error instanceof Refusal && error.code === "policy-warnings", String(error));
    const { findings } = error.details as { findings: { key: string }[] };
    return submit(findings.map(({ key }) => key));
  });
  for (const { id: postId } of posts) {
    const { hash } = await postVersion(ames, postId);
    await approvePost(ames, { postId, hash });
  }
  await turn();
  return notice;
}

let code: string;
let id: string;
let photoPath: string;
let flyerPath: string;
let otherId: string;

test("a notice has a page with its photograph, a list, a feed and a flyer to print", async () => {
  const notice = await publish();
  ({ code, id } = notice);
  const page = await seen(`/notices/${code}`);
  assert.equal(page.status, 200);
  assert.match(page.text, /<h1>Walter Osei<\/h1>/);
  assert.match(page.text, /Endangered missing person/);
  assert.match(page.text, /href="tel:5095550142"/);
  assert.match(page.text, /May need medical care/);
  assert.ok(page.bytes.length < 15_000, `${page.bytes.length} bytes`);
  photoPath = /\/notices\/photos\/[0-9a-f]+\.jpeg/.exec(page.text)?.[0] ?? "";
  flyerPath = /\/notices\/[a-z0-9]+\/flyer-en\.pdf/.exec(page.text)?.[0] ?? "";
  assert.match((await seen(photoPath)).type, /image\/jpeg/);
  const flyer = await seen(flyerPath);
  assert.match(flyer.type, /application\/pdf/);
  assert.equal(flyer.bytes.subarray(0, 5).toString(), "%PDF-");
  const data = /<script type="application\/ld\+json">([^]*?)<\/script>/.exec(page.text)?.[1] ?? "";
  assert.match(data, /"@type":"SpecialAnnouncement"/);
  JSON.parse(data);
  assert.match((await seen("/notices")).text, /Walter Osei/);
  const feed = await seen("/notices/feed.atom");
  assert.match(feed.type, /atom\+xml/);
  assert.match(feed.text, /<title>Endangered missing person: Walter Osei<\/title>/);
});

test("in Spanish the page speaks Spanish around words that nobody has certified in it", async () => {
  const page = await seen(`/es/notices/${code}`);
  assert.match(page.text, /<html lang="es">/);
  assert.match(page.text, /Este aviso solo está en: English/);
  assert.match(page.text, /<article class="notice" lang="en">/);
  assert.match((await seen("/es/notices")).text, /Nunca buscamos rostros/);
});

test("what was typed into a notice is text on its page, and in its data", async () => {
  const details = `</script><script>alert(1)</script> & "quotes"`;
  const name = "Ana </script> Ruiz";
  const { code: other, id } = await publish({ details, name, caseNumber: "26-9" });
  otherId = id;
  const { text } = await seen(`/notices/${other}`);
  assert.doesNotMatch(text, /<script>alert/);
  assert.equal((text.match(/<\/script>/g) ?? []).length, 1, "the block of data ends once");
});

test("located: with the news the page says no more than that, and photo and flyer are gone", async () => {
  await endNotice(boyd, beat.assembly.networks, id, {
    how: "located",
    outcome: "safe",
    why: "He is home.",
  });
  await turn();
  const page = await seen(`/notices/${code}`);
  assert.equal(page.status, 200);
  assert.match(page.text, /<h1>Located safe<\/h1>/);
  for (const path of [
    `/notices/${code}`,
    `/es/notices/${code}`,
    "/notices",
    "/notices/feed.atom",
    "/",
  ])
    assert.doesNotMatch((await seen(path)).text, /Walter|Osei|104417/, path);
  assert.match((await seen(`/es/notices/${code}`)).text, /Localizada a salvo/);
  assert.equal((await seen(flyerPath)).status, 410);
  assert.match(
    (await seen("/notices/feed.atom")).text,
    new RegExp(`<at:deleted-entry ref="urn:uuid:${id}"`),
  );
  const news = await seen("/feeds/news.atom");
  assert.doesNotMatch(news.text, /Walter|Osei/);
});

test("a photograph that another notice still shows stays; with the last of them it is gone", async () => {
  assert.equal((await seen(photoPath)).status, 200);
  const ending = { how: "located", outcome: "other", why: "She is home." } as const;
  await endNotice(boyd, beat.assembly.networks, otherId, ending);
  await turn();
  assert.equal((await seen(photoPath)).status, 410);
  assert.match((await seen("/notices")).text, /There is no notice now/);
});

test("an address of no notice is no page", async () => {
  assert.equal((await seen("/notices/nothing")).status, 404);
});
