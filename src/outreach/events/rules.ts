import { Temporal } from "#platform/clock.ts";
import type { EventContent } from "./content.ts";
import { timesOf } from "./times.ts";

export interface EventFinding {
  code: EventFindingCode;
  field: string;
  says: string;
  cites?: string;
}

const sentences = {
  "no-title": "Give it a name.",
  "no-about": "Say what it is, in a sentence or two.",
  "no-start": "Say when it begins.",
  "no-end": "Say when it ends.",
  "ends-first": "It ends before it begins.",
  "starts-past": "It begins in the past.",
  "too-long": "It lasts longer than two weeks. Write one event for each date.",
  "no-place": "Say where it is: a public place with its address.",
  "no-access": "Say how people with a disability can take part: steps, doors, seats, hearing.",
  "no-help": "Say whom to ask for an interpreter or another need.",
  "no-alt": "Describe the picture for people who cannot see it.",
  "es-incomplete": "Write all of it in Spanish too, or take the Spanish out: half an invitation is none.",
  "closes-late": "Sign-up closes after the event begins.",
  "no-letters": "Sign-up needs the agency's e-mail channel: places are confirmed by letter.",
} as const;
export type EventFindingCode = keyof typeof sentences;

export interface EventPlace {
  now: Temporal.Instant;
  /** Whether letters can go out. */
  hasMail: boolean;
}

/** Everything that stands between this event and the public: pure, the same on screen and at the gate. */
export function eventFindings(content: EventContent, place: EventPlace): EventFinding[] {
  return [...words(content), ...times(content, place), ...around(content, place)];
}

function say(code: EventFindingCode, field: string, cites?: string): EventFinding {
  return { code, field, says: sentences[code], ...(cites ? { cites } : {}) };
}

const ada = "28 CFR 35.106, 35.160";

function words(content: EventContent): EventFinding[] {
  const found: EventFinding[] = [];
  const { title, about, access, help, place, es } = content;
  if (!title.trim()) found.push(say("no-title", "title"));
  if (!about.trim()) found.push(say("no-about", "about"));
  if (!place.name.trim() || !place.address.trim()) found.push(say("no-place", "place.address"));
  if (!access.trim()) found.push(say("no-access", "access", ada));
  if (!help.trim()) found.push(say("no-help", "help", ada));
  if (content.photo && content.photo.alt.trim().length < 5)
    found.push(say("no-alt", "photo.alt", "28 CFR 35.200; WCAG 2.1, 1.1.1"));
  if (es) {
    const all = [es.title, es.about, es.access, es.help, content.photo ? es.photoAlt : "-"];
    if (all.some((one) => !one.trim())) found.push(say("es-incomplete", "es.title"));
  }
  return found;
}

function times(content: EventContent, { now }: EventPlace): EventFinding[] {
  const { starts, ends } = timesOf(content);
  const found: EventFinding[] = [];
  if (!starts) found.push(say("no-start", "starts"));
  if (!ends) found.push(say("no-end", "ends"));
  if (!starts || !ends) return found;
  const order = Temporal.ZonedDateTime.compare;
  if (order(ends, starts) <= 0) found.push(say("ends-first", "ends"));
  if (order(ends, starts.add({ days: 14 })) > 0) found.push(say("too-long", "ends"));
  if (Temporal.Instant.compare(starts.toInstant(), now) <= 0)
    found.push(say("starts-past", "starts"));
  return found;
}

function around(content: EventContent, { hasMail }: EventPlace): EventFinding[] {
  const { signUp } = content;
  if (!signUp) return [];
  const { starts, closes } = timesOf(content);
  const found: EventFinding[] = [];
  if (starts && closes && Temporal.ZonedDateTime.compare(closes, starts) > 0)
    found.push(say("closes-late", "signUp.closes"));
  if (!hasMail) found.push(say("no-letters", "signUp"));
  return found;
}
