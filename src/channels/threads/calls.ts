import type { Account } from "../account.ts";
import type { Net } from "../connector.ts";
import { SendError } from "../send-error.ts";
import { baseOf } from "../endpoint.ts";
import { exchange, type Answer, refusal, textField, field } from "../exchange.ts";
import { callGraph, type Graph } from "../graph.ts";
import { freshCredential, type Tokens } from "../oauth.ts";
import { threadsErrors } from "./errors.ts";

export const live = "https://graph.threads.net";

export function graphFor(given: Readonly<Record<string, string>>, token: string): Graph {
  // Threads documents no proof of the app's secret.
  return {
    base: `${baseOf(given["endpoint"], live)}/v1.0`,
    token,
    appSecret: "",
    errors: threadsErrors,
  };
}

/** The account's interface with a token that lives a while yet: they end after sixty days. */
export async function graphOf(net: Net, account: Account): Promise<Graph> {
  const { settings } = account;
  const credential = await freshCredential(net, account, (kept) =>
    refreshed(net, settings, kept["token"] ?? ""),
  );
  return graphFor(settings, credential["token"] ?? "");
}

export async function call(
  net: Net,
  account: Account,
  ...rest: Parameters<typeof callGraph> extends [Net, Graph, ...infer Rest] ? Rest : never
): Promise<Answer> {
  return callGraph(net, await graphOf(net, account), ...rest);
}

export function refreshed(
  net: Net,
  given: Readonly<Record<string, string>>,
  token: string,
): Promise<Tokens> {
  return longLived(net, given, {
    path: "/refresh_access_token",
    query: { grant_type: "th_refresh_token" },
    token,
  });
}

export function exchanged(
  net: Net,
  given: Readonly<Record<string, string>>,
  token: string,
): Promise<Tokens> {
  const client_secret = (given["appSecret"] ?? "").trim();
  const query = { grant_type: "th_exchange_token", client_secret };
  return longLived(net, given, { path: "/access_token", query, token });
}

/** Threads hands out long tokens to a GET; the token goes in the header, the rest as published. */
async function longLived(
  net: Net,
  given: Readonly<Record<string, string>>,
  ask: { path: string; query: Readonly<Record<string, string>>; token: string },
): Promise<Tokens> {
  const url = `${baseOf(given["endpoint"], live)}${ask.path}?${new URLSearchParams(ask.query)}`;
  const headers = { authorization: `Bearer ${ask.token}` };
  const answer = await exchange(net, { url, headers });
  const secrets = [ask.token, ask.query["client_secret"] ?? ""];
  if (answer.status >= 300) {
    const why = textField(field(answer.body, "error"), "message");
    throw refusal(answer, false, { why, secrets, isExpired: answer.status < 500 });
  }
  const access = textField(answer.body, "access_token");
  if (access === "") throw new SendError("refused", "Threads gave no token.");
  const seconds = field(answer.body, "expires_in");
  // Renewed when a day is left: a token younger than a day cannot be renewed, and one day is enough.
  const lifeS = Math.max(3_600, Number(seconds ?? 5_184_000) - 86_400);
  return { access, expiresAt: net.now().add({ seconds: lifeS }).toString(), body: {} };
}
