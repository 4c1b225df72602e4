import {
  askKit,
  cancelEvent,
  draftEvent,
  openKit,
  signUp,
  startCampaign,
  submitCampaign,
  submitEvent,
  type EventDraft,
} from "#outreach";
import { approvePost, postVersion } from "#publish";
import type { Temporal } from "#platform/clock.ts";
import { Refusal } from "#platform/refusal.ts";
import { campaignPage } from "../../../src/outreach/campaigns/reading.ts";
import { endEvents } from "../../../src/outreach/events/settling.ts";
import { withPicture } from "./contents.ts";
import { who } from "./people.ts";
import { zone, type Story } from "./story.ts";

const origin = "https://riversidefalls.example";

/**
 * Where people meet the department: a coffee that was, one that is near, a town hall with sign-up, a day that was called
 * off; and the holidays' campaign, half of it out, with its kit for partners.
 */
export function liveEvents(story: Story, now: Temporal.Instant): void {
  story.at(story.day(30, "10:40"), () => coffeeThatWas(story));
  story.at(story.day(12, "11:20"), () => bikeLights(story));
  story.at(story.day(8, "13:10"), () => townHall(story, now));
  story.at(story.day(6, "09:50"), () => calledOff(story));
  story.at(story.day(4, "10:20"), () => nextCoffee(story, now));
  story.at(story.day(4, "15:30"), () => holidays(story));
  for (const daysAgo of [26, 3]) story.at(story.day(daysAgo, "18:01"), () => endEvents(story.ctx));
  story.at(story.day(3, "10:01"), () => story.send().then(() => story.relay()));
}

const help = "(509) 555-0100, three days before.";
const helpEs = "(509) 555-0100, tres días antes.";
const library = { name: "Old Town library", address: "210 River Rd, Riverside Falls", point: null };

function local(story: Story, days: number, time: string): string {
  const today = story.clock.now().toZonedDateTimeISO(zone).toPlainDate();
  return `${today.add({ days }).toString()}T${time}`;
}

async function coffee(story: Story, days: number): Promise<EventDraft> {
  const [photo] = await withPicture(await story.as(who.pio), "coffee");
  return {
    kind: "coffee",
    title: "Coffee with a cop at the library",
    about:
      "Off. Lena Petrov and the beat 1 officers have coffee with whoever comes. Ask what you like; there are no speeches. It is free.",
    starts: local(story, days, "08:00"),
    ends: local(story, days, "10:00"),
    place: library,
    access: "No steps, wide doors, a restroom for wheelchairs. The room has a hearing loop.",
    help,
    ...(photo ? { photo: { sha256: photo.sha256, alt: photo.alt } } : {}),
    es: {
      title: "Café con un policía en la biblioteca",
      about:
        "La agente Lena Petrov y los agentes del sector 1 toman café con quien venga. Pregunte lo que quiera; no hay discursos. Es gratis.",
      access: "Sin escalones, puertas anchas, baño accesible. La sala tiene bucle auditivo.",
      help: helpEs,
      photoAlt: "Una taza de café con una placa. Café con un policía, de 8 a 10.",
    },
  };
}

async function coffeeThatWas(story: Story): Promise<void> {
  const { es: _inEnglishOnly, ...draft } = await coffee(story, 4);
  await publish(story, draft);
}

async function nextCoffee(story: Story, now: Temporal.Instant): Promise<void> {
  const ahead = Math.ceil(now.since(story.clock.now()).total({ unit: "hours" }) / 24) + 5;
  const { id } = await publish(story, await coffee(story, ahead));
  const asked = await askKit(await story.as(who.pio), {
    of: "event",
    ofId: id,
    title: "Coffee with a cop: share it",
    titleEs: "Café con un policía: compártalo",
    intro: "Put the text on your notice board, your page or in your newsletter.",
    introEs: "Ponga el texto en su tablero, su página o su boletín.",
  });
  await openKit(await story.as(who.sergeant), asked.id, asked.hash);
}

async function townHall(story: Story, now: Temporal.Instant): Promise<void> {
  const ahead = Math.ceil(now.since(story.clock.now()).total({ unit: "hours" }) / 24) + 11;
  const { code } = await publish(story, {
    kind: "town-hall",
    title: "Town hall: our year in numbers",
    about:
      "Chief Marisol Vega shows the year's numbers and answers questions for an hour. Seats are few, so please sign up.",
    starts: local(story, ahead, "18:30"),
    ends: local(story, ahead, "20:00"),
    place: {
      name: "Eastgate community hall",
      address: "44 Falls Pkwy, Riverside Falls",
      point: null,
    },
    access: "Level entrance from the parking lot, seats in front, captions on the screen.",
    help,
    signUp: { capacity: 12, partyMax: 4, closes: "" },
  });
  const names = ["amaya", "bruno", "celia", "dmitri", "esra", "finn", "gita"];
  for (const [at, name] of names.entries()) {
    story.clock.advance(47 * 60_000);
    await signUp(story.system, code, {
      email: `${name}@neighbors.example`,
      people: (at % 3) + 1,
      need: name === "celia" ? "American Sign Language interpreter" : "",
      language: name === "amaya" ? "es" : "en",
    });
    await story.relay();
  }
}

async function bikeLights(story: Story): Promise<void> {
  await publish(story, {
    kind: "drive",
    title: "Free bike lights at Pier 2",
    about:
      "We give out a white and a red light to whoever comes with a bike, as long as we have some.",
    starts: local(story, 9, "16:00"),
    ends: local(story, 9, "18:00"),
    place: { name: "Pier 2", address: "River Rd at 3rd Ave, Riverside Falls", point: null },
    access: "Level ground, a ramp to the pier.",
    help,
  });
}

async function calledOff(story: Story): Promise<void> {
  const { id } = await publish(story, {
    kind: "safety-camp",
    title: "Safety camp for second graders",
    about: "A morning with a fire engine, a police dog and a crossing to practice.",
    starts: local(story, 26, "09:00"),
    ends: local(story, 26, "12:00"),
    place: {
      name: "Founders Park",
      address: "5th Ave at Orchard Way, Riverside Falls",
      point: null,
    },
    access: "Paved paths, an accessible restroom at the pavilion.",
    help,
  });
  story.clock.advance(90 * 60_000);
  const { networks } = story.assembly;
  const { replacements } = await cancelEvent(
    await story.as(who.pio),
    { networks },
    id,
    "The park stays closed after the flood.",
  );
  await story.send();
  for (const { postId } of replacements) if (postId) await approve(story, postId);
  await story.send();
  await story.relay();
}

/** Impaired driving, before the holidays: every post approved, those whose day has come are out. */
async function holidays(story: Story): Promise<void> {
  const { networks } = story.assembly;
  const pio = await story.as(who.pio);
  const today = story.clock.now().toZonedDateTimeISO(zone).toPlainDate();
  const { id } = await startCampaign(pio, networks, {
    model: "impaired-driving",
    name: "Drive sober: the holidays",
    purpose: "inform",
    startsOn: today.add({ days: 1 }).toString(),
    endsOn: today.add({ days: 19 }).toString(),
    languages: ["en"],
    channels: [],
  });
  const first = await submitCampaign(pio, networks, id, []);
  const keys = first.flatMap(({ refused }) => refused?.findings.map(({ key }) => key) ?? []);
  await submitCampaign(pio, networks, id, keys);
  const { posts } = await campaignPage(pio, id);
  for (const { postId } of posts) await approve(story, postId);
}

/** Written by the PIO, whatever the policy warns of read and confirmed; approved by the captain. */
async function publish(story: Story, draft: EventDraft): Promise<{ id: string; code: string }> {
  const { networks } = story.assembly;
  const { event } = await draftEvent(await story.as(who.pio), draft);
  story.clock.advance(5 * 60_000);
  const officer = await story.as(who.pio);
  const submit = (acknowledged: readonly string[]) =>
    submitEvent(officer, networks, origin, event.id, { version: 1, acknowledged });
  const { posts } = await submit([]).catch((error: unknown) => {
    if (!(error instanceof Refusal) || error.code !== "policy-warnings") throw error;
    const { findings } = error.details as { findings: { key: string }[] };
    return submit(findings.map(({ key }) => key));
  });
  story.clock.advance(4 * 60_000);
  for (const { id } of posts) await approve(story, id);
  await story.send();
  await story.relay();
  return { id: event.id, code: event.code };
}

async function approve(story: Story, postId: string): Promise<void> {
  const captain = await story.as(who.captain);
  const { hash } = await postVersion(captain, postId);
  await approvePost(captain, { postId, hash });
}
