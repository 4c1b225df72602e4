import { Temporal } from "#platform/clock.ts";
import type { EventContent, EventLanguage } from "./content.ts";
import { datesOf, spanOf } from "./series.ts";
import { timesOf } from "./times.ts";
import { eventWords } from "./words.ts";

/** What an event says in one language: pages, posts, letters and calendars all say exactly this. */
export interface ToldEvent {
  language: EventLanguage;
  kind: string;
  title: string;
  when: string;
  /** Every day of one that comes again, in one line; else empty. */
  dates: string;
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
    dates: datesIn(content, language),
    about: own.about.trim(),
    access: own.access.trim(),
    help: own.help.trim(),
    photoAlt:
      (language === "es" && content.es ? content.es.photoAlt : content.photo?.alt)?.trim() ?? "",
  };
}

/** "Saturday, December 5, 2026, 9:00 AM – 11:00 AM PST": the place's wall clock, with its zone. */
export function whenOf(content: EventContent, language: EventLanguage): string {
  const days = datesOf(content);
  const { starts, ends } = timesOf(spanOf(content).first);
  if (!starts || !ends) return "";
  const tag = tagOf(language);
  const time = (at: Temporal.ZonedDateTime) =>
    at.toLocaleString(tag, { hour: "numeric", minute: "2-digit" });
  const day = (at: Temporal.ZonedDateTime) =>
    at.toLocaleString(tag, { weekday: "long", year: "numeric", month: "long", day: "numeric" });
  const isSameDay = starts.toPlainDate().equals(ends.toPlainDate());
  const until = isSameDay ? time(ends) : `${day(ends)}, ${time(ends)}`;
  // Where some of its dates lie in summer and some in winter, neither time's own name is right.
  const zone = zoneName(starts, days.length > 1 ? "shortGeneric" : "short");
  const more = eventWords[language].more(days.length - 1, dayName(days.at(-1), language));
  const once = `${day(starts)}, ${time(starts)} – ${until} ${zone}`;
  return days.length > 1 ? `${once}, ${more}` : once;
}

/** "Dec 5, 2026; Dec 12, 2026": whoever approves the post has read every one of them. */
function datesIn(content: EventContent, language: EventLanguage): string {
  return datesOf(content)
    .map((day) => dayName(day, language, "short"))
    .join("; ");
}

function dayName(
  day: string | undefined,
  language: EventLanguage,
  month: "long" | "short" = "long",
): string {
  if (day === undefined) return "";
  const options = { year: "numeric", month, day: "numeric" } as const;
  return Temporal.PlainDate.from(day).toLocaleString(tagOf(language), options);
}

function tagOf(language: EventLanguage): string {
  return language === "es" ? "es-US" : "en-US";
}

function zoneName(at: Temporal.ZonedDateTime, timeZoneName: "short" | "shortGeneric"): string {
  const options = { timeZone: at.timeZoneId, timeZoneName };
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
    told.dates && `${say.dates}: ${told.dates}`,
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
