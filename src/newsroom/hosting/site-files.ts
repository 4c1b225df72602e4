import { limit } from "#platform/limits.ts";
import type { KeptPages } from "../kept-pages.ts";
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
