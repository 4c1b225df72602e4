import { html } from "hono/html";
import type { RequestStatus } from "#records";
import { Temporal } from "#platform/clock.ts";
import { localPath, moment, page, prose, type Html } from "../page.ts";
import { languages, words, type Language } from "../words.ts";
import { longDay, type PublicFrame } from "./portal-page.ts";
import { feesSection } from "./fees-section.ts";
import { feeWords } from "./fee-words.ts";
import { roomWords } from "./room-words.ts";
import { recordsWords, type RecordsWords } from "./records-words.ts";

export interface StatusPage extends PublicFrame {
  status: RequestStatus;
  ticket: string;
  /** What was just done: the page begins with it. */
  note: "received" | "answered" | "too-many" | undefined;
  answerMax: number;
}

/** `/records/status/…`: what has happened to one request, when it must be answered, and how to answer. */
export function statusPage(given: StatusPage): Promise<string> {
  const { status, language, ticket } = given;
  const say = recordsWords[language];
  const path = (one: Language) => localPath(one, `/records/status/${ticket}`);
  return framed(given, {
    path: path(language),
    title: `${say.status} ${status.number}`,
    alternates: Object.fromEntries(languages.map((one) => [one, path(one)])),
    body: html`<h1>${say.status} ${status.number}</h1>
      ${noted(given, say)} ${standing(given, say)}
      <section>
        <h2>${say.youAsked}</h2>
        <div class="card">${prose(status.asked)}</div>
      </section>
      ${feesSection(given)} ${steps(given, say)}
      <section>
        <h2>${say.files}</h2>
        ${files(given, say)}
      </section>
      ${status.state === "closed" ? "" : forms(given, say)}`,
  });
}

/** What was laid here, with the way to check it without us. */
function files({ status, ticket, language, agency }: StatusPage, say: RecordsWords): Html {
  if (status.files.length === 0) return html`<p>${say.filesNone}</p>`;
  const room = roomWords[language];
  const base = localPath(language, `/records/status/${ticket}`);
  return html`<ul>
      ${status.files.map(
        ({ production, records, at }) =>
          html`<li>
            <a href="${base}/production-${production}.zip" download
              >${room.production(production)}</a
            >
            (ZIP, ${room.records(records)}; ${room.laid}
            <time datetime="${at}"
              >${moment(Temporal.Instant.from(at), agency.timeZone, language)}</time
            >)
          </li>`,
      )}
    </ul>
    <p>${room.verifyAbout}</p>`;
}

/** No such link: said in words, with no hint of whether another was near. */
export function noStatusPage(given: PublicFrame): Promise<string> {
  const { language } = given;
  const say = recordsWords[language];
  return framed(given, {
    path: localPath(language, "/records"),
    title: say.missing,
    alternates: {},
    body: html`<h1>${say.missing}</h1>
      <p>${say.missingAbout}</p>
      <p><a href="${localPath(language, "/records")}">${say.title}</a></p>`,
  });
}

interface Body {
  path: string;
  title: string;
  alternates: Partial<Record<Language, string>>;
  body: Html;
}

function framed({ agency, origin, language, made }: PublicFrame, body: Body): Promise<string> {
  const say = words[language];
  return page({
    agency,
    origin,
    language,
    made,
    say,
    description: recordsWords[language].lead,
    ...body,
  });
}

function noted({ note, ticket, origin, language }: StatusPage, say: RecordsWords): Html {
  if (note === undefined) return html``;
  if (note !== "received")
    return html`<p class="verdict ${note === "answered" ? "ours" : "unknown"}" role="status">
      ${note === "answered" ? say.answered : say.tooMany}
    </p>`;
  return html`<section class="verdict ours" role="status" aria-labelledby="received">
    <h2 id="received">${say.received}</h2>
    <p>${say.keepLink}</p>
    <p><code>${origin}${localPath(language, `/records/status/${ticket}`)}</code></p>
  </section>`;
}

function standing({ status, language }: StatusPage, say: RecordsWords): Html {
  const { state, next, promisedOn, closedHow, receivedOn } = status;
  const day = (one: string) => html`<time datetime="${one}">${longDay(one, language)}</time>`;
  if (state === "closed") {
    const ends: Readonly<Record<string, string>> = say.ends;
    return html`<section>
      <h2>${say.closed}</h2>
      <p>${ends[closedHow ?? ""] ?? ""}</p>
    </section>`;
  }
  if (state === "waiting")
    return html`<section>
      <h2>${say.waiting}</h2>
      <p>${say.waitingAbout}</p>
    </section>`;
  return html`<section>
    <h2>${say.working}</h2>
    ${
      next && next.stage !== "promise"
        ? html`<p>
            <strong>${say.answerBy} ${day(next.due)}.</strong>
            <span lang="en">${status.citation}</span>
          </p>`
        : promisedOn
          ? html`<p><strong>${say.promised} ${day(promisedOn)}.</strong></p>`
          : html`<p>${say.noDay}</p>`
    }
    <details>
      <summary>${say.howCounted}</summary>
      <p>${say.receivedOn} ${day(receivedOn)}. ${say.notCounted}</p>
      <ul>
        ${status.deadlines.map((one) => deadline(one, language, say))}
      </ul>
    </details>
  </section>`;
}

function deadline(
  { stage, term, due, doneOn, skipped }: RequestStatus["deadlines"][number],
  language: Language,
  say: RecordsWords,
): Html {
  const when = doneOn
    ? `${say.done} ${longDay(doneOn, language)}`
    : due
      ? `${say.due} ${longDay(due, language)}`
      : "";
  const holidays = skipped.filter(({ why }) => why !== "Saturday" && why !== "Sunday");
  return html`<li>
    ${say.stages[stage]}${term ? html`: ${say.days(term.days, term.kind)}` : ""}${when === "" ? "" : html`; ${when}`}.
    ${
      holidays.length > 0
        ? html`<br />${say.skipped}
            ${holidays.map(({ day, why }, at) => html`${at > 0 ? "; " : ""}${longDay(day, language)} (<span lang="en">${why}</span>)`)}.`
        : ""
    }
  </li>`;
}

function steps({ status, agency, language }: StatusPage, say: RecordsWords): Html {
  const titles: Readonly<Record<string, string>> = {
    received: say.filed,
    letter: say.letter,
    message: say.message,
    paused: say.paused,
    resumed: say.resumed,
    extended: say.extended,
    closed: say.closedStep,
    reopened: say.reopened,
    accepted: feeWords[language].accepted,
    paid: feeWords[language].paidStep,
    waived: feeWords[language].waivedStep,
  };
  return html`<section>
    <h2>${say.happened}</h2>
    <ol class="steps">
      ${status.steps.map(
        ({ kind, at, text, codes }) =>
          html`<li>
            <strong>${titles[kind] ?? ""}</strong>
            <span class="when"
              ><time datetime="${at}"
                >${moment(Temporal.Instant.from(at), agency.timeZone, language)}</time
              ></span
            >
            ${text === "" ? "" : html`<div class="card">${prose(text)}</div>`}
            ${codes && codes.length > 0 ? html`<p>${say.exemptions} <span lang="en">${codes.join(", ")}</span></p>` : ""}
          </li>`,
      )}
    </ol>
  </section>`;
}

function forms({ ticket, language, answerMax }: StatusPage, say: RecordsWords): Html {
  const action = localPath(language, `/records/status/${ticket}`);
  return html`<form class="ask" method="post" action="${action}">
      <label for="answer">${say.answer}</label>
      <textarea id="answer" name="answer" rows="5" required maxlength="${answerMax}"></textarea>
      <button type="submit">${say.answerSend}</button>
    </form>
    <details class="ask">
      <summary>${say.withdraw}</summary>
      <form method="post" action="${action}">
        <p>${say.withdrawAbout}</p>
        <label class="choice"
          ><input type="checkbox" name="withdraw" value="yes" required />
          ${say.withdrawConfirm}</label
        >
        <button type="submit">${say.withdrawSend}</button>
      </form>
    </details>`;
}
