import { html } from "hono/html";
import type { PublicAlert, PublicMessage } from "#alerts";
import { Temporal } from "#platform/clock.ts";
import { base, moment, prose, type Html } from "../page.ts";
import type { SiteFacts } from "../site-facts.ts";
import type { Language } from "../words.ts";
import { alertPath, saidNow, type AlertFacts } from "./alert-facts.ts";
import { alertMap } from "./alert-map.ts";
import { alertWords } from "./alert-words.ts";

/** The words in the page's language, or those that there are, told as what they are. */
export function sayingIn({ content }: PublicMessage, language: Language) {
  return (
    content.sayings.find((one) => one.language.startsWith(language)) ??
    content.sayings[0] ?? { language, headline: "", description: "", instruction: "" }
  );
}

function time(at: string, { agency }: SiteFacts, language: Language): Html {
  return html`<time datetime="${at}"
    >${moment(Temporal.Instant.from(at), agency.timeZone, language)}</time
  >`;
}

export function alertPage(
  facts: SiteFacts,
  { beats }: AlertFacts,
  alert: PublicAlert,
  language: Language,
): Html {
  const say = alertWords[language];
  const [now, ...earlier] = alert.messages;
  if (!now) return html``;
  const { headline, description, instruction, language: spoken } = sayingIn(now, language);
  const at = (when: string) => time(when, facts, language);
  return html`<article class="whole">
    <p class="state ${alert.state}">${say[alert.state]}</p>
    <h1 lang="${spoken}">${headline}</h1>
    <p class="when">${timesOf(facts, alert, now, language)}</p>
    ${
      instruction
        ? html`<section class="verdict do">
            <h2>${say.doNow}</h2>
            <div lang="${spoken}">${prose(instruction)}</div>
          </section>`
        : ""
    }
    <section>
      <h2>${say.what}</h2>
      <div lang="${spoken}">${prose(description)}</div>
    </section>
    <section>
      <h2>${say.where}</h2>
      <p>${now.content.area.description}</p>
    </section>
    ${now.type === "Cancel" ? "" : alertMap(now, beats, language)}
    ${now.content.contact ? html`<p>${now.content.contact}</p>` : ""}
    ${alert.state === "active" ? html`<p>${say.updates}</p>` : ""}
    ${
      earlier.length > 0
        ? html`<section class="history">
            <h2>${say.earlier}</h2>
            ${earlier.map((one) => earlierMessage(one, language, at))}
          </section>`
        : ""
    }
    <p><a href="${alertPath(alert)}.cap">${say.file}</a></p>
    <p><a href="${base(language)}alerts">${say.all}</a></p>
  </article>`;
}

function timesOf(
  facts: SiteFacts,
  alert: PublicAlert,
  now: PublicMessage,
  language: Language,
): Html {
  const say = alertWords[language];
  const at = (when: string) => time(when, facts, language);
  if (alert.state !== "active")
    return html`${say.issued} ${at(alert.startedAt)}. ${say.ended}
    ${at(alert.endedAt ?? alert.expiresAt)}.`;
  return html`${say.issued} ${at(now.issuedAt)}. ${say.until} ${at(alert.expiresAt)}.
  ${alert.nextUpdateBy ? html`<strong>${say.next} ${at(alert.nextUpdateBy)}.</strong>` : ""}
  ${isStale(facts, alert) ? html`<strong class="late">${say.stale}</strong>` : ""}`;
}

/** The page is made anew when the promise is broken: it says so itself. */
function isStale({ made }: SiteFacts, { nextUpdateBy }: PublicAlert): boolean {
  return nextUpdateBy !== null && Temporal.Instant.compare(nextUpdateBy, made) <= 0;
}

function earlierMessage(
  message: PublicMessage,
  language: Language,
  at: (when: string) => Html,
): Html {
  const { headline, description, instruction, language: spoken } = sayingIn(message, language);
  return html`<section>
    <h3 lang="${spoken}">${headline}</h3>
    <p class="when">${at(message.issuedAt)}</p>
    <div lang="${spoken}">${prose([description, instruction].filter(Boolean).join("\n\n"))}</div>
  </section>`;
}

/** Every alert: those in force first, as a frightened person looks for them. */
export function alertList(facts: SiteFacts, { alerts }: AlertFacts, language: Language): Html {
  const say = alertWords[language];
  const active = alerts.filter(({ state }) => state === "active");
  const over = alerts.filter(({ state }) => state !== "active");
  return html`<h1>${say.all}</h1>
    <h2>${say.now}</h2>
    ${active.length === 0 ? html`<p>${say.none}</p>` : lines(facts, active, language)}
    ${
      over.length > 0
        ? html`<h2>${say.over}</h2>
            ${lines(facts, over, language)}`
        : ""
    }
    <p>${say.feed}: <a href="/alerts/feed.atom">Atom</a></p>`;
}

function lines(facts: SiteFacts, alerts: readonly PublicAlert[], language: Language): Html {
  const say = alertWords[language];
  return html`<ul class="titles">
    ${alerts.map((alert) => {
      const now = saidNow(alert);
      if (!now) return html``;
      const { headline, language: spoken } = sayingIn(now, language);
      const when = alert.state === "active" ? alert.nextUpdateBy : alert.endedAt;
      return html`<li>
        <a href="${base(language)}alerts/${alert.id}" lang="${spoken}">${headline}</a>
        <span class="when"
          >${say[alert.state]}${when ? html` · ${alert.state === "active" ? say.next : ""} ${time(when, facts, language)}` : ""}</span
        >
      </li>`;
    })}
  </ul>`;
}

/** What stands at the head of every page while an alert is in force. */
export function alertBanner(
  facts: Pick<SiteFacts, "agency">,
  alerts: readonly PublicAlert[],
  language: Language,
): { title: string; url: string }[] {
  const say = alertWords[language];
  return alerts
    .filter(({ state }) => state === "active")
    .flatMap((alert) => {
      const now = saidNow(alert);
      if (!now) return [];
      const next = alert.nextUpdateBy
        ? ` ${say.next} ${moment(Temporal.Instant.from(alert.nextUpdateBy), facts.agency.timeZone, language)}.`
        : "";
      return [
        {
          title: `${sayingIn(now, language).headline}.${next}`,
          url: `${base(language)}alerts/${alert.id}`,
        },
      ];
    });
}
