import { addBeat, addPerson, addUnit, foundAgency } from "#agency";
import {
  acknowledgePolicy,
  adoptPolicy,
  defineTraining,
  draftPolicy,
  recordTraining,
} from "#policy";
import { systemClock, type Temporal } from "#platform/clock.ts";
import { asSystem } from "#platform/context.ts";
import { transact } from "#platform/db/database.ts";
import { changeAgency } from "../../../src/agency/agencies.ts";
import { keepLogo } from "../../../src/agency/logo.ts";
import { checkAllChannels } from "../../../src/channels/health.ts";
import type { Assembly } from "../../../src/slices.ts";
import type { StoryClock } from "../world.ts";
import { connectAll } from "./accounts.ts";
import { liveAlerts } from "./alerts.ts";
import { liveBetween } from "./between.ts";
import { liveGap } from "./capture.ts";
import { firstHalf } from "./first-half.ts";
import { beats, people, who } from "./people.ts";
import { drawnLogo } from "./pictures.ts";
import { countPeople } from "./population.ts";
import { adoptOwnStrategy, planAhead } from "./planning.ts";
import { certifySpanish, lendApprovals } from "./preparing.ts";
import { secondHalf } from "./second-half.ts";
import { Story, zone } from "./story.ts";
import { tell } from "./telling.ts";
import { liveCalls } from "./calls.ts";
import { liveEvents } from "./events.ts";
import { liveNotices } from "./notices.ts";
import { liveReaders } from "./readers.ts";
import { liveOutreach } from "./outreach.ts";
import { liveRequests } from "./requests.ts";
import { liveToday } from "./today.ts";
import type { Practice } from "../practice.ts";
import { setSecrets } from "../secrets.ts";

const daysLived = 35;

/**
 * Riverside PD and its month, lived through the same verbs as by hand: every post was drafted, submitted and
 * approved by people who may, on the day it says. Needs the practice network on the same clock.
 */
export async function seedRiverside(
  assembly: Assembly,
  practice: Practice,
  clock: StoryClock,
  say: (what: string) => void,
): Promise<string> {
  const now = systemClock.now();
  const story = new Story(assembly, clock, practice.network);
  clock.set(story.day(daysLived, "07:40"));
  say("Founding Riverside Police Department");
  await foundRiverside(story);
  clock.set(story.day(daysLived, "10:05"));
  story.channels = await connectAll(story, practice);
  await checkChannels(story);
  for (const told of [...firstHalf, ...secondHalf]) tell(story, told);
  liveBetween(story);
  liveRequests(story, now);
  liveGap(story);
  liveCalls(story);
  liveAlerts(story);
  liveNotices(story, now);
  liveOutreach(story, now);
  liveEvents(story, now);
  liveReaders(story, practice, now);
  for (let daysAgo = daysLived - 1; daysAgo > 0; daysAgo--)
    story.at(story.day(daysAgo, "23:30"), () => endOfDay(story));
  story.at(story.day(daysLived - 2, "15:20"), () => certifySpanish(story));
  story.at(story.day(daysLived - 1, "09:20"), () => adoptOwnStrategy(story));
  story.at(now.subtract({ hours: 20 }), () => lendApprovals(story, now));
  story.at(now.subtract({ hours: 19 }), () => planAhead(story, now));
  liveToday(story, now);
  say("Living through a month of posts");
  await live(story, now, say);
  return story.agencyId;
}

async function live(
  story: Story,
  now: Temporal.Instant,
  say: (what: string) => void,
): Promise<void> {
  let weeks = 0;
  await story.play(now, () => {
    const lived = story.clock.now().since(story.day(daysLived, "00:00")).total("hours") / (24 * 7);
    if (lived < weeks + 1) return;
    weeks += 1;
    say(`Week ${weeks} of 5 is lived`);
  });
  story.clock.set(now);
  await endOfDay(story);
  await checkChannels(story);
}

function checkChannels({ ctx, agencyId, assembly }: Story): Promise<void> {
  return checkAllChannels(asSystem(ctx, "channel health", agencyId), assembly.networks);
}

/** The department before its first post: people who may sign in, beats, policy, trainings. */
export async function foundRiverside(story: Story): Promise<void> {
  await found(story);
  await adoptModelPolicy(story);
  await settleIn(story);
}

async function endOfDay(story: Story): Promise<void> {
  await story.receive();
  await story.relay();
  await story.seal();
}

async function found(story: Story): Promise<void> {
  await transact(story.system, async (tx) => {
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
  await setSecrets(story.ctx, story.agencyId, story.assembly.dataFolder);
  const administrator = await story.as(who.administrator);
  await changeAgency(administrator, {
    logoSha256: await keepLogo(administrator, await drawnLogo()),
    securityContact: "security@riversidefalls.example",
  });
  for (const { code, name, area } of beats)
    await addBeat(administrator, { code, name, area: { ...area } });
  await countPeople(administrator);
  for (const unit of ["Patrol", "Investigations", "Traffic", "Community engagement", "Records"])
    await addUnit(administrator, unit);
}

async function adoptModelPolicy(story: Story): Promise<void> {
  const chief = await story.as(who.chief);
  const drafted = await draftPolicy(chief);
  story.clock.advance(35 * 60_000);
  await adoptPolicy(await story.as(who.chief), drafted.version);
  await defineTraining(chief, {
    code: "free-speech",
    title: "Free speech on public pages",
    paragraph: "9.1",
    validDays: 730,
    isRequiredToPost: true,
  });
}

/** On the first day everybody reads the policy and the trainings of before are recorded. */
async function settleIn(story: Story): Promise<void> {
  for (const [index, { email, roles }] of people.entries()) {
    if (roles.includes("auditor")) continue;
    story.clock.advance((3 + (index % 4)) * 60_000);
    await acknowledgePolicy(await story.as(email), 1);
    for (const code of ["social-media", "free-speech"]) await train(story, email, index, code);
  }
}

/** Off. Petrov's training is about to lapse: six days are left today. Everybody else's lasts for months. */
async function train(story: Story, email: string, index: number, code: string): Promise<void> {
  const recorder = await story.as(email === who.lieutenant ? who.chief : who.lieutenant);
  const { actor } = await story.as(email);
  if (actor.kind !== "person") return;
  const isLapsing = email === who.officer && code === "social-media";
  const daysBefore = isLapsing ? 365 - 6 - daysLived : 20 + 11 * index;
  const doneAt = story.clock
    .now()
    .subtract({ hours: 24 * daysBefore })
    .toString();
  await recordTraining(recorder, { personId: actor.personId, code, doneAt });
}
