import type { OutboundMessage } from "#channels";
import { Temporal } from "#platform/clock.ts";
import { limit } from "#platform/limits.ts";

const postsMax = limit(
  "audience.digest-posts",
  30,
  "posts",
  "in one letter of the day or the week; it says how many more there are, and where",
);
const wordsMax = limit(
  "audience.digest-words",
  1_200,
  "characters",
  "of each post in it; the newsroom has all",
);

export interface DigestFacts {
  agency: { shortName: string };
  language: "en" | "es";
  /** The newsroom's first page. */
  url: string;
  /** The day of the agency's calendar. */
  day: string;
  messages: readonly OutboundMessage[];
}

const words = {
  en: {
    title: (agency: string, count: number, day: string) =>
      `${agency}, ${day}: ${count === 1 ? "1 post" : `${count} posts`}`,
    more: (count: number) => (count === 1 ? "1 more is there." : `${count} more are there.`),
    picture: "Picture",
    note: "All our news, as it stands now:",
  },
  es: {
    title: (agency: string, count: number, day: string) =>
      `${agency}, ${day}: ${count === 1 ? "1 publicación" : `${count} publicaciones`}`,
    more: (count: number) => (count === 1 ? "Hay 1 más allí." : `Hay ${count} más allí.`),
    picture: "Imagen",
    note: "Todas nuestras noticias, como valen ahora:",
  },
} as const;

/** Approved posts in one letter, in the order in which they came, in a frame of the reader's language. */
export function digestOf(facts: DigestFacts): { title: string; text: string } {
  const { agency, language, messages, url } = facts;
  const say = words[language];
  const shown = messages.slice(0, postsMax);
  const left = messages.length - shown.length;
  const parts = shown.map((message, index) => postOf(message, index + 1, say.picture));
  const foot = [...(left > 0 ? [say.more(left)] : []), say.note].join(" ");
  return {
    title: say.title(agency.shortName, messages.length, dayOf(facts)),
    text: [...parts, `${foot}\n${url}`].join("\n\n"),
  };
}

/** A number and a title, so that ears find where the next one begins. */
function postOf(message: OutboundMessage, number: number, picture: string): string {
  const { title, text, contentWarning, link, media } = message;
  const head = title === undefined || title === "" ? `${number}.` : `${number}. ${title}`;
  const pictures = media.flatMap(({ alt }) => (alt === "" ? [] : `[${picture}: ${alt}]`));
  const more = link === undefined || text.includes(link.url) ? [] : [link.url];
  return [head, contentWarning, cut(text), ...pictures, ...more]
    .filter((part) => part !== undefined && part !== "")
    .join("\n\n");
}

/** Between words, and never through a sign of two halves. */
function cut(text: string): string {
  const signs = [...text];
  if (signs.length <= wordsMax) return text;
  const begun = signs.slice(0, wordsMax).join("");
  const end = Math.max(begun.lastIndexOf(" "), begun.lastIndexOf("\n"));
  return `${(end > wordsMax / 2 ? begun.slice(0, end) : begun).trimEnd()} …`;
}

function dayOf({ day, language }: DigestFacts): string {
  return new Intl.DateTimeFormat(language === "es" ? "es-US" : "en-US", {
    timeZone: "UTC",
    month: "short",
    day: "numeric",
  }).format(Temporal.PlainDate.from(day).toZonedDateTime("UTC").epochMilliseconds);
}
