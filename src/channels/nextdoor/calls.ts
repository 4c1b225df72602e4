import { bearerCalls } from "../bearer.ts";
import { tokensForRefresh } from "../consent-tokens.ts";
import type { Account } from "../account.ts";
import { SendError } from "../send-error.ts";
import { baseOf } from "../endpoint.ts";
import { field, textField } from "../exchange.ts";
import { nextdoorErrors } from "./errors.ts";

export const liveConsent = "https://www.nextdoor.com";
const liveToken = "https://auth.nextdoor.com";
export const scope = "openid publish_api";

type Words = Readonly<Record<string, string>>;

/** Nextdoor knows its clients by HTTP Basic. */
export function clientOf(settings: Words, secret: string | undefined) {
  return {
    url: `${baseOf(settings["endpoint"], liveToken)}/v2/token`,
    basic: { id: (settings["clientId"] ?? "").trim(), secret: (secret ?? "").trim() },
  };
}

export const { call, callAs } = bearerCalls({
  live: "https://nextdoor.com/external/api/partner/v1",
  errors: nextdoorErrors,
  told: ({ body }) => ({
    code: textField(body, "error"),
    why: textField(body, "error_description") || textField(body, "message"),
  }),
  renew: (net, settings, kept) =>
    tokensForRefresh(net, kept, {
      ...clientOf(settings, kept["clientSecret"]),
      form: { scope },
      over: "The consent has ended: connect the account again.",
    }),
});

export function isGone(error: unknown): boolean {
  return error instanceof SendError && field(error.answer, "status") === 404;
}

/** An id that Nextdoor writes as text here and as a number there. */
export function idField(value: unknown, name: string): string {
  const found = field(value, name);
  return typeof found === "string" || typeof found === "number" ? String(found) : "";
}

/** The parts of the service area that this channel speaks to; none means all of it. */
export function groupsOf({ settings }: Pick<Account, "settings">): number[] {
  return (settings["groups"] ?? "").split(",").filter(Boolean).map(Number);
}
