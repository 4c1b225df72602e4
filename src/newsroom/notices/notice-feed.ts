import type { PublicNotice } from "#alerts";
import { xml } from "../feeds.ts";
import type { SiteFacts } from "../site-facts.ts";
import { noticePath, titleOf, toldIn } from "./notice-pages.ts";
import { noticeWords } from "./notice-words.ts";

const feedMax = 100;

function seconds(at: string): string {
  return at.replace(/\.\d+Z$/, "Z");
}

/** RFC 4287, and RFC 6721 for what is over: readers take the entry away, and nobody's name is left in it. */
export function noticeFeed(
  { agency, origin }: SiteFacts,
  notices: readonly PublicNotice[],
): string {
  const shown = notices.slice(0, feedMax);
  const language = agency.language === "es" ? "es" : "en";
  const entries = shown.map((one) => {
    if (one.state === "over")
      return `<at:deleted-entry ref="urn:uuid:${one.id}" when="${seconds(one.endedAt)}"/>`;
    const told = toldIn(one, language);
    const summary = [
      ...(told?.seen ?? []).map(({ label, value }) => `${label}: ${value}`),
      ...(told?.notes ?? []).map(({ text }) => text),
      told ? `${told.call.label} ${told.call.phone}. ${told.case}. ${told.until}` : "",
    ].join("\n");
    return `<entry>
<id>urn:uuid:${one.id}</id><title>${xml(titleOf(one, language))}</title><link rel="alternate" href="${xml(`${origin}${noticePath(one)}`)}"/>
<published>${seconds(one.activeAt)}</published><updated>${seconds(one.changedAt)}</updated><category term="${xml(one.kind)}"/>
<summary type="text">${xml(summary)}</summary>
</entry>`;
  });
  const updated =
    shown
      .map((one) => (one.state === "over" ? one.endedAt : one.changedAt))
      .sort()
      .at(-1) ?? "1970-01-01T00:00:00Z";
  return `<?xml version="1.0" encoding="utf-8"?>
<feed xmlns="http://www.w3.org/2005/Atom" xmlns:at="http://purl.org/atompub/tombstones/1.0" xml:lang="${language}">
<id>${xml(`${origin}/notices/feed.atom`)}</id><title>${xml(`${agency.name}: ${noticeWords[language].all}`)}</title><updated>${seconds(updated)}</updated>
<author><name>${xml(agency.name)}</name></author>
<link rel="self" href="${xml(`${origin}/notices/feed.atom`)}"/><link rel="alternate" href="${xml(`${origin}/notices`)}"/>
${entries.join("\n")}
</feed>
`;
}
