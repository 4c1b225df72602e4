import type { PublicOpening } from "#outreach";
import { xml } from "../feeds.ts";
import type { SiteFacts } from "../site-facts.ts";
import { jobPath } from "./job-bodies.ts";
import { folderOf } from "./folders.ts";
import { outreachWords } from "./outreach-words.ts";
import type { OutreachFacts } from "./outreach-pages.ts";
import { pagePath, summaryIn, titleIn } from "./page-bodies.ts";

const feedMax = 100;
const seconds = (at: string) => at.replace(/\.\d+Z$/, "Z");

interface Entry {
  id: string;
  at: string;
  /** Undefined: it is over, and readers take it away (RFC 6721). */
  shown: { title: string; path: string; summary: string; publishedAt: string } | undefined;
}

/** RFC 4287: one feed for each list. */
export function outreachFeeds(facts: SiteFacts, known: OutreachFacts) {
  const language = facts.agency.language === "es" ? "es" : "en";
  return (["prevention", "report", "policy-change", "pathway"] as const).map((kind) => {
    const pages = known.pages
      .filter((page) => page.kind === kind)
      .map((page): Entry => {
        if (page.state === "withdrawn") return { id: page.id, at: page.endedAt, shown: undefined };
        const title = titleIn(page, language);
        const shown = { title, path: pagePath(page), summary: summaryIn(page, language) };
        return { id: page.id, at: page.changedAt, shown: { ...shown, publishedAt: page.publicAt } };
      });
    const entries = [...pages, ...(kind === "pathway" ? known.openings.map(ofOpening) : [])];
    const path = `${folderOf({ kind })}/feed.atom`;
    const title = outreachWords[language].list[kind];
    return { path, text: feed(facts, { path, title, entries }, folderOf({ kind })) };
  });
}

function ofOpening(opening: PublicOpening): Entry {
  const { id, closedAt, changedAt, publicAt, content } = opening;
  if (closedAt !== null) return { id, at: closedAt, shown: undefined };
  const summary = [content.unit, content.place, content.closesOn].filter(Boolean).join(" · ");
  const shown = { title: content.title.en, path: jobPath(opening), summary, publishedAt: publicAt };
  return { id, at: changedAt, shown };
}

function feed(
  { agency, origin }: SiteFacts,
  { path, title, entries }: { path: string; title: string; entries: readonly Entry[] },
  page: string,
): string {
  const newest = entries.toSorted((a, b) => b.at.localeCompare(a.at)).slice(0, feedMax);
  const lines = newest.map(({ id, at, shown }) =>
    shown
      ? `<entry>
<id>urn:uuid:${id}</id><title>${xml(shown.title)}</title><link rel="alternate" href="${xml(`${origin}${shown.path}`)}"/>
<published>${seconds(shown.publishedAt)}</published><updated>${seconds(at)}</updated><summary type="text">${xml(shown.summary)}</summary>
</entry>`
      : `<at:deleted-entry ref="urn:uuid:${id}" when="${seconds(at)}"/>`,
  );
  return `<?xml version="1.0" encoding="utf-8"?>
<feed xmlns="http://www.w3.org/2005/Atom" xmlns:at="http://purl.org/atompub/tombstones/1.0" xml:lang="${agency.language === "es" ? "es" : "en"}">
<id>${xml(`${origin}${path}`)}</id><title>${xml(`${agency.name}: ${title}`)}</title><updated>${seconds(newest[0]?.at ?? "1970-01-01T00:00:00Z")}</updated>
<author><name>${xml(agency.name)}</name></author>
<link rel="self" href="${xml(`${origin}${path}`)}"/><link rel="alternate" href="${xml(`${origin}${page}`)}"/>
${lines.join("\n")}
</feed>
`;
}
