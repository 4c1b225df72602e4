import { limit } from "#platform/limits.ts";
import type { Devtools, Fields } from "./devtools.ts";

const quietMs = limit("browser.quiet", 700, "ms", "without a request: then a page is loaded");
const textMax = limit("browser.text", 200_000, "characters", "of a page's visible words");
const linksMax = limit("browser.links", 500, "links", "of one page");
const pictureHeightMax = limit(
  "browser.picture",
  12_000,
  "pixels",
  "of a page's picture; the rest of an endless page is in its text",
);

/** What the browser asks for. */
export interface PageRequest {
  url: string;
  method: string;
  headers: Readonly<Record<string, string>>;
  /** `Document`, `Image`, `Script` …, as DevTools names them. */
  kind: string;
}

export interface PageAnswer {
  status: number;
  headers: readonly (readonly [string, string])[];
  body: Uint8Array;
}

export interface VisitOrder {
  url: string;
  /** The only way to the network: what it gives is what the page gets, and undefined is a closed door. */
  answer(request: PageRequest): Promise<PageAnswer | undefined>;
  /** For loading; what is there when it ends is looked at all the same. */
  deadlineMs: number;
  signal?: AbortSignal;
}

export interface Visited {
  finalUrl: string;
  title: string;
  /** The words that can be seen. */
  text: string;
  links: string[];
  /** JPEG; undefined where nothing was drawn. */
  picture: Buffer | undefined;
  /** False: the page still loaded when its time was over. */
  isSettled: boolean;
}

const width = 1_280;
const looks = `({ url: location.href, title: document.title.slice(0, 300),
  text: (document.body?.innerText ?? "").slice(0, ${textMax}),
  links: [...new Set([...document.links].map((a) => a.href))].slice(0, ${linksMax}),
  height: Math.ceil(document.documentElement?.scrollHeight ?? 0) })`;

/** Pictures that load when they are scrolled to are loaded too. */
const scroll = `(async () => {
  const end = Math.min(document.documentElement.scrollHeight, ${pictureHeightMax});
  for (let y = 0; y < end; y += 700) { scrollTo(0, y); await new Promise((r) => setTimeout(r, 40)); }
  scrollTo(0, 0); })()`;

/** One page in one tab: every request of it goes through the order's `answer`. */
export class PageVisit {
  readonly #devtools: Devtools;
  readonly #session: string;
  readonly #order: VisitOrder;
  #underWay = 0;
  #lastAt = performance.now();
  #isLoaded = false;

  constructor(devtools: Devtools, session: string, order: VisitOrder) {
    this.#devtools = devtools;
    this.#session = session;
    this.#order = order;
    devtools.on((method, params, sessionId) => {
      if (sessionId === session) this.#hear(method, params);
    });
  }

  async run(): Promise<Visited> {
    const until = performance.now() + this.#order.deadlineMs;
    await this.#send("Page.enable");
    await this.#send("Network.enable");
    await this.#send("Network.setBypassServiceWorker", { bypass: true });
    await this.#send("Fetch.enable", { patterns: [{ urlPattern: "*" }] });
    await this.#send("Emulation.setDeviceMetricsOverride", {
      width,
      height: 900,
      deviceScaleFactor: 1,
      mobile: false,
    });
    const went = this.#send("Page.navigate", { url: this.#order.url }).then(
      ({ errorText }) => errorText === undefined,
      () => false,
    );
    let isSettled = await this.#settle(until);
    // Who cannot be left waiting for: a page that never answered.
    const isThere = await Promise.race([went, sleep(isSettled ? 1_000 : 0).then(() => true)]);
    if (isThere) {
      await this.#evaluate(scroll).catch(() => undefined);
      isSettled = (await this.#settle(until)) && isSettled;
    }
    const seen = await this.#evaluate(looks).catch((): Fields => ({}));
    return { ...seenOf(seen, this.#order.url), picture: await this.#picture(seen), isSettled };
  }

  /** True when the page has loaded and asked for nothing for a while. */
  async #settle(until: number): Promise<boolean> {
    for (;;) {
      const now = performance.now();
      if (this.#isLoaded && this.#underWay === 0 && now - this.#lastAt > quietMs) return true;
      if (now > until || this.#order.signal?.aborted) return false;
      await sleep(50);
    }
  }

  async #picture(seen: Fields): Promise<Buffer | undefined> {
    const height = Math.min(pictureHeightMax, Number(seen["height"] ?? 0));
    if (!(height > 0)) return undefined;
    const clip = { x: 0, y: 0, width, height, scale: 1 };
    const order = { format: "jpeg", quality: 80, captureBeyondViewport: true, clip };
    const { data } = await this.#send("Page.captureScreenshot", order).catch((): Fields => ({}));
    return typeof data === "string" ? Buffer.from(data, "base64") : undefined;
  }

  async #evaluate(expression: string): Promise<Fields> {
    const order = { expression, awaitPromise: true, returnByValue: true };
    const { result } = await this.#send("Runtime.evaluate", order);
    return (result as { value?: Fields } | undefined)?.value ?? {};
  }

  #hear(method: string, params: Fields): void {
    if (method === "Page.loadEventFired") this.#isLoaded = true;
    // A page that waits for an answer to a dialog would never load.
    if (method === "Page.javascriptDialogOpening")
      void this.#send("Page.handleJavaScriptDialog", { accept: false }).catch(() => undefined);
    if (method === "Fetch.requestPaused") void this.#answer(params);
  }

  async #answer({ requestId, request, resourceType }: Fields): Promise<void> {
    this.#underWay += 1;
    const { url, method, headers } = request as PageRequest;
    try {
      const given = await this.#order.answer({ url, method, headers, kind: String(resourceType) });
      if (given === undefined)
        await this.#send("Fetch.failRequest", { requestId, errorReason: "BlockedByClient" });
      else
        await this.#send("Fetch.fulfillRequest", {
          requestId,
          responseCode: given.status,
          responseHeaders: given.headers.map(([name, value]) => ({ name, value })),
          body: Buffer.from(given.body).toString("base64"),
        });
    } catch {
      // The tab was closed meanwhile, or the answer was none that a browser takes.
      await this.#send("Fetch.failRequest", { requestId, errorReason: "Failed" }).catch(
        () => undefined,
      );
    } finally {
      this.#underWay -= 1;
      this.#lastAt = performance.now();
    }
  }

  #send(method: string, params: Fields = {}): Promise<Fields> {
    return this.#devtools.send(method, params, this.#session);
  }
}

function seenOf(seen: Fields, url: string): Omit<Visited, "picture" | "isSettled"> {
  const { url: finalUrl, title, text, links } = seen;
  return {
    finalUrl: typeof finalUrl === "string" && finalUrl.startsWith("http") ? finalUrl : url,
    title: typeof title === "string" ? title : "",
    text: typeof text === "string" ? text : "",
    links: Array.isArray(links) ? links.map(String) : [],
  };
}

function sleep(ms: number): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, ms);
  });
}
