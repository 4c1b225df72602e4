import { Temporal } from "#platform/clock.ts";
import { limit } from "#platform/limits.ts";
import type { Account } from "../account.ts";
import type { Net } from "../connector.ts";
import type { InboundItem, Received } from "../inbound.ts";
import { cleaned, field, listField, textField } from "../exchange.ts";
import { versionOf } from "../item-version.ts";
import { dataOf } from "./calls.ts";
import { madeMs, page, urlOf } from "./listing.ts";

const pagesMax = limit("tiktok.pages", 5, "pages of 20 videos", "the rest waits for the next poll");

/** The account's public videos, newest first, back to the cursor's time. TikTok gives no comments. */
export async function receive(
  net: Net,
  account: Account,
  cursor: string | undefined,
): Promise<Received> {
  const sinceMs = Number(cursor ?? 0);
  const videos: unknown[] = [];
  let next: unknown;
  for (let count = 0; count < pagesMax; count += 1) {
    const data = dataOf(await page(net, account, next));
    const all = listField(data, "videos");
    videos.push(...all);
    next = field(data, "cursor");
    const isBack = all.length === 0 || madeMs(all.at(-1)) <= sinceMs;
    if (field(data, "has_more") !== true || isBack) break;
  }
  const newestMs = Math.max(sinceMs, ...videos.map(madeMs));
  return {
    items: videos.map((video) => itemOf(video, account)),
    cursor: newestMs === 0 ? undefined : String(newestMs),
    counters: {},
    more: false,
  };
}

export function itemOf(video: unknown, account: Account): InboundItem {
  const [id, text] = [textField(video, "id"), textField(video, "video_description")];
  return {
    remoteId: id,
    version: versionOf(text),
    kind: "post",
    occurredAt: Temporal.Instant.fromEpochMilliseconds(madeMs(video)).toString(),
    author: { remoteId: account.remoteId, handle: account.handle, displayName: account.handle },
    text,
    url: urlOf(account, id),
    media: [],
    native: cleaned(video, Object.values(account.credential)),
  };
}
