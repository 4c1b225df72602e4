import { html } from "hono/html";
import type { Agency } from "#agency";
import { needMax, type PublicEvent } from "#outreach";
import type { Temporal } from "#platform/clock.ts";
import { localPath, page, type Html } from "../page.ts";
import { languages, words, type Language } from "../words.ts";
import { eventTitle, toldIn } from "./event-pages.ts";
import { signUpWords } from "./sign-up-words.ts";

export interface SignUpFrame {
  agency: Agency;
  origin: string;
  language: Language;
  made: Temporal.Instant;
}

export interface SignUpFault {
  field: "email" | "people" | "need" | "form";
  says: string;
}

export interface SignUpForm extends SignUpFrame {
  event: PublicEvent;
  typed: { email: string; people: string; need: string };
  /** Null: as many as want to. */
  free: number | null;
  partyMax: number;
  faults: readonly SignUpFault[];
}

/** `/sign-up/CODE`: what is asked for, why, and the form. It works without a script. */
export function signUpPage(given: SignUpForm): Promise<string> {
  const { language, event, faults, free } = given;
  const say = signUpWords[language];
  const title = say.title(eventTitle(event, language));
  const told = toldIn(event, language);
  const isOpen = event.state === "active" && event.signUp && !event.signUp.isClosed;
  const places = free === null ? "" : free === 0 ? say.full : say.places(free);
  return framed(
    given,
    `/sign-up/${event.code}`,
    faults.length > 0 ? `${say.errors}. ${title}` : title,
    html`<h1>${title}</h1>
      ${faultList(faults, language)}
      <p><strong>${told?.when}</strong><br />${event.where}</p>
      ${
        isOpen
          ? html`<p>${places}</p>
              <p>${say.kept}</p>
              ${form(given)}`
          : html`<p class="verdict unknown">${say.closed}</p>`
      }
      <p>
        <a href="${localPath(language, `/events/${event.code}`)}">${eventTitle(event, language)}</a>
      </p>`,
  );
}

function form({ language, event, typed, partyMax, faults }: SignUpForm): Html {
  const say = signUpWords[language];
  const says = (field: SignUpFault["field"]) => faults.find((one) => one.field === field)?.says;
  const counts = Array.from({ length: partyMax }, (_, at) => String(at + 1));
  return html`<form
    class="ask"
    method="post"
    action="${localPath(language, `/sign-up/${event.code}`)}"
  >
    <label for="email">${say.email}</label>
    ${fault("email", says("email"))}
    <input
      id="email"
      name="email"
      type="email"
      maxlength="254"
      autocomplete="email"
      required
      value="${typed.email}"
      ${says("email") ? html`aria-invalid="true" aria-describedby="email-fault"` : ""}
    />
    <label for="people">${say.people}</label>
    <p class="hint" id="people-hint">${say.peopleHint}</p>
    ${fault("people", says("people"))}
    <select id="people" name="people" aria-describedby="people-hint">
      ${counts.map((one) => html`<option ${one === typed.people ? "selected" : ""}>${one}</option>`)}
    </select>
    <label for="need">${say.need}</label>
    <p class="hint" id="need-hint">${say.needHint}</p>
    ${fault("need", says("need"))}
    <input
      id="need"
      name="need"
      maxlength="${needMax}"
      autocomplete="off"
      value="${typed.need}"
      aria-describedby="need-hint"
    />
    <p class="trap" aria-hidden="true">
      <label for="website">${say.trap}</label>
      <input id="website" name="website" tabindex="-1" autocomplete="off" />
    </p>
    <button type="submit">${say.send}</button>
  </form>`;
}

function fault(field: string, says: string | undefined): Html {
  return says ? html`<p class="fault" id="${field}-fault">${says}</p>` : html``;
}

function faultList(faults: readonly SignUpFault[], language: Language): Html {
  if (faults.length === 0) return html``;
  return html`<section class="verdict unknown" role="alert" aria-labelledby="faults">
    <h2 id="faults">${signUpWords[language].errors}</h2>
    <ul>
      ${faults.map(({ field, says }) => html`<li>${field === "form" ? says : html`<a href="#${field}">${says}</a>`}</li>`)}
    </ul>
  </section>`;
}

/** The same for every address, whether it is known or not. */
export function sentPage(given: SignUpFrame): Promise<string> {
  const say = signUpWords[given.language];
  return framed(
    given,
    "/events",
    say.sentTitle,
    html`<h1>${say.sentTitle}</h1>
      <p>${say.sent}</p>
      ${back(given.language)}`,
  );
}

/** Looking at it changes nothing: a mail scanner follows links, and presses no buttons. */
export function giveUpPage(given: SignUpFrame & { link: string; people: number }): Promise<string> {
  const { language, link, people } = given;
  const say = signUpWords[language];
  return framed(
    given,
    "/events",
    say.giveUpTitle,
    html`<h1>${say.giveUpTitle}</h1>
      <p>${say.giveUpLead(people)}</p>
      <form class="ask" method="post" action="${localPath(language, "/sign-up/give-up")}/${link}">
        <button type="submit">${say.giveUp}</button>
      </form>`,
  );
}

export function toldPage(given: SignUpFrame & { what: "over" | "given-up" }): Promise<string> {
  const say = signUpWords[given.language];
  const [title, lead] =
    given.what === "over" ? [say.overTitle, say.over] : [say.gaveUpTitle, say.gaveUp];
  return framed(
    given,
    "/events",
    title,
    html`<h1>${title}</h1>
      <p>${lead}</p>
      ${back(given.language)}`,
  );
}

function back(language: Language): Html {
  return html`<p><a href="${localPath(language, "/events")}">${signUpWords[language].back}</a></p>`;
}

function framed(
  { agency, origin, language, made }: SignUpFrame,
  path: string,
  title: string,
  body: Html,
): Promise<string> {
  return page({
    agency,
    origin,
    language,
    made,
    say: words[language],
    path: localPath(language, path),
    title,
    description: title,
    alternates: Object.fromEntries(languages.map((one) => [one, localPath(one, path)])),
    body,
  });
}
