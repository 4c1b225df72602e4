import assert from "node:assert/strict";
import { before, test } from "node:test";
import sharp from "sharp";
import { addBeat } from "#agency";
import { connectChannel, openChannels } from "#channels";
import { mediaItem } from "#media";
import type { Ctx } from "#platform/context.ts";
import { Refusal } from "#platform/refusal.ts";
import { relayOnce } from "#platform/happenings.ts";
import { openTestBeat, type TestBeat } from "#test/openbeat.ts";
import { seedTinyCounty } from "#test/worlds/tiny-county.ts";
import { as, StoryClock } from "#test/worlds/world.ts";
import { deliveriesOf, pendingApprovals } from "./index.ts";
import { postVersion } from "./posts.ts";
import { certifyTranslation, withdrawCertification } from "./template-certifications.ts";
import type { TemplateDraft } from "./template-content.ts";
import { allTemplates, templatePage } from "./template-pages.ts";
import {
  fillTemplate,
  issueAlert,
  previewPicture,
  type AlertDraft,
  type AlertWay,
} from "./template-posts.ts";
import { archiveTemplate, editTemplate, writeTemplate } from "./templates.ts";

const clock = new StoryClock();
let beat: TestBeat;
let boyd: Ctx;
let ames: Ctx;
let harlan: Ctx;

before(async () => {
  beat = await openTestBeat();
  const ctx = { ...beat.assembly.ctx, clock };
  const agencyId = await seedTinyCounty({ ...beat.assembly, ctx });
  const subscriptions = beat.assembly.slices.flatMap((one) => one.on ?? []);
  while ((await relayOnce(ctx, subscriptions)) > 0);
  [boyd, ames, harlan] = [
    await as(ctx, agencyId, "boyd@tinycounty.example"),
    await as(ctx, agencyId, "ames@tinycounty.example"),
    await as(ctx, agencyId, "harlan@tinycounty.example"),
  ];
});

async function named(title: string) {
  const found = (await allTemplates(boyd)).find((one) => one.title === title);
  assert.ok(found, title);
  return templatePage(boyd, found.id);
}

const leaving = { hazard: "0", area: "Mill Flats", route: "County Rd 9" };

async function evacuation(more: Partial<AlertDraft> = {}): Promise<AlertDraft> {
  const { template } = await named("Evacuation");
  const { id, version } = template;
  return { templateId: id, version, facts: leaving, languages: [], channels: [], ...more };
}

const submit: AlertWay = { way: "submit", acknowledged: [] };
const code = (wanted: string) => (error: unknown) =>
  error instanceof Refusal && error.code === wanted;

test("with its first policy an agency has six model templates, whose Spanish nobody has certified", async () => {
  const all = await allTemplates(boyd);
  assert.deepEqual(
    all.map(({ title }) => title),
    ["All clear", "Boil water", "Evacuation", "Missing child", "Road closed", "Shelter in place"],
  );
  for (const { translations } of all)
    assert.deepEqual(translations, [{ language: "es", isCertified: false }]);
});

test("facts typed once fill every wording; what is not given leaves no gap in the sentence", async () => {
  const { networks } = beat.assembly;
  const filled = await fillTemplate(boyd, networks, await evacuation());
  const [part] = filled.parts;
  assert.equal(
    part?.content.text,
    "Tiny County: Flooding in Mill Flats. Leave now. Take County Rd 9. If you are in danger, call or text 911.",
  );
  assert.equal(part.short.text, "Tiny County: Flooding, Mill Flats. Leave now by County Rd 9.");
  assert.deepEqual([part.short.encoding, part.short.segments], ["GSM-7", 1]);
  assert.deepEqual(filled.problems, []);
  assert.deepEqual(filled.asked?.names, ["Sgt. Cora Ames", "Sheriff June Harlan"]);
  assert.equal(filled.asked.withinMinutes, 5);
  assert.deepEqual(part.findings, [], "our own wording breaks no rule of the model policy");
});

test("a fact that is missing stands as its name, and nothing is sent with it", async () => {
  const draft = await evacuation({ facts: { ...leaving, route: " " } });
  const filled = await fillTemplate(boyd, beat.assembly.networks, draft);
  assert.match(filled.parts[0]?.content.text ?? "", /Take \[Way out\]\./);
  assert.deepEqual(filled.problems, [{ field: "route", code: "missing" }]);
  await assert.rejects(
    issueAlert(boyd, beat.assembly.networks, draft, submit),
    code("facts-missing"),
  );
});

test("what somebody types is never read as a template", async () => {
  const facts = { ...leaving, area: "{{route}} [x {{hazard}}]" };
  const filled = await fillTemplate(boyd, beat.assembly.networks, await evacuation({ facts }));
  assert.match(
    filled.parts[0]?.content.text ?? "",
    /in \{\{route\}\} \[x \{\{hazard\}\}\]\. Leave/,
  );
});

test("a translation is offered once somebody else answers for it, and no longer than its words stand", async () => {
  const { networks } = beat.assembly;
  const spanish = await evacuation({ languages: ["es"] });
  await assert.rejects(fillTemplate(boyd, networks, spanish), code("not-certified"));
  const before = await named("Evacuation");
  const [draft] = before.translations;
  assert.ok(draft);
  const word = { templateId: before.template.id, language: "es", hash: draft.hash };
  await certifyTranslation(ames, { ...word, note: "Read by our court interpreter" });
  const filled = await fillTemplate(boyd, networks, spanish);
  assert.deepEqual(
    filled.parts.map(({ language, content }) => [language, content.language]),
    [
      ["en", "en"],
      ["es", "es"],
    ],
  );
  assert.match(filled.parts[1]?.content.text ?? "", /Inundación en Mill Flats\. Salga ya\./);
  const { certificationId } = (await named("Evacuation")).translations[0] ?? {};
  await withdrawCertification(harlan, certificationId ?? "", "The route is named wrongly");
  await assert.rejects(fillTemplate(boyd, networks, spanish), code("not-certified"));
  await certifyTranslation(ames, { ...word, note: "Put right and read again" });
});

test("whoever wrote a translation does not certify it, and a changed word voids the certificate", async () => {
  const { template, version, content } = await named("Road closed");
  const changed: TemplateDraft = {
    ...content,
    translations: content.translations.map((one) => ({
      ...one,
      wording: { ...one.wording, title: "Calle cerrada: {{road}}" },
    })),
  };
  const { id } = template;
  await editTemplate(boyd, id, changed, version);
  await assert.rejects(editTemplate(ames, id, changed, version), code("template-edited"));
  const hash = (await named("Road closed")).translations[0]?.hash ?? "";
  const word = { templateId: id, language: "es", hash, note: "Read aloud" };
  await assert.rejects(certifyTranslation(boyd, word), code("own-translation"));
  await certifyTranslation(ames, word);
  await editTemplate(boyd, id, { ...changed, about: "For crashes and floods." }, version + 1);
  assert.ok((await named("Road closed")).translations[0]?.certifiedAt, "these words stand");
  await editTemplate(boyd, id, content, version + 2);
  assert.equal((await named("Road closed")).translations[0]?.certifiedAt, null);
});

test("a template that would fail when seconds count is refused while there is time", async () => {
  const base: TemplateDraft = { title: "Test", class: "alert", wording: { text: "{{where}}" } };
  const field = { key: "where", kind: "text", label: { en: "Where" } } as const;
  const es = { language: "es", wording: { text: "{{where}}" } };
  const refused = (draft: TemplateDraft, why: string) =>
    assert.rejects(writeTemplate(boyd, draft), code(why));
  await refused(base, "template-no-fact");
  await refused({ ...base, fields: [field], translations: [es] }, "template-free-words");
  await refused({ ...base, fields: [field, field] }, "template-twice");
  await refused({ ...base, wording: { text: " " } }, "template-empty");
  const long = { text: "Go", short: "Á" };
  await refused({ ...base, wording: long }, "template-not-short");
  await refused({ ...base, wording: { text: "Go" }, class: "none" }, "unknown-class");
  const choice: NonNullable<TemplateDraft["fields"]>[number] = {
    key: "why",
    kind: "choice",
    label: { en: "Why" },
    choices: [{ en: "a" }],
  };
  await refused({ ...base, wording: { text: "Go" }, fields: [choice] }, "template-choices");
});

test("one tap hands in a post for each language, and both wait for somebody else", async () => {
  const { networks } = beat.assembly;
  const draft = await evacuation({ languages: ["es"] });
  const { posts, alertId } = await issueAlert(boyd, networks, draft, submit);
  assert.deepEqual(
    posts.map(({ language }) => language),
    ["en", "es"],
  );
  const waiting = await pendingApprovals(ames);
  for (const { id } of posts) {
    const { content } = await postVersion(boyd, id);
    assert.equal(content.template?.alert, alertId);
    assert.deepEqual(content.channels, [(await openChannels(boyd))[0]?.id]);
    assert.equal(waiting.find(({ submission }) => submission.postId === id)?.whyNotMe, null);
    assert.deepEqual(await deliveriesOf(boyd, id), []);
  }
});

test("A4: an alert may go out without an approval, by the same door as any post", async () => {
  const { networks } = beat.assembly;
  const draft = await evacuation();
  const short: AlertWay = { way: "break-glass", reason: "Now" };
  await assert.rejects(issueAlert(boyd, networks, draft, short), code("no-reason"));
  const reason = "The levee broke and nobody answers.";
  const { posts } = await issueAlert(boyd, networks, draft, { way: "break-glass", reason });
  const [sent] = await deliveriesOf(boyd, posts[0]?.id ?? "");
  assert.equal(sent?.state, "waiting");
  assert.equal(sent.isLifeSafety, true);
});

test("an archived template is kept and no longer used", async () => {
  const { template } = await named("Boil water");
  await archiveTemplate(boyd, template.id, true);
  const draft = { ...(await evacuation()), templateId: template.id, version: 1 };
  await assert.rejects(fillTemplate(boyd, beat.assembly.networks, draft), code("not-found"));
  assert.ok((await named("Boil water")).template.archivedAt);
  await archiveTemplate(boyd, template.id, false);
  await fillTemplate(boyd, beat.assembly.networks, { ...draft, facts: { area: "Mill Flats" } });
});

test("an alert draws its own words, one picture a language, and text messages go without it", async () => {
  const { networks } = beat.assembly;
  const drawn = { address: "tinycounty.example" };
  const draft = await evacuation({ drawn });
  const filled = await fillTemplate(boyd, networks, draft);
  assert.deepEqual(filled.parts[0]?.content.media, [], "nothing is kept while it is typed");
  assert.ok(filled.parts[0]?.measures.every(({ findings }) => findings.length === 0));
  const seen = await previewPicture(boyd, networks, draft, "en");
  const { posts } = await issueAlert(boyd, networks, draft, submit);
  const { content } = await postVersion(boyd, posts[0]?.id ?? "");
  const [made] = content.media;
  assert.ok(made);
  assert.match(made.alt, /Mill Flats/);
  const item = await mediaItem(boyd, made.sha256);
  assert.deepEqual([item.type, item.width, item.height], ["image/png", 1_080, 1_350]);
  const pixels = async (bytes: Uint8Array) => sharp(bytes).removeAlpha().raw().toBuffer();
  const kept = await beat.assembly.ctx.blobs.get(made.sha256);
  assert.ok((await pixels(kept)).equals(await pixels(seen)), "what was looked at goes out");
});

test("other facts, another picture: none goes out with the words of before", async () => {
  const { networks } = beat.assembly;
  const drawn = { address: "tinycounty.example" };
  const [one, other] = [
    await previewPicture(boyd, networks, await evacuation({ drawn }), "en"),
    await previewPicture(
      boyd,
      networks,
      await evacuation({ drawn, facts: { ...leaving, area: "Mill Heights" } }),
      "en",
    ),
  ];
  assert.ok(!one.equals(other));
});

test("an account that speaks for one beat is left out of a template's posts, unless life is in danger", async () => {
  const { networks } = beat.assembly;
  await addBeat(harlan, { code: "3", name: "Eastgate" });
  await connectChannel(
    harlan,
    networks.net(harlan, AbortSignal.timeout(5_000)),
    networks.connector(harlan, "fediverse"),
    { network: "fediverse", name: "Beat 3", isPublic: true, input: { actor: "beat-3" } },
  );
  const channel = (await openChannels(boyd)).find(({ name }) => name === "Beat 3");
  assert.ok(channel);
  const goesThere = async (title: string) => {
    const { id, version } = (await named(title)).template;
    const draft = { templateId: id, version, facts: {}, languages: [], channels: [] };
    const [part] = (await fillTemplate(boyd, networks, draft)).parts;
    return part?.content.channels.includes(channel.id);
  };
  assert.equal(await goesThere("Road closed"), false);
  assert.equal(await goesThere("Evacuation"), true);
});
