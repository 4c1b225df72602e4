import type { Account } from "../account.ts";
import type { Net } from "../connector.ts";
import { SendError } from "../send-error.ts";
import { baseOf } from "../endpoint.ts";
import { errorOf } from "../error-table.ts";
import { type Answer, type Exchange, exchange, refusal, textField } from "../exchange.ts";
import { askTokens, freshCredential, type Tokens } from "../oauth.ts";
import { xErrors } from "./errors.ts";

export const live = "https://api.x.com";

type Words = Readonly<Record<string, string>>;
type Call = Pick<Exchange, "json" | "body">;

/** Tokens live two hours; each renewal gives a new pair and ends the old one. */
function renewed(net: Net, settings: Words, kept: Words): Promise<Tokens> {
  return askTokens(net, {
    url: `${baseOf(settings["endpoint"], live)}/2/oauth2/token`,
    form: {
      grant_type: "refresh_token",
      refresh_token: kept["refresh"] ?? "",
      client_id: settings["clientId"] ?? "",
    },
    ...basicOf(settings["clientId"] ?? "", kept["clientSecret"] ?? ""),
  });
}

export function basicOf(id: string, secret: string): { basic?: { id: string; secret: string } } {
  return secret === "" ? {} : { basic: { id, secret } };
}

interface Caller {
  settings: Words;
  token: string;
  secrets: readonly string[];
}

/** An account with a token that lives a while yet. */
export async function callerOf(net: Net, account: Account): Promise<Caller> {
  const { settings } = account;
  const kept = await freshCredential(net, account, (credential) =>
    renewed(net, settings, credential),
  );
  return { settings, token: kept["token"] ?? "", secrets: Object.values(kept) };
}

/** One call for an account. */
export async function call(
  net: Net,
  account: Account,
  method: NonNullable<Exchange["method"]>,
  path: string,
  more: Call = {},
): Promise<Answer> {
  return callWith(net, await callerOf(net, account), method, path, more);
}

export async function callWith(
  net: Net,
  as: Caller,
  method: NonNullable<Exchange["method"]>,
  path: string,
  more: Call = {},
): Promise<Answer> {
  const url = `${baseOf(as.settings["endpoint"], live)}${path}`;
  const headers = { authorization: `Bearer ${as.token}` };
  const answer = await exchange(net, { ...more, method, url, headers });
  if (answer.status < 300) return answer;
  throw xRefusal(answer, method !== "GET", as.secrets);
}

function xRefusal(answer: Answer, isAct: boolean, secrets: readonly string[]): SendError {
  const { body, status } = answer;
  const why = [textField(body, "title"), textField(body, "detail")].filter(Boolean).join(": ");
  const said = `${textField(body, "type")} ${why}`.toLowerCase();
  const row = xErrors.find((each) => each.status === status && said.includes(each.code));
  const told = { why, isAct, secrets };
  return row === undefined ? refusal(answer, isAct, told) : errorOf(row, answer, told);
}

/** True for what X says it shows already. */
export function isDuplicate(error: unknown): boolean {
  return error instanceof SendError && error.message.startsWith(xErrors[0]?.says ?? "-");
}
