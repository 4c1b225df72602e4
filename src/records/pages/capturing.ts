import { join } from "node:path";
import { Chromium } from "#platform/browser/chromium.ts";
import type { Visited } from "#platform/browser/page-visit.ts";
import { stamp, type Clock } from "#platform/clock.ts";
import { canonicalize, sha256 } from "#platform/crypto/canonical.ts";
import type { SafeClient } from "#platform/http/safe-client.ts";
import type { Ids } from "#platform/ids.ts";
import { limit } from "#platform/limits.ts";
import { readPage } from "./page-bytes.ts";
import { Recorder, type Part, type RecorderBounds } from "./recorder.ts";
import type { LeftOut } from "./tables.ts";
import { Wacz } from "./wacz.ts";

const pagesMax = limit(
  "pages.of-one",
  25,
  "pages",
  "of one site in one capture, the first among them",
);
const pageMs = limit("pages.time", 45_000, "ms", "a page may take to load");
const partsTold = limit("pages.told", 1_000, "parts", "named with their digests in a record");

/** What captures are made with; the client reaches no address inside the agency's network. */
export interface PageTools {
  client: SafeClient;
  /** The browser's program; undefined: there is none here. */
  chromium: string | undefined;
  bounds?: Partial<RecorderBounds & { pages: number; pageMs: number }>;
}

export interface CapturedPage {
  url: string;
  finalUrl: string;
  status: number | null;
  title: string;
  text: string;
  isSettled: boolean;
}

export interface Captured {
  how: "browser" | "bytes";
  /** The browser as it names itself. */
  browser: string | undefined;
  pages: CapturedPage[];
  parts: Part[];
  partsMore: number;
  leftOut: LeftOut[];
  leftOutMore: number;
  sizeBytes: number;
  /** Over every part's address and digest, in order: equal, nothing that was captured has changed. */
  digest: string;
  /** JPEG of the first page, in the browser. */
  picture: Buffer | undefined;
  /** The package, in the given folder. */
  wacz: { path: string; sizeBytes: number };
}

export interface CaptureOrder {
  url: string;
  title: string;
  isFollowed: boolean;
  folder: string;
  signal?: AbortSignal | undefined;
  /** Hears how far it is. */
  say?: (pages: number, parts: number, sizeBytes: number) => Promise<void>;
}

type Look = (url: string) => Promise<Omit<Visited, "picture"> & { picture?: Buffer | undefined }>;

/** Captures a page, and with `isFollowed` those of its site that it links to, into one WACZ in `folder`. */
export async function capturePages(
  { clock, ids }: { clock: Clock; ids: Ids },
  tools: PageTools,
  order: CaptureOrder,
): Promise<Captured> {
  const now = () => stamp(clock.now());
  const startedAt = now();
  await using wacz = await Wacz.begin(order.folder, { ids, startedAt });
  const recorder = new Recorder(wacz, tools.client, now, tools.bounds);
  const browser = tools.chromium
    ? await Chromium.start(tools.chromium, order.folder).catch(() => undefined)
    : undefined;
  await using ending = new AsyncDisposableStack();
  if (browser) ending.use(browser);
  const look = browser ? inBrowser(browser, recorder, tools, order) : byBytes(recorder);
  const pages: CapturedPage[] = [];
  let picture: Buffer | undefined;
  const waiting = [order.url];
  const most = order.isFollowed ? (tools.bounds?.pages ?? pagesMax) : 1;
  for (let url = waiting.shift(); url !== undefined && pages.length < most; url = waiting.shift()) {
    if (order.signal?.aborted) break;
    const at = now();
    const seen = await look(url);
    const page = pageOf(url, seen, recorder);
    pages.push(page);
    if (page.status === null) continue;
    const { finalUrl, title, text } = page;
    await wacz.addPage({ url: finalUrl, title, at, text });
    const words = { contentType: "text/plain; charset=utf-8", payload: Buffer.from(text) };
    await wacz.add({ ...view("urn:text:", finalUrl, at), ...words }, { mime: "text/plain" });
    if (seen.picture)
      await wacz.add(
        {
          ...view("urn:fullPage:", finalUrl, at),
          contentType: "image/jpeg",
          payload: seen.picture,
        },
        { mime: "image/jpeg" },
      );
    picture ??= seen.picture;
    if (pages.length === 1) waiting.push(...ofTheSite(seen.links, finalUrl, url));
    await order.say?.(pages.length, recorder.parts.length, recorder.sizeBytes);
  }
  const path = join(order.folder, "capture.wacz");
  const facts = {
    title: order.title,
    createdAt: startedAt,
    mainPageUrl: pages[0]?.finalUrl ?? order.url,
  };
  const { sizeBytes } = await wacz.finish(path, facts);
  const { parts, leftOut, leftOutMore } = recorder;
  return {
    how: browser ? "browser" : "bytes",
    browser: await browser?.version(),
    pages,
    parts: parts.slice(0, partsTold),
    partsMore: Math.max(0, parts.length - partsTold),
    leftOut,
    leftOutMore,
    sizeBytes: recorder.sizeBytes,
    digest: digestOf(parts),
    picture,
    wacz: { path, sizeBytes },
  };
}

function inBrowser(
  browser: Chromium,
  recorder: Recorder,
  tools: PageTools,
  order: CaptureOrder,
): Look {
  return (url) =>
    browser.visit({
      url,
      answer: (request) => recorder.answer(request),
      deadlineMs: tools.bounds?.pageMs ?? pageMs,
      ...(order.signal ? { signal: order.signal } : {}),
    });
}

function byBytes(recorder: Recorder): Look {
  return async (url) => ({ ...(await readPage(recorder, url)), isSettled: true });
}

/** Status null: nothing came, and `leftOut` says why. A page that the server does not have is a page with a status. */
function pageOf(url: string, seen: Awaited<ReturnType<Look>>, recorder: Recorder): CapturedPage {
  const { finalUrl, title, text, isSettled } = seen;
  const bare = finalUrl.replace(/#.*$/s, "");
  const status = recorder.parts.findLast((part) => part.url === bare)?.status ?? null;
  return { url, finalUrl: bare, status, title, text, isSettled };
}

function view(scheme: string, url: string, date: string) {
  return { type: "resource", date, uri: `${scheme}${url}` } as const;
}

/** The pages of the same site, without those that are no pages. */
function ofTheSite(links: readonly string[], ...own: readonly string[]): string[] {
  const site = URL.parse(own[0] ?? "")?.origin;
  const seen = new Set(own);
  const pages: string[] = [];
  for (const link of links) {
    const bare = link.replace(/#.*$/s, "");
    if (seen.has(bare) || URL.parse(bare)?.origin !== site) continue;
    seen.add(bare);
    if (!/\.(?:zip|pdf|mp4|mov|jpe?g|png|gif|webp|xml|ics|csv|docx?|xlsx?)$/i.test(bare))
      pages.push(bare);
  }
  return pages;
}

function digestOf(parts: readonly Part[]): string {
  const lines = parts.map(({ url, status, digest }) => canonicalize([url, status, digest]));
  return sha256([...new Set(lines)].sort().join("\n")).toString("hex");
}
