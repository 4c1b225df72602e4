import type { MediumPlace } from "./inbound.ts";
import { SendError } from "./send-error.ts";

/** Whose hosts these are: the interface's own, and those that the network publishes for its files. */
export interface OwnHosts {
  /** The interface's own address. */
  base: string;
  files?: readonly string[];
}

/** An address with what must be shown there; throws where the network names a place that is not its own. */
export function placeFor(
  url: string,
  { base, files = [] }: OwnHosts,
  headers: Readonly<Record<string, string>>,
): MediumPlace {
  const at = URL.parse(url);
  const isOwn = at !== null && at.origin === new URL(base).origin;
  const isListed =
    at?.protocol === "https:" &&
    files.some((host) => at.hostname === host || at.hostname.endsWith(`.${host}`));
  if (at !== null && (isOwn || isListed)) return { url, headers };
  throw new SendError("refused", "The network names a place for this file that is not its own.");
}
