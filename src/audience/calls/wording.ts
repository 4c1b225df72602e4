import type { ToldCall } from "#blotter";
import type { OutboundMessage } from "#channels";
import { Temporal } from "#platform/clock.ts";
import type { Way } from "../schema.ts";

export interface LetterFacts {
  agency: { shortName: string; timeZone: string };
  beat: { code: string; name: string };
  /** The beat's page. */
  url: string;
  language: "en" | "es";
  calls: readonly ToldCall[];
}

const words = {
  en: {
    title: (beat: string, count: number) =>
      count === 1 ? `${beat}: 1 call for police` : `${beat}: ${count} calls for police`,
    beat: (code: string, name: string) => `Beat ${code}, ${name}`,
    somewhere: "in this beat",
    note: "What is reported is not always what happened. A call that we take back stays in letters that were sent; the page has what stands now:",
  },
  es: {
    title: (beat: string, count: number) =>
      count === 1 ? `${beat}: 1 llamada a la policía` : `${beat}: ${count} llamadas a la policía`,
    beat: (code: string, name: string) => `Zona ${code}, ${name}`,
    somewhere: "en esta zona",
    note: "Lo que se informa no es siempre lo que pasó. Una llamada que retiramos queda en las cartas ya enviadas; la página tiene lo que vale ahora:",
  },
};

/** A beat's calls as a letter: when, what and about where, and no more than its page shows. */
export function letterOf(facts: LetterFacts): { title: string; text: string } {
  const { language, beat, calls, url } = facts;
  const say = words[language];
  const lines = calls.map((call) => `- ${momentOf(facts, call)}: ${whatOf(facts, call)}`);
  return {
    title: say.title(say.beat(beat.code, beat.name), calls.length),
    text: `${lines.join("\n")}\n\n${say.note}\n${url}`,
  };
}

/** One call, short enough for a text. A notice leads to the beat's page by itself, and has no address in its words. */
export function noteOf(
  facts: LetterFacts,
  call: ToldCall,
  way: Way,
): Pick<OutboundMessage, "title" | "text" | "link"> {
  const { language, agency, beat, url } = facts;
  const title = `${agency.shortName}, ${words[language].beat(beat.code, beat.name)}`;
  const text = `${whatOf(facts, call)}, ${momentOf(facts, call)}.`;
  return way === "push"
    ? { title, text, link: { title: "", description: "", url } }
    : { title, text: `${text} ${url}` };
}

function whatOf({ language }: LetterFacts, { label, kind, block }: ToldCall): string {
  const what = label[language] ?? label["en"] ?? kind;
  return `${what}, ${block ?? words[language].somewhere}`;
}

function momentOf({ agency, language }: LetterFacts, { takenAt }: ToldCall): string {
  return new Intl.DateTimeFormat(language === "es" ? "es-US" : "en-US", {
    timeZone: agency.timeZone,
    month: "short",
    day: "numeric",
    hour: "numeric",
    minute: "2-digit",
  })
    .format(Temporal.Instant.from(takenAt).epochMilliseconds)
    .replaceAll("\u202f", " ");
}
