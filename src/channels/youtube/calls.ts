import { Temporal } from "#platform/clock.ts";
import type { Account } from "../account.ts";
import type { Net } from "../connector.ts";
import { SendError } from "../send-error.ts";
import { clientInForm, tokensForRefresh } from "../consent-tokens.ts";
import { baseOf } from "../endpoint.ts";
import { errorOf } from "../error-table.ts";
import {
  type Answer,
  type Exchange,
  exchange,
  field,
  listField,
  refusal,
  textField,
} from "../exchange.ts";
import { freshCredential } from "../oauth.ts";
import { youtubeErrors } from "./errors.ts";

const live = "https://www.googleapis.com";
const liveToken = "https://oauth2.googleapis.com";

type Words = Readonly<Record<string, string>>;

export function clientOf(settings: Words, secret: string | undefined) {
  return {
    url: `${baseOf(settings["endpoint"], liveToken)}/token`,
    form: clientInForm(settings["clientId"], secret),
  };
}

async function credentialOf(net: Net, account: Account): Promise<Words> {
  const { settings } = account;
  return freshCredential(net, account, (kept) =>
    tokensForRefresh(net, kept, {
      ...clientOf(settings, kept["clientSecret"]),
      over: "The consent has ended: connect the channel again.",
    }),
  );
}

/** One call. `path` begins behind the host; a whole address is an upload's session. */
export async function call(
  net: Net,
  account: Account,
  method: NonNullable<Exchange["method"]>,
  path: string,
  more: Pick<Exchange, "json" | "body" | "headers"> & { isAct?: boolean } = {},
): Promise<Answer> {
  const kept = await credentialOf(net, account);
  const as = {
    settings: account.settings,
    token: kept["token"] ?? "",
    secrets: Object.values(kept),
  };
  return callWith(net, as, method, path, more);
}

export async function callWith(
  net: Net,
  as: { settings: Words; token: string; secrets: readonly string[] },
  method: NonNullable<Exchange["method"]>,
  path: string,
  more: Pick<Exchange, "json" | "body" | "headers"> & { isAct?: boolean } = {},
): Promise<Answer> {
  const { isAct = false, headers, ...content } = more;
  const url = path.startsWith("http") ? path : `${baseOf(as.settings["endpoint"], live)}${path}`;
  const answer = await exchange(net, {
    ...content,
    method,
    url,
    headers: { ...headers, authorization: `Bearer ${as.token}` },
  });
  // 308: an upload that is not whole yet.
  if (answer.status < 300 || answer.status === 308) return answer;
  const error = field(answer.body, "error");
  const reason = textField(listField(error, "errors")[0], "reason");
  const told = { why: textField(error, "message"), isAct, secrets: as.secrets };
  const row = youtubeErrors.find(({ code, status }) => code === reason && status === answer.status);
  if (row === undefined) throw refusal(answer, isAct, told);
  const wait = reason === "quotaExceeded" ? { retryAfterMs: msToPacificMidnight(net) } : {};
  throw errorOf(row, answer, { ...told, ...wait });
}

/** Google counts quota by the day in Pacific time. */
export function msToPacificMidnight(net: Pick<Net, "now">): number {
  const now = Temporal.Instant.fromEpochMilliseconds(net.now().epochMilliseconds);
  const here = now.toZonedDateTimeISO("America/Los_Angeles");
  const next = here.startOfDay().add({ days: 1 });
  return Math.max(60_000, next.epochMilliseconds - now.epochMilliseconds);
}

/** The network's own name for why it said no; empty where it gave none. */
export function reasonOf(error: unknown): string {
  if (!(error instanceof SendError)) return "";
  const told = field(field(error.answer, "body"), "error");
  return textField(listField(told, "errors")[0], "reason");
}

export function isStatus(error: unknown, status: number): boolean {
  return error instanceof SendError && field(error.answer, "status") === status;
}
