import type { Account } from "../account.ts";
import type { Attempt } from "../attempt.ts";
import type { Net } from "../connector.ts";
import { SendError } from "../send-error.ts";
import { type Answer, listField, numberField, textField } from "../exchange.ts";
import { sinceOnServer } from "../server-time.ts";
import { call, idField } from "./calls.ts";

/** Nextdoor hands back the fifty newest posts and nothing behind them. */
export const listedMax = 50;

export interface Listing {
  answer: Answer;
  posts: readonly unknown[];
}

export async function listed(net: Net, account: Account): Promise<Listing> {
  const answer = await call(net, account, "GET", "/post/");
  return { answer, posts: listField(answer.body, "posts") };
}

export function madeMs(item: unknown): number {
  return (numberField(item, "creation_date_epoch_seconds") ?? 0) * 1_000;
}

/** Whole seconds are all that Nextdoor tells. */
export function sinceMs(answer: Answer, attempt: Attempt): number {
  return Math.floor(sinceOnServer(answer, attempt) / 1_000) * 1_000;
}

/** The item with these very words that came since the attempt began, and is nobody else's. */
export function withWords(
  items: readonly unknown[],
  words: string,
  { since, others }: { since: number; others: Attempt["others"] },
): unknown {
  return items.find(
    (each) =>
      textField(each, "body") === words &&
      madeMs(each) >= since &&
      others?.has(idField(each, "id")) !== true,
  );
}

/** What a post is called in edits and removals: its answer names only its address, the list its id. */
export async function postIdOf(net: Net, account: Account, id: string): Promise<string> {
  if (!id.startsWith("http")) return id;
  const { posts } = await listed(net, account);
  const found = posts.find((each) => textField(each, "url") === id);
  if (found !== undefined) return idField(found, "id");
  throw new SendError(
    "refused",
    "Nextdoor lists this post no more: change it or take it back by hand in Nextdoor.",
  );
}
