import { html } from "hono/html";
import { readText, type OpeningContent, type PublicOpening, type StandingPage } from "#outreach";
import { localPath, type Html } from "../page.ts";
import type { SiteFacts } from "../site-facts.ts";
import type { Language } from "../words.ts";
import { outreachWords } from "./outreach-words.ts";
import { dayIn, pageList } from "./page-bodies.ts";
import { richText } from "./rich-text.ts";

export function jobPath({ code }: Pick<PublicOpening, "code">): string {
  return `/jobs/${code}`;
}

/** In the reader's language where somebody wrote it so; else in English. */
export function jobTitle({ title }: OpeningContent, language: Language): string {
  return language === "es" && title.es ? title.es : title.en;
}

/** What is open, and the ways into the work. */
export function jobsBody(
  language: Language,
  openings: readonly PublicOpening[],
  pathways: readonly StandingPage[],
): Html {
  const say = outreachWords[language];
  return html`<h1>${say.list.pathway}</h1>
    <p class="whole">${say.about.pathway}</p>
    <section>
      <h2>${say.openings}</h2>
      ${
        openings.length === 0
          ? html`<p>${say.noOpenings}</p>`
          : html`<ul class="entries">
              ${openings.map((one) => entry(language, one))}
            </ul>`
      }
    </section>
    ${
      pathways.length > 0
        ? html`<section>
            <h2>${say.pathways}</h2>
            ${pageList(language, pathways)}
          </section>`
        : ""
    }
    <p><a href="/jobs/feed.atom">${say.follow}</a></p>`;
}

function entry(language: Language, opening: PublicOpening): Html {
  const { content } = opening;
  const facts = [content.unit, payIn(content, language), closesIn(content, language)].filter(
    Boolean,
  );
  const isEs = language === "es" && content.title.es !== "";
  return html`<li>
    <h3 lang="${isEs ? "es" : "en"}">
      <a href="${localPath(language, jobPath(opening))}">${jobTitle(content, language)}</a>
    </h3>
    <p>${facts.join(" · ")}</p>
  </li>`;
}

function payIn({ payFrom, payTo, payPer }: OpeningContent, language: Language): string {
  const say = outreachWords[language];
  const cents = payPer === "hour" ? 2 : 0;
  const money = new Intl.NumberFormat(language === "es" ? "es-US" : "en-US", {
    style: "currency",
    currency: "USD",
    minimumFractionDigits: cents,
    maximumFractionDigits: cents,
  });
  const amounts = [...new Set([payFrom, payTo].flatMap((one) => (one === null ? [] : [one])))];
  if (amounts.length === 0) return "";
  return `${amounts.map((one) => money.format(one)).join(` ${say.to} `)} ${say.per[payPer]}`;
}

function closesIn({ closesOn }: OpeningContent, language: Language): string {
  const say = outreachWords[language];
  return closesOn === "" ? say.untilFilled : `${say.closesOn} ${dayIn(closesOn, language)}`;
}

export function jobBody(
  facts: SiteFacts,
  language: Language,
  { code, content }: PublicOpening,
): Html {
  const say = outreachWords[language];
  const { about, unit, place, reference, applyUrl, closesOn } = content;
  const shown = language === "es" && about.es ? "es" : "en";
  const rows = [
    [say.kind, say.work[content.work]],
    [say.unit, unit],
    [say.place, place],
    [say.pay, payIn(content, language)],
    [say.closesOn, closesOn === "" ? say.untilFilled : dayIn(closesOn, language)],
    [say.reference, reference],
  ].filter(([, value]) => value !== "");
  const isEs = language === "es" && content.title.es !== "";
  return html`<article class="whole page">
    <h1 lang="${isEs ? "es" : "en"}">${jobTitle(content, language)}</h1>
    <dl class="terms">
      ${rows.map(
        ([name, value]) =>
          html`<div>
            <dt>${name}</dt>
            <dd>${value}</dd>
          </div>`,
      )}
    </dl>
    <p class="call"><a href="${applyUrl}" rel="noopener">${say.apply}</a></p>
    <p class="when">${say.applyNote}</p>
    <div lang="${shown}">${richText(readText(about[shown]), language, () => html``)}</div>
    <p class="share">${say.share}: <span>${facts.origin}/jobs/${code}</span></p>
    <p><a href="${localPath(language, "/jobs")}">${say.all}</a></p>
  </article>`;
}

/** What is over: no application, no pay, nothing that could be taken for an offer. */
export function closedBody(language: Language, { content }: PublicOpening): Html {
  const say = outreachWords[language];
  return html`<h1>${say.closed}</h1>
    <p>${jobTitle(content, language)}. ${say.closedText}</p>
    <p><a href="${localPath(language, "/jobs")}">${say.all}</a></p>`;
}

const employment = {
  "full-time": "FULL_TIME",
  "part-time": "PART_TIME",
  volunteer: "VOLUNTEER",
  seasonal: "TEMPORARY",
  intern: "INTERN",
} as const;

/** schema.org: a JobPosting, as search engines list openings (schema.org/JobPosting). */
export function jobData({ agency, origin }: SiteFacts, opening: PublicOpening): object {
  const { id, publicAt, content } = opening;
  const { payFrom, payTo, payPer, closesOn, reference, place, about, title } = content;
  return {
    "@context": "https://schema.org",
    "@type": "JobPosting",
    title: title.en,
    description: about.en || title.en,
    url: `${origin}${jobPath(opening)}`,
    identifier: { "@type": "PropertyValue", name: agency.name, value: reference || id },
    datePosted: publicAt.slice(0, 10),
    ...(closesOn ? { validThrough: `${closesOn}T23:59:59` } : {}),
    employmentType: employment[content.work],
    hiringOrganization: {
      "@type": "GovernmentOrganization",
      name: agency.name,
      sameAs: `${origin}/`,
      ...(agency.logoSha256 ? { logo: `${origin}/logo.png` } : {}),
    },
    jobLocation: {
      "@type": "Place",
      address: {
        "@type": "PostalAddress",
        ...(place ? { addressLocality: place } : {}),
        addressRegion: agency.state,
        addressCountry: "US",
      },
    },
    ...(payFrom === null
      ? {}
      : {
          baseSalary: {
            "@type": "MonetaryAmount",
            currency: "USD",
            value: {
              "@type": "QuantitativeValue",
              minValue: payFrom,
              ...(payTo === null ? {} : { maxValue: payTo }),
              unitText: payPer.toUpperCase(),
            },
          },
        }),
    directApply: false,
  };
}
