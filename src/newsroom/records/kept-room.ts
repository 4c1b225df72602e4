import type { Agency } from "#agency";
import { readingRoom } from "#records";
import type { Ctx } from "#platform/context.ts";
import { localPath } from "../page.ts";
import { languages } from "../words.ts";
import { roomFeed } from "./room-feed.ts";
import { roomPage } from "./room-page.ts";

/** Of the English page; the others and the feed lie beside it. */
const room = "/records/reading-room";
const feed = `${room}/feed.atom`;
const paths: ReadonlySet<string> = new Set([...languages.map((one) => localPath(one, room)), feed]);

/** What the kept pages do not hold: a search, or older pages. These ask the database. */
export function asksForMore(url: string): boolean {
  const [path = "", query = ""] = url.split("?", 2);
  return query !== "" && paths.has(path);
}

interface KeptFile {
  path: string;
  type: string;
  text: string;
}

/** The reading room as whoever opens it first sees it, and its feed: kept like the news, served without a query. */
export async function keptRoom(ctx: Ctx, agency: Agency, origin: string): Promise<KeptFile[]> {
  const shown = await readingRoom(ctx);
  const made = ctx.clock.now();
  const pages = await Promise.all(
    languages.map(async (language) => ({
      path: localPath(language, room),
      type: "text/html; charset=utf-8",
      text: await roomPage({ agency, origin, language, made, room: shown }),
    })),
  );
  const type = "application/atom+xml; charset=utf-8";
  return [...pages, { path: feed, type, text: roomFeed(agency, origin, shown) }];
}
