import { createHash } from "node:crypto";
import type { HostPlace } from "./draft.ts";

/** A file of the site, as it would lie at a host. */
export interface SiteFile {
  /** Its address here. */
  path: string;
  type: string;
  etag: string;
  /** Says that something is no longer so: a page that was taken back, whose old words must go. */
  isWithdrawn: boolean;
}

export interface Wanted extends SiteFile {
  name: string;
  /** What the ledger says once it is there. */
  sent: string;
}

export interface Plan {
  /** What is there, or may be, and is not the site's any more. */
  gone: { name: string; path: string }[];
  /** In the order in which they go. */
  changed: Wanted[];
  /** Withdrawn pages whose old words are still there. */
  recalled: number;
}

export type Ledger = ReadonlyMap<string, { path: string; sent: string | null }>;

/**
 * What has to happen for the host to hold what the site holds: first what is gone, then what was taken back, then alerts,
 * then pictures and feeds, and last the pages that show them.
 */
export function planOf(files: readonly SiteFile[], ledger: Ledger, place: HostPlace): Plan {
  const wanted = files.map((file): Wanted => ({
    ...file,
    name: nameOf(file, place),
    sent: sentOf(file, place),
  }));
  const names = new Set(wanted.map(({ name }) => name));
  const gone = [...ledger]
    .filter(([name]) => !names.has(name))
    .map(([name, { path }]) => ({ name, path }));
  const changed = wanted
    .filter(({ name, sent }) => ledger.get(name)?.sent !== sent)
    .toSorted((a, b) => rankOf(a) - rankOf(b));
  const old = changed.filter(({ name, isWithdrawn }) => isWithdrawn && ledger.has(name));
  return { gone, changed, recalled: gone.length + old.length };
}

function rankOf({ path, type, isWithdrawn }: SiteFile): number {
  if (isWithdrawn) return 0;
  if (/^(\/es)?\/alerts(\/|$)/.test(path)) return 1;
  if (!type.startsWith("text/html")) return 2;
  return /^(\/es)?\/$/.test(path) ? 3 : 4;
}

/** The same bytes laid down otherwise are something else. */
function sentOf({ etag, type }: SiteFile, place: HostPlace): string {
  const how = place.kind === "s3" ? [place.packed, place.names] : [];
  return createHash("sha256")
    .update(JSON.stringify([etag, type, ...how]))
    .digest("base64url")
    .slice(0, 27);
}

/** Where a host looks for an address: a page is the index of its folder, unless it is wanted by its plain name. */
export function nameOf({ path, type }: Pick<SiteFile, "path" | "type">, place?: HostPlace): string {
  const name = decodeURIComponent(path).replace(/^\/+|\/+$/g, "");
  // Addresses are our own making; none leads out of the folder all the same.
  if (name.split("/").some((part) => part === ".." || part.includes("\0")))
    throw new Error(`${path} leads out of the folder`);
  if (!type.startsWith("text/html")) return name;
  if (/(^|\/)404$/.test(name)) return `${name}.html`;
  if (place?.kind === "s3" && place.names === "plain" && name !== "") return name;
  return name === "" ? "index.html" : `${name}/index.html`;
}
