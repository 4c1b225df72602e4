import { html } from "hono/html";
import type { ReadingRoom } from "#records";
import { Temporal } from "#platform/clock.ts";
import { feedLinks } from "../feed-links.ts";
import { localPath, moment, page, prose, type Html } from "../page.ts";
import { languages, words, type Language } from "../words.ts";
import { longDay, type PublicFrame } from "./portal-page.ts";
import { roomWords } from "./room-words.ts";

/** What people call the formats: the same in both languages. */
const formatNames: Readonly<Record<string, string>> = {
  pdf: "PDF",
  csv: "CSV",
  native: "JSON",
  html: "HTML",
  eml: "EML",
  edrm: "EDRM XML",
  load: "DAT/OPT",
  web: "WARC/WACZ",
};

interface RoomPage extends PublicFrame {
  room: ReadingRoom;
}
type Say = (typeof roomWords)["en"];

/** `/records/reading-room`: what was given out and everybody may read, and the log of what was asked. No script. */
export function roomPage(given: RoomPage): Promise<string> {
  const { agency, origin, language, made, room } = given;
  const say = roomWords[language];
  const path = (one: Language) => localPath(one, "/records/reading-room");
  return page({
    agency,
    origin,
    language,
    made,
    say: words[language],
    path: path(language),
    title: say.title,
    description: say.lead,
    alternates: Object.fromEntries(languages.map((one) => [one, path(one)])),
    head: feedLinks(say.title, ["/records/reading-room/feed.atom"]),
    body: html`<h1>${say.title}</h1>
      <p>${say.lead}</p>
      <form class="ask" method="get" action="${path(language)}" role="search">
        <label for="q">${say.search}</label>
        <input id="q" name="q" type="search" maxlength="200" value="${room.q}" />
        <button type="submit">${say.searchSend}</button>
      </form>
      ${published(given, say)} ${verifying(say)} ${log(given, say)}
      <p>
        <a href="/records/reading-room/feed.atom">${say.feed}</a> ·
        <a href="${localPath(language, "/records")}">${say.ask}</a>
      </p>`,
  });
}

function published({ room, language, agency }: RoomPage, say: Say): Html {
  if (room.publications.length === 0)
    return html`<p role="status">${room.q === "" ? say.none : say.noneFound}</p>`;
  return html`<section>
    <h2>${say.found(room.total, room.q)}</h2>
    <ul class="news">
      ${room.publications.map((one) => entry(one, { language, timeZone: agency.timeZone }, say))}
    </ul>
    ${pages(room, language, say)}
  </section>`;
}

function entry(
  one: ReadingRoom["publications"][number],
  { language, timeZone }: { language: Language; timeZone: string },
  say: Say,
): Html {
  const isSpanish = language === "es" && one.titleEs !== "";
  const spoken = isSpanish ? "es" : "en";
  const summary = isSpanish ? one.summaryEs : one.summary;
  return html`<li id="p-${one.id}">
    <article>
      <div>
        <h3 lang="${spoken}">${isSpanish ? one.titleEs : one.title}</h3>
        <p class="when">
          ${say.request} ${one.number} · ${say.published}
          <time datetime="${one.at}"
            >${moment(Temporal.Instant.from(one.at), timeZone, language)}</time
          >
          · ${say.records(one.records)}
        </p>
        ${summary === "" ? "" : html`<div lang="${spoken}">${prose(summary)}</div>`}
        <p>${say.formats}: ${one.formats.map((name) => formatNames[name] ?? name).join(", ")}</p>
        <p>
          <a href="/records/reading-room/${one.id}.zip" download
            >${say.download} (ZIP, ${megabytes(one.sizeBytes)})</a
          >
        </p>
        ${one.sha256 === null ? "" : html`<p class="when">${say.hash}: <code>${one.sha256}</code></p>`}
      </div>
    </article>
  </li>`;
}

function megabytes(bytes: number): string {
  return bytes < 100_000
    ? `${Math.ceil(bytes / 1_000)} kB`
    : `${(bytes / 1_000_000).toFixed(1)} MB`;
}

function pages({ q, offset, next, publications }: ReadingRoom, language: Language, say: Say): Html {
  const to = (from: number) => {
    const query = new URLSearchParams({ ...(q === "" ? {} : { q }), offset: String(from) });
    return `${localPath(language, "/records/reading-room")}?${query}`;
  };
  const before = Math.max(0, offset - Math.max(publications.length, 20));
  return html`<p>
    ${offset > 0 ? html`<a rel="prev" href="${to(before)}">${say.newer}</a> ` : ""}
    ${next === undefined ? "" : html`<a rel="next" href="${to(next)}">${say.older}</a>`}
  </p>`;
}

function verifying(say: Say): Html {
  return html`<section>
    <h2>${say.verify}</h2>
    <p>${say.verifyAbout}</p>
  </section>`;
}

function log({ room, language }: RoomPage, say: Say): Html {
  if (room.log.length === 0) return html``;
  return html`<section>
    <h2>${say.log}</h2>
    <p>${say.logAbout}</p>
    <ul class="titles">
      ${room.log.map(
        ({ number, receivedOn, state, closedHow, summary }) =>
          html`<li>
            <span>
              <strong>${number}</strong
              >${summary === "" ? "" : html` <span lang="en">${summary}</span>`}
            </span>
            <span class="when"
              >${say.logReceived} ${longDay(receivedOn, language)} ·
              ${state === "closed" ? (say.ends[closedHow ?? ""] ?? "") : state === "waiting" ? say.waiting : say.open}</span
            >
          </li>`,
      )}
    </ul>
  </section>`;
}
