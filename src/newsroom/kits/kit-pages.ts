import { html } from "hono/html";
import { shareLinks, type KitItem, type PublicKit } from "#outreach";
import { base, type Html } from "../page.ts";
import { picturePath, type SiteFacts } from "../site-facts.ts";
import type { Language } from "../words.ts";
import { kitWords } from "./kit-words.ts";

export function kitPath({ code }: Pick<PublicKit, "code">): string {
  return `/kits/${code}`;
}

export function kitList(language: Language, kits: readonly PublicKit[]): Html {
  const say = kitWords[language];
  return html`<h1>${say.all}</h1>
    <p class="whole">${say.about}</p>
    ${
      kits.length === 0
        ? html`<p>${say.none}</p>`
        : html`<ul class="events">
            ${kits.map(
              (kit) =>
                html`<li>
                  <h2><a href="${base(language)}kits/${kit.code}">${kit.title[language]}</a></h2>
                  <p>${kit.intro[language]}</p>
                </li>`,
            )}
          </ul>`
    }`;
}

/** One kit: the texts in the reader's language first. */
export function kitBody(facts: SiteFacts, language: Language, kit: PublicKit): Html {
  const say = kitWords[language];
  const items = [
    ...kit.items.filter((one) => one.language === language),
    ...kit.items.filter((one) => one.language !== language),
  ];
  return html`<h1>${kit.title[language]}</h1>
    <p class="whole">${kit.intro[language]}</p>
    ${
      items.length === 0
        ? html`<p class="note">${say.empty}</p>`
        : html`<p>${say.lead}</p>
            <p class="call"><a href="${kitPath(kit)}.zip" download>${say.whole}</a></p>
            ${items.map((item, at) => part(facts, language, kit, { item, at }))}`
    }
    <p class="when">${say.current}</p>
    <p><a href="${base(language)}kits">${say.all}</a></p>`;
}

function part(
  facts: SiteFacts,
  language: Language,
  kit: PublicKit,
  { item, at }: { item: KitItem; at: number },
): Html {
  const say = kitWords[language];
  const url = item.url ?? `${facts.origin}${kitPath(kit)}`;
  const links = shareLinks({ ...item, url });
  const lines = Math.min(12, item.text.split("\n").length + Math.ceil(item.text.length / 70));
  return html`<section class="whole ask">
    <h2 lang="${item.language}">${item.title}</h2>
    <label for="text-${at}">${say.copy}</label>
    <textarea id="text-${at}" lang="${item.language}" rows="${lines}" readonly>
${item.text}</textarea>
    <p>
      ${say.share}:
      ${links.map(({ key, href }, n) => html`${n > 0 ? " · " : ""}<a href="${href}" rel="noopener noreferrer">${say.by[key]}</a>`)}
    </p>
    ${item.pictures.map(
      (one) =>
        html`<figure>
          <img
            src="${picturePath(one)}"
            alt="${one.alt}"
            width="${one.width}"
            height="${one.height}"
            loading="lazy"
          />
          <figcaption>
            <a href="${picturePath(one)}" download>${say.picture}</a>:
            <span lang="${item.language}">${one.alt}</span>
          </figcaption>
        </figure>`,
    )}
    <details>
      <summary>${say.embed}</summary>
      <textarea aria-label="${say.embed}" rows="4" readonly>${snippet(facts, item, url)}</textarea>
    </details>
  </section>`;
}

/** Plain HTML for another site: no script, no frame, no picture that would tell us of its readers. */
function snippet({ agency }: SiteFacts, { title, text, language }: KitItem, url: string): string {
  const [escaped, name] = [escape(text).replaceAll("\n", "<br>"), escape(agency.name)];
  return `<blockquote lang="${escape(language)}" cite="${escape(url)}"><p><strong>${escape(title)}</strong></p><p>${escaped}</p><p><a href="${escape(url)}">${name}</a></p></blockquote>`;
}

function escape(text: string): string {
  return text
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll('"', "&quot;");
}
