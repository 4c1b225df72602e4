import { html, raw } from "hono/html";
import {
  catalogues,
  type ActiveNotice,
  type NoticePicture,
  type OverNotice,
  type PublicNotice,
  type Told,
} from "#alerts";
import { Temporal } from "#platform/clock.ts";
import { feedLinks } from "../feed-links.ts";
import { base, moment, prose, type Html } from "../page.ts";
import type { SiteFacts } from "../site-facts.ts";
import type { Language } from "../words.ts";
import { noticeWords } from "./notice-words.ts";

export function noticePath({ code }: { code: string }): string {
  return `/notices/${code}`;
}

export function noticePicturePath({
  sha256,
  type,
}: Pick<NoticePicture, "sha256" | "type">): string {
  return `/notices/photos/${sha256.slice(0, 24)}.${type.split("/")[1] ?? "jpg"}`;
}

export function flyerPath(notice: ActiveNotice, flyer: ActiveNotice["flyers"][number]): string {
  const ending = flyer.format === "print" ? "pdf" : "png";
  return `${noticePath(notice)}/flyer-${flyer.language}.${ending}`;
}

/** In the reader's language where it was approved in it; else as it was. */
export function toldIn({ told }: ActiveNotice, language: Language): Told | undefined {
  return told.get(language) ?? [...told.values()][0];
}

export function titleOf(notice: PublicNotice, language: Language): string {
  if (notice.state === "over") {
    const { over } = catalogues[language];
    return notice.outcome === "safe" ? over.safe : over.resolved;
  }
  const told = toldIn(notice, language);
  return told ? `${told.kind}: ${told.name}` : noticeWords[language].all;
}

/** The pictures of all that stand, the newest first. */
export function noticeList(
  language: Language,
  notices: readonly PublicNotice[],
  only?: { title: string; about: string },
): Html {
  const say = noticeWords[language];
  const active = notices.filter((one) => one.state === "active");
  return html`<h1>${only?.title ?? say.all}</h1>
    <p class="whole">${only?.about ?? say.about} ${say.noFaces}</p>
    ${
      active.length === 0
        ? html`<p>${say.none}</p>`
        : html`<ul class="notices">
            ${active.map((one) => entry(one, language))}
          </ul>`
    }
    ${only ? html`<p><a href="${base(language)}notices">${say.all}</a></p>` : html`<p><a href="${base(language)}notices/unsolved">${say.unsolved}</a></p>`}
    <p><a href="/notices/feed.atom">${say.follow}</a></p>`;
}

function entry(notice: ActiveNotice, language: Language): Html {
  const told = toldIn(notice, language);
  if (!told) return html``;
  const seen = told.seen.find(({ key }) => key === "seenPlace");
  return html`<li lang="${told.language}">
    ${picture(notice, told, "photo")}
    <div>
      <p class="kind ${told.urgent ? "urgent" : ""}">${told.kind}</p>
      <h2><a href="${base(language)}notices/${notice.code}">${told.name}</a></h2>
      ${seen ? html`<p>${seen.label}: ${seen.value}</p>` : ""}
      <p>${told.case}</p>
    </div>
  </li>`;
}

function picture(notice: ActiveNotice, told: Told, role: NoticePicture["role"]): Html {
  const shown = notice.pictures.find((one) => one.role === role);
  const said = { photo: told.photo, aged: told.agedPicture, companion: told.companionPhoto }[role];
  if (!shown || !said) return html``;
  return html`<img
    src="${noticePicturePath(shown)}"
    alt="${said.alt}"
    width="${shown.width}"
    height="${shown.height}"
  />`;
}

/** One notice that stands: photograph, facts, whom to call. */
export function noticeBody(facts: SiteFacts, language: Language, notice: ActiveNotice): Html {
  const say = noticeWords[language];
  const told = toldIn(notice, language);
  if (!told) return html``;
  const { timeZone } = facts.agency;
  const changed = Temporal.Instant.from(notice.changedAt);
  return html`<article class="notice" lang="${told.language}">
      <p class="kind ${told.urgent ? "urgent" : ""}">${told.kind}</p>
      <h1>${told.name}</h1>
      ${told.language === language ? "" : html`<p lang="${language}">${say.only(catalogues[told.language].title)}</p>`}
      <div class="parts">
        <figure>
          ${picture(notice, told, "photo")}
          ${told.photo ? html`<figcaption>${told.photo.taken}</figcaption>` : ""}
        </figure>
        <dl>
          ${[...told.facts, ...told.seen].map(
            ({ label, value }) =>
              html`<dt>${label}</dt>
                <dd>${value}</dd>`,
          )}
        </dl>
      </div>
      ${told.notes.map(({ text }) => html`<p class="note">${text}</p>`)} ${prose(told.details)}
      ${further(notice, told, language)}
      <p class="call">
        ${told.call.label} <a href="tel:${dialled(told.call.phone)}">${told.call.phone}</a>
        ${told.tip ? html`<br /><a href="https://${told.tip}">${told.tip}</a>` : ""}
      </p>
      <p>${told.case}. ${told.until}</p>
    </article>
    <p>
      ${notice.flyers
        .filter(({ format }) => format === "print")
        .map(
          (flyer) =>
            html`<a href="${flyerPath(notice, flyer)}" hreflang="${flyer.language}"
                >${say.print}: ${titleFor(flyer.language)}</a
              ><br />`,
        )}
    </p>
    <p class="share">${say.share}<br />${facts.origin}${noticePath(notice)}</p>
    <p class="when">
      ${say.updated}:
      <time datetime="${notice.changedAt}">${moment(changed, timeZone, language)}</time>
    </p>`;
}

function titleFor(language: string): string {
  return Object.entries(catalogues).find(([one]) => one === language)?.[1].title ?? language;
}

function further(notice: ActiveNotice, told: Told, language: Language): Html {
  const say = noticeWords[language];
  const parts = [
    { role: "aged", title: say.aged, said: told.agedPicture },
    { role: "companion", title: say.companion, said: told.companionPhoto },
  ] as const;
  return html`${parts.map(({ role, title, said }) =>
    said
      ? html`<figure>
          ${picture(notice, told, role)}
          <figcaption>${title}. ${said.taken}</figcaption>
        </figure>`
      : "",
  )}`;
}

/** What a telephone dials. */
function dialled(phone: string): string {
  return phone.replaceAll(/[^\d+]/g, "");
}

/** What is over: no name, no picture, no word that anybody typed. */
export function overBody(facts: SiteFacts, language: Language, notice: OverNotice): Html {
  const say = noticeWords[language];
  const { over } = catalogues[language];
  const at = Temporal.Instant.from(notice.endedAt);
  return html`<h1>${titleOf(notice, language)}</h1>
    <p>${over.overText} ${over.takeDown}</p>
    <p>${say.over}</p>
    <p class="when">
      <time datetime="${notice.endedAt}">${moment(at, facts.agency.timeZone, language)}</time>
    </p>
    <p><a href="${base(language)}notices">${say.all}</a></p>`;
}

/** schema.org: an announcement about a person, for programs that read pages. A block of data, and no script. */
export function noticeHead(facts: SiteFacts, language: Language, notice: PublicNotice): Html {
  if (notice.state === "over") return html`<meta name="robots" content="noindex, noarchive" />`;
  const { agency, origin } = facts;
  const photo = notice.pictures.find(({ role }) => role === "photo");
  const told = toldIn(notice, language);
  const data = {
    "@context": "https://schema.org",
    "@type": "SpecialAnnouncement",
    name: titleOf(notice, language),
    inLanguage: told?.language,
    url: `${origin}${noticePath(notice)}`,
    datePosted: notice.activeAt,
    ...(notice.expiresAt ? { expires: notice.expiresAt } : {}),
    text: told?.seen.map(({ label, value }) => `${label}: ${value}`).join(". "),
    ...(notice.name && notice.kind !== "unsolved"
      ? {
          about: {
            "@type": "Person",
            name: notice.name,
            ...(photo ? { image: `${origin}${noticePicturePath(photo)}` } : {}),
          },
        }
      : {}),
    publisher: { "@type": "GovernmentOrganization", name: agency.name, url: `${origin}/` },
  };
  // "<" would end the block: written as JSON may write it.
  const text = JSON.stringify(data).replaceAll("<", "\\u003c");
  return html`<script type="application/ld+json">
      ${raw(text)}
    </script>
    ${feedLinks(noticeWords[language].all, ["/notices/feed.atom"])}`;
}
