import type { Account } from "../account.ts";
import type { Net } from "../connector.ts";
import { SendError } from "../send-error.ts";
import { type ErrorRow, errorOf, rowFor } from "../error-table.ts";
import { type Answer, type Exchange, exchange, isRecord, refusal, textField } from "../exchange.ts";
import { notActed } from "../oauth.ts";
import { blueskyErrors } from "./errors.ts";

/** Renewed this long before its end, so that a token does not die under way. */
const renewBeforeS = 60;

export interface Tokens {
  accessJwt: string;
  refreshJwt: string;
}

export interface Call {
  /** The method's name, `com.atproto.repo.createRecord`. */
  nsid: string;
  /** Pairs where one name stands more than once. */
  query?: Record<string, string> | [string, string][];
  json?: unknown;
  body?: Uint8Array;
  type?: string;
  /** Of a service beside the account's server, whose errors go by their name alone. */
  errors?: readonly ErrorRow[];
  /** A service that the server hands the call on to: `did#service`. */
  proxy?: string;
}

/** One call to a server without renewal. Rejects with SendError for every "no". */
export async function callWith(
  net: Net,
  service: string,
  token: string | undefined,
  call: Call,
  secrets: readonly string[],
): Promise<Answer> {
  const isAct = call.json !== undefined || call.body !== undefined || call.query === undefined;
  const query = call.query === undefined ? "" : `?${new URLSearchParams(call.query)}`;
  const request: Exchange = {
    method: isAct ? "POST" : "GET",
    url: `${service}/xrpc/${call.nsid}${query}`,
    headers: {
      ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
      ...(call.type === undefined ? {} : { "content-type": call.type }),
      ...(call.proxy === undefined ? {} : { "atproto-proxy": call.proxy }),
    },
    ...(call.json === undefined ? {} : { json: call.json }),
    ...(call.body === undefined ? {} : { body: call.body }),
  };
  const answer = await exchange(net, request);
  if (answer.status < 300) return answer;
  const name = textField(answer.body, "error");
  const why = [name, textField(answer.body, "message")].filter(Boolean).join(": ");
  const row = call.errors
    ? rowFor(call.errors, { status: answer.status, code: name })
    : blueskyErrors.find(({ status, code }) => status === answer.status && code === name);
  throw row === undefined
    ? refusal(answer, isAct, { why, secrets })
    : errorOf(row, answer, { why, isAct, secrets });
}

export function serviceOf(account: Account): string {
  return account.settings["service"] ?? "https://bsky.social";
}

/**
 * One call for an account: renews the session when its token is about to end or the server says it
 * has. A server that refuses the token did nothing, so the call may be made again.
 */
export async function call(net: Net, account: Account, what: Call): Promise<Answer> {
  const service = serviceOf(account);
  let tokens = tokensOf(account);
  let isFresh = false;
  if (endsWithin(tokens.accessJwt, net, renewBeforeS)) {
    tokens = await renew(net, account, tokens);
    isFresh = true;
  }
  try {
    return await callWith(net, service, tokens.accessJwt, what, Object.values(tokens));
  } catch (error) {
    if (isFresh || !(error instanceof SendError) || !isEndedToken(error)) throw error;
    tokens = await renew(net, account, tokens);
    return callWith(net, service, tokens.accessJwt, what, Object.values(tokens));
  }
}

export function isNamed(error: unknown, ...names: string[]): boolean {
  if (!(error instanceof SendError) || !isRecord(error.answer)) return false;
  return names.includes(textField(error.answer["body"], "error"));
}

function isEndedToken(error: SendError): boolean {
  return isNamed(error, "ExpiredToken");
}

async function renew(net: Net, account: Account, before: Tokens): Promise<Tokens> {
  const what = { nsid: "com.atproto.server.refreshSession" };
  const answer = await callWith(
    net,
    serviceOf(account),
    before.refreshJwt,
    what,
    Object.values(before),
  ).catch((error: unknown) => {
    // A lost answer to a renewal or an upload leaves nothing public behind.
    throw notActed(error);
  });
  const tokens = tokensIn(answer.body);
  await account.renewed({ ...tokens });
  return tokens;
}

export function tokensIn(body: unknown): Tokens {
  const tokens = {
    accessJwt: textField(body, "accessJwt"),
    refreshJwt: textField(body, "refreshJwt"),
  };
  if (tokens.accessJwt === "" || tokens.refreshJwt === "") {
    throw new SendError("refused", "The server opened no session.");
  }
  return tokens;
}

function tokensOf(account: Account): Tokens {
  return {
    accessJwt: account.credential["accessJwt"] ?? "",
    refreshJwt: account.credential["refreshJwt"] ?? "",
  };
}

function endsWithin(jwt: string, net: Net, seconds: number): boolean {
  const end = jwtEnd(jwt);
  return end !== undefined && end * 1_000 - net.now().epochMilliseconds < seconds * 1_000;
}

/** The `exp` of a token in Unix seconds; undefined when it has none that can be read. */
function jwtEnd(jwt: string): number | undefined {
  try {
    const claims: unknown = JSON.parse(
      Buffer.from(jwt.split(".")[1] ?? "", "base64url").toString(),
    );
    const end = isRecord(claims) ? claims["exp"] : undefined;
    return typeof end === "number" ? end : undefined;
  } catch {
    return undefined;
  }
}
