import { html } from "hono/html";
import { newsKinds, newsLanguages, paces, type Choices } from "#audience";
import type { Html } from "../page.ts";
import { kindTitles, type Language } from "../words.ts";
import { subscribeWords } from "./subscribe-words.ts";

export interface ChoiceFacts {
  language: Language;
  beats: readonly { id: string; code: string; name: string }[];
  choices: Choices;
  /** What the agency proposes for the night. */
  night: { from: number; until: number };
  /** When letters of the day and the week go; absent where no mail is chosen. */
  digestAt?: number | undefined;
}

export const languageNames: Record<(typeof newsLanguages)[number], string> = {
  en: "English",
  es: "Español",
};

/** What of the news: the same fields where people subscribe and where they change it. */
export function choiceFields(facts: ChoiceFacts): Html {
  const { language, beats, choices, night } = facts;
  const say = subscribeWords[language];
  const quiet = choices.quiet ?? night;
  const until = (minutes: number) => clockOf(minutes, language);
  return html`${
      beats.length === 0
        ? html`<input type="hidden" name="whole" value="yes" />`
        : html`<fieldset>
              <legend>${say.areas}</legend>
              <p class="hint">${say.areasHint}</p>
              ${box("whole", "yes", say.whole, choices.isWhole)}
              ${beats.map(({ id, code, name }) => box("beat", id, `${code} ${name}`, choices.beats.includes(id)))}
            </fieldset>
            <fieldset>
              <legend>${say.calls}</legend>
              <p class="hint">${say.callsHint}</p>
              ${(["none", "daily", "twice"] as const).map(
                (one) =>
                  html`<label class="choice"
                    ><input
                      type="radio"
                      name="calls"
                      value="${one}"
                      ${choices.calls === one ? "checked" : ""}
                    />
                    ${say.callsHow[one]}</label
                  >`,
              )}
            </fieldset>`
    }
    <fieldset>
      <legend>${say.kinds}</legend>
      <p class="hint">${say.kindsHint}</p>
      ${newsKinds.map((kind) => box("kind", kind, kindTitles[language][kind] ?? kind, choices.kinds.includes(kind)))}
    </fieldset>
    <fieldset>
      <legend>${say.languages}</legend>
      ${newsLanguages.map((one) => box("language", one, languageNames[one], choices.languages.length === 0 || choices.languages.includes(one)))}
    </fieldset>
    ${paceFields(facts)}
    <fieldset>
      <legend>${say.quiet}</legend>
      ${box("quiet", `${quiet.from}-${quiet.until}`, say.quietAt(until(quiet.from), until(quiet.until)), choices.quiet !== null)}
    </fieldset>`;
}

/** Each post at once, or one letter: of mail alone. */
function paceFields({ language, choices, digestAt }: ChoiceFacts): Html {
  if (digestAt === undefined) return html``;
  const say = subscribeWords[language];
  const at = clockOf(digestAt, language);
  const how = { "at-once": say.paceAtOnce, daily: say.paceDaily(at), weekly: say.paceWeekly(at) };
  return html`<fieldset>
    <legend>${say.pace}</legend>
    <p class="hint">${say.paceHint}</p>
    ${paces.map(
      (one) =>
        html`<label class="choice"
          ><input
            type="radio"
            name="pace"
            value="${one}"
            ${choices.pace === one ? "checked" : ""}
          />
          ${how[one]}</label
        >`,
    )}
  </fieldset>`;
}

function box(name: string, value: string, label: string, isChosen: boolean): Html {
  return html`<label class="choice"
    ><input type="checkbox" name="${name}" value="${value}" ${isChosen ? "checked" : ""} />
    ${label}</label
  >`;
}

/** "9:00 PM" */
function clockOf(minutes: number, language: Language): string {
  return new Intl.DateTimeFormat(language === "es" ? "es-US" : "en-US", {
    hour: "numeric",
    minute: "2-digit",
    timeZone: "UTC",
  }).format(minutes * 60_000);
}
