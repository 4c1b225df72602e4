import type { Temporal } from "#platform/clock.ts";
import type { EventContent, EventLanguage } from "./content.ts";
import { timesOf } from "./times.ts";
import { eventWords } from "./words.ts";

/** What an event says in one language: pages, posts, letters and calendars all say exactly this. */
export interface ToldEvent {
  language: EventLanguage;
  kind: string;
  title: string;
  when: string;
  about: string;
  access: string;
  help: string;
  photoAlt: string;
}

export function tellIn(content: EventContent, language: EventLanguage): ToldEvent {
  const own = language === "es" && content.es ? content.es : content;
  return {
    language,
    kind: eventWords[language].kinds[content.kind],
    title: own.title.trim(),
    when: whenOf(content, language),
    about: own.about.trim(),
    access: own.access.trim(),
    help: own.help.trim(),
    photoAlt:
      (language === "es" && content.es ? content.es.photoAlt : content.photo?.alt)?.trim() ?? "",
  };
}

/** "Saturday, December 5, 2026, 9:00 AM – 11:00 AM PST": the place's wall clock, with its zone. */
function whenOf(content: EventContent, language: EventLanguage): string {
  const { starts, ends } = timesOf(content);
  if (!starts || !ends) return "";
  const tag = language === "es" ? "es-US" : "en-US";
  const time = (at: Temporal.ZonedDateTime) =>
    at.toLocaleString(tag, { hour: "numeric", minute: "2-digit" });
  const day = (at: Temporal.ZonedDateTime) =>
    at.toLocaleString(tag, { weekday: "long", year: "numeric", month: "long", day: "numeric" });
  const isSameDay = starts.toPlainDate().equals(ends.toPlainDate());
  const until = isSameDay ? time(ends) : `${day(ends)}, ${time(ends)}`;
  return `${day(starts)}, ${time(starts)} – ${until} ${zoneName(starts)}`;
}

function zoneName(at: Temporal.ZonedDateTime): string {
  const options = { timeZone: at.timeZoneId, timeZoneName: "short" } as const;
  const parts = new Intl.DateTimeFormat("en-US", options).formatToParts(at.epochMilliseconds);
  return parts.find(({ type }) => type === "timeZoneName")?.value ?? at.timeZoneId;
}

/** Where it is, in one line. */
export function whereOf({ place }: EventContent): string {
  return [place.name.trim(), place.address.trim()].filter(Boolean).join(", ");
}

/** The words of its post: everything that the page says, so that whoever approves has read it all. */
export function postWords(content: EventContent, told: ToldEvent, url: string) {
  const say = eventWords[told.language];
  const link = content.signUp ? say.signUp(url) : say.details(url);
  const lines = [
    told.title,
    `${say.when}: ${told.when}`,
    `${say.where}: ${whereOf(content)}`,
    told.about,
    told.access && `${say.access}: ${told.access}`,
    told.help && `${say.help}: ${told.help}`,
    link,
  ];
  return {
    title: told.title,
    text: lines.filter(Boolean).join("\n"),
    short: [`${told.title}.`, `${told.when}.`, `${whereOf(content)}.`, link].join(" "),
    alt: told.photoAlt,
    networks: {},
  };
}
