import type { PublicNotice } from "#alerts";
import { limit } from "#platform/limits.ts";
import type { KeptPages } from "../kept-pages.ts";
import { noticePath } from "../notices/notice-pages.ts";
import { jobPath } from "../outreach/job-bodies.ts";
import type { OutreachFacts } from "../outreach/outreach-pages.ts";
import { pagePath } from "../outreach/page-bodies.ts";
import { localPath } from "../page.ts";
import type { SiteFacts } from "../site-facts.ts";
import { languages } from "../words.ts";
import type { HostFile } from "./door.ts";
import type { SiteFile } from "./plan.ts";

const sizeMax = limit(
  "host.file",
  64_000_000,
  "bytes",
  "one file of the newsroom at its host; larger films are seen at the agency's own address alone",
);

/** What the site keeps, as files of another host. */
export function siteFiles(kept: KeptPages, withdrawn: ReadonlySet<string>): SiteFile[] {
  return kept.paths().flatMap((path): SiteFile[] => {
    const entry = kept.get(path);
    if (!entry) return [];
    const { type, etag } = entry;
    return [{ path, type, etag, isWithdrawn: withdrawn.has(path) }];
  });
}

export async function siteFileBytes(
  kept: KeptPages,
  path: string,
): Promise<HostFile | "too-large" | undefined> {
  const entry = kept.get(path);
  if (!entry) return undefined;
  const bytes = await kept.bytes(path, sizeMax);
  if (bytes === undefined || bytes === "too-large") return bytes;
  // A picture's key is the SHA-256 of its bytes.
  const isHash = /^[0-9a-f]{64}$/.test(entry.key);
  return { bytes, type: entry.type, ...(isHash ? { sha256: entry.key } : {}) };
}

/** Posts that were recalled, notices that are over, pages that were taken down: in every language. */
export function withdrawnPaths(
  { index }: SiteFacts,
  notices: readonly PublicNotice[],
  { pages, openings }: OutreachFacts,
): string[] {
  const paths = [
    ...index.filter(({ removedAt }) => removedAt).map(({ slug }) => `/news/${slug}`),
    ...notices.filter(({ state }) => state === "over").map(noticePath),
    ...pages.filter(({ state }) => state === "withdrawn").map(pagePath),
    ...openings.filter(({ closedAt }) => closedAt !== null).map(jobPath),
  ];
  return languages.flatMap((one) => paths.map((path) => localPath(one, path)));
}
