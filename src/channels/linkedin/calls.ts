import { bearerCalls, noOf } from "../bearer.ts";
import type { Account } from "../account.ts";
import type { Net } from "../connector.ts";
import { SendError } from "../send-error.ts";
import { clientInForm, tokensForRefresh } from "../consent-tokens.ts";
import { baseOf } from "../endpoint.ts";
import { type Answer, exchange, field, textField } from "../exchange.ts";
import { linkedinErrors } from "./errors.ts";

export const liveConsent = "https://www.linkedin.com";
/** Each monthly version lives about a year. */
const version = "202610";

type Words = Readonly<Record<string, string>>;

export function clientOf(settings: Words, secret: string | undefined) {
  return {
    url: `${baseOf(settings["endpoint"], liveConsent)}/oauth/v2/accessToken`,
    form: clientInForm(settings["clientId"], secret),
  };
}

const network = {
  live: "https://api.linkedin.com",
  errors: linkedinErrors,
  headers: { "linkedin-version": version, "x-restli-protocol-version": "2.0.0" },
  told: ({ body }: Answer) => ({
    code: textField(body, "code"),
    why: textField(body, "message"),
  }),
  renew: (net: Net, settings: Words, kept: Words) =>
    tokensForRefresh(net, kept, {
      ...clientOf(settings, kept["clientSecret"]),
      over: "The consent has ended after sixty days: connect the page again.",
    }),
};

export const { call, callAs } = bearerCalls(network);

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
  throw noOf(network, answer, { isAct: false, secrets: Object.values(account.credential) });
}

export function codeIn(error: unknown): string {
  if (!(error instanceof SendError)) return "";
  return textField(field(error.answer, "body"), "code");
}

/** An urn as a part of a path. */
export function part(urn: string): string {
  return encodeURIComponent(urn);
}
