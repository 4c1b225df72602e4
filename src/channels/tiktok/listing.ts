import type { Account } from "../account.ts";
import type { Attempt, Published } from "../attempt.ts";
import type { Net } from "../connector.ts";
import type { OutboundMessage } from "../outbound.ts";
import { type Answer, listField, numberField, textField } from "../exchange.ts";
import { linked } from "../linked.ts";
import { sinceOnServer } from "../server-time.ts";
import { call, dataOf } from "./calls.ts";

/** TikTok shortens what it reads back. */
const toldMax = 150;
export const fields = "id,create_time,share_url,video_description,title,duration";

export async function page(net: Net, account: Account, cursor?: unknown): Promise<Answer> {
  const json = { max_count: 20, ...(cursor === undefined ? {} : { cursor }) };
  const path = `/v2/video/list/?fields=${fields}`;
  return call(net, account, "POST", path, { json, isAct: false });
}

function saysSo(video: unknown, words: string): boolean {
  const told = textField(video, "video_description");
  return told.length < toldMax ? told === words : words.startsWith(told);
}

export function madeMs(video: unknown): number {
  return (numberField(video, "create_time") ?? 0) * 1_000;
}

/** The public video with these words that came since the attempt began: the newest twenty are enough. */
export async function shownWith(
  net: Net,
  account: Account,
  message: OutboundMessage,
  attempt: Attempt,
): Promise<Published | undefined> {
  const answer = await page(net, account);
  const since = Math.floor(sinceOnServer(answer, attempt) / 1_000) * 1_000;
  const ours = listField(dataOf(answer), "videos").find(
    (each) =>
      saysSo(each, linked(message)) &&
      madeMs(each) >= since &&
      attempt.others?.has(textField(each, "id")) !== true,
  );
  if (ours === undefined) return undefined;
  const id = textField(ours, "id");
  return { id, url: urlOf(account, id), native: ours };
}

export function urlOf(account: Pick<Account, "handle">, post: string): string {
  return `https://www.tiktok.com/${account.handle}/video/${post}`;
}
