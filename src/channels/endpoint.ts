import { SendError } from "./send-error.ts";

/**
 * Where a network's calls go: the live address, or one that the settings name as a server on this very
 * machine (practice, tests). Anything else is refused, so that no setting can carry a token to a stranger.
 */
export function baseOf(given: string | undefined, live: string): string {
  const text = (given ?? "").replace(/\/+$/, "");
  if (text === "") return live;
  const url = URL.parse(text);
  const isOwn = url !== null && ["127.0.0.1", "localhost", "[::1]"].includes(url.hostname);
  if (!isOwn) {
    throw new SendError("refused", "Only a server on this machine may stand in for the network.");
  }
  return text;
}
