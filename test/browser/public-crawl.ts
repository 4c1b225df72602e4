import { readFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import type { Served } from "./console.ts";

/** A page of the public site as it was answered, before a browser has touched it. */
export interface Crawled {
  path: string;
  kind: string;
  text: string;
}

export interface Crawl {
  pages: Crawled[];
  /** Feeds by path, with the type that a page's head promised. */
  feeds: Map<string, string>;
  /** Links of ours that answered neither 200 nor 404 in the agency's own words. */
  broken: string[];
}

const manifest = z.record(z.string(), z.object({ type: z.string() }));

/** What the site keeps, by path, with its type: the same list that its export is made from. */
export function keptTypes({ beat }: Served): Map<string, string> {
  const text = readFileSync(join(beat.dataFolder, "site", "manifest.json"), "utf8");
  return new Map(
    Object.entries(manifest.parse(JSON.parse(text))).map(([path, { type }]) => [path, type]),
  );
}

/** Folders of lists within a folder of posts. */
const inner = new Set(["kind", "beat", "month", "unsolved", "reading-room", "status", "push"]);
inner.add("confirm").add("manage").add("leave").add("give-up");

/** `/es/news/some-post` is of the kind `/news/:`; what a route calls `:id` is a colon too. */
export function kindOf(path: string): string {
  const [first = "", ...rest] = plain(path).split("?", 1)[0]?.slice(1).split("/") ?? [];
  return `/${[first, ...rest.map((one) => (inner.has(one) ? one : ":"))].join("/")}`;
}

function isSpanish(path: string): boolean {
  return /^\/es(\/|$)/.test(path);
}

function plain(path: string): string {
  return path.replace(/^\/es(?=\/|$)/, "") || "/";
}

/** Kinds of pages that some program answers, by its own table of routes, and those that are kept. */
export function kindsOfSite(served: Served): Set<string> {
  const kept = [...keptTypes(served)].filter(([, type]) => type.startsWith("text/html"));
  const routes = served.beat.assembly.slices
    .flatMap((slice) => slice.publicRoutes?.routes ?? [])
    .filter(({ method }) => method === "GET")
    .map(({ path }) => path);
  return new Set([...kept.map(([path]) => path), ...routes].map(kindOf));
}

/** Follows every link of ours from these pages on; no more than two pages of a kind ask the program. */
export async function crawl(
  { origin }: Served,
  from: readonly string[],
  gone: readonly string[],
): Promise<Crawl> {
  const found: Crawl = { pages: [], feeds: new Map(), broken: [] };
  const seen = new Set([...from, ...gone]);
  const asked = new Map<string, number>();
  for (const path of seen) {
    const isProgram = /^(\/es)?\/(subscribe|records|verify|sign-up)(\/|\?|$)/.test(path);
    const times = asked.get(kindOf(path)) ?? 0;
    asked.set(kindOf(path), times + 1);
    if (isProgram && times > 3) continue;
    const answer = await fetch(`${origin}${path}`, { redirect: "manual" });
    const type = answer.headers.get("content-type") ?? "";
    const isOwn404 = answer.status === 404 && gone.includes(path);
    if (answer.status >= 400 && !isOwn404) found.broken.push(`${answer.status} ${path}`);
    if (!type.startsWith("text/html")) {
      await answer.body?.cancel();
      continue;
    }
    const text = await answer.text();
    found.pages.push({ path, kind: kindOf(path), text });
    for (const [feed, told] of feedsOf(text)) found.feeds.set(feed, told);
    for (const next of linksOf(text, path, origin)) seen.add(next);
  }
  return found;
}

function unescaped(text: string): string {
  return text.replaceAll("&quot;", '"').replaceAll("&#39;", "'").replaceAll("&amp;", "&");
}

function linksOf(text: string, path: string, origin: string): string[] {
  return [...text.matchAll(/<a\s[^>]*?href="([^"]*)"/g)].flatMap(([, href = ""]) => {
    const to = URL.parse(unescaped(href), `${origin}${path}`);
    // A link that is counted leads elsewhere; the log's tiles are no page.
    if (to?.origin !== origin || /^\/(go|log|console)\//.test(to.pathname)) return [];
    return [`${to.pathname}${to.search}`];
  });
}

function feedsOf(text: string): [string, string][] {
  return [...text.matchAll(/<link\s[^>]*rel="alternate"[^>]*>/g)].flatMap(([tag]) => {
    const type = /\stype="([^"]*)"/.exec(tag)?.[1];
    const href = /\shref="([^"]*)"/.exec(tag)?.[1];
    return type && href ? [[unescaped(href), type] satisfies [string, string]] : [];
  });
}

/** At most two of a kind: the longest in English, and another in Spanish. */
export function sampled(pages: readonly Crawled[]): Crawled[] {
  return [...Map.groupBy(pages, ({ kind }) => kind)].flatMap(([, all]) => {
    const longest = all.toSorted((a, b) => b.text.length - a.text.length);
    const english = longest.find(({ path }) => !isSpanish(path));
    const spanish = longest.filter(({ path }) => isSpanish(path));
    const other =
      spanish.find(({ path }) => plain(path) !== plain(english?.path ?? "")) ?? spanish[0];
    return [english, other].filter((one) => one !== undefined);
  });
}
