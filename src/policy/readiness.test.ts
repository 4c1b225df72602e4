import assert from "node:assert/strict";
import { before, test } from "node:test";
import { addPerson, foundAgency } from "#agency";
import { openChannels } from "#channels";
import { approvePost, draftPost, submitPost } from "#publish";
import { asSystem, type Ctx } from "#platform/context.ts";
import { read, transact } from "#platform/db/database.ts";
import { Refusal } from "#platform/refusal.ts";
import { openTestBeat, type TestBeat } from "#test/openbeat.ts";
import { seedTinyCounty } from "#test/worlds/tiny-county.ts";
import { as, StoryClock } from "#test/worlds/world.ts";
import {
  acknowledgePolicy,
  adoptPolicy,
  defineTraining,
  draftPolicy,
  readinessOf,
  recordTraining,
} from "./index.ts";
import { changePolicy } from "./policies.ts";
import { allTrainings } from "./trainings.ts";

/** Who may write and approve today: by the policy they acknowledged and the trainings they hold. */
const dayMs = 24 * 60 * 60_000;
const clock = new StoryClock();
let beat: TestBeat;
let agencyId: string;
let sheriff: Ctx;
let deputy: Ctx;
let sergeant: Ctx;

before(async () => {
  beat = await openTestBeat({ clock });
  agencyId = await seedTinyCounty(beat.assembly);
  const person = (name: string) => as(beat.assembly.ctx, agencyId, `${name}@tinycounty.example`);
  [sheriff, deputy, sergeant] = [
    await person("harlan"),
    await person("boyd"),
    await person("ames"),
  ];
});

function refused(code: string, paragraph?: string): (error: unknown) => boolean {
  return (error) =>
    error instanceof Refusal && error.code === code && error.paragraph === paragraph;
}

async function write(
  who: Ctx,
  text = "County road 7 is closed at the mill until noon.",
): ReturnType<typeof draftPost> {
  const [channel] = await openChannels(who);
  return draftPost(who, {
    title: "Road closed",
    text,
    class: "routine",
    purpose: "inform",
    channels: [channel?.id ?? ""],
  });
}

function idOf(ctx: Ctx): string {
  assert.equal(ctx.actor.kind, "person");
  return ctx.actor.kind === "person" ? ctx.actor.personId : "";
}

async function changes(): Promise<number> {
  const [row] = await read(asSystem(beat.assembly.ctx, "test", agencyId), (tx) =>
    tx.tx.raw<{ n: number }>(
      "select count(*)::int as n from audit_events where kind = 'policy.version-changed'",
    ),
  );
  return row?.n ?? 0;
}

test("a page that saves by itself what is there already leaves no event; a changed word does", async () => {
  const draft = await draftPolicy(sheriff);
  const content = { title: draft.title, paragraphs: draft.paragraphs, classes: draft.classes };
  await changePolicy(sheriff, draft.version, content);
  await changePolicy(sheriff, draft.version, structuredClone(content));
  assert.equal(await changes(), 0);
  await changePolicy(sheriff, draft.version, {
    ...content,
    title: `${draft.title}, second edition`,
  });
  assert.equal(await changes(), 1);
});

test("a new version in force must be acknowledged before anybody writes, submits or approves", async () => {
  const waiting = await write(deputy);
  await submitPost(deputy, beat.assembly.networks, waiting.post.id);
  const mine = await write(deputy, "The library's bus stops at the fairground this Saturday.");
  await adoptPolicy(sheriff, 2);
  await assert.rejects(write(deputy), refused("not-acknowledged", "2.1"));
  await assert.rejects(
    submitPost(deputy, beat.assembly.networks, mine.post.id),
    refused("not-acknowledged", "2.1"),
  );
  await assert.rejects(
    approvePost(sergeant, { postId: waiting.post.id, hash: waiting.hash }),
    refused("not-acknowledged", "2.1"),
  );
  await assert.rejects(acknowledgePolicy(deputy, 1), refused("not-in-force"));
  await acknowledgePolicy(deputy, 2);
  await submitPost(deputy, beat.assembly.networks, mine.post.id);
});

test("the first adoption brings the model policy's training, and it binds from then on", async () => {
  const { version } = await policyOfNewAgency();
  assert.equal(version, 1);
  assert.deepEqual(
    (await allTrainings(newcomer)).map(({ code, paragraph, isRequiredToPost }) => ({
      code,
      paragraph,
      isRequiredToPost,
    })),
    [{ code: "social-media", paragraph: "9.1", isRequiredToPost: true }],
  );
  await acknowledgePolicy(newcomer, 1);
  const { denial } = await readinessOf(newcomer, idOf(newcomer));
  assert.deepEqual([denial?.code, denial?.paragraph], ["training-lapsed", "9.1"]);
});

let newcomer: Ctx;
/** An agency of one person whose first policy is put in force by that person. */
async function policyOfNewAgency() {
  const { ctx } = beat.assembly;
  const system = asSystem(ctx, "test", ctx.ids.uuid());
  await transact(system, async (tx) => {
    await foundAgency(tx, { name: "New", shortName: "New", state: "TX", timeZone: "UTC" });
    await addPerson(tx, { email: "new@new.example", name: "New", roles: ["command"] });
  });
  newcomer = await as(ctx, system.actor.agencyId ?? "", "new@new.example");
  const { version } = await draftPolicy(newcomer);
  return adoptPolicy(newcomer, version);
}

test("a required training must be current to write; it lapses, and nobody records his own", async () => {
  await defineTraining(sheriff, {
    code: "free-speech",
    title: "Free speech on public pages",
    paragraph: "6.1",
    validDays: 100,
    isRequiredToPost: true,
  });
  await assert.rejects(write(deputy), refused("training-lapsed", "6.1"));
  const training = { personId: idOf(deputy), code: "free-speech" };
  await assert.rejects(recordTraining(deputy, training), /may not record trainings/);
  await assert.rejects(
    recordTraining(sergeant, { personId: idOf(sergeant), code: "free-speech" }),
    refused("own-training", "6.1"),
  );
  await recordTraining(sergeant, training);
  await write(deputy);
  clock.advance(101 * dayMs);
  await assert.rejects(write(deputy), refused("training-lapsed", "6.1"));
  const { denial, trainings } = await readinessOf(deputy, idOf(deputy));
  assert.equal(denial?.code, "training-lapsed");
  assert.deepEqual(
    trainings.map(({ code, isCurrent }) => `${code} ${isCurrent}`),
    ["free-speech false", "social-media true"],
  );
});

test("a training is recorded for somebody who works here, once it is done", async () => {
  const doneAt = clock.now().add({ hours: 1 }).toString();
  const training = { personId: idOf(deputy), code: "free-speech" };
  await assert.rejects(recordTraining(sergeant, { ...training, doneAt }), refused("not-yet-done"));
  await assert.rejects(
    recordTraining(sergeant, { ...training, personId: agencyId }),
    refused("not-found"),
  );
  await recordTraining(sergeant, training);
});

test("a training cites a paragraph that stands in the policy", async () => {
  const draft = { code: "x-ray", title: "X", paragraph: "99.9", validDays: 1 };
  await assert.rejects(
    defineTraining(sheriff, { ...draft, isRequiredToPost: false }),
    refused("no-paragraph"),
  );
});
