import { html } from "hono/html";
import type { Agency } from "#agency";
import { newsKinds, newsLanguages, type OwnSubscription } from "#audience";
import type { Temporal } from "#platform/clock.ts";
import { feedLinks } from "../feed-links.ts";
import { localPath, page, type Html } from "../page.ts";
import { kindTitles, languages, words, type Language } from "../words.ts";
import { choiceFields, languageNames, type ChoiceFacts } from "./choice-fields.ts";
import { subscribeWords } from "./subscribe-words.ts";

export interface SubscribeFrame {
  agency: Agency;
  origin: string;
  language: Language;
  made: Temporal.Instant;
}

export interface FormFault {
  field: "email" | "telephone" | "code" | "form";
  says: string;
}

export interface Typed {
  way: "email" | "text";
  email: string;
  telephone: string;
}

export interface SubscribeForm extends SubscribeFrame, ChoiceFacts {
  ways: { email: boolean; text: boolean; push: boolean };
  intro: string;
  typed: Typed;
  faults: readonly FormFault[];
}

/** `/subscribe`: what is kept, what is sent, and the form. It works without a script. */
export function subscribePage(given: SubscribeForm): Promise<string> {
  const { language, agency, faults, ways, intro } = given;
  const say = subscribeWords[language];
  const isOpen = ways.email || ways.text || ways.push;
  return framed(
    given,
    "/subscribe",
    faults.length > 0 ? `${say.errors}. ${say.title}` : say.title,
    html` <h1>${say.title}</h1>
      ${faultList(faults, language)}
      <p>${say.lead(agency.name)}</p>
      ${intro === "" ? "" : html`<p>${intro}</p>`}
      <p><strong>${say.danger}</strong></p>
      ${isOpen ? "" : html`<p>${say.noWay}</p>`} ${ways.email || ways.text ? form(given) : ""}
      ${ways.push ? html`<p><a href="${localPath(language, "/subscribe/push")}">${say.ways.push}</a></p>` : ""}
      ${isOpen ? html`<p>${say.feeds}</p>` : ""} ${feedList(given)}`,
    html`${followed(given).map(({ title, path }) => feedLinks(title, [`${path}.rss`, `${path}.atom`]))}`,
  );
}

/** The lists that can be followed without an address. */
function followed({ beats, language }: SubscribeForm) {
  return [
    ...beats.map(({ code, name }) => ({
      title: `${code} ${name}`,
      path: `/feeds/beat/${encodeURIComponent(code)}`,
    })),
    ...newsKinds.map((kind) => ({
      title: kindTitles[language][kind] ?? kind,
      path: `/feeds/kind/${kind}`,
    })),
    ...newsLanguages.map((one) => ({
      title: languageNames[one],
      path: `/feeds/language/${one}`,
    })),
  ];
}

function feedList(given: SubscribeForm): Html {
  const { agency } = given;
  return html`<ul>
    <li>${agency.name}: <a href="/feeds/news.rss">RSS</a> · <a href="/feeds/news.atom">Atom</a></li>
    ${followed(given).map(({ title, path }) => html`<li>${title}: <a href="${path}.rss">RSS</a> · <a href="${path}.atom">Atom</a></li>`)}
  </ul>`;
}

function form(given: SubscribeForm): Html {
  const { language, ways, typed, faults } = given;
  const say = subscribeWords[language];
  const isBoth = ways.email && ways.text;
  const says = (field: FormFault["field"]) => faults.find((one) => one.field === field)?.says;
  return html`<form class="ask" method="post" action="${localPath(language, "/subscribe")}">
    ${
      isBoth
        ? html`<fieldset>
            <legend>${say.how}</legend>
            ${(["email", "text"] as const).map((way) => html`<label class="choice"><input type="radio" name="way" value="${way}" ${typed.way === way ? "checked" : ""} /> ${say.ways[way]}</label>`)}
          </fieldset>`
        : html`<input type="hidden" name="way" value="${ways.text ? "text" : "email"}" />`
    }
    ${ways.email ? field({ id: "email", type: "email", label: say.email, complete: "email", value: typed.email, fault: says("email") }) : ""}
    ${ways.text ? field({ id: "telephone", type: "tel", label: say.telephone, complete: "tel", value: typed.telephone, hint: say.telephoneHint, fault: says("telephone") }) : ""}
    ${choiceFields(given)}
    <p class="trap" aria-hidden="true">
      <label for="website">${say.trap}</label>
      <input id="website" name="website" tabindex="-1" autocomplete="off" />
    </p>
    <button type="submit">${say.send}</button>
  </form>`;
}

interface FieldDraft {
  id: string;
  type: string;
  label: string;
  complete: string;
  value: string;
  hint?: string;
  fault?: string | undefined;
}

function field({ id, type, label, complete, value, hint, fault }: FieldDraft): Html {
  const about = [fault ? `${id}-fault` : "", hint ? `${id}-hint` : ""].filter(Boolean).join(" ");
  return html`<label for="${id}">${label}</label>
    ${hint ? html`<p class="hint" id="${id}-hint">${hint}</p>` : ""}
    ${fault ? html`<p class="fault" id="${id}-fault">${fault}</p>` : ""}
    <input
      id="${id}"
      name="${id}"
      type="${type}"
      maxlength="254"
      autocomplete="${complete}"
      value="${value}"
      ${fault ? html`aria-invalid="true"` : ""}
      ${about ? html`aria-describedby="${about}"` : ""}
    />`;
}

function faultList(faults: readonly FormFault[], language: Language): Html {
  if (faults.length === 0) return html``;
  return html`<section class="verdict unknown" role="alert" aria-labelledby="faults">
    <h2 id="faults">${subscribeWords[language].errors}</h2>
    <ul>
      ${faults.map(({ field, says }) => html`<li>${field === "form" ? says : html`<a href="#${field}">${says}</a>`}</li>`)}
    </ul>
  </section>`;
}

/** The same for every address, known or not. By text there is a field for the code. */
export function sentPage(
  given: SubscribeFrame & { way: "email" | "text"; telephone: string; fault?: string },
): Promise<string> {
  const { language, way, telephone, fault } = given;
  const say = subscribeWords[language];
  const code = html`<form
    class="ask"
    method="post"
    action="${localPath(language, "/subscribe/code")}"
  >
    <input type="hidden" name="telephone" value="${telephone}" />
    <label for="code">${say.code}</label>
    ${fault ? html`<p class="fault" id="code-fault" role="alert">${fault}</p>` : ""}
    <input
      id="code"
      name="code"
      inputmode="numeric"
      autocomplete="one-time-code"
      maxlength="12"
      required
      ${fault ? html`aria-invalid="true" aria-describedby="code-fault"` : ""}
    />
    <button type="submit">${say.codeSend}</button>
  </form>`;
  return framed(
    given,
    "/subscribe",
    say.sentTitle,
    html`<h1>${say.sentTitle}</h1>
      <p>${way === "email" ? say.sentEmail : say.sentText}</p>
      ${way === "text" ? code : ""}`,
  );
}

/** Looking at it changes nothing: a mail scanner follows links, and presses no buttons. */
export function askPage(given: SubscribeFrame & { act: "confirm" | "leave"; link: string }) {
  const { language, act, link } = given;
  const say = subscribeWords[language];
  const [title, lead, button] =
    act === "confirm"
      ? [say.confirmTitle, say.confirmLead, say.confirmSend]
      : [say.leaveTitle, say.leaveLead, say.leave];
  const path = localPath(language, `/subscribe/${act}`);
  return framed(
    given,
    "/subscribe",
    title,
    html`<h1>${title}</h1>
      <p>${lead}</p>
      <form class="ask" method="post" action="${path}/${link}">
        <button type="submit">${button}</button>
      </form>`,
  );
}

export interface OwnPage extends SubscribeFrame, ChoiceFacts {
  link: string;
  own: OwnSubscription;
  note: "new" | "kept" | undefined;
}

/** Somebody's own page: what was chosen, never the address. */
export function ownPage(given: OwnPage): Promise<string> {
  const { language, link, own, note } = given;
  const say = subscribeWords[language];
  const says = note === "new" ? say.inNow : note === "kept" ? say.kept : "";
  return framed(
    given,
    "/subscribe",
    say.ownTitle,
    html`<h1>${say.ownTitle}: ${say.ways[own.way]}</h1>
      ${says ? html`<p class="verdict ours" role="status">${says}</p>` : ""}
      ${own.isSuspended ? html`<p class="verdict unknown">${say.suspended} <a href="${localPath(language, "/subscribe")}">${say.title}</a></p>` : ""}
      <form class="ask" method="post" action="${localPath(language, "/subscribe/manage")}/${link}">
        ${choiceFields(given)}
        <button type="submit">${say.keep}</button>
      </form>
      <form class="ask" method="post" action="${localPath(language, "/subscribe/leave")}/${link}">
        <h2>${say.leaveTitle}</h2>
        <p>${say.leaveLead}</p>
        <button type="submit">${say.leave}</button>
      </form>`,
  );
}

/** What happened, with the way back to the form. */
export function tellPage(given: SubscribeFrame & { what: "over" | "left" }): Promise<string> {
  const { language, what } = given;
  const say = subscribeWords[language];
  const [title, lead] = what === "left" ? [say.leftTitle, say.left] : [say.overTitle, say.over];
  return framed(
    given,
    "/subscribe",
    title,
    html`<h1>${title}</h1>
      <p>${lead}</p>
      <p><a href="${localPath(language, "/subscribe")}">${say.title}</a></p>`,
  );
}

export function framed(
  { agency, origin, language, made }: SubscribeFrame,
  path: string,
  title: string,
  body: Html,
  head?: Html,
): Promise<string> {
  return page({
    agency,
    origin,
    language,
    made,
    say: words[language],
    path: localPath(language, path),
    title,
    description: subscribeWords[language].lead(agency.name),
    alternates: Object.fromEntries(languages.map((one) => [one, localPath(one, path)])),
    body,
    ...(head ? { head } : {}),
  });
}
