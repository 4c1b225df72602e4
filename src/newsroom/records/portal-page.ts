import { html } from "hono/html";
import type { Agency } from "#agency";
import type { recordsPortal } from "#records";
import { Temporal } from "#platform/clock.ts";
import { localPath, page, type Html } from "../page.ts";
import { languages, words, type Language } from "../words.ts";
import { roomWords } from "./room-words.ts";
import { recordsWords, type RecordsWords } from "./records-words.ts";

export type PortalFacts = Awaited<ReturnType<typeof recordsPortal>>;

/** What somebody typed, so that nothing is lost when it cannot be taken. */
export interface Typed {
  asked: string;
  name: string;
  email: string;
  phone: string;
  address: string;
  format: string;
  isCommercial: boolean;
}

export interface FormFault {
  field: "asked" | "email" | "form";
  says: string;
}

export interface PublicFrame {
  agency: Agency;
  origin: string;
  language: Language;
  made: Temporal.Instant;
}

interface PortalPage extends PublicFrame {
  facts: PortalFacts;
  ticket: string;
  typed: Typed;
  faults: readonly FormFault[];
  askedMax: number;
}

export const nothingTyped: Typed = {
  asked: "",
  name: "",
  email: "",
  phone: "",
  address: "",
  format: "e-mail",
  isCommercial: false,
};

/** `/records`: the right, the clock, the fees and the form. It works without a script. */
export function portalPage(given: PortalPage): Promise<string> {
  const { agency, origin, language, made, faults } = given;
  const say = recordsWords[language];
  const path = (one: Language) => localPath(one, "/records");
  return page({
    agency,
    origin,
    language,
    made,
    say: words[language],
    path: path(language),
    title: faults.length > 0 ? `${say.errors} ${say.title}` : say.title,
    description: say.lead,
    alternates: Object.fromEntries(languages.map((one) => [one, path(one)])),
    body: html`<h1>${say.title}</h1>
      ${faultList(faults, say)} ${faults.length > 0 ? "" : about(given, say)} ${form(given, say)}`,
  });
}

function about({ facts, language }: PortalPage, say: RecordsWords): Html {
  return html`<section>
      <p>${say.lead}</p>
      <p>
        <a href="${localPath(language, "/records/reading-room")}">${roomWords[language].title}</a>
      </p>
      <p>
        ${say.law} <strong lang="en">${facts.law}</strong>,
        <span lang="en">${facts.citation}</span>.
      </p>
    </section>
    <section>
      <h2>${say.clock}</h2>
      ${clockList(facts, language, say)}
      <p class="when">
        ${facts.verifiedOn ? say.verified(longDay(facts.verifiedOn, language)) : say.notVerified}
      </p>
    </section>
    <section>
      <h2>${say.fees}</h2>
      <p>${facts.fees === "" ? say.feesNone : facts.fees}</p>
    </section>
    <section>
      <h2>${say.tips}</h2>
      <ul>
        ${say.tipList.map((one) => html`<li>${one}</li>`)}
      </ul>
      <p><strong>${say.emergency}</strong></p>
    </section>`;
}

function clockList({ deadlines }: PortalFacts, language: Language, say: RecordsWords): Html {
  const counted = deadlines.flatMap(({ stage, term, due }) => (term ? [{ stage, term, due }] : []));
  if (counted.length === 0) return html`<p>${say.clockNone}</p>`;
  return html`<ul>
    ${counted.map(({ stage, term, due }) => html`<li>${say.stages[stage]}: <strong>${say.days(term.days, term.kind)}</strong>.${due ? html` ${say.ifToday} <time datetime="${due}">${longDay(due, language)}</time>.` : ""}</li>`)}
  </ul>`;
}

function faultList(faults: readonly FormFault[], say: RecordsWords): Html {
  if (faults.length === 0) return html``;
  return html`<section class="verdict unknown" role="alert" aria-labelledby="faults">
    <h2 id="faults">${say.errors}</h2>
    <ul>
      ${faults.map(({ field, says }) => html`<li>${field === "form" ? says : html`<a href="#${field}">${says}</a>`}</li>`)}
    </ul>
  </section>`;
}

function form(given: PortalPage, say: RecordsWords): Html {
  const { language, ticket, typed, faults, askedMax, facts } = given;
  const fault = (field: FormFault["field"]) => faults.find((one) => one.field === field)?.says;
  return html`<form class="ask" method="post" action="${localPath(language, "/records")}">
    <h2>${say.formTitle}</h2>
    <label for="asked">${say.asked}</label>
    <p class="hint" id="asked-hint">
      ${say.askedHint(askedMax.toLocaleString(language))} ${say.publicNote}
    </p>
    ${faultLine("asked", fault("asked"))}
    <textarea
      id="asked"
      name="asked"
      rows="8"
      required
      minlength="10"
      maxlength="${askedMax}"
      ${invalid("asked", fault("asked"))}
    >
${typed.asked}</textarea>
    ${field({ id: "name", label: say.name, hint: say.nameHint, value: typed.name, complete: "name" }, say)}
    ${field({ id: "email", label: say.email, hint: say.emailHint, value: typed.email, complete: "email", type: "email", fault: fault("email") }, say)}
    ${field({ id: "phone", label: say.phone, value: typed.phone, complete: "tel", type: "tel" }, say)}
    ${field({ id: "address", label: say.address, value: typed.address, complete: "street-address" }, say)}
    <fieldset>
      <legend>${say.format}</legend>
      ${Object.entries(say.formats).map(([value, label]) => html`<label class="choice"><input type="radio" name="format" value="${value}" ${typed.format === value ? "checked" : ""} /> ${label}</label>`)}
    </fieldset>
    ${facts.hasCommercial ? html`<label class="choice"><input type="checkbox" name="commercial" value="yes" ${typed.isCommercial ? "checked" : ""} /> ${say.commercial}</label>` : ""}
    <p class="trap" aria-hidden="true">
      <label for="website">${say.trap}</label>
      <input id="website" name="website" tabindex="-1" autocomplete="off" />
    </p>
    <input type="hidden" name="ticket" value="${ticket}" />
    <button type="submit">${say.send}</button>
  </form>`;
}

interface FieldDraft {
  id: string;
  label: string;
  hint?: string;
  value: string;
  complete: string;
  type?: string;
  fault?: string | undefined;
}

function field(
  { id, label, hint, value, complete, type = "text", fault }: FieldDraft,
  say: RecordsWords,
): Html {
  return html`<label for="${id}">${label} <span class="soft">(${say.optional})</span></label>
    ${hint ? html`<p class="hint" id="${id}-hint">${hint}</p>` : ""} ${faultLine(id, fault)}
    <input
      id="${id}"
      name="${id}"
      type="${type}"
      maxlength="${id === "address" ? 1000 : 300}"
      autocomplete="${complete}"
      value="${value}"
      ${fault ? invalid(id, fault) : hint ? html`aria-describedby="${id}-hint"` : ""}
    />`;
}

function faultLine(id: string, says: string | undefined): Html {
  return says === undefined ? html`` : html`<p class="fault" id="${id}-fault">${says}</p>`;
}

function invalid(id: string, says: string | undefined): Html {
  return says === undefined
    ? html`aria-describedby="${id}-hint"`
    : html`aria-invalid="true" aria-describedby="${id}-fault ${id}-hint"`;
}

/** "Tuesday, December 1, 2026", of a day in the agency's calendar. */
export function longDay(day: string, language: Language): string {
  return Temporal.PlainDate.from(day).toLocaleString(language === "es" ? "es-US" : "en-US", {
    weekday: "long",
    month: "long",
    day: "numeric",
    year: "numeric",
  });
}
