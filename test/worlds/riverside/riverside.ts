import { randomUUID } from "node:crypto";
import { addBeat, addPerson, addUnit, foundAgency } from "#agency";
import { connectChannel, receiveChannel, Sender, type Channel } from "#channels";
import {
  acknowledgePolicy,
  adoptPolicy,
  defineTraining,
  draftPolicy,
  recordTraining,
} from "#policy";
import {
  approvePost,
  claimAndSend,
  draftPost,
  recallPost,
  remoteIdsOn,
  submitPost,
  type PostContentDraft,
} from "#publish";
import { asSystem, type Ctx } from "#platform/context.ts";
import { systemClock, type Temporal } from "#platform/clock.ts";
import { transact } from "#platform/db/database.ts";
import type { Assembly } from "../../../src/slices.ts";
import { as, StoryClock } from "../world.ts";
import { month, type Told } from "./month.ts";
import { beats, people, who } from "./people.ts";

export interface PracticeAccounts {
  url: string;
  createAccount(handle: string, name: string): { token: string };
  comment(postRemoteId: string, author: string, text: string): Promise<void>;
}

const zone = "America/Los_Angeles";
const networks = [
  ["Facebook Page", "RiversideFallsPD"],
  ["Instagram", "riversidefallspd"],
  ["X", "RiversideFalls_PD"],
  ["Nextdoor", "riverside-falls-police"],
  ["YouTube", "RiversideFallsPolice"],
] as const;

/**
 * Riverside PD and its month, lived through the same verbs as by hand: every post was drafted, submitted and
 * approved by people who may, on the day it says. Needs the practice network.
 */
export async function seedRiverside(
  assembly: Assembly,
  practice: PracticeAccounts,
  say: (what: string) => void,
): Promise<string> {
  const clock = new StoryClock(systemClock.now().subtract({ hours: 24 * 35 }));
  const ctx: Ctx = { ...assembly.ctx, clock };
  const lived = { ...assembly, ctx, sender: new Sender(ctx, assembly.networks) };
  const agencyId = randomUUID();
  say("Founding Riverside Police Department");
  await transact(asSystem(ctx, "seed", agencyId), async (tx) => {
    await foundAgency(tx, {
      name: "Riverside Police Department",
      shortName: "Riverside PD",
      state: "WA",
      timeZone: zone,
      isDemo: true,
      disclaimer:
        "A demonstration: the city of Riverside Falls, its police and everything told here are invented.",
    });
    for (const person of people) await addPerson(tx, person);
  });
  await adoptModelPolicy(ctx, agencyId);
  await placeBeats(ctx, agencyId);
  const channels = await connectAll(assembly, ctx, agencyId, practice);
  say("Living through a month of posts");
  for (const one of month) await tell(lived, ctx, clock, agencyId, channels, one);
  clock.set(systemClock.now());
  await leaveWorkForToday(assembly, ctx, clock, agencyId, channels);
  say("Hearing what residents answered");
  await residents(assembly, ctx, agencyId, channels, practice);
  return agencyId;
}

async function adoptModelPolicy(ctx: Ctx, agencyId: string): Promise<void> {
  const chief = await as(ctx, agencyId, who.chief);
  const drafted = await draftPolicy(chief);
  await adoptPolicy(chief, drafted.version);
  await defineTraining(chief, {
    code: "social-media",
    title: "Social media policy and free speech",
    paragraph: "9.1",
    validDays: 365,
    isRequiredToPost: true,
  });
  const lieutenant = await as(ctx, agencyId, who.lieutenant);
  for (const { email, roles } of people) {
    if (roles.includes("auditor")) continue;
    const person = await as(ctx, agencyId, email);
    await acknowledgePolicy(person, drafted.version);
    const recorder = email === who.lieutenant ? chief : lieutenant;
    // Off. Petrov's training is about to lapse: six days are left today.
    const age = email === who.officer ? 365 - 6 - 35 : 40;
    const doneAt = ctx.clock
      .now()
      .subtract({ hours: 24 * age })
      .toString();
    await recordTraining(recorder, {
      personId: (person.actor as { personId: string }).personId,
      code: "social-media",
      doneAt,
    });
  }
}

async function placeBeats(ctx: Ctx, agencyId: string): Promise<void> {
  const administrator = await as(ctx, agencyId, who.administrator);
  for (const beat of beats)
    await addBeat(administrator, { code: beat.code, name: beat.name, area: beat.area });
  for (const unit of ["Patrol", "Investigations", "Traffic", "Community engagement", "Records"])
    await addUnit(administrator, unit);
}

async function connectAll(
  assembly: Assembly,
  ctx: Ctx,
  agencyId: string,
  practice: PracticeAccounts,
): Promise<Channel[]> {
  const administrator = await as(ctx, agencyId, who.administrator);
  const connect = (network: string, name: string, input: Record<string, string>) =>
    connectChannel(
      administrator,
      assembly.networks.net(administrator, AbortSignal.timeout(10_000)),
      assembly.networks.connector(administrator, network),
      { network, name, isPublic: true, input },
    );
  const channels = [await connect("website", "Newsroom", {})];
  for (const [name, handle] of networks) {
    const { token } = practice.createAccount(handle, `Riverside PD on ${name}`);
    channels.push(
      await connect("sandbox", name, {
        url: practice.url,
        token,
        keys: name === "X" ? "no" : "yes",
      }),
    );
  }
  return channels;
}

async function tell(
  assembly: Assembly,
  ctx: Ctx,
  clock: StoryClock,
  agencyId: string,
  channels: readonly Channel[],
  told: Told,
): Promise<void> {
  clock.set(moment(told));
  const author = await as(ctx, agencyId, told.by);
  const drafted = await draftPost(author, contentOf(told, channels));
  clock.advance(4 * 60_000);
  await submitPost(author, assembly.networks, drafted.post.id);
  for (const email of told.approvedBy) {
    clock.advance(3 * 60_000);
    await approvePost(await as(ctx, agencyId, email), {
      postId: drafted.post.id,
      hash: drafted.hash,
    });
  }
  await claimAndSend(ctx, assembly.networks, assembly.sender);
  if (told.recalledAfterMinutes === undefined) return;
  clock.advance(told.recalledAfterMinutes * 60_000);
  await recallPost(author, drafted.post.id, told.recallReason ?? "Recalled.");
  await claimAndSend(ctx, assembly.networks, assembly.sender);
}

function moment({ daysAgo, at }: Told): Temporal.Instant {
  const day = systemClock.now().toZonedDateTimeISO(zone).toPlainDate().subtract({ days: daysAgo });
  return day.toZonedDateTime({ timeZone: zone, plainTime: at }).toInstant();
}

function contentOf(
  told: Pick<Told, "title" | "text" | "class" | "purpose">,
  channels: readonly Channel[],
): PostContentDraft {
  const whole = `${told.title}\n\n${told.text}`;
  const short =
    [...whole].length > 490
      ? `${told.title}\n\n${[...told.text]
          .slice(0, 440 - told.title.length)
          .join("")
          .replace(/\S*$/, "")}… More on our newsroom.`
      : whole;
  return {
    title: told.title,
    text: short,
    class: told.class,
    purpose: told.purpose,
    channels: channels.map(({ id }) => id),
    variants: Object.fromEntries(
      channels
        .filter(({ network }) => network === "website")
        .map(({ id }) => [id, { text: told.text, title: told.title }]),
    ),
  };
}

/** What waits this morning: four approvals, one overdue; two drafts; tomorrow's post on schedule; one unclear answer. */
async function leaveWorkForToday(
  assembly: Assembly,
  ctx: Ctx,
  clock: StoryClock,
  agencyId: string,
  channels: readonly Channel[],
): Promise<void> {
  const draft = async (email: string, minutesAgo: number, content: PostContentDraft) => {
    clock.set(systemClock.now().subtract({ minutes: minutesAgo }));
    return draftPost(await as(ctx, agencyId, email), content);
  };
  const submit = async (email: string, minutesAgo: number, content: PostContentDraft) => {
    const drafted = await draft(email, minutesAgo, content);
    await submitPost(await as(ctx, agencyId, email), assembly.networks, drafted.post.id);
    return drafted;
  };
  const all = (title: string, text: string, more: Partial<PostContentDraft> = {}) => ({
    ...contentOf({ title, text, class: "routine", purpose: "inform" }, channels),
    ...more,
  });
  await submit(
    who.officer,
    55,
    all(
      "Falls Pkwy down to one lane",
      "A truck lost its load of gravel on Falls Pkwy at Orchard Way. One lane is open each way until about 11 a.m. Slow down for the crew.",
      { class: "traffic", purpose: "warn" },
    ),
  );
  await submit(
    who.specialist,
    40,
    all(
      "Porch parcels: five habits that help",
      "Ask the carrier for a slot, use a locker, have a neighbour take it in, meet the driver, or send it to work. Each of them works.",
    ),
  );
  await submit(
    who.pio,
    30,
    all(
      "Lateral officers: apply until the 15th",
      "You wear a badge elsewhere and like rivers, bicycles and long lunches at the taqueria on 3rd? Talk to us.",
      { class: "recruiting", purpose: "recruit" },
    ),
  );
  await submit(
    who.pio,
    12,
    all(
      "Correction: bike lights are on Saturday",
      "Yesterday we wrote Friday in one place. The bike lights at Pier 2 are on Saturday from 10 to 1.",
      { class: "correction" },
    ),
  );
  await draft(
    who.specialist,
    90,
    all(
      "Meet Rex, our newest K9",
      "He is two, he likes tennis balls, and he passed his test on Friday.",
    ),
  );
  await draft(who.pio, 20, {
    title: "URGENT!!! SCAM ALERT",
    text: "SOMEBODY CALLS RESIDENTS AND SAYS HE IS FROM THE POLICE",
    channels: channels.map(({ id }) => id),
  });
  const tomorrow = systemClock
    .now()
    .toZonedDateTimeISO(zone)
    .add({ days: 1 })
    .toPlainDate()
    .toString();
  const planned = await submit(
    who.pio,
    70,
    all(
      "Council hears our yearly report",
      "Crime, response times, use of force and complaints: the numbers go to the council tomorrow at 6 p.m. All of them are on our newsroom.",
      { publish: { when: "at", local: `${tomorrow}T09:00`, zone } },
    ),
  );
  await approvePost(await as(ctx, agencyId, who.sergeant), {
    postId: planned.post.id,
    hash: planned.hash,
  });
  clock.set(systemClock.now());
}

async function residents(
  assembly: Assembly,
  ctx: Ctx,
  agencyId: string,
  channels: readonly Channel[],
  practice: PracticeAccounts,
): Promise<void> {
  const inAgency = asSystem(ctx, "seed", agencyId);
  const facebook = channels.find(({ name }) => name === "Facebook Page");
  if (!facebook) return;
  const sent = await remoteIdsOn(inAgency, facebook.id);
  const said = [
    ["jo.herrera", "Thank you for telling us so fast. My kids were at the mall."],
    ["old_town_ana", "Is River Rd open for bikes too?"],
    ["mark_w_farms", "Water is up to the second step here. Is the shelter open for goats?"],
    ["riverfan", "Great news about Mia. Thank you all."],
    ["lee_k", "When will the body camera video come out?"],
    ["pier2regular", "Do kick scooters get lights as well?"],
    ["deaf_in_rf", "I am deaf. Can I text you instead of calling?"],
  ] as const;
  for (const [index, [author, text]] of said.entries()) {
    const post = sent[index % Math.max(1, sent.length)];
    if (post) await practice.comment(post, author, text);
  }
  await receiveChannel(inAgency, assembly.networks, facebook.id);
}
