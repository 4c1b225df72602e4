import { readdirSync, readFileSync } from "node:fs";
import type { IncomingMessage, ServerResponse } from "node:http";
import { join } from "node:path";
import { type Networks, websitePicturesShown, type WebsiteEntry } from "#channels";
import type { Ctx } from "#platform/context.ts";
import { noticesCleared, publicNotices, type PublicNotice } from "#alerts";
import { EventStreams } from "#platform/http/event-streams.ts";
import { partHeaders, securityHeaders } from "#platform/http/security.ts";
import { AlertFront } from "./alerts/alert-front.ts";
import { Answering } from "./answering.ts";
import { beatFacts } from "./beats/beat-facts.ts";
import { beatFeeds } from "./beats/beat-feeds.ts";
import { robotsText, sitemap, sitemapPath } from "./crawlers.ts";
import { atomFeed, jsonFeed, rssFeed, wholeFeed } from "./feeds.ts";
import { exportPages, type Exported } from "./exporting.ts";
import { etagOf, type KeptEntry, KeptPages } from "./kept-pages.ts";
import { eventFiles } from "./events/event-feeds.ts";
import { feedFiles, feedLists } from "./list-feeds.ts";
import { newestMax, newsLists } from "./listing.ts";
import { localPath, logoPath } from "./page.ts";
import { outreachFeeds } from "./outreach/outreach-feeds.ts";
import {
  outreachDrafts,
  outreachFacts,
  outreachPaths,
  pagePictures,
  type OutreachFacts,
} from "./outreach/outreach-pages.ts";
import { hlsPath, hlsScript, playerPath, playerScript } from "./live/player.ts";
import { StreamServing } from "./live/serving.ts";
import type { SiteFile } from "./hosting/plan.ts";
import { siteFileBytes, siteFiles, withdrawnPaths } from "./hosting/site-files.ts";
import { noticeFeed } from "./notices/notice-feed.ts";
import { flyerPath, noticePicturePath } from "./notices/notice-pages.ts";
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
import { itemsOf, picturePath, siteFacts, type SiteFacts } from "./site-facts.ts";
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

/**
 * The public site: what changed is made when it changes, kept on disk, served without a query. It goes on serving
 * with the database, the jobs and the console down, and after a restart without them.
 */
export class Site {
  /** Whose site this is, once it was made. */
  agencyId: string | undefined;
  readonly #kept: KeptPages;
  readonly #answering: Answering;
  readonly #alerts: AlertFront;
  readonly #streams: StreamServing;
  /** Pictures whose bytes could not be read: a grey field stands for them until they are back. */
  #missing = new Set<string>();
  #turn: Promise<void> = Promise.resolve();
  /** How often pages were made: whoever brings them elsewhere sees that there is something new. */
  #makings = 0;
  /** Pages that say that something is no longer so. */
  #withdrawn: ReadonlySet<string> = new Set();

  constructor(dataFolder: string, https: boolean) {
    this.#kept = new KeptPages(join(dataFolder, "site"));
    const live = new EventStreams(partHeaders({ https }));
    this.#alerts = new AlertFront(this.#kept, live);
    this.#streams = new StreamServing(dataFolder, partHeaders({ https }));
    this.#answering = new Answering(this.#kept, live, securityHeaders({ https }));
  }

  /** Makes what changed, one turn after another. A fault in one page or picture keeps no other from being made. */
  rebuild(ctx: Ctx, networks: Networks, origin: string): Promise<void> {
    const turn = this.#turn.then(() => this.#make(ctx, networks, origin));
    this.#turn = turn.catch(() => undefined);
    return turn;
  }

  /** The alerts' own pages alone, ahead of all else: a making of the whole site may be under way. */
  async rebuildAlerts(ctx: Ctx, networks: Networks, origin: string): Promise<void> {
    const reading = this.#alerts.reading();
    await this.#alerts.put(reading, await siteFacts(ctx, networks, origin));
    this.#makings += 1;
  }

  async #make(ctx: Ctx, networks: Networks, origin: string): Promise<void> {
    const reading = this.#alerts.reading();
    const facts = await siteFacts(ctx, networks, origin);
    this.agencyId = facts.agency.agencyId;
    const notices = await publicNotices(ctx, origin);
    const outreach = await outreachFacts(ctx);
    const frame = etagOf(
      JSON.stringify([templates, facts.agency, facts.beats, origin, facts.warnings]),
    );
    await this.#streams.show(shownStreams(facts));
    // First: somebody may be on the way out of a house.
    await this.#alerts.put(reading, facts);
    const paths = new Set([
      // Before the pages that show them.
      ...(await this.#putPictures(ctx, facts, [
        ...filesOf(notices),
        ...picturesOf(facts),
        ...pagePictures(outreach),
      ])),
      ...(await this.#putFront(facts)),
      ...(await this.#putItems(ctx, facts, frame)),
      ...(await this.#putLists(facts, frame)),
      ...(await this.#putFeeds(ctx, facts, frame)),
      ...(await this.#putBeats(ctx, networks, facts)),
      ...(await this.#putNotices(facts, notices)),
      ...(await this.#putOutreach(facts, outreach, frame)),
      ...(await this.#putEvents(facts)),
      ...(await this.#putKits(facts)),
      ...(await this.#putRoom(ctx, facts, origin)),
      sitemapPath,
    ]);
    const old = this.#kept.paths().filter((path) => !paths.has(path) && !this.#alerts.has(path));
    for (const path of old) await this.#kept.remove(path);
    this.#withdrawn = new Set(withdrawnPaths(facts, notices, outreach));
    await this.#putSitemap(origin);
    await this.#kept.writeManifest();
    this.#makings += 1;
    const over = notices.filter(({ state }) => state === "over").map(({ id }) => id);
    await noticesCleared(ctx, over);
  }

  /** Every post keeps its address for good; only those that changed are read and made. */
  async #putItems(ctx: Ctx, facts: SiteFacts, frame: string): Promise<string[]> {
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
      for (const item of await itemsOf(ctx, entries, facts.streams))
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

  async #putFeeds(ctx: Ctx, facts: SiteFacts, frame: string): Promise<string[]> {
    const lists = feedLists(facts);
    for (const list of lists) {
      const key = etagOf(JSON.stringify([frame, list.title, list.entries.slice(0, newestMax)]));
      if (this.#kept.get(`${list.path}.rss`)?.key === key) continue;
      for (const { path, type, text } of await feedFiles(ctx, facts, list))
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

  async #putSitemap(origin: string): Promise<void> {
    const pages = this.#kept.paths().flatMap((path) => {
      const entry = this.#kept.get(path);
      return entry ? [{ path, entry }] : [];
    });
    const text = sitemap(origin, pages, this.#withdrawn);
    await this.#kept.putText(sitemapPath, "", "application/xml; charset=utf-8", text);
  }

  async #putBeats(ctx: Ctx, networks: Networks, facts: SiteFacts): Promise<string[]> {
    const beats = await beatFacts(ctx, networks);
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

  async #putRoom(ctx: Ctx, { agency }: SiteFacts, origin: string): Promise<string[]> {
    const files = await keptRoom(ctx, agency, origin);
    for (const { path, type, text } of files) await this.#kept.putText(path, "", type, text);
    return files.map(({ path }) => path);
  }

  async #putPictures(
    ctx: Ctx,
    { agency }: SiteFacts,
    further: readonly ShownFile[],
  ): Promise<string[]> {
    const shown = (await websitePicturesShown(ctx)).map((one) => ({
      ...one,
      path: picturePath(one),
    }));
    shown.push(...further);
    const { logoSha256 } = agency;
    if (logoSha256) shown.push({ path: logoPath, sha256: logoSha256, type: "image/png" });
    const missing = new Set<string>();
    for (const { path, sha256, type } of shown) {
      if (this.#kept.get(path)?.key === sha256) continue;
      try {
        const isVideo = type.startsWith("video/");
        const bytes = isVideo ? ctx.blobs.open(sha256) : await ctx.blobs.get(sha256);
        await this.#kept.putPicture(path, sha256, type, bytes);
      } catch (error) {
        ctx.log.error({ err: error, sha256 }, "a picture of the newsroom cannot be read");
        missing.add(path);
      }
    }
    this.#missing = missing;
    return shown.map(({ path }) => path).filter((path) => !missing.has(path));
  }

  /** The feeds by path, each with the etag of what stands in it now. */
  feeds(): ReadonlyMap<string, string> {
    const all = this.#kept.paths().flatMap((path): [string, string][] => {
      const entry = this.#kept.get(path);
      return entry && isFeed(entry) ? [[path, entry.etag]] : [];
    });
    return new Map(all);
  }

  /** A feed as it is served. */
  async feed(path: string): Promise<{ type: string; bytes: Uint8Array } | undefined> {
    const entry = this.#kept.get(path);
    if (!entry || !isFeed(entry)) return undefined;
    return { type: entry.type, bytes: (await this.#kept.text(path, entry)).body };
  }

  get makings(): number {
    return this.#makings;
  }

  /** What another host is to hold. */
  files(): SiteFile[] {
    return siteFiles(this.#kept, this.#withdrawn);
  }

  fileBytes(path: string): ReturnType<typeof siteFileBytes> {
    return siteFileBytes(this.#kept, path);
  }

  /** The whole site as files for another host. */
  export(folder: string): Promise<Exported> {
    return exportPages(this.#kept, folder);
  }

  /** Answers a visitor; false when the address is none of the site's. */
  answer(request: IncomingMessage, response: ServerResponse): boolean {
    const asked = (request.url ?? "/").split("?", 1)[0] ?? "/";
    const isRead = request.method === "GET" || request.method === "HEAD";
    if (isRead && this.#streams.answer(request, response, asked)) return true;
    return this.#answering.answer(request, response, this.#missing);
  }
}

/** What the public may see of live streams: those that began, and whose post stands. */
function shownStreams({ streams }: SiteFacts): Record<string, "live" | "ended"> {
  const begun = [...streams.values()].filter(({ startedAt }) => startedAt !== null);
  return Object.fromEntries(begun.map((one) => [one.postId, one.endedAt ? "ended" : "live"]));
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

interface ShownFile {
  path: string;
  sha256: string;
  type: string;
}

/** The pictures of events and kits. */
function picturesOf({ events, kits }: SiteFacts): ShownFile[] {
  const ofKits = kits.flatMap(({ items }) => items.flatMap(({ pictures }) => pictures));
  const ofEvents = events.flatMap(({ photo }) => (photo ? [photo] : []));
  return [...ofEvents, ...ofKits].map((one) => ({ ...one, path: picturePath(one) }));
}

/** The photographs and flyers of notices that stand; those of one that is over are not among them. */
function filesOf(notices: readonly PublicNotice[]) {
  return notices.flatMap((notice) => {
    if (notice.state === "over") return [];
    const flyers = notice.flyers.map((one) => ({ ...one, path: flyerPath(notice, one) }));
    const pictures = notice.pictures.map((one) => ({ ...one, path: noticePicturePath(one) }));
    return [...pictures, ...flyers].map(({ path, sha256, type }) => ({ path, sha256, type }));
  });
}

function isFeed({ type }: KeptEntry): boolean {
  return /^application\/(atom\+xml|rss\+xml|feed\+json)/.test(type);
}
