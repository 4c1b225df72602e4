import type { IncomingMessage, ServerResponse } from "node:http";
import { join } from "node:path";
import type { Networks } from "#channels";
import type { Ctx } from "#platform/context.ts";
import { noticesCleared, publicNotices } from "#alerts";
import { EventStreams } from "#platform/http/event-streams.ts";
import { partHeaders, securityHeaders } from "#platform/http/security.ts";
import { AlertFront } from "./alerts/alert-front.ts";
import { Answering } from "./answering.ts";
import { exportPages, type Exported } from "./exporting.ts";
import type { SiteFile } from "./hosting/plan.ts";
import { siteFileBytes, siteFiles, withdrawnPaths } from "./hosting/site-files.ts";
import { type KeptEntry, KeptPages } from "./kept-pages.ts";
import { StreamServing } from "./live/serving.ts";
import { Making } from "./making.ts";
import { outreachFacts, pagePictures } from "./outreach/outreach-pages.ts";
import { filesOf, picturesOf, putPictures } from "./shown-pictures.ts";
import { siteFacts, type SiteFacts } from "./site-facts.ts";

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
  #missing: ReadonlySet<string> = new Set();
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
    await this.#streams.show(shownStreams(facts));
    // First: somebody may be on the way out of a house.
    await this.#alerts.put(reading, facts);
    // Pictures before the pages that show them.
    const further = [...filesOf(notices), ...picturesOf(facts), ...pagePictures(outreach)];
    const pictures = await putPictures(ctx, this.#kept, facts, further);
    this.#missing = pictures.missing;
    const making = new Making(this.#kept, ctx, networks);
    const paths = new Set([...pictures.paths, ...(await making.put({ facts, notices, outreach }))]);
    const old = this.#kept.paths().filter((path) => !paths.has(path) && !this.#alerts.has(path));
    for (const path of old) await this.#kept.remove(path);
    this.#withdrawn = new Set(withdrawnPaths(facts, notices, outreach));
    await making.putSitemap(origin, this.#withdrawn);
    await this.#kept.writeManifest();
    this.#makings += 1;
    const over = notices.filter(({ state }) => state === "over").map(({ id }) => id);
    await noticesCleared(ctx, over);
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
    if (this.#streams.answer(request, response)) return true;
    return this.#answering.answer(request, response, this.#missing);
  }
}

/** What the public may see of live streams: those that began, and whose post stands. */
function shownStreams({ streams }: SiteFacts): Record<string, "live" | "ended"> {
  const begun = [...streams.values()].filter(({ startedAt }) => startedAt !== null);
  return Object.fromEntries(begun.map((one) => [one.postId, one.endedAt ? "ended" : "live"]));
}

function isFeed({ type }: KeptEntry): boolean {
  return /^application\/(atom\+xml|rss\+xml|feed\+json)/.test(type);
}
