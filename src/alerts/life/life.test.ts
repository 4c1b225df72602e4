import assert from "node:assert/strict";
import { before, test } from "node:test";
import { openChannels } from "#channels";
import { claimAndSend, deliveriesOf, editPost, postVersion } from "#publish";
import type { Ctx } from "#platform/context.ts";
import { Temporal } from "#platform/clock.ts";
import { Refusal } from "#platform/refusal.ts";
import { read } from "#platform/db/database.ts";
import { openTestBeat, type TestBeat } from "#test/openbeat.ts";
import { seedTinyCounty } from "#test/worlds/tiny-county.ts";
import { as } from "#test/worlds/world.ts";
import { lintCap } from "../cap/lint.ts";
import { approveAlert, breakGlassForAlert, cancelAlert, dropAlert, submitAlert } from "./acting.ts";
import { checkDraft } from "./checking.ts";
import type { MessageDraft } from "./content.ts";
import { takeCount } from "../population/population.ts";
import { alertPage, messageFile } from "./desk.ts";
import { draftAlert, draftUpdate, editAlert } from "./drafting.ts";
import { publicAlerts } from "./public.ts";
import { watchAlerts } from "./watching.ts";

const place = { origin: "http://localhost:4400" };
let beat: TestBeat;
let boyd: Ctx;
let ames: Ctx;
let harlan: Ctx;
let website: string;

before(async () => {
  beat = await openTestBeat();
  const agencyId = await seedTinyCounty(beat.assembly);
  boyd = await as(beat.assembly.ctx, agencyId, "boyd@tinycounty.example");
  harlan = await as(beat.assembly.ctx, agencyId, "harlan@tinycounty.example");
  ames = await as(beat.assembly.ctx, agencyId, "ames@tinycounty.example");
  website = (await openChannels(boyd))[0]?.id ?? "";
});

const square = [
  [-122.71, 47.61],
  [-122.69, 47.61],
  [-122.69, 47.63],
  [-122.71, 47.63],
  [-122.71, 47.61],
] as [number, number][];

function words(minutes: number, more: Partial<MessageDraft> = {}): MessageDraft {
  const now = beat.assembly.ctx.clock.now();
  return {
    event: "EVI",
    category: ["Safety", "Fire"],
    response: ["Evacuate"],
    urgency: "Immediate",
    severity: "Extreme",
    certainty: "Observed",
    area: { description: "Mill Street, from 1st to 9th Avenue", rings: [square], same: ["053035"] },
    expiresAt: now.add({ minutes }).toString(),
    nextUpdateBy: now.add({ minutes: 30 }).toString(),
    sayings: [
      {
        language: "en",
        headline: "Leave Mill Street now: brush fire",
        description: "Tiny County Sheriff: a brush fire is moving toward Mill Street.",
        instruction:
          "Leave now on foot or by car, toward the fairgrounds. Do not wait until 5 p.m.",
        short: "Brush fire. Leave Mill St now toward fairgrounds.",
      },
      {
        language: "es",
        headline: "Salga ya de Mill Street: incendio",
        description: "Alguacil de Tiny County: un incendio avanza hacia Mill Street.",
        instruction: "Salga ahora hacia el recinto ferial.",
      },
    ],
    ...more,
  };
}

function ending(): MessageDraft {
  return words(120, {
    urgency: "Past",
    severity: "Minor",
    response: ["AllClear"],
    nextUpdateBy: null,
    sayings: [
      {
        language: "en",
        headline: "The fire at Mill Street is out",
        description: "You may go home.",
      },
      { language: "es", headline: "El incendio está apagado", description: "Puede volver a casa." },
    ],
  });
}

function refused(code: string) {
  return (error: unknown) => error instanceof Refusal && error.code === code;
}

const begin = (more: object = {}) =>
  draftAlert(boyd, beat.assembly.networks, place, {
    mode: "actual",
    content: words(120),
    ending: ending(),
    channels: [website],
    ...more,
  });

async function seen(id: string): Promise<string[]> {
  const { messages } = await alertPage(ames, place, id);
  return messages.map(({ sha256 }) => sha256);
}

/** Handed in by somebody who has read what the policy says of it: here, that this machine is no place on the web. */
async function submit(id: string): Promise<void> {
  const { messages } = await alertPage(boyd, place, id);
  const keys = messages.flatMap(({ posts }) =>
    posts.flatMap(({ findings }) => findings.map(({ key }) => key)),
  );
  await submitAlert(boyd, beat.assembly.networks, id, keys);
}

async function out(): Promise<string> {
  const { id } = await begin();
  await submit(id);
  await approveAlert(ames, id, { seen: await seen(id) });
  return id;
}

async function isPublic(id: string) {
  return (await publicAlerts(boyd)).find((one) => one.id === id);
}

test("an alert goes out with the second person's approval, its cancel standing ready", async () => {
  const { id } = await begin();
  assert.equal(await isPublic(id), undefined);
  await submit(id);
  await assert.rejects(approveAlert(boyd, id, { seen: await seen(id) }), Refusal);
  assert.equal(await isPublic(id), undefined);
  const { isOut } = await approveAlert(ames, id, { seen: await seen(id) });
  assert.ok(isOut);
  const shown = await isPublic(id);
  assert.equal(shown?.state, "active");
  const { messages } = await alertPage(boyd, place, id);
  assert.deepEqual(
    messages.map(({ type, state }) => [type, state]),
    [
      ["Alert", "issued"],
      ["Cancel", "armed"],
    ],
  );
  await claimAndSend(beat.assembly.ctx, beat.assembly.networks, beat.assembly.sender);
  const states = [];
  for (const { posts } of messages)
    for (const { postId } of posts)
      states.push((await deliveriesOf(boyd, postId)).map(({ state }) => state).join());
  assert.deepEqual(states, ["sent", "sent", "", ""]);
});

test("its file is a CAP message that the IPAWS profile and the schema have nothing against", async () => {
  const id = await out();
  const cap = await messageFile(boyd, id, 1);
  const { valid, findings } = await lintCap(Buffer.from(cap), { profile: "ipaws" });
  assert.ok(valid, JSON.stringify(findings));
  assert.ok(findings.some(({ rule, level }) => rule === "cap.signature" && level === "notice"));
  assert.match(cap, /<polygon>47\.61,-122\.71 47\.61,-122\.69 /);
  assert.match(cap, /<language>es-US<\/language>/);
});

test("a message that was changed on its way no longer fits its signature", async () => {
  const cap = await messageFile(boyd, await out(), 1);
  const changed = cap.replace("toward the fairgrounds", "toward the river");
  assert.notEqual(changed, cap);
  const { valid, findings } = await lintCap(Buffer.from(changed), { profile: "ipaws" });
  assert.ok(!valid);
  assert.ok(findings.some(({ rule, level }) => rule === "cap.signature" && level === "error"));
});

test("the cancel goes out with one act, names what it ends, and says so on the page", async () => {
  const id = await out();
  await cancelAlert(boyd, id);
  const shown = await isPublic(id);
  assert.equal(shown?.state, "cancelled");
  const [cancel, alert] = shown?.messages ?? [];
  assert.equal(cancel?.type, "Cancel");
  const sent = /<sent>(.*)<\/sent>/.exec(alert?.cap ?? "")?.[1];
  assert.match(
    cancel?.cap ?? "",
    new RegExp(`<references>alerts@localhost,${id}.1,${sent?.replace("+", "\\+")}</references>`),
  );
  const { valid, findings } = await lintCap(Buffer.from(cancel?.cap ?? ""), { profile: "ipaws" });
  assert.ok(valid, JSON.stringify(findings));
  await assert.rejects(cancelAlert(boyd, id), refused("not-active"));
});

test("an update takes the place of what was said, and the cancel goes on standing ready", async () => {
  const id = await out();
  await draftUpdate(boyd, beat.assembly.networks, place, id, {
    content: words(180),
    channels: [website],
  });
  await submit(id);
  await approveAlert(ames, id, { seen: await seen(id) });
  const shown = await isPublic(id);
  assert.deepEqual(
    shown?.messages.map(({ type }) => type),
    ["Update", "Alert"],
  );
  await cancelAlert(ames, id);
  const [last] = (await isPublic(id))?.messages ?? [];
  assert.match(last?.cap ?? "", new RegExp(`${id}\\.1,.*${id}\\.3,`));
});

test("what was changed after the approver opened it is not approved", async () => {
  const { id } = await begin();
  await submit(id);
  const before = await seen(id);
  await editAlert(boyd, beat.assembly.networks, place, id, {
    content: words(90),
    ending: ending(),
    channels: [website],
  });
  await submit(id);
  await assert.rejects(approveAlert(ames, id, { seen: before }), refused("changed-meanwhile"));
});

test("a post that was changed behind its alert is refused when it is handed in", async () => {
  const { id } = await begin();
  const { messages } = await alertPage(boyd, place, id);
  const postId = messages[0]?.posts[0]?.postId ?? "";
  const { content } = await postVersion(boyd, postId);
  await editPost(boyd, postId, { ...content, text: "Stay where you are." });
  await assert.rejects(submit(id), refused("alert-differs"));
});

test("practice reaches no live channel, and none of it the public site", async () => {
  await assert.rejects(begin({ mode: "test" }), refused("live-channel"));
  await assert.rejects(begin({ mode: "exercise", channels: [] }), refused("no-practice"));
});

test("what is drawn crooked, too large or too late is refused with its reason", async () => {
  const crossed = [square[0], square[2], square[1], square[3], square[0]] as [number, number][];
  const bad = words(120, { area: { description: "Mill Street", rings: [crossed] } });
  await assert.rejects(begin({ content: bad }), /crosses itself/);
  await assert.rejects(begin({ content: words(60 * 30) }), refused("expires-late"));
  await assert.rejects(begin({ content: words(-5) }), refused("expired-already"));
  const checked = await checkDraft(boyd, place, { mode: "actual", content: bad });
  assert.equal(checked.checked, null);
  assert.match(checked.problems[0]?.message ?? "", /crosses itself/);
});

test("the check says what the words lack and what phones would show", async () => {
  const { checked } = await checkDraft(boyd, place, {
    mode: "actual",
    content: words(120, {
      sayings: [{ language: "en", headline: "Fire", description: "There is a fire.", short: "" }],
    }),
  });
  assert.ok(checked?.sayings[0]?.quality?.missing.includes("guidance"));
  assert.equal(checked?.differences.length, 0);
  assert.ok(Math.abs((checked?.parsedKm2 ?? 0) - (checked?.drawnKm2 ?? 1)) < 1e-9);
  assert.equal(checked?.reach, null);
});

test("the check says how many people the finished message would reach, beside all of the beats' people", async () => {
  const home = { people: 640, west: -122.7, south: 47.62, east: -122.7, north: 47.62 };
  await takeCount(harlan, { source: "US Census", year: 2020 }, [
    { ...home, places: [[-122.7, 47.62]] },
  ]);
  const { checked } = await checkDraft(boyd, place, { mode: "actual", content: words(120) });
  assert.equal(checked?.reach?.people, 640);
  assert.equal(checked?.reach.source, "US Census");
  assert.notEqual(checked?.beatsReach, null);
});

test("broken glass sends it out at once, its cancel armed by the same act", async () => {
  const { id } = await begin();
  const reason = "The fire is at the houses and nobody answers.";
  await breakGlassForAlert(boyd, beat.assembly.networks, id, { seen: await seen(id), reason });
  assert.equal((await isPublic(id))?.state, "active");
  await cancelAlert(boyd, id);
});

test("an alert that was put away cannot be handed in any more", async () => {
  const { id } = await begin();
  await dropAlert(boyd, id);
  await assert.rejects(submit(id), refused("nothing-to-submit"));
});

/** The same person, some hours on. */
function hoursOn(person: Ctx, hours: number): Ctx {
  const now = () => Temporal.Now.instant().add({ minutes: hours * 60 });
  return { ...person, clock: { ...person.clock, now } };
}

test("a cancel whose approval ran out ends nothing, until somebody approves it anew", async () => {
  const id = await out();
  const { networks } = beat.assembly;
  for (const hours of [1, 23, 40]) {
    const now = hoursOn(boyd, hours).clock.now();
    const content = words(0, {
      expiresAt: now.add({ hours: 23 }).toString(),
      nextUpdateBy: now.add({ minutes: 30 }).toString(),
    });
    await draftUpdate(hoursOn(boyd, hours), networks, place, id, { content, channels: [website] });
    const { messages } = await alertPage(hoursOn(boyd, hours), place, id);
    const keys = messages.flatMap(({ posts }) => posts.flatMap((post) => post.findings));
    await submitAlert(
      hoursOn(boyd, hours),
      networks,
      id,
      keys.map(({ key }) => key),
    );
    await approveAlert(hoursOn(ames, hours), id, { seen: await seen(id) });
  }
  const armed = async () =>
    (await alertPage(boyd, place, id)).messages.flatMap(({ posts }) =>
      posts.flatMap(({ armedUntil }) => armedUntil ?? []),
    );
  const [until = ""] = await armed();
  const over = Math.ceil(Temporal.Now.instant().until(until).total("hours")) + 1;
  assert.ok(over < 40 + 23, "the alert is still in force then");
  await assert.rejects(cancelAlert(hoursOn(boyd, over), id), refused("approval-over"));
  await submitAlert(hoursOn(boyd, over), networks, id, []);
  await approveAlert(hoursOn(ames, over), id, { seen: await seen(id) });
  await cancelAlert(hoursOn(boyd, over), id);
  assert.equal((await isPublic(id))?.state, "cancelled");
});

test("an alert ends by itself, and a promised update that is late is told once", async () => {
  const id = await out();
  const later = (minutes: number): Ctx => ({
    ...beat.assembly.ctx,
    clock: {
      ...beat.assembly.ctx.clock,
      now: () => Temporal.Now.instant().add({ minutes }),
    },
  });
  await watchAlerts(later(31));
  assert.notEqual((await read(boyd, (tx) => alertPage(tx, place, id))).alert.overdueAt, null);
  await watchAlerts(later(121));
  assert.equal((await isPublic(id))?.state, "expired");
  await assert.rejects(cancelAlert(boyd, id), refused("not-active"));
});
