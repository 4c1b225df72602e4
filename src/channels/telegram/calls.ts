import type { Account } from "../account.ts";
import type { Net } from "../connector.ts";
import { baseOf } from "../endpoint.ts";
import { errorOf } from "../error-table.ts";
import { type Exchange, exchange, field, numberField, refusal, textField } from "../exchange.ts";
import { SendError } from "../send-error.ts";
import { telegramErrors } from "./errors.ts";

const live = "https://api.telegram.org";

export interface Place {
  base: string;
  token: string;
  chat: string;
}

export function placeOf(account: Account): Place {
  const { settings, credential } = account;
  return {
    base: baseOf(settings["endpoint"], live),
    token: credential["token"] ?? "",
    chat: account.remoteId,
  };
}

/** One method of the Bot API; resolves with `result`. The token is a part of the address. */
export async function call(
  net: Net,
  place: Pick<Place, "base" | "token">,
  method: string,
  more: Pick<Exchange, "json" | "body"> & { isAct?: boolean } = {},
): Promise<unknown> {
  const { isAct = false, ...request } = more;
  const url = `${place.base}/bot${tokenIn(place)}/${method}`;
  const content = request.body === undefined ? { json: request.json ?? {} } : request;
  const answer = await exchange(net, { method: "POST", url, ...content });
  if (answer.status < 300 && field(answer.body, "ok") === true) return field(answer.body, "result");
  const why = textField(answer.body, "description");
  const secrets = [place.token];
  const row = telegramErrors.find(
    ({ code, status }) => status === answer.status && why.includes(code),
  );
  if (row === undefined) {
    throw refusal(answer, isAct, { why, secrets });
  }
  const seconds = numberField(field(answer.body, "parameters"), "retry_after");
  const wait = seconds === undefined ? {} : { retryAfterMs: seconds * 1_000 };
  throw errorOf(row, answer, { why, isAct, secrets, ...wait });
}

/** Where a file's bytes are, by the path that `getFile` tells. Throws for a path that leads elsewhere. */
export function fileUrl(place: Pick<Place, "base" | "token">, path: string): string {
  const parts = path.split("/");
  const isPlain = parts.every((part) => part !== "" && part !== "." && part !== "..");
  if (!isPlain) throw new SendError("refused", "Telegram names no place for this file.");
  return `${place.base}/file/bot${tokenIn(place)}/${parts.map(encodeURIComponent).join("/")}`;
}

function tokenIn({ token }: Pick<Place, "token">): string {
  return encodeURIComponent(token).replaceAll("%3A", ":");
}
