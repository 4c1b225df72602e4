import type { Account } from "./account.ts";
import type { Net } from "./connector.ts";
import { baseOf } from "./endpoint.ts";
import { type ErrorRow, errorOf, rowFor } from "./error-table.ts";
import { type Answer, type Exchange, exchange, refusal } from "./exchange.ts";
import { freshCredential, type Tokens } from "./oauth.ts";

type Words = Readonly<Record<string, string>>;

/** A network whose every call carries a token of OAuth 2 (RFC 6750) and whose errors are a table. */
export interface BearerNetwork {
  /** Where its calls go, without a slash at the end. */
  live: string;
  errors: readonly ErrorRow[];
  headers?: Words;
  /** The network's own code and words in an answer that is a no. */
  told(answer: Answer): { code: string; why: string };
  /** For networks that say no with a 200. */
  isNo?(answer: Answer): boolean;
  renew(net: Net, settings: Words, kept: Words): Promise<Tokens>;
}

/** Who calls, before there is an account: at `authorize`. */
export interface Caller {
  settings: Words;
  token: string;
  secrets: readonly string[];
}

export interface CallMore extends Pick<Exchange, "json" | "body" | "headers"> {
  /** Whether something may be public after it; every method but GET where nothing is said. */
  isAct?: boolean;
}

type Method = NonNullable<Exchange["method"]>;

/** The calls of one such network: with an account, whose token is renewed in time, or with a caller. */
export function bearerCalls(network: BearerNetwork) {
  async function callAs(
    net: Net,
    as: Caller,
    method: Method,
    path: string,
    more: CallMore = {},
  ): Promise<Answer> {
    const { isAct = method !== "GET", headers, ...content } = more;
    const answer = await exchange(net, {
      ...content,
      method,
      url: `${baseOf(as.settings["endpoint"], network.live)}${path}`,
      headers: { ...headers, ...network.headers, authorization: `Bearer ${as.token}` },
    });
    if (answer.status < 300 && network.isNo?.(answer) !== true) return answer;
    throw noOf(network, answer, { isAct, secrets: as.secrets });
  }
  return {
    callAs,
    async call(net: Net, account: Account, method: Method, path: string, more: CallMore = {}) {
      const { settings } = account;
      const kept = await freshCredential(net, account, (before) =>
        network.renew(net, settings, before),
      );
      const as = { settings, token: kept["token"] ?? "", secrets: Object.values(kept) };
      return callAs(net, as, method, path, more);
    },
  };
}

/** What a no of the network means: its row in the table, else its status. */
export function noOf(
  network: Pick<BearerNetwork, "errors" | "told">,
  answer: Answer,
  { isAct, secrets }: { isAct: boolean; secrets: readonly string[] },
): Error {
  const { code, why } = network.told(answer);
  const told = { why, isAct, secrets };
  const row = rowFor(network.errors, { status: answer.status, code });
  return row === undefined ? refusal(answer, isAct, told) : errorOf(row, answer, told);
}
