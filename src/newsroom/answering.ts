import type { IncomingMessage, ServerResponse } from "node:http";
import type { EventStreams } from "#platform/http/event-streams.ts";
import type { StaticFile } from "#platform/http/files.ts";
import type { KeptEntry, KeptPages } from "./kept-pages.ts";
import { filesFolder } from "./outreach/folders.ts";
import { localPath } from "./page.ts";
import { asksForMore } from "./records/kept-room.ts";
import { livePath } from "./surge/live-script.ts";
import { placeholder, sendPicture, sendPlaceholder } from "./surge/pictures.ts";
import { answerText, textForms, type TextForms } from "./surge/text-forms.ts";
import { languages } from "./words.ts";

/** Where pages of ours lie, or lay: what is missing there is answered in the agency's own words. */
const ownPlaces =
  /^\/(news|media|files|beats|alerts|notices|library|reports|policy-changes|jobs|events|kits)\//;

/** What pages have attached is saved and not opened here: it is nobody's page. */
function isFile(path: string): boolean {
  return path.startsWith(filesFolder);
}

/** Fresh within seconds; old rather than nothing where we cannot be reached. */
export const cacheControl = "public, max-age=15, stale-if-error=86400";

const hotMax = 64;

/** The site towards its visitors: pages as they are kept, without a query. */
export class Answering {
  readonly #kept: KeptPages;
  readonly #live: EventStreams;
  readonly #headers: Record<string, string>;
  readonly #forms = new WeakMap<StaticFile, TextForms>();
  /** What was asked for last, ready to be sent: in a surge thousands ask for the same few addresses. */
  readonly #hot = new Map<string, { entry: KeptEntry; forms: TextForms }>();

  constructor(kept: KeptPages, live: EventStreams, headers: Record<string, string>) {
    this.#kept = kept;
    this.#live = live;
    this.#headers = headers;
  }

  /**
   * Answers a visitor; false when the address is none of the site's. `missing` are paths of pictures whose bytes could
   * not be read.
   */
  answer(
    request: IncomingMessage,
    response: ServerResponse,
    missing: ReadonlySet<string>,
  ): boolean {
    if (request.method !== "GET" && request.method !== "HEAD") return false;
    const hot = this.#hot.get(request.url ?? "/");
    if (hot && this.#kept.get(request.url ?? "/") === hot.entry) {
      answerText(request, response, hot.forms, 200);
      return true;
    }
    if (asksForMore(request.url ?? "/")) return false;
    const asked = (request.url ?? "/").split("?", 1)[0] ?? "/";
    if (asked === livePath && request.method === "GET") {
      this.#live.join(request, response);
      return true;
    }
    const isKnown = this.#kept.get(asked) !== undefined || missing.has(asked);
    const path = isKnown || asked === "/" ? asked : asked.replace(/\/$/, "");
    const entry = this.#kept.get(path);
    if (entry) this.#begin(request, response, path, entry, 200);
    else if (missing.has(path))
      sendPlaceholder({ request, response, headers: this.#headersOf(placeholder) });
    else return this.#answerMissing(request, response, path);
    return true;
  }

  /** In the language of the address. */
  #answerMissing(request: IncomingMessage, response: ServerResponse, path: string): boolean {
    const language = languages.find((one) => one !== "en" && path.startsWith(`/${one}/`)) ?? "en";
    const own = ["/verify", "/records", "/subscribe", "/sign-up"].map((one) =>
      localPath(language, one),
    );
    if (own.some((one) => path === one || path.startsWith(`${one}/`))) return false;
    // A kit's file is packed when it is asked for.
    if (/^\/kits\/[^/]+\.zip$/.test(path)) return false;
    if (language === "en" && !ownPlaces.test(path)) return false;
    const page = localPath(language, "/404");
    const entry = this.#kept.get(page);
    // RFC 9110, 15.5.11: a photograph that was here is gone for good, and caches drop it.
    const isGone = /^\/notices\/(photos\/|[^/]+\/flyer-)/.test(path);
    if (entry) this.#begin(request, response, page, entry, isGone ? 410 : 404);
    return entry !== undefined;
  }

  #begin(
    request: IncomingMessage,
    response: ServerResponse,
    path: string,
    entry: KeptEntry,
    status: number,
  ): void {
    const isText = !/^(image|video)\//.test(entry.type) && !isFile(path);
    const ready = isText ? this.#kept.ready(path, entry) : undefined;
    if (ready) {
      const forms = this.#formsOf(ready, entry);
      if (status === 200) this.#keepHot(path, { entry, forms });
      return answerText(request, response, forms, status);
    }
    const sending = !isText
      ? sendPicture(
          { request, response, headers: this.#headersOf(entry, path) },
          this.#kept.picture(path),
          entry,
        )
      : this.#sendText(request, response, { path, entry, status });
    // The file went between the look-up and the reading: withdrawn at this moment, or the disk failed.
    sending.catch(() => {
      if (response.headersSent) response.destroy();
      else response.writeHead(404, this.#headers).end();
    });
  }

  #keepHot(path: string, one: { entry: KeptEntry; forms: TextForms }): void {
    if (this.#hot.size >= hotMax) this.#hot.clear();
    this.#hot.set(path, one);
  }

  async #sendText(
    request: IncomingMessage,
    response: ServerResponse,
    { path, entry, status }: { path: string; entry: KeptEntry; status: number },
  ): Promise<void> {
    const file = await this.#kept.text(path, entry);
    answerText(request, response, this.#formsOf(file, entry), status);
  }

  /** A text in each of its forms, made once and given to thousands. */
  #formsOf(file: StaticFile, entry: KeptEntry): TextForms {
    const known = this.#forms.get(file);
    if (known) return known;
    const made = textForms(file, this.#headersOf(entry));
    this.#forms.set(file, made);
    return made;
  }

  #headersOf(
    { type, etag }: Pick<KeptEntry, "type" | "etag">,
    path = "",
  ): Record<string, string | number> {
    return {
      ...this.#headers,
      "content-type": type,
      etag,
      "cache-control": cacheControl,
      "cross-origin-resource-policy": "cross-origin",
      ...(isFile(path)
        ? { "content-disposition": `attachment; filename="${path.slice(filesFolder.length)}"` }
        : {}),
    };
  }
}
