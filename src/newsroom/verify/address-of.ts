/** What tells posts apart in the part of an address that is thrown away otherwise. */
const telling = new Set(["v", "story_fbid", "id", "fbid", "p", "set", "list"]);
const sameHosts: Readonly<Record<string, string>> = {
  "twitter.com": "x.com",
  "fb.com": "facebook.com",
  "threads.com": "threads.net",
  "youtu.be": "youtube.com",
  "telegram.me": "t.me",
};

/**
 * One spelling of a web address: without scheme, "www.", trailing slash, fragment and what trackers add. Undefined
 * where it is none.
 */
export function addressOf(text: string): string | undefined {
  const given = text.trim();
  if (given === "" || /\s/.test(given) || !/^[^/]+\.|:\/\//.test(given)) return undefined;
  const url = URL.parse(/^[a-z][a-z0-9+.-]*:\/\//i.test(given) ? given : `https://${given}`);
  if (!url || !/^https?:$/.test(url.protocol) || url.hostname === "") return undefined;
  const bare = url.host.toLowerCase().replace(/^(?:www|m|mobile|l|old)\./, "");
  const host = sameHosts[bare] ?? bare;
  const path = url.pathname.replace(/\/+$/, "");
  const shortVideo = bare === "youtu.be" ? `/watch?v=${path.slice(1)}` : undefined;
  if (shortVideo) return host + shortVideo;
  const kept = [...url.searchParams].filter(([name]) => telling.has(name)).sort();
  const query = new URLSearchParams(kept).toString();
  return `${host}${path}${query === "" ? "" : `?${query}`}`;
}
