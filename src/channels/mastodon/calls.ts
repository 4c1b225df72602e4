import type { Account } from "../account.ts";
import type { Net } from "../connector.ts";
import { errorOf } from "../error-table.ts";
import { type Answer, type Exchange, exchange, isRecord, refusal, textField } from "../exchange.ts";
import { mastodonErrors } from "./errors.ts";

export interface Place {
  url: string;
  token: string;
}

export function placeOf(account: Account): Place {
  return { url: account.settings["url"] ?? "", token: account.credential["token"] ?? "" };
}

/** One call; every "no" is a SendError. A 403 is the credential's: suspended, or without the scope. */
export async function call(
  net: Net,
  place: Place,
  method: NonNullable<Exchange["method"]>,
  path: string,
  more: Pick<Exchange, "json" | "body" | "headers"> = {},
): Promise<Answer> {
  const headers = { ...more.headers, authorization: `Bearer ${place.token}` };
  const answer = await exchange(net, { ...more, method, url: place.url + path, headers });
  if (answer.status < 300) return answer;
  const why = textField(answer.body, "error_description") || textField(answer.body, "error");
  const told = { why, isAct: method !== "GET", secrets: [place.token] };
  const row = mastodonErrors.find(
    (each) => each.status === answer.status && why.includes(each.code),
  );
  if (row !== undefined) throw errorOf(row, answer, told);
  throw refusal(answer, told.isAct, { ...told, isExpired: answer.status === 403 });
}

/**
 * What a server made of a post. A server may take no notice of `scheduled_at` and publish at once,
 * with a plain Status in its answer: only `params` and no `content` is a post that still waits.
 */
export function outcomeOf(body: unknown): "published" | "scheduled" | "unreadable" {
  if (!isRecord(body) || textField(body, "id") === "") return "unreadable";
  if (typeof body["content"] === "string") return "published";
  return isRecord(body["params"]) && typeof body["scheduled_at"] === "string"
    ? "scheduled"
    : "unreadable";
}
