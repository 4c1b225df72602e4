import { type Account, type Net, SendError } from "../connector.ts";
import { baseOf } from "../endpoint.ts";
import { errorOf, rowFor } from "../error-table.ts";
import { type Answer, type Exchange, exchange, field, refusal, textField } from "../exchange.ts";
import { askTokens, freshCredential, type Tokens } from "../oauth.ts";
import { linkedinErrors } from "./errors.ts";

export const live = "https://api.linkedin.com";
export const liveConsent = "https://www.linkedin.com";
/** Each monthly version lives about a year. */
const version = "202610";

type Words = Readonly<Record<string, string>>;
type More = Pick<Exchange, "json" | "body" | "headers">;

export function renewal(net: Net, settings: Words, kept: Words): Promise<Tokens> {
  if (!kept["refresh"]) {
    throw new SendError(
      "expired",
      "The consent has ended after sixty days: connect the page again.",
    );
  }
  return askTokens(net, {
    url: `${baseOf(settings["endpoint"], liveConsent)}/oauth/v2/accessToken`,
    form: {
      grant_type: "refresh_token",
      refresh_token: kept["refresh"],
      client_id: settings["clientId"] ?? "",
      client_secret: kept["clientSecret"] ?? "",
    },
  });
}

export async function call(
  net: Net,
  account: Account,
  method: NonNullable<Exchange["method"]>,
  path: string,
  more: More = {},
): Promise<Answer> {
  const { settings } = account;
  const kept = await freshCredential(net, account, async (credential) =>
    renewal(net, settings, credential),
  );
  const secrets = Object.values(kept);
  return callWith(net, { settings, token: kept["token"] ?? "", secrets }, method, path, more);
}

export async function callWith(
  net: Net,
  as: { settings: Words; token: string; secrets: readonly string[] },
  method: NonNullable<Exchange["method"]>,
  path: string,
  more: More = {},
): Promise<Answer> {
  const answer = await exchange(net, {
    ...more,
    method,
    url: `${baseOf(as.settings["endpoint"], live)}${path}`,
    headers: {
      ...more.headers,
      authorization: `Bearer ${as.token}`,
      "linkedin-version": version,
      "x-restli-protocol-version": "2.0.0",
    },
  });
  if (answer.status < 300) return answer;
  throw linkedinRefusal(answer, method !== "GET", as.secrets);
}

/** Bytes to an address that LinkedIn named for one upload. Nothing is shown by it. */
export async function putBytes(
  net: Net,
  account: Account,
  url: string,
  bytes: Uint8Array,
): Promise<Answer> {
  const headers = {
    authorization: `Bearer ${account.credential["token"] ?? ""}`,
    "content-type": "application/octet-stream",
  };
  const answer = await exchange(net, { method: "PUT", url, headers, body: bytes });
  if (answer.status < 300) return answer;
  throw linkedinRefusal(answer, false, Object.values(account.credential));
}

function linkedinRefusal(answer: Answer, isAct: boolean, secrets: readonly string[]): SendError {
  const { body, status } = answer;
  const told = { why: textField(body, "message"), isAct, secrets };
  const row = rowFor(linkedinErrors, { status, code: textField(body, "code") });
  return row === undefined ? refusal(answer, isAct, told) : errorOf(row, answer, told);
}

export function codeIn(error: unknown): string {
  if (!(error instanceof SendError)) return "";
  return textField(field(error.answer, "body"), "code");
}

/** An urn as a part of a path. */
export function part(urn: string): string {
  return encodeURIComponent(urn);
}
