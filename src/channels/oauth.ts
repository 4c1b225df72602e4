import { createHash, randomBytes } from "node:crypto";
import { Temporal } from "#platform/clock.ts";
import type { Account } from "./account.ts";
import type { Net } from "./connector.ts";
import { SendError } from "./send-error.ts";
import { type Answer, exchange, numberField, refusal, textField } from "./exchange.ts";

/** Renewed this long before its end, so that a token does not die under way. */
const renewBeforeMs = 120_000;

/** A verifier of 43 characters and its S256 challenge (RFC 7636 §4). */
export function freshProof(): { verifier: string; challenge: string } {
  const verifier = randomBytes(32).toString("base64url");
  return { verifier, challenge: createHash("sha256").update(verifier).digest("base64url") };
}

export interface TokenAsk {
  url: string;
  form: Readonly<Record<string, string>>;
  /** Sent as HTTP Basic, where the network wants its client known so. */
  basic?: { id: string; secret: string };
}

export interface Tokens {
  access: string;
  /** Absent where the network gives none. */
  refresh?: string;
  /** RFC 3339, absent where the network names no end. */
  expiresAt?: string;
  body: unknown;
}

/** One question at a token address. An `invalid_grant` needs a person: `expired`. */
export async function askTokens(net: Net, ask: TokenAsk): Promise<Tokens> {
  const answer = await exchange(net, {
    method: "POST",
    url: ask.url,
    headers: {
      "content-type": "application/x-www-form-urlencoded",
      ...(ask.basic === undefined ? {} : { authorization: basicOf(ask.basic) }),
    },
    body: new URLSearchParams(ask.form).toString(),
  });
  const secrets = Object.entries(ask.form)
    .filter(isSecret)
    .map(([, value]) => value);
  if (ask.basic) secrets.push(ask.basic.secret);
  // Some networks say no with a 200.
  if (answer.status >= 300 || textField(answer.body, "error") !== "")
    throw tokenRefusal(answer, secrets);
  return tokensIn(net, answer);
}

function isSecret([name]: readonly [string, string]): boolean {
  return /secret|token|code|verifier/.test(name) && name !== "grant_type";
}

function basicOf({ id, secret }: { id: string; secret: string }): string {
  const pair = `${encodeURIComponent(id)}:${encodeURIComponent(secret)}`;
  return `Basic ${Buffer.from(pair).toString("base64")}`;
}

/** Nothing public comes of a token: a lost answer here is only "later" (RFC 6749 §5.2 for the names). */
function tokenRefusal(answer: Answer, secrets: readonly string[]): SendError {
  const name = textField(answer.body, "error");
  const why = [name, textField(answer.body, "error_description")].filter(Boolean).join(": ");
  const isExpired = ["invalid_grant", "invalid_client", "unauthorized_client"].includes(name);
  const isForPerson = isExpired || answer.status === 400 || answer.status < 300;
  return refusal(answer, false, { why, secrets, isExpired: isForPerson });
}

function tokensIn(net: Net, answer: Answer): Tokens {
  const access = textField(answer.body, "access_token");
  if (access === "") throw new SendError("refused", "The network gave no token.");
  const refresh = textField(answer.body, "refresh_token");
  const seconds = numberField(answer.body, "expires_in");
  const expiresAt =
    seconds === undefined || seconds <= 0
      ? {}
      : {
          expiresAt: net
            .now()
            .add({ seconds: Math.floor(seconds) })
            .toString(),
        };
  return { access, ...(refresh === "" ? {} : { refresh }), ...expiresAt, body: answer.body };
}

/** The credential that a set of tokens becomes; the rest of the credential stays. */
export function withTokens(
  before: Readonly<Record<string, string>>,
  tokens: Tokens,
): Record<string, string> {
  const { expiresAt: _ended, ...rest } = before;
  return {
    ...rest,
    token: tokens.access,
    // A network that rotates gives a new one with each use; one that does not keeps the old one good.
    ...(tokens.refresh === undefined ? {} : { refresh: tokens.refresh }),
    ...(tokens.expiresAt === undefined ? {} : { expiresAt: tokens.expiresAt }),
  };
}

const renewals = new Map<string, Promise<Readonly<Record<string, string>>>>();

/**
 * The account's credential with a token that lives a while yet. One renewal an account at a time: a
 * rotated refresh token is good once only. When another process was first, its tokens are taken.
 */
export async function freshCredential(
  net: Net,
  account: Account,
  renew: (credential: Readonly<Record<string, string>>) => Promise<Tokens>,
  isForced = false,
): Promise<Readonly<Record<string, string>>> {
  const { credential } = account;
  if (!isForced && !endsSoon(net, credential)) return credential;
  const under = renewals.get(account.id);
  if (under !== undefined) return under;
  const work = renewed(account, renew).finally(() => renewals.delete(account.id));
  renewals.set(account.id, work);
  return work;
}

async function renewed(
  account: Account,
  renew: (credential: Readonly<Record<string, string>>) => Promise<Tokens>,
): Promise<Readonly<Record<string, string>>> {
  const before = (await account.current?.()) ?? account.credential;
  // Somebody renewed it since this account was opened.
  if (before["token"] !== account.credential["token"]) return before;
  const tokens = await renew(before).catch(async (error: unknown) => {
    const now = (await account.current?.()) ?? before;
    if (now["refresh"] !== before["refresh"]) return undefined;
    throw notActed(error);
  });
  if (tokens === undefined) return (await account.current?.()) ?? before;
  const next = withTokens(before, tokens);
  await account.renewed(next);
  return next;
}

function endsSoon(net: Net, credential: Readonly<Record<string, string>>): boolean {
  const end = credential["expiresAt"];
  if (end === undefined) return false;
  const leftMs = Temporal.Instant.from(end).epochMilliseconds - net.now().epochMilliseconds;
  return leftMs < renewBeforeMs;
}

/** What leaves nothing public behind: a lost answer is only "later". */
export function notActed(error: unknown): unknown {
  if (!(error instanceof SendError) || error.class !== "unknown") return error;
  return new SendError("later", error.message, { answer: error.answer, cause: error });
}
