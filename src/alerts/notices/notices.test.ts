import assert from "node:assert/strict";
import { before, test } from "node:test";
import { addMedia, withdrawConsent } from "#media";
import { approvePost, claimAndSend, postVersion, takeDownDue } from "#publish";
import { asSystem, type Ctx } from "#platform/context.ts";
import { read } from "#platform/db/database.ts";
import { relayOnce } from "#platform/happenings.ts";
import { Refusal } from "#platform/refusal.ts";
import { openTestBeat, type TestBeat } from "#test/openbeat.ts";
import { seedTinyCounty } from "#test/worlds/tiny-county.ts";
import { as, StoryClock } from "#test/worlds/world.ts";
import type { NoticeDraft } from "./content.ts";
import { draftNotice, saveNotice } from "./drafting.ts";
import { endNotice } from "./ending.ts";
import { noticePage } from "./page.ts";
import { publicNotices } from "./public.ts";
import { submitNotice } from "./publishing.ts";
import { expireNotices } from "./settling.ts";
import { drawnPerson, missingElder } from "./testing/notices.ts";
import { certifyWording, writeWording } from "./wordings.ts";

const clock = new StoryClock();
const zone = "America/Chicago";
const origin = "https://tinycounty.example";
let beat: TestBeat;
let system: Ctx;
let boyd: Ctx;
let ames: Ctx;
let photo: string;

before(async () => {
  beat = await openTestBeat({ clock });
  const { assembly } = beat;
  const agencyId = await seedTinyCounty(assembly);
  system = asSystem(assembly.ctx, "test", agencyId);
  boyd = await as(assembly.ctx, agencyId, "boyd@tinycounty.example");
  ames = await as(assembly.ctx, agencyId, "ames@tinycounty.example");
  const bytes = await drawnPerson("#8d8d8d", "#7a5238", "#4a6b8a");
  photo = (await addMedia(boyd, { name: "walter.jpg", bytes })).sha256;
});

const code = (wanted: string) => (error: unknown) =>
  error instanceof Refusal && error.code === wanted;
const elder = (more: Partial<NoticeDraft> = {}) => missingElder(photo, clock.now(), zone, more);
const shown = (id: string) =>
  publicNotices(system, origin).then((all) => all.find((one) => one.id === id));

/** Sends, recalls and tells until nothing is left to do. */
async function turn(): Promise<void> {
  const { ctx, networks, sender, slices } = beat.assembly;
  await claimAndSend(ctx, networks, sender);
  const subscriptions = slices.flatMap((one) => one.on ?? []);
  while ((await relayOnce(ctx, subscriptions)) > 0);
  await claimAndSend(ctx, networks, sender);
}

/** As on screen: what the policy warns of is read, and confirmed with the second click. */
async function submit(id: string) {
  const { version } = await noticePage(boyd, id);
  const hand = (acknowledged: readonly string[]) =>
    submitNotice(boyd, beat.assembly.networks, origin, id, { version, acknowledged });
  const keys = new Set<string>();
  for (;;) {
    try {
      return await hand([...keys]);
    } catch (error) {
      if (!(error instanceof Refusal) || error.code !== "policy-warnings") throw error;
      const { findings } = error.details as { findings: { key: string }[] };
      if (findings.every(({ key }) => keys.has(key))) throw error;
      for (const { key } of findings) keys.add(key);
    }
  }
}

async function approve(postId: string) {
  const { hash } = await postVersion(ames, postId);
  await approvePost(ames, { postId, hash });
}

async function out(more: Partial<NoticeDraft> = {}): Promise<string> {
  const { notice } = await draftNotice(boyd, elder(more));
  const { posts } = await submit(notice.id);
  for (const { id } of posts) await approve(id);
  await turn();
  return notice.id;
}

const end = (id: string, how: "located" | "withdrawn" = "located") =>
  endNotice(boyd, beat.assembly.networks, id, { how, outcome: "safe", why: "He is home." });

test("what is missing keeps a notice in, with each field that it is", async () => {
  const { notice } = await draftNotice(boyd, elder({ caseNumber: "", phone: "" }));
  await assert.rejects(submit(notice.id), code("notice-not-ready"));
  const { findings } = await noticePage(boyd, notice.id);
  assert.deepEqual(
    findings.map(({ field }) => field),
    ["caseNumber", "phone"],
  );
});

test("a flyer that would overflow keeps it in, and names the field", async () => {
  const { notice } = await draftNotice(boyd, elder({ clothing: "W".repeat(290) }));
  await assert.rejects(submit(notice.id), (error: unknown) => {
    assert.ok(error instanceof Refusal);
    assert.equal(error.code, "flyer-refused");
    assert.match(JSON.stringify(error.details), /"field":"clothing"/);
    return true;
  });
});

test("nothing of it is public before its post is approved and out", async () => {
  const { notice } = await draftNotice(boyd, elder());
  assert.equal(await shown(notice.id), undefined);
  const { posts } = await submit(notice.id);
  await turn();
  assert.equal(await shown(notice.id), undefined, "handed in is not approved");
  assert.equal((await noticePage(boyd, notice.id)).notice.state, "submitted");
  const [post] = posts;
  assert.ok(post);
  const { content } = await postVersion(ames, post.id);
  assert.equal(content.class, "missing-person");
  assert.deepEqual(content.carries?.sha256, (await noticePage(boyd, notice.id)).hash);
  assert.match(content.text, /Walter Osei/);
  assert.match(content.text, /Case 26-104417/);
  assert.match(content.text, new RegExp(`${origin}/notices/${notice.code}`));
  assert.equal(content.media.length, 2, "the flyer and the photograph");
  await approve(post.id);
  await turn();
  const active = await shown(notice.id);
  assert.equal(active?.state, "active");
});

test("an edit of what is out waits for its own approval; the approved version stands meanwhile", async () => {
  const id = await out();
  const page = await noticePage(boyd, id);
  await saveNotice(boyd, id, { ...page.content, clothing: "A green raincoat" }, page.version);
  const before = await shown(id);
  assert.ok(before?.state === "active");
  assert.match(JSON.stringify([...before.told]), /checked shirt/);
  const { posts } = await submit(id);
  await turn();
  const waiting = await shown(id);
  assert.ok(waiting?.state === "active" && waiting.version === 1);
  for (const post of posts) await approve(post.id);
  await turn();
  const after = await shown(id);
  assert.ok(after?.state === "active");
  assert.equal(after.version, 2);
  assert.match(JSON.stringify([...after.told]), /green raincoat/);
});

test("somebody else's edit is not written over", async () => {
  const { notice, version } = await draftNotice(boyd, elder());
  await submit(notice.id);
  await saveNotice(ames, notice.id, elder({ clothing: "A red coat" }), version);
  await assert.rejects(
    saveNotice(boyd, notice.id, elder({ clothing: "None" }), version),
    code("notice-edited"),
  );
});

test("one click takes it back everywhere, and says so without a name", async () => {
  const id = await out();
  const { recalled, replacements } = await end(id);
  assert.equal(recalled, 1);
  const gone = await shown(id);
  assert.ok(gone?.state === "over");
  assert.equal(gone.outcome, "safe");
  assert.doesNotMatch(JSON.stringify(gone), /Walter|Osei|104417/);
  const [replacement] = replacements;
  assert.ok(replacement?.postId && replacement.refused === null, JSON.stringify(replacement));
  const { content } = await postVersion(ames, replacement.postId);
  assert.match(content.text, /Located safe/);
  assert.doesNotMatch(content.text, /Walter|Osei/);
  assert.deepEqual(content.media, []);
  clock.advance(40_000);
  await turn();
  const before = await noticePage(boyd, id);
  assert.deepEqual(
    before.surfaces
      .filter(({ role }) => role === "tells")
      .map(({ state, isDone }) => [state, isDone]),
    [["recalled", true]],
  );
  assert.equal(before.confirmed.clear, 1);
  assert.equal(before.confirmed.seconds, 40);
  await approve(replacement.postId);
  await turn();
  const after = await noticePage(boyd, id);
  assert.ok(
    after.surfaces.every(({ isDone }) => isDone),
    JSON.stringify(after.surfaces),
  );
  await assert.rejects(end(id), code("notice-over"));
});

test("what was located before it was approved never comes out", async () => {
  const { notice } = await draftNotice(boyd, elder());
  const { posts } = await submit(notice.id);
  await end(notice.id, "withdrawn");
  await assert.rejects(approve(posts[0]?.id ?? ""));
  await turn();
  assert.equal(await shown(notice.id), undefined);
  await assert.rejects(saveNotice(boyd, notice.id, elder(), 1), code("notice-over"));
});

test("by its time it leaves the public's sight, and its posts with it", async () => {
  const id = await out();
  clock.advance(8 * 24 * 3_600_000);
  await expireNotices(beat.assembly.ctx);
  await takeDownDue(beat.assembly.ctx);
  await turn();
  const gone = await shown(id);
  assert.ok(gone?.state === "over");
  const { notice, surfaces } = await noticePage(boyd, id);
  assert.equal(notice.state, "expired");
  assert.ok(surfaces.every(({ isDone }) => isDone));
});

test("Spanish goes out only as one person wrote it and a second certified it", async () => {
  const { notice } = await draftNotice(boyd, elder({ languages: ["en", "es"] }));
  await assert.rejects(submit(notice.id), code("not-certified"));
  const { freeText } = await noticePage(boyd, notice.id);
  const words = Object.fromEntries(
    Object.entries(freeText).map(([field, text]) => [field, `es: ${text}`]),
  );
  await assert.rejects(
    writeWording(boyd, notice.id, { language: "es", words: { clothing: "Camisa azul" } }),
    code("wording-incomplete"),
  );
  const wording = await writeWording(boyd, notice.id, { language: "es", words });
  await assert.rejects(submit(notice.id), code("not-certified"));
  await assert.rejects(certifyWording(boyd, wording), code("own-wording"));
  await certifyWording(ames, wording);
  const { posts } = await submit(notice.id);
  assert.deepEqual(
    posts.map(({ language }) => language),
    ["en", "es"],
  );
  const { content } = await postVersion(ames, posts[1]?.id ?? "");
  assert.equal(content.language, "es");
  assert.match(content.text, /Persona desaparecida en peligro: Walter Osei/);
  assert.match(content.text, /es: Blue checked shirt/);
});

test("a photograph whose consent was withdrawn makes no flyer", async () => {
  const bytes = await drawnPerson("#222", "#b07a52", "#8a4a4a");
  const { sha256 } = await addMedia(boyd, { name: "other.jpg", bytes });
  const other = elder();
  assert.ok(other.photo);
  const { notice } = await draftNotice(boyd, { ...other, photo: { ...other.photo, sha256 } });
  await withdrawConsent(boyd, sha256, "The family asked for it.");
  await assert.rejects(submit(notice.id), code("photo-rights"));
});

test("every version that was handed in is in the record with its words", async () => {
  const rows = await read(system, (tx) =>
    tx.tx.raw<{ kind: string }>(
      "select kind from archive_records where agency_id = $1 and kind like 'alerts.notice-%'",
      [system.actor.agencyId],
    ),
  );
  const kinds = new Set(rows.map(({ kind }) => kind));
  for (const kind of ["submitted", "activated", "located", "expired", "withdrawn"])
    assert.ok(kinds.has(`alerts.notice-${kind}`), kind);
});
