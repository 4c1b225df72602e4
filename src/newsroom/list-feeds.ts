import type { WebsiteEntry } from "#channels";
import type { Ctx } from "#platform/context.ts";
import { atomFeed, rssFeed } from "./feeds.ts";
import { newestMax } from "./listing.ts";
import { itemsOf, type SiteFacts } from "./site-facts.ts";
import { kindTitles, languages, type Language } from "./words.ts";

interface FeedList {
  path: string;
  title: string;
  entries: readonly WebsiteEntry[];
}

/** What people follow in a news reader, without an address: each kind, each beat and each language of the news. */
export function feedLists({ index, beats, agency }: SiteFacts): FeedList[] {
  const standing = index.filter(({ removedAt }) => !removedAt);
  const language: Language = agency.language === "es" ? "es" : "en";
  return [
    ...Object.entries(kindTitles[language]).map(([kind, title]) => ({
      path: `/feeds/kind/${kind}`,
      title,
      entries: standing.filter((one) => one.kind === kind),
    })),
    ...beats.map(({ id, code, name }) => ({
      path: `/feeds/beat/${encodeURIComponent(code)}`,
      title: `${code} ${name}`,
      entries: standing.filter((one) => one.beats.includes(id)),
    })),
    ...languages.map((one) => ({
      path: `/feeds/language/${one}`,
      title: new Intl.DisplayNames([one], { type: "language" }).of(one) ?? one,
      entries: standing.filter((entry) => entry.language.slice(0, 2) === one),
    })),
  ];
}

/** One list's feeds, with the words of its newest posts. */
export async function feedFiles(ctx: Ctx, facts: SiteFacts, list: FeedList) {
  const items = await itemsOf(ctx, list.entries.slice(0, newestMax), facts.streams);
  const feed = { path: list.path, title: list.title, items };
  return [
    { path: `${list.path}.rss`, type: "application/rss+xml", text: rssFeed(facts, feed) },
    { path: `${list.path}.atom`, type: "application/atom+xml", text: atomFeed(facts, feed) },
  ];
}
