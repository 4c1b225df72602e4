import { html } from "hono/html";
import { base, type Html } from "./page.ts";
import type { SiteFacts } from "./site-facts.ts";
import { words, type Language } from "./words.ts";

/** Every account that is ours. */
export function channelList({ channels }: SiteFacts, language: Language): Html {
  const say = words[language];
  return html`<h1>${say.channels}</h1>
    <p>${say.channelsIntro} <a href="${base(language)}verify">${say.verify}</a></p>
    <ul class="channels">
      ${channels.map((one) => html`<li><strong>${one.title}</strong> <a href="${one.profileUrl}" rel="me noopener">${one.handle}</a>${one.isLost ? html` <strong>${say.lost}</strong>` : ""}</li>`)}
    </ul>`;
}

/** What the agency holds itself to. */
export function rules({ policy }: SiteFacts, language: Language): Html {
  const say = words[language];
  if (!policy)
    return html`<h1>${say.rules}</h1>
      <p>${say.noPolicy}</p>`;
  return html`<h1>${say.rules}</h1>
    <p>${say.rulesIntro}</p>
    <div lang="en">
      <h2>${policy.title}</h2>
      ${policy.paragraphs.map(
        (one) =>
          html`<section id="p${one.number}">
            <h3>${one.number} ${one.heading}</h3>
            <p>${one.body}</p>
          </section>`,
      )}
    </div>`;
}
