import { html } from "hono/html";
import type { PublicCall } from "#blotter";
import { Temporal } from "#platform/clock.ts";
import { base, moment, type Html } from "../page.ts";
import type { SiteFacts } from "../site-facts.ts";
import { words, type Language } from "../words.ts";
import type { BeatFacts } from "./beat-facts.ts";
import { nextEvents } from "../events/event-list.ts";
import { titleList } from "../title-list.ts";
import { beatMap } from "./beat-map.ts";
import { beatWords } from "./beat-words.ts";

const newsMax = 5;

/** A beat's calls, as a map and in words, what was told about it, and where its officers can be met. */
export function beatPage(facts: SiteFacts, language: Language, beat: BeatFacts): Html {
  const say = beatWords[language];
  const places = new Set(
    beat.shown.flatMap(({ point }) => (point ? [`${point.lat} ${point.lon}`] : [])),
  );
  return html`<h1>${say.title(beat.code, beat.name)}</h1>
    <p>${introOf(language, beat)}</p>
    ${beat.promise.isAdopted ? html`<p>${beat.withheld > 0 ? say.withheld(beat.withheld) : ""} ${say.never(protectedBy(language, beat))}</p>` : ""}
    ${beatMap(beat, say.map(places.size, beat.name))}
    ${beat.shown.length === 0 ? html`<p>${say.none}</p>` : callTable(facts, language, beat)}
    ${beatNews(facts, language, beat)} ${nextEvents(facts, language, beat.id)}
    <p>
      ${say.follow}: <a href="${beat.path}.atom">Atom</a> ·
      <a href="${beat.path}.json">JSON Feed</a> · <a href="${beat.path}.geojson">GeoJSON</a> ·
      <a href="${beat.path}.ics" type="text/calendar">${say.calendar}</a>
    </p>
    ${
      beat.accounts.length === 0
        ? ""
        : html`<h2>${say.accounts}</h2>
            <ul>
              ${beat.accounts.map((one) => html`<li>${one.title} <a href="${one.profileUrl}" rel="me noopener">${one.handle}</a></li>`)}
            </ul>`
    }
    <p>
      <a href="${base(language)}subscribe?beat=${encodeURIComponent(beat.code)}"
        >${words[language].subscribe}</a
      >
    </p>
    <p><a href="${base(language)}beats">${say.all}</a></p>`;
}

/** What the policy in force promises, and not what ours once proposed. */
export function introOf(language: Language, { promise }: BeatFacts): string {
  const say = beatWords[language];
  return promise.isAdopted ? say.intro(promise) : say.notYet;
}

function protectedBy(language: Language, { promise }: BeatFacts): string {
  const { protects } = beatWords[language];
  const list = new Intl.ListFormat(language, { type: "disjunction" });
  return list.format(promise.protections.map((one) => protects[one]));
}

function callTable({ agency }: SiteFacts, language: Language, { shown }: BeatFacts): Html {
  const say = beatWords[language];
  return html`<table class="calls">
    <thead>
      <tr>
        <th scope="col">${say.when}</th>
        <th scope="col">${say.what}</th>
        <th scope="col">${say.where}</th>
      </tr>
    </thead>
    <tbody>
      ${shown.map(
        (call) =>
          html`<tr id="${call.id}">
            <td>
              <time datetime="${call.takenAt}"
                >${moment(Temporal.Instant.from(call.takenAt), agency.timeZone, language)}</time
              >
            </td>
            <td>${labelOf(call, language)}</td>
            <td>${call.block ?? say.somewhere}</td>
          </tr>`,
      )}
    </tbody>
  </table>`;
}

/** What the agency told about this beat last, and the way to all of it; nothing where it told nothing. */
function beatNews(facts: SiteFacts, language: Language, { id, code }: BeatFacts): Html {
  const about = facts.index.filter(({ removedAt, beats }) => !removedAt && beats.includes(id));
  if (about.length === 0) return html``;
  const say = beatWords[language];
  return html`<section>
    <h2>${say.news}</h2>
    ${titleList(facts, language, about.slice(0, newsMax))}
    ${about.length > newsMax ? html`<p><a href="${base(language)}news/beat/${encodeURIComponent(code)}">${say.allNews}</a></p>` : ""}
  </section>`;
}

function labelOf({ label, kind }: PublicCall, language: Language): string {
  return label[language] ?? label["en"] ?? kind;
}

/** Every beat, with how many calls it shows. */
export function beatList(language: Language, beats: readonly BeatFacts[]): Html {
  const say = beatWords[language];
  return html`<h1>${say.all}</h1>
    <ul class="titles">
      ${beats.map(
        (beat) =>
          html`<li>
            <a href="${language === "en" ? "" : `/${language}`}${beat.path}"
              >${say.title(beat.code, beat.name)}</a
            >
            <span class="when">${beat.shown.length}</span>
          </li>`,
      )}
    </ul>`;
}
