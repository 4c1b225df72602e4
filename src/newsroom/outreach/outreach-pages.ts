import { html } from "hono/html";
import {
  publicOpenings,
  publicPages,
  type PublicOpening,
  type PublicPage,
  type StandingPage,
} from "#outreach";
import type { Ctx } from "#platform/context.ts";
import { feedLinks } from "../feed-links.ts";
import { localPath, type Html } from "../page.ts";
import type { Draft } from "../pages.ts";
import { picturePath, type SiteFacts } from "../site-facts.ts";
import { languages, type Language } from "../words.ts";
import { closedBody, jobBody, jobData, jobPath, jobsBody, jobTitle } from "./job-bodies.ts";
import { filePath, folderOf } from "./folders.ts";
import { outreachWords } from "./outreach-words.ts";
import { goneBody, pageBody, pageList, pagePath, summaryIn, titleIn } from "./page-bodies.ts";

export interface OutreachFacts {
  pages: PublicPage[];
  openings: PublicOpening[];
}

export async function outreachFacts(ctx: Ctx): Promise<OutreachFacts> {
  return { pages: await publicPages(ctx), openings: await publicOpenings(ctx) };
}

const kinds = ["prevention", "report", "policy-change", "pathway"] as const;

/** Every address that outreach has, in every language, and its feeds. */
export function outreachPaths({ pages, openings }: OutreachFacts): string[] {
  const lists = kinds.map((kind) => folderOf({ kind }));
  const own = [...lists, ...pages.map(pagePath), ...openings.map(jobPath)];
  return [
    ...languages.flatMap((language) => own.map((path) => localPath(language, path))),
    ...lists.map((folder) => `${folder}/feed.atom`),
  ];
}

function standingOf({ pages }: OutreachFacts, kind: PublicPage["kind"]): StandingPage[] {
  return pages.filter((one) => one.state === "public").filter((one) => one.kind === kind);
}

/** The pictures and files of pages that stand. */
export function pagePictures({ pages }: OutreachFacts) {
  const standing = pages.filter((one) => one.state === "public");
  const files = standing.flatMap(({ content }) =>
    content.files.map(({ sha256, type }) => ({
      sha256,
      type: type === "text/csv" ? "text/csv; charset=utf-8" : type,
      path: filePath({ sha256, type }),
    })),
  );
  const pictures = standing
    .flatMap(({ pictures }) => pictures)
    .filter((one) => one !== undefined)
    .map((one) => ({ sha256: one.sha256, type: one.type, path: picturePath(one) }));
  return [...pictures, ...files];
}

/** Every page of outreach in one language: the lists, what stands, and what was taken down. */
export function outreachDrafts(
  facts: SiteFacts,
  known: OutreachFacts,
  language: Language,
): Draft[] {
  const say = outreachWords[language];
  const open = known.openings.filter(({ closedAt }) => closedAt === null);
  const jobs: Draft = {
    path: "/jobs",
    title: say.list.pathway,
    description: say.about.pathway,
    body: jobsBody(language, open, standingOf(known, "pathway")),
    head: feedLinks(say.list.pathway, ["/jobs/feed.atom"]),
  };
  return [
    ...(["prevention", "report", "policy-change"] as const).map((kind): Draft => ({
      path: folderOf({ kind }),
      title: say.list[kind],
      description: say.about[kind],
      body: listBody(known, kind, language),
      head: feedLinks(say.list[kind], [`${folderOf({ kind })}/feed.atom`]),
    })),
    jobs,
    ...known.openings.map((one) => openingDraft(facts, one, language)),
    ...known.pages.map((one) => pageDraft(facts, one, language)),
  ];
}

function listBody(known: OutreachFacts, kind: PublicPage["kind"], language: Language): Html {
  const say = outreachWords[language];
  const pages = standingOf(known, kind);
  return html`<h1>${say.list[kind]}</h1>
    <p class="whole">${say.about[kind]}</p>
    ${pages.length === 0 ? html`<p>${say.none}</p>` : pageList(language, pages)}
    ${kind === "prevention" ? html`<p><a href="${localPath(language, "/notices/unsolved")}">${say.unsolved}</a></p>` : ""}
    <p><a href="${folderOf({ kind })}/feed.atom">${say.follow}</a></p>`;
}

function openingDraft(facts: SiteFacts, opening: PublicOpening, language: Language): Draft {
  const title = jobTitle(opening.content, language);
  const path = jobPath(opening);
  if (opening.closedAt !== null)
    return {
      path,
      title: outreachWords[language].closed,
      description: title,
      body: closedBody(language, opening),
      head: html`<meta name="robots" content="noindex" />`,
    };
  const body = jobBody(facts, language, opening);
  return { path, title, description: title, body, data: jobData(facts, opening) };
}

function pageDraft(facts: SiteFacts, page: PublicPage, language: Language): Draft {
  const path = pagePath(page);
  if (page.state === "withdrawn")
    return {
      path,
      title: outreachWords[language].withdrawn,
      description: outreachWords[language].withdrawn,
      body: goneBody(facts, language, page),
      head: html`<meta name="robots" content="noindex, noarchive" />`,
    };
  const [first] = page.pictures;
  return {
    path,
    title: titleIn(page, language),
    description: summaryIn(page, language),
    body: pageBody(facts, language, page),
    imageUrl: first && picturePath(first),
    data: pageData(facts, page),
  };
}

/** schema.org: a report is a Report, everything else an Article; who publishes is always said. */
function pageData({ agency, origin }: SiteFacts, page: StandingPage): object {
  const publisher = { "@type": "GovernmentOrganization", name: agency.name, url: `${origin}/` };
  return {
    "@context": "https://schema.org",
    "@type": page.kind === "report" ? "Report" : "Article",
    "@id": `urn:uuid:${page.id}`,
    url: `${origin}${pagePath(page)}`,
    headline: page.content.title.en.slice(0, 110),
    description: page.content.summary.en,
    datePublished: page.publicAt,
    dateModified: page.changedAt,
    version: page.history[0]?.version,
    author: publisher,
    publisher,
  };
}
