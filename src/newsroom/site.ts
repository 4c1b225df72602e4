import { mkdirSync, readdirSync, readFileSync } from "node:fs";
import type { IncomingMessage, ServerResponse } from "node:http";
import { join } from "node:path";
import type { Networks } from "#channels";
import { writeDurably } from "#platform/blobs/blobs.ts";
import type { Ctx } from "#platform/context.ts";
import { compress, encoded, type StaticFile } from "#platform/http/files.ts";
import { securityHeaders } from "#platform/http/security.ts";
import { atomFeed, jsonFeed, rssFeed } from "./feeds.ts";
import { logoPath } from "./page.ts";
import { allPages } from "./pages.ts";
import { siteFacts, type SiteFacts } from "./site-facts.ts";
import { stylesheet } from "./stylesheet.ts";

/**
 * The public site: made when something changes, kept compressed in memory and on disk, served without a query.
 * It goes on serving with the database, the jobs and the console down, and after a restart without them.
 */
export class Site {
  #files = new Map<string, StaticFile>();
  /** Whose site this is, once it was made. */
  agencyId: string | undefined;
  readonly #folder: string;
  readonly #headers: Record<string, string>;

  constructor(dataFolder: string, https: boolean) {
    this.#folder = join(dataFolder, "site");
    this.#headers = securityHeaders({ https });
    mkdirSync(this.#folder, { recursive: true });
    for (const name of readdirSync(this.#folder)) {
      const path = Buffer.from(name, "base64url").toString();
      if (path.startsWith("/"))
        this.#files.set(path, compress(readFileSync(join(this.#folder, name)), typeOf(path)));
    }
  }

  /** Makes everything anew; the old site serves until the new one is whole. */
  async rebuild(ctx: Ctx, networks: Networks, origin: string): Promise<void> {
    const facts = await siteFacts(ctx, networks, origin);
    this.agencyId = facts.agency.agencyId;
    const next = new Map<string, StaticFile>();
    for (const { path, text } of await allPages(facts))
      next.set(path, compress(Buffer.from(text), typeOf(path)));
    next.set("/feeds/news.atom", compress(Buffer.from(atomFeed(facts)), typeOf("x.atom")));
    next.set("/feeds/news.rss", compress(Buffer.from(rssFeed(facts)), typeOf("x.rss")));
    next.set(
      "/feeds/news.json",
      compress(Buffer.from(jsonFeed(facts)), "application/feed+json; charset=utf-8"),
    );
    next.set("/site.css", compress(Buffer.from(stylesheet), typeOf("x.css")));
    next.set(
      "/robots.txt",
      compress(
        Buffer.from("User-agent: *\nDisallow: /console/\nDisallow: /api/\n"),
        typeOf("x.txt"),
      ),
    );
    await this.#addPictures(ctx, facts, next);
    await this.#keep(next);
    this.#files = next;
  }

  async #addPictures(ctx: Ctx, facts: SiteFacts, next: Map<string, StaticFile>): Promise<void> {
    const { logoSha256 } = facts.agency;
    if (logoSha256) next.set(logoPath, compress(await ctx.blobs.get(logoSha256), "image/png"));
    for (const item of facts.items) {
      if (item.removedAt) continue;
      for (const picture of item.pictures) {
        const known = this.#files.get(picture.path);
        next.set(
          picture.path,
          known ?? compress(await ctx.blobs.get(picture.sha256), picture.type),
        );
      }
    }
  }

  async #keep(next: ReadonlyMap<string, StaticFile>): Promise<void> {
    for (const [path, file] of next) {
      if (this.#files.get(path)?.etag !== file.etag)
        await writeDurably(join(this.#folder, Buffer.from(path).toString("base64url")), file.body);
    }
  }

  /** Answers a visitor from memory; false when the address is none of the site's. */
  answer(request: IncomingMessage, response: ServerResponse): boolean {
    if (request.method !== "GET" && request.method !== "HEAD") return false;
    const path = (request.url ?? "/").split("?", 1)[0] ?? "/";
    const file =
      this.#files.get(path) ?? this.#files.get(path.length > 1 ? path.replace(/\/$/, "") : path);
    if (file) {
      this.#send(request, response, file, 200);
      return true;
    }
    const missing =
      path.startsWith("/news/") || path.startsWith("/media/") ? this.#files.get("/404") : undefined;
    if (missing) this.#send(request, response, missing, 404);
    return missing !== undefined;
  }

  #send(
    request: IncomingMessage,
    response: ServerResponse,
    file: StaticFile,
    status: number,
  ): void {
    const { bytes, encoding } = encoded(file, request.headers["accept-encoding"]?.toString() ?? "");
    const headers: Record<string, string | number> = {
      ...this.#headers,
      "content-type": file.type,
      etag: file.etag,
      vary: "accept-encoding",
      "cache-control": "public, max-age=15, stale-if-error=86400",
      "cross-origin-resource-policy": "cross-origin",
      "content-length": bytes.length,
    };
    if (encoding) headers["content-encoding"] = encoding;
    if (status === 200 && request.headers["if-none-match"] === file.etag) {
      delete headers["content-length"];
      response.writeHead(304, headers).end();
      return;
    }
    response.writeHead(status, headers).end(request.method === "HEAD" ? undefined : bytes);
  }
}

function typeOf(path: string): string {
  const ending = path.split(".").at(-1) ?? "";
  const types: Record<string, string> = {
    atom: "application/atom+xml; charset=utf-8",
    rss: "application/rss+xml; charset=utf-8",
    json: "application/feed+json; charset=utf-8",
    css: "text/css; charset=utf-8",
    txt: "text/plain; charset=utf-8",
    jpg: "image/jpeg",
    png: "image/png",
    webp: "image/webp",
  };
  return path.includes(".")
    ? (types[ending] ?? "application/octet-stream")
    : "text/html; charset=utf-8";
}
