import { html } from "hono/html";
import type { WebsiteEntry } from "#channels";
import { Temporal } from "#platform/clock.ts";
import { base, moment, type Html } from "./page.ts";
import type { SiteFacts } from "./site-facts.ts";
import type { Language } from "./words.ts";

/** Posts by title and time, each with the way to its page. */
export function titleList(
  { agency }: SiteFacts,
  language: Language,
  entries: readonly WebsiteEntry[],
): Html {
  return html`<ol class="titles">
    ${entries.map((one) => {
      const at = Temporal.Instant.from(one.publishedAt);
      return html`<li>
        <a href="${base(language)}news/${one.slug}" lang="${one.language}">${one.title}</a>
        <time class="when" datetime="${one.publishedAt}"
          >${moment(at, agency.timeZone, language)}</time
        >
      </li>`;
    })}
  </ol>`;
}
