import { adoptBlotterPolicy, modelBlotterPolicy, settleCalls, takeCalls } from "#blotter";
import type { Temporal } from "#platform/clock.ts";
import { contains, type Position } from "#platform/ground/rings.ts";
import type { ReadCall } from "../../../src/blotter/intake/call.ts";
import { beats, who } from "./people.ts";
import type { Story } from "./story.ts";

const days = 8;
const handOvers = ["06:30", "14:30", "22:30"];
const streets = [
  "MILL ST",
  "RIVER RD",
  "1ST AVE",
  "3RD AVE",
  "5TH AVE",
  "9TH AVE",
  "ORCHARD WAY",
  "FALLS PKWY",
];
/** What a town's dispatch hears, about as often as it does; some of it nobody may see. */
const types = [
  "THEFT - CAR PROWL",
  "NOISE - GENERAL",
  "SUSPICIOUS PERSON",
  "TRAFFIC - COLLISION",
  "PARKING VIOLATION",
  "TRESPASS",
  "THEFT - SHOPLIFT",
  "DISTURBANCE - OTHER",
  "ALARM - COMMERCIAL",
  "DV - ARGUMENTS",
  "WELFARE CHECK",
  "PROPERTY DAMAGE",
  "AUTO THEFT",
  "CRISIS COMPLAINT",
  "ANIMAL COMPLAINT",
  "NOISE - PARTY",
  "BURGLARY - RESIDENTIAL",
  "JUVENILE PROBLEM",
  "FIREWORKS",
  "ASSIST PUBLIC",
];

/** Calls for service of the last week, handed over three times a day, as the chief adopted that they may be shown. */
export function liveCalls(story: Story): void {
  story.at(story.day(days + 1, "10:15"), async () =>
    adoptBlotterPolicy(await story.as(who.chief), {
      content: modelBlotterPolicy,
      why: "What the council was shown on the 4th: an hour's delay, blocks and no homes, nothing about people in need.",
    }),
  );
  let number = 0;
  for (let daysAgo = days; daysAgo >= 0; daysAgo--)
    for (const time of handOvers) {
      const at = story.day(daysAgo, time);
      const from = number;
      number += 7;
      story.at(at, () => handOver(story, at, from));
    }
}

async function handOver(story: Story, at: Temporal.Instant, from: number): Promise<void> {
  const officer = await story.as(who.pio);
  const calls = Array.from({ length: 7 }, (_one, nth) => callOf(at, from + nth, nth));
  // A disturbance of the hand-over before turns out to be violence at home.
  const [last] = calls;
  if (from % 42 === 0 && from > 0 && last)
    calls.push({ ...last, number: `RF-${1_000 + from - 1}`, type: "DV - ARGUMENTS, DISTURBANCE" });
  await takeCalls(officer, "dispatch", calls);
  await settleCalls(story.ctx);
}

function callOf(at: Temporal.Instant, number: number, nth: number): ReadCall {
  const beat = beats[number % beats.length] ?? beats[0];
  const taken = at.subtract({ minutes: 70 + nth * 55 });
  const [lon, lat] = placeIn(beat.area.coordinates[0] ?? [], number);
  const type = types[(number * 7) % types.length] ?? "NOISE - GENERAL";
  return {
    number: `RF-${1_000 + number}`,
    takenAt: taken.toString(),
    closedAt: taken.add({ minutes: 38 }).toString(),
    type,
    initialType: type,
    address: `${100 + ((number * 137) % 4_800)} ${streets[number % streets.length]}`,
    lat,
    lon,
    isHome: type.includes("RESIDENTIAL") || number % 5 === 0,
  };
}

/** Some place within a beat, the same each time. */
function placeIn(ring: readonly Position[], number: number): [lon: number, lat: number] {
  const of = (axis: 0 | 1) => ring.map((point) => point[axis]);
  const [west, east] = [Math.min(...of(0)), Math.max(...of(0))];
  const [south, north] = [Math.min(...of(1)), Math.max(...of(1))];
  for (let turn = 0; turn < 50; turn++) {
    const part = (step: number) => ((number * step + turn * 31) % 97) / 97;
    const place: [number, number] = [
      west + (east - west) * part(41),
      south + (north - south) * part(59),
    ];
    if (contains(ring, place)) return place;
  }
  return [(west + east) / 2, (south + north) / 2];
}
