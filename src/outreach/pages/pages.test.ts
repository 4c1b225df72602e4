import assert from "node:assert/strict";
import { before, test } from "node:test";
import sharp from "sharp";
import { addMedia, withdrawConsent } from "#media";
import { asSystem, type Ctx } from "#platform/context.ts";
import { read } from "#platform/db/database.ts";
import { Refusal } from "#platform/refusal.ts";
import { openTestBeat } from "#test/openbeat.ts";
import { seedTinyCounty } from "#test/worlds/tiny-county.ts";
import { as, StoryClock } from "#test/worlds/world.ts";
import { approvePage, certifySpanish, returnPage, submitPage, withdrawPage } from "./approving.ts";
import type { PageDraft, PageKind } from "./content.ts";
import { adoptModel, draftPage, savePage } from "./drafting.ts";
import { models } from "./models/models.ts";
import { publicPages } from "./public.ts";
import { pageSheet } from "./reading.ts";

const clock = new StoryClock();
let system: Ctx;
let boyd: Ctx;
let ames: Ctx;
let harlan: Ctx;

before(async () => {
  const beat = await openTestBeat({ clock });
  const agencyId = await seedTinyCounty(beat.assembly);
  const person = (name: string) => as(beat.assembly.ctx, agencyId, `${name}@tinycounty.example`);
  system = asSystem(beat.assembly.ctx, "test", agencyId);
  [boyd, ames, harlan] = [await person("boyd"), await person("ames"), await person("harlan")];
});

const code = (wanted: string) => (error: unknown) =>
  error instanceof Refusal && error.code === wanted;

const article = (more: PageDraft = {}): PageDraft => ({
  title: { en: "Lock your boat" },
  summary: { en: "Boats on trailers are easy to take." },
  text: { en: "Put a lock on the hitch.\n\n- Take the keys.\n- Write down the number." },
  ...more,
});

/** As on screen: what the policy warns of is read, and confirmed with the second click. */
async function submit(writer: Ctx, id: string): Promise<void> {
  const { version } = await pageSheet(writer, id);
  const hand = (acknowledged: readonly string[]) =>
    submitPage(writer, id, { version, acknowledged });
  await hand([]).catch((error: unknown) => {
    if (!(error instanceof Refusal) || error.code !== "policy-warnings") throw error;
    const { findings } = error.details as { findings: { key: string }[] };
    return hand(findings.map(({ key }) => key));
  });
}

async function approve(approver: Ctx, id: string): Promise<void> {
  const { version, hash } = await pageSheet(approver, id);
  await approvePage(approver, id, { version, hash });
}

async function out(kind: PageKind, draft: PageDraft, approver = ames): Promise<string> {
  const { id } = await draftPage(boyd, kind, draft);
  await submit(boyd, id);
  await approve(approver, id);
  return id;
}

const shown = async (id: string) => (await publicPages(system)).find((one) => one.id === id);

test("a page is public once a second person approved exactly what was on screen, and not before", async () => {
  const { id } = await draftPage(boyd, "prevention", article());
  assert.equal(await shown(id), undefined);
  await submit(boyd, id);
  assert.equal(await shown(id), undefined);
  const { hash } = await pageSheet(ames, id);
  await assert.rejects(approvePage(boyd, id, { version: 1, hash }), code("not-your-role"));
  await assert.rejects(
    approvePage(ames, id, { version: 1, hash: "0".repeat(64) }),
    code("not-what-you-saw"),
  );
  await approvePage(ames, id, { version: 1, hash });
  const page = await shown(id);
  assert.ok(page?.state === "public");
  assert.equal(page.code, "lock-your-boat");
  assert.equal(page.content.title.en, "Lock your boat");
});

test("whoever typed in a page, in this version or one it goes on from, does not approve it", async () => {
  const { id } = await draftPage(boyd, "prevention", article({ title: { en: "Two hands" } }));
  await savePage(ames, id, article({ title: { en: "Two hands, one page" } }), 1);
  await submit(boyd, id);
  const seen = await pageSheet(ames, id);
  await assert.rejects(approvePage(ames, id, { version: 1, hash: seen.hash }), code("own-page"));
  await returnPage(harlan, id, { version: 1, why: "Say which boats." });
  await savePage(boyd, id, article({ title: { en: "Two hands, one boat" } }), 1);
  await submit(boyd, id);
  const next = await pageSheet(ames, id);
  assert.equal(next.version, 2);
  await assert.rejects(approvePage(ames, id, { version: 2, hash: next.hash }), code("own-page"));
  await approve(harlan, id);
  assert.equal((await shown(id))?.state, "public");
});

test("a report on the agency itself and a change of its rules are approved by command", async () => {
  const policy = {
    number: "5.2",
    before: { en: "Officers may post." },
    after: { en: "Officers may post after training." },
    effectiveOn: "2027-05-01",
  };
  const { id } = await draftPage(
    boyd,
    "policy-change",
    article({ title: { en: "Rule 5.2" }, policy }),
  );
  await submit(boyd, id);
  await assert.rejects(approve(ames, id), code("approver-role"));
  await approve(harlan, id);
  assert.equal((await shown(id))?.state, "public");
});

test("what is missing is named field by field, and keeps a page in", async () => {
  const sha256 = await picture("gray");
  const { id } = await draftPage(boyd, "report", {
    title: { en: "2026" },
    text: { en: "What we did.", es: "Lo que hicimos." },
    pictures: [{ sha256, alt: {} }],
    tables: [{ caption: { en: "Calls" }, source: {}, columns: [{ en: "2026" }], rows: [] }],
  });
  const { findings } = await pageSheet(boyd, id);
  assert.deepEqual(
    findings.map(({ code: lack, field }) => `${lack} ${field}`),
    ["summary summary", "spanish text", "alt pictures 1", "source tables 1", "rows tables 1"],
  );
  await assert.rejects(submit(boyd, id), code("page-not-ready"));
});

test("a new version says what changed and why; the old one stays public until it is approved", async () => {
  const id = await out("prevention", article({ title: { en: "Bears" } }));
  const next = article({ title: { en: "Bears" }, text: { en: "Lock the lid." } });
  await savePage(boyd, id, next, 1);
  await assert.rejects(submit(boyd, id), code("page-not-ready"));
  const change = { what: { en: "The lid." }, why: { en: "Bears open bins." } };
  await savePage(boyd, id, { ...next, change }, 2);
  await submit(boyd, id);
  const before = await shown(id);
  assert.ok(before?.state === "public" && before.content.text.en.includes("hitch"));
  await approve(ames, id);
  const after = await shown(id);
  assert.ok(after?.state === "public");
  assert.deepEqual(
    after.history.map(({ version, change: { what } }) => [version, what.en]),
    [
      [2, "The lid."],
      [1, ""],
    ],
  );
});

test("Spanish words are told apart until somebody who wrote neither answers for them, and again when words change", async () => {
  const es = { title: "Osos", summary: "Los osos abren botes.", text: "Cierre la tapa." };
  const draft = article({
    title: { en: "Bears and bins", es: es.title },
    summary: { en: "Bears open bins.", es: es.summary },
    text: { en: "Close the lid.", es: es.text },
  });
  const id = await out("prevention", draft);
  const first = await shown(id);
  assert.ok(first?.state === "public" && !first.isInSpanish);
  const { hash } = await pageSheet(ames, id);
  await assert.rejects(certifySpanish(boyd, id, hash), code("own-page"));
  await certifySpanish(ames, id, hash);
  const second = await shown(id);
  assert.ok(second?.state === "public" && second.isInSpanish);
  const change = { what: { en: "Shorter." }, why: { en: "It was long." } };
  await savePage(boyd, id, { ...draft, text: { en: "Close it.", es: es.text }, change }, 1);
  await submit(boyd, id);
  await approve(ames, id);
  const third = await shown(id);
  assert.ok(third?.state === "public" && !third.isInSpanish);
});

test("a page that was taken down says when and why, and nothing else of it", async () => {
  const id = await out("prevention", article({ title: { en: "Old advice" } }));
  await withdrawPage(boyd, id, "The number is no longer in use.");
  const gone = await shown(id);
  assert.ok(gone?.state === "withdrawn");
  assert.equal(gone.why, "The number is no longer in use.");
  assert.ok(!JSON.stringify(gone).includes("hitch"));
  await assert.rejects(savePage(boyd, id, article(), 1), code("page-withdrawn"));
});

test("a picture whose consent was withdrawn leaves the page, and keeps a new version in", async () => {
  const sha256 = await picture("navy");
  const pictures = [{ sha256, alt: { en: "A boat on a trailer" } }];
  const id = await out("prevention", article({ title: { en: "Boats" }, pictures }));
  const before = await shown(id);
  assert.ok(before?.state === "public" && before.pictures[0]?.sha256 === sha256);
  await withdrawConsent(boyd, sha256, "The owner asked us to.");
  const after = await shown(id);
  assert.ok(after?.state === "public" && after.pictures[0] === undefined);
  assert.deepEqual(
    (await pageSheet(boyd, id)).findings.map((one) => one.code),
    ["rights"],
  );
});

test("the model library is complete in both languages, and each article passes the model policy", async () => {
  assert.equal(models.length, 12);
  for (const { key } of models) {
    const { id } = await adoptModel(boyd, key);
    const sheet = await pageSheet(boyd, id);
    assert.deepEqual(sheet.findings, [], key);
    assert.ok(sheet.hasSpanish, key);
    await submit(boyd, id);
    await approve(harlan, id);
    assert.ok((await shown(id))?.state === "public", key);
    assert.equal(
      sheet.page.code,
      key === "car-break-ins" ? "car-break-ins-what-helps" : sheet.page.code,
    );
  }
  await assert.rejects(adoptModel(boyd, "car-break-ins"), code("adopted-already"));
});

test("every version that was public is a record", async () => {
  const id = await out("prevention", article({ title: { en: "Kept" } }));
  const rows = await read(system, (tx) =>
    tx.tx.raw<{ kind: string }>(
      `select kind from archive_records where subject_kind = 'page' and subject_id = $1`,
      [id],
    ),
  );
  assert.ok(rows.some(({ kind }) => kind === "outreach.page-approved"));
});

async function picture(background: string): Promise<string> {
  const bytes = await sharp({ create: { width: 60, height: 40, channels: 3, background } })
    .png()
    .toBuffer();
  return (await addMedia(boyd, { name: `${background}.png`, bytes })).sha256;
}
