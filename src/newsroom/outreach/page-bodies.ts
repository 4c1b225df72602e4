import { html } from "hono/html";
import {
  compare,
  readText,
  type Piece,
  type PublicPage,
  type StandingPage,
  type WithdrawnPage,
} from "#outreach";
import { Temporal } from "#platform/clock.ts";
import { localPath, moment, type Html } from "../page.ts";
import { picturePath, type SiteFacts } from "../site-facts.ts";
import type { Language } from "../words.ts";
import { filePath, folderOf } from "./folders.ts";
import { figuresTable } from "./figures.ts";
import { outreachWords } from "./outreach-words.ts";
import { richText } from "./rich-text.ts";

export function pagePath(page: Pick<PublicPage, "kind" | "code">): string {
  return `${folderOf(page)}/${page.code}`;
}

/** Spanish words are shown once a person answers for them; until then the English ones, and it is said. */
function shownLanguage(page: StandingPage, language: Language): Language {
  return language === "es" && page.isInSpanish ? "es" : "en";
}

export function titleIn(page: StandingPage, language: Language): string {
  const { title } = page.content;
  return title[shownLanguage(page, language)];
}

export function summaryIn(page: StandingPage, language: Language): string {
  return page.content.summary[shownLanguage(page, language)];
}

/** "May 1, 2027" */
export function dayIn(day: string, language: Language): string {
  const tag = language === "es" ? "es-US" : "en-US";
  return Temporal.PlainDate.from(day).toLocaleString(tag, { dateStyle: "long" });
}

function timeOf(at: string, facts: SiteFacts, language: Language): Html {
  return html`<time datetime="${at}"
    >${moment(Temporal.Instant.from(at), facts.agency.timeZone, language)}</time
  >`;
}

export function pageBody(facts: SiteFacts, language: Language, page: StandingPage): Html {
  const say = outreachWords[language];
  const shown = shownLanguage(page, language);
  const { content } = page;
  const blocks = readText(content.text[shown]);
  const placed = (kind: "picture" | "table") =>
    new Set(blocks.flatMap((one) => (one.kind === kind ? [one.number] : [])));
  const [pictures, tables] = [placed("picture"), placed("table")];
  const picture = (number: number) => pictureOf(page, number, shown);
  const table = (number: number) => {
    const figures = content.tables[number - 1];
    return figures ? figuresTable(figures, language, shown) : html``;
  };
  return html`<article class="whole page" lang="${shown}">
    <h1>${content.title[shown]}</h1>
    <p class="when" lang="${language}">
      ${say.published} ${timeOf(page.publicAt, facts, language)}
      ${page.history.length > 1 ? html` · ${say.updated} ${timeOf(page.changedAt, facts, language)}` : ""}
    </p>
    ${language === "es" ? html`<p class="when" lang="es">${shown === "es" ? say.certified : say.onlyEnglish}</p>` : ""}
    <p class="lead">${content.summary[shown]}</p>
    ${policyPart(facts, language, page)}
    ${richText(blocks, language, (block) => (block.kind === "picture" ? picture(block.number) : table(block.number)))}
    ${content.tables.map((_one, at) => (tables.has(at + 1) ? "" : table(at + 1)))}
    ${content.pictures.map((_one, at) => (pictures.has(at + 1) ? "" : picture(at + 1)))}
    ${documents(page, language, shown)} ${history(facts, language, page)}
    <div lang="${language}">
      <p class="share">${say.share}: <span>${facts.origin}${pagePath(page)}</span></p>
      <p><a href="${localPath(language, folderOf(page))}">${say.back}</a></p>
    </div>
  </article>`;
}

function pictureOf(page: StandingPage, number: number, shown: Language): Html {
  const picture = page.pictures[number - 1];
  if (!picture) return html``;
  const { alt, width, height } = picture;
  const words = alt[shown] || alt.en;
  return html`<figure>
    <img src="${picturePath(picture)}" alt="${words}" width="${width}" height="${height}" />
  </figure>`;
}

function documents({ content }: StandingPage, language: Language, shown: Language): Html {
  if (content.documents.length + content.files.length === 0) return html``;
  return html`<section>
    <h2 lang="${language}">${outreachWords[language].documents}</h2>
    <ul>
      ${content.files.map((file) => html`<li><a href="${filePath(file)}" download>${file.title[shown] || file.title.en}</a> <span lang="${language}">(${kindAndSize(file, language)})</span></li>`)}
      ${content.documents.map(({ title, url }) => html`<li><a href="${url}" rel="noopener">${title[shown] || title.en || url}</a></li>`)}
    </ul>
  </section>`;
}

/** "PDF, 1.2 MB": whoever pays for each megabyte knows before the press. */
function kindAndSize(
  { type, sizeBytes }: StandingPage["content"]["files"][number],
  language: Language,
) {
  const tag = language === "es" ? "es-US" : "en-US";
  const [size, unit] = sizeBytes < 1_000_000 ? [sizeBytes / 1_000, "kB"] : [sizeBytes / 1e6, "MB"];
  const digits = { maximumFractionDigits: unit === "MB" ? 1 : 0 };
  const shown = new Intl.NumberFormat(tag, digits).format(Math.max(size, 1));
  return `${type === "text/csv" ? "CSV" : "PDF"}, ${shown} ${unit}`;
}

/** The old and the new text side by side; what changed is marked by elements that say so, not by colour alone. */
function policyPart(facts: SiteFacts, language: Language, page: StandingPage): Html {
  const { policy } = page.content;
  if (page.kind !== "policy-change" || !policy) return html``;
  const say = outreachWords[language];
  const shown = shownLanguage(page, language);
  const compared = compare(policy.before[shown], policy.after[shown]);
  return html`<dl class="terms" lang="${language}">
      ${
        policy.number
          ? html`<div>
              <dt>${say.rule}</dt>
              <dd>${policy.number}</dd>
            </div>`
          : ""
      }
      <div>
        <dt>${say.effective}</dt>
        <dd>${dayIn(policy.effectiveOn, language)}</dd>
      </div>
    </dl>
    ${comment(facts, language, policy)}
    <div class="sides">
      <section>
        <h2 lang="${language}">${say.oldText}</h2>
        ${side(compared.before, "del", say.nothing, language)}
      </section>
      <section>
        <h2 lang="${language}">${say.newText}</h2>
        ${side(compared.after, "ins", say.gone, language)}
      </section>
    </div>`;
}

function side(
  pieces: readonly Piece[],
  mark: "del" | "ins",
  none: string,
  language: Language,
): Html {
  if (pieces.every(({ text }) => text.trim() === ""))
    return html`<p class="when" lang="${language}">${none}</p>`;
  const parts = pieces.map(({ isChanged, text }) => {
    if (!isChanged) return text;
    return mark === "del" ? html`<del>${text}</del>` : html`<ins>${text}</ins>`;
  });
  // Its line ends are kept as they were written: the template may add none.
  return html`<p class="rule">${parts}</p>`;
}

function comment(
  { made, agency }: SiteFacts,
  language: Language,
  { commentUntil, commentTo }: NonNullable<StandingPage["content"]["policy"]>,
): Html {
  if (commentUntil === "") return html``;
  const say = outreachWords[language];
  const today = made.toZonedDateTimeISO(agency.timeZone).toPlainDate().toString();
  const day = dayIn(commentUntil, language);
  if (today > commentUntil)
    return html`<p class="when" lang="${language}">${say.commentOver(day)}</p>`;
  const href = commentTo.includes("@") ? `mailto:${commentTo}` : commentTo;
  return html`<p class="note" lang="${language}">
    ${say.comment(day)}
    ${commentTo ? html`<a href="${href}">${say.write}: ${commentTo.replace("https://", "")}</a>` : ""}
  </p>`;
}

/** Every approved version, newest first: nothing is changed in silence. */
function history(facts: SiteFacts, language: Language, page: StandingPage): Html {
  const say = outreachWords[language];
  const shown = shownLanguage(page, language);
  const words = ({ en, es }: { en: string; es: string }) => (shown === "es" && es ? es : en);
  if (page.history.length < 2) return html``;
  return html`<section class="history">
    <h2 lang="${language}">${say.history}</h2>
    <ul>
      ${page.history.map(
        ({ at, change }, position) =>
          html`<li>
            <span lang="${language}">${timeOf(at, facts, language)}</span>:
            ${
              position === page.history.length - 1
                ? html`<span lang="${language}">${say.first}</span>`
                : html`${words(change.what)}
                    <span lang="${language}">${say.why}:</span> ${words(change.why)}`
            }
          </li>`,
      )}
    </ul>
  </section>`;
}

/** What stands in the place of a page that was taken down. */
export function goneBody(facts: SiteFacts, language: Language, page: WithdrawnPage): Html {
  const say = outreachWords[language];
  const at = Temporal.Instant.from(page.endedAt).toZonedDateTimeISO(facts.agency.timeZone);
  const day = dayIn(at.toPlainDate().toString(), language);
  return html`<h1>${say.withdrawn}</h1>
    <p>${say.withdrawnOn(day, page.why)}</p>
    <p><a href="${localPath(language, folderOf(page))}">${say.back}</a></p>`;
}

/** Titles and summaries of pages that stand. */
export function pageList(language: Language, pages: readonly StandingPage[]): Html {
  return html`<ul class="entries">
    ${pages.map((page) => {
      const shown = shownLanguage(page, language);
      return html`<li lang="${shown}">
        <h2><a href="${localPath(language, pagePath(page))}">${titleIn(page, language)}</a></h2>
        <p>${summaryIn(page, language)}</p>
      </li>`;
    })}
  </ul>`;
}
