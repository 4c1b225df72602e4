import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { PublicNotice } from "#alerts";
import type { Networks, WebsiteEntry } from "#channels";
import type { Ctx } from "#platform/context.ts";
import { beatFacts } from "./beats/beat-facts.ts";
import { beatFeeds } from "./beats/beat-feeds.ts";
import { robotsText, sitemap, sitemapPath } from "./crawlers.ts";
import { eventFiles } from "./events/event-feeds.ts";
import { atomFeed, jsonFeed, rssFeed, wholeFeed } from "./feeds.ts";
import { etagOf, type KeptPages } from "./kept-pages.ts";
import { feedFiles, feedLists } from "./list-feeds.ts";
import { newestMax, newsLists } from "./listing.ts";
import { hlsPath, hlsScript, playerPath, playerScript } from "./live/player.ts";
import { noticeFeed } from "./notices/notice-feed.ts";
import { outreachFeeds } from "./outreach/outreach-feeds.ts";
import { outreachDrafts, outreachPaths, type OutreachFacts } from "./outreach/outreach-pages.ts";
import { localPath } from "./page.ts";
import {
  beatPages,
  eventPages,
  frontPages,
  inAllLanguages,
  itemPages,
  kitPages,
  listPages,
  noticePages,
} from "./pages.ts";
import { keptRoom } from "./records/kept-room.ts";
import { itemsOf, type SiteFacts } from "./site-facts.ts";
import { liveScript, scriptPath } from "./surge/live-script.ts";
import { securityText } from "./security-text.ts";
import { stylesheet } from "./stylesheet.ts";
import { languages } from "./words.ts";

const batch = 100;

/** Pages are made anew by a program that makes them otherwise. */
const templates = etagOf(
  readdirSync(import.meta.dirname, { encoding: "utf8", recursive: true })
    .filter((name) => name.endsWith(".ts") && !name.endsWith(".test.ts"))
    .map((name) => readFileSync(join(import.meta.dirname, name), "utf8"))
    .join("\n"),
);

/** All that one making of the site is made of, read in one go. */
export interface ToMake {
  facts: SiteFacts;
  notices: readonly PublicNotice[];
  outreach: OutreachFacts;
}

/** Makes pages and feeds of what is known now, and writes those that changed. */
export class Making {
  readonly #kept: KeptPages;
  readonly #ctx: Ctx;
  readonly #networks: Networks;

  constructor(kept: KeptPages, ctx: Ctx, networks: Networks) {
    this.#kept = kept;
    this.#ctx = ctx;
    this.#networks = networks;
  }

  /** Everything but pictures and the alerts' own pages; tells the addresses of all that is so. */
  async put({ facts, notices, outreach }: ToMake): Promise<string[]> {
    const { agency, beats, origin, warnings } = facts;
    const frame = etagOf(JSON.stringify([templates, agency, beats, origin, warnings]));
    return [
      ...(await this.#putFront(facts)),
      ...(await this.#putItems(facts, frame)),
      ...(await this.#putLists(facts, frame)),
      ...(await this.#putFeeds(facts, frame)),
      ...(await this.#putBeats(facts)),
      ...(await this.#putNotices(facts, notices)),
      ...(await this.#putOutreach(facts, outreach, frame)),
      ...(await this.#putEvents(facts)),
      ...(await this.#putKits(facts)),
      ...(await this.#putRoom(facts)),
      sitemapPath,
    ];
  }

  /** Every post keeps its address for good; only those that changed are read and made. */
  async #putItems(facts: SiteFacts, frame: string): Promise<string[]> {
    const paths = ({ slug }: WebsiteEntry) =>
      languages.map((one) => localPath(one, `/news/${slug}`));
    const newest = new Set(facts.newest.map(({ id }) => id));
    const now = inForce(facts);
    const live = (id: string) => JSON.stringify(facts.streams.get(id) ?? "");
    const keyOf = (one: WebsiteEntry) =>
      etagOf(
        `${frame} ${newest.has(one.id) ? now : ""} ${one.id} ${one.changedAt} ${live(one.id)}`,
      );
    const changed = facts.index.filter((one) =>
      paths(one).some((path) => this.#kept.get(path)?.key !== keyOf(one)),
    );
    for (let from = 0; from < changed.length; from += batch) {
      const entries = changed.slice(from, from + batch);
      const keys = new Map(entries.map((one) => [one.id, keyOf(one)]));
      for (const item of await itemsOf(this.#ctx, entries, facts.streams))
        await this.#kept.putPages(keys.get(item.id) ?? "", await itemPages(facts, item));
    }
    return facts.index.flatMap(paths);
  }

  async #putLists(facts: SiteFacts, frame: string): Promise<string[]> {
    const lists = newsLists(facts);
    const around = lists.map(({ path }) => path);
    for (const list of lists) {
      const key = etagOf(JSON.stringify([frame, inForce(facts), around, list.entries]));
      const isSame = languages.every(
        (one) => this.#kept.get(localPath(one, list.path))?.key === key,
      );
      if (!isSame) await this.#kept.putPages(key, await listPages(facts, list));
    }
    return languages.flatMap((one) => around.map((path) => localPath(one, path)));
  }

  async #putFeeds(facts: SiteFacts, frame: string): Promise<string[]> {
    const lists = feedLists(facts);
    for (const list of lists) {
      const key = etagOf(JSON.stringify([frame, list.title, list.entries.slice(0, newestMax)]));
      if (this.#kept.get(`${list.path}.rss`)?.key === key) continue;
      for (const { path, type, text } of await feedFiles(this.#ctx, facts, list))
        await this.#kept.putText(path, key, `${type}; charset=utf-8`, text);
    }
    return lists.flatMap(({ path }) => [`${path}.rss`, `${path}.atom`]);
  }

  async #putFront(facts: SiteFacts): Promise<string[]> {
    const pages = await frontPages(facts);
    await this.#kept.putPages("", pages);
    const others = {
      "/feeds/news.atom": ["application/atom+xml", atomFeed(facts, wholeFeed(facts))],
      "/feeds/news.rss": ["application/rss+xml", rssFeed(facts, wholeFeed(facts))],
      "/feeds/news.json": ["application/feed+json", jsonFeed(facts)],
      "/site.css": ["text/css", stylesheet],
      [scriptPath]: ["text/javascript", liveScript],
      ...playerFiles(facts),
      ...securityText(facts),
      ...(facts.blueskyDid ? { "/.well-known/atproto-did": ["text/plain", facts.blueskyDid] } : {}),
      "/robots.txt": ["text/plain", robotsText(facts.origin)],
    } satisfies Record<string, [string, string]>;
    for (const [path, [type, text]] of Object.entries(others))
      await this.#kept.putText(path, "", `${type}; charset=utf-8`, text);
    return [...pages.map(({ path }) => path), ...Object.keys(others)];
  }

  /** Last, when what is gone is gone. */
  async putSitemap(origin: string, withdrawn: ReadonlySet<string>): Promise<void> {
    const pages = this.#kept.paths().flatMap((path) => {
      const entry = this.#kept.get(path);
      return entry ? [{ path, entry }] : [];
    });
    const text = sitemap(origin, pages, withdrawn);
    await this.#kept.putText(sitemapPath, "", "application/xml; charset=utf-8", text);
  }

  async #putBeats(facts: SiteFacts): Promise<string[]> {
    const beats = await beatFacts(this.#ctx, this.#networks);
    const pages = await beatPages(facts, beats);
    await this.#kept.putPages("", pages);
    const feeds = beats.flatMap((beat) => beatFeeds(facts, beat));
    for (const { path, type, text } of feeds)
      await this.#kept.putText(path, "", `${type}; charset=utf-8`, text);
    return [...pages, ...feeds].map(({ path }) => path);
  }

  async #putNotices(facts: SiteFacts, notices: readonly PublicNotice[]): Promise<string[]> {
    const pages = await noticePages(facts, notices);
    await this.#kept.putPages("", pages);
    const feed = "/notices/feed.atom";
    const type = "application/atom+xml; charset=utf-8";
    await this.#kept.putText(feed, "", type, noticeFeed(facts, notices));
    return [...pages.map(({ path }) => path), feed];
  }

  /** They change seldom and may be a thousand: made when something of them did, or what stands around them. */
  async #putOutreach(facts: SiteFacts, known: OutreachFacts, frame: string): Promise<string[]> {
    const day = facts.made.toZonedDateTimeISO(facts.agency.timeZone).toPlainDate().toString();
    const key = etagOf(JSON.stringify([frame, inForce(facts), day, known]));
    const paths = outreachPaths(known);
    if (paths.every((path) => this.#kept.get(path)?.key === key)) return paths;
    await this.#kept.putPages(
      key,
      await inAllLanguages(facts, (one) => outreachDrafts(facts, known, one)),
    );
    for (const { path, text } of outreachFeeds(facts, known))
      await this.#kept.putText(path, key, "application/atom+xml; charset=utf-8", text);
    return paths;
  }

  async #putEvents(facts: SiteFacts): Promise<string[]> {
    const pages = await eventPages(facts);
    await this.#kept.putPages("", pages);
    const files = eventFiles(facts);
    for (const { path, type, text } of files) await this.#kept.putText(path, "", type, text);
    return [...pages, ...files].map(({ path }) => path);
  }

  async #putKits(facts: SiteFacts): Promise<string[]> {
    const pages = await kitPages(facts);
    await this.#kept.putPages("", pages);
    return pages.map(({ path }) => path);
  }

  async #putRoom({ agency, origin }: SiteFacts): Promise<string[]> {
    const files = await keptRoom(this.#ctx, agency, origin);
    for (const { path, type, text } of files) await this.#kept.putText(path, "", type, text);
    return files.map(({ path }) => path);
  }
}

/** The player for browsers without one: only where there is something to play. */
function playerFiles({ streams }: SiteFacts): Record<string, [string, string]> {
  if (streams.size === 0) return {};
  return {
    [playerPath]: ["text/javascript", playerScript],
    [hlsPath]: ["text/javascript", hlsScript()],
  };
}

/** What of the alerts stands at the head of other pages. */
function inForce({ alerts }: SiteFacts): string {
  return JSON.stringify(
    alerts.alerts
      .filter(({ state }) => state === "active")
      .map(({ id, nextUpdateBy, messages }) => [id, nextUpdateBy, messages[0]?.number]),
  );
}
