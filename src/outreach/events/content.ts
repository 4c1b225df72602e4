import { z } from "zod";
import { canonicalize, sha256 } from "#platform/crypto/canonical.ts";
import { limit } from "#platform/limits.ts";

const aboutMax = limit("events.about", 2_000, "characters", "what an event is, in one language");
const channelsMax = limit("events.channels", 60, "channels", "all that an agency may have");
const beatsMax = limit("events.beats", 100, "beats", "of one event");
const capacityMax = limit("events.capacity", 20_000, "people", "of one event");
export const datesMax = limit("events.dates", 60, "dates", "of one event that comes again");
export const partyMax = limit("events.party", 20, "people", "of one sign-up");

const eventKinds = [
  "coffee",
  "town-hall",
  "safety-camp",
  "class",
  "open-house",
  "drive",
  "recruiting",
  "other",
] as const;
export type EventKind = (typeof eventKinds)[number];
export type EventLanguage = "en" | "es";

/** A line as pages, calendars and posts can show it: no sign that turns words around, and none that is no letter. */
const words = (max: number, control: RegExp) =>
  z
    .string()
    .max(max)
    .refine((text) => text.isWellFormed() && !control.test(text), {
      message: "a sign in it cannot be shown",
    })
    .default("");
const line = (max: number) => words(max, /[\u202a-\u202e\u2066-\u2069\u2028\u2029]|\p{Cc}/u);
const prose = (max: number) =>
  words(max, /[\u202a-\u202e\u2066-\u2069\u2028\u2029]|(?![\n\t])\p{Cc}/u);
const local = z
  .union([z.string().regex(/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}$/), z.literal("")])
  .default("");

const said = {
  title: line(140),
  about: prose(aboutMax),
  /** Steps, doors, seats, hearing loops: what whoever comes has to know. */
  access: line(400),
  /** Whom to ask for an interpreter or another need. */
  help: line(200),
};

/** An event as it is approved: one record of what, when, where and for whom. */
export const eventContent = z.strictObject({
  kind: z.enum(eventKinds).default("other"),
  ...said,
  /** By the wall clock of the zone. */
  starts: local,
  ends: local,
  zone: line(60),
  /** RFC 5545 without DTSTART, which is `starts`; the days left out by name. Null: it comes once. */
  again: z
    .strictObject({ rule: line(300), leftOut: z.array(z.iso.date()).max(datesMax).default([]) })
    .nullable()
    .default(null),
  place: z
    .strictObject({
      name: line(120),
      /** Public: a building or a park, and never somebody's home. */
      address: line(200),
      point: z
        .strictObject({ lat: z.number().min(-90).max(90), lon: z.number().min(-180).max(180) })
        .nullable()
        .default(null),
    })
    .prefault({}),
  beats: z.array(z.uuid()).max(beatsMax).default([]),
  /** The same in Spanish, as a person wrote it; approved with the Spanish post. */
  es: z
    .strictObject({ ...said, photoAlt: line(500) })
    .nullable()
    .default(null),
  photo: z
    .strictObject({ sha256: z.string().regex(/^[0-9a-f]{64}$/), alt: line(500) })
    .nullable()
    .default(null),
  /** Null: whoever wants to comes. */
  signUp: z
    .strictObject({
      /** People; null: as many as want to. */
      capacity: z.int().min(1).max(capacityMax).nullable().default(null),
      partyMax: z.int().min(1).max(partyMax).default(4),
      /** Left empty: until it begins. */
      closes: local,
    })
    .nullable()
    .default(null),
  /** None: every open channel. */
  channels: z.array(z.uuid()).max(channelsMax).default([]),
});

export type EventContent = z.infer<typeof eventContent>;
export type EventDraft = z.input<typeof eventContent>;

/** Under this hash a version is approved: it stands in the posts that tell of it. */
export function eventHash({ again, ...once }: EventContent): string {
  const content = again ? { ...once, again } : once;
  return sha256(canonicalize({ form: 1, content })).toString("hex");
}

/** The languages that it is written in. */
export function languagesOf({ es }: EventContent): EventLanguage[] {
  return es ? ["en", "es"] : ["en"];
}
