import type { Account } from "../../account.ts";
import type { Net } from "../../connector.ts";
import type { SendError } from "../../send-error.ts";
import { baseOf } from "../../endpoint.ts";
import { errorOf, rowFor } from "../../error-table.ts";
import { type Answer, exchange, field, numberField, refusal, textField } from "../../exchange.ts";
import { smsErrors } from "./errors.ts";

const live = "https://api.twilio.com";

export interface Place {
  base: string;
  account: string;
  token: string;
  from: string;
}

export function placeOf({ settings, credential }: Account): Place {
  return {
    base: gatewayOf(settings),
    account: settings["account"] ?? "",
    token: credential["token"] ?? "",
    from: settings["from"] ?? "",
  };
}

/** Many gateways speak this interface, so their address is a setting of its own, over TLS alone. */
export function gatewayOf(settings: Readonly<Record<string, string>>): string {
  const gateway = (settings["gateway"] ?? "").replace(/\/+$/, "");
  if (gateway.startsWith("https://")) return gateway;
  return baseOf(gateway || settings["endpoint"], live);
}

export function accountPath(place: Pick<Place, "account">, rest: string): string {
  return `/2010-04-01/Accounts/${encodeURIComponent(place.account)}${rest}`;
}

/** One call with HTTP Basic; a form where something is to be done. */
export async function call(
  net: Net,
  place: Pick<Place, "base" | "account" | "token">,
  path: string,
  form?: URLSearchParams,
): Promise<Answer> {
  const basic = Buffer.from(`${place.account}:${place.token}`).toString("base64");
  const answer = await exchange(net, {
    method: form === undefined ? "GET" : "POST",
    url: place.base + path,
    headers: {
      authorization: `Basic ${basic}`,
      ...(form === undefined ? {} : { "content-type": "application/x-www-form-urlencoded" }),
    },
    ...(form === undefined ? {} : { body: form.toString() }),
  });
  if (answer.status < 300) return answer;
  const isAct = form !== undefined;
  const code = String(numberField(answer.body, "code") ?? "");
  const told = { why: textField(answer.body, "message"), isAct, secrets: [place.token, basic] };
  const row = rowFor(smsErrors, { status: answer.status, code });
  throw row === undefined ? refusal(answer, isAct, told) : errorOf(row, answer, told);
}

/** The gateway's code in a refusal. */
export function codeIn(error: SendError): string {
  return String(numberField(field(error.answer, "body"), "code") ?? "");
}
