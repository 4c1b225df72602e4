import { html } from "hono/html";
import type { Agency } from "#agency";
import { Temporal } from "#platform/clock.ts";
import { base, localPath, moment, page, type Html } from "../page.ts";
import { languages, words, type Language } from "../words.ts";
import type { VerifiedPost } from "./known-posts.ts";
import { verifyWords } from "./verify-words.ts";

export interface VerifyPage {
  agency: Agency;
  origin: string;
  language: Language;
  made: Temporal.Instant;
  question: string;
  posts: readonly VerifiedPost[];
  warnings: readonly { title: string; url: string }[];
}

/** "Is this post ours?": the question, the answer, and what to do. */
export function verifyPage(asked: VerifyPage): Promise<string> {
  const { agency, origin, language, made, question, warnings } = asked;
  const say = verifyWords[language];
  const path = (one: Language) => localPath(one, "/verify");
  return page({
    agency,
    origin,
    language,
    made,
    warnings,
    say: words[language],
    path: path(language),
    title: question === "" ? say.title : `${verdict(asked)} – ${say.title}`,
    description: say.about,
    alternates: Object.fromEntries(languages.map((one) => [one, path(one)])),
    body: html`<h1>${say.title}</h1>
      ${question === "" ? "" : answer(asked)} ${form(asked)}`,
  });
}

function verdict({ language, posts }: VerifyPage): string {
  const say = verifyWords[language];
  if (posts.length === 0) return say.notFound;
  return posts.every(({ recalledAt }) => recalledAt) ? say.withdrawn : say.ours;
}

function form({ language, question }: VerifyPage): Html {
  const say = verifyWords[language];
  return html`<form class="ask" method="post" action="${localPath(language, "/verify")}">
    <label for="q">${say.label}</label>
    <p class="hint" id="q-hint">${say.hint}</p>
    <textarea id="q" name="q" rows="5" maxlength="4000" aria-describedby="q-hint" required>
${question}</textarea>
    <button type="submit">${say.check}</button>
  </form>`;
}

function answer(asked: VerifyPage): Html {
  const { posts, language } = asked;
  const say = verifyWords[language];
  if (posts.length === 0)
    return html`<section class="verdict unknown" aria-labelledby="verdict">
      <h2 id="verdict">${say.notFound}</h2>
      <p>${say.notFoundAbout}</p>
      <ul>
        ${say.whatToDo.map((one) => html`<li>${one}</li>`)}
        <li><a href="${base(language)}channels">${say.channels}</a></li>
      </ul>
    </section>`;
  return html`<section class="verdict ours" aria-labelledby="verdict">
    <h2 id="verdict">${verdict(asked)}</h2>
    ${posts.map((post) => one(asked, post))}
  </section>`;
}

function one({ agency, language }: VerifyPage, post: VerifiedPost): Html {
  const say = verifyWords[language];
  const when = (at: string) =>
    html`<time datetime="${at}"
      >${moment(Temporal.Instant.from(at), agency.timeZone, language)}</time
    >`;
  const standing = post.channels.filter(({ url }) => url !== null);
  return html`<article class="verified">
    ${post.title ? html`<h3 lang="${post.language}">${post.url ? html`<a href="${post.url}">${post.title}</a>` : post.title}</h3>` : ""}
    <p class="when">${say.published} ${when(post.publishedAt)}</p>
    ${post.recalledAt ? html`<p><strong>${say.recalled}</strong> ${when(post.recalledAt)}. ${say.recalledAbout}</p>` : ""}
    ${post.correctedAt && !post.recalledAt ? html`<p><strong>${say.corrected}</strong> ${when(post.correctedAt)}. ${say.correctedAbout}</p>` : ""}
    ${post.text ? html`<p lang="${post.language}">${post.text}</p>` : ""}
    ${standing.length > 0 ? html`<p>${say.alsoAt}</p>` : ""}
    ${
      standing.length > 0
        ? html`<ul>
            ${standing.map(({ name, url }) => html`<li>${name}: <a href="${url ?? ""}" rel="noopener">${url ?? ""}</a></li>`)}
          </ul>`
        : ""
    }
    <p class="when"><a href="${post.record}">${say.record}</a></p>
  </article>`;
}
