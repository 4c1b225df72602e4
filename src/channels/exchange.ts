import { RequestFailed } from "#platform/http/safe-failure.ts";
import { limit } from "#platform/limits.ts";
import type { Net } from "./connector.ts";
import { SendError } from "./send-error.ts";

const answerCharactersMax = limit(
  "channels.answer",
  4_096,
  "characters",
  "a network's error page is kept for the record, its size is not ours to trust",
);
const retryAfterMsMax = limit(
  "channels.retry-after",
  86_400_000,
  "milliseconds",
  "a network may ask for a day of rest; a longer or broken date is read as a day",
);
const retryAfterMsUsual = 30_000;

/** A network's answer, whole, with its body parsed when it is JSON. */
export interface Answer {
  status: number;
  headers: Headers;
  body: unknown;
  receivedAtMs: number;
}

export interface Exchange {
  method?: "GET" | "POST" | "PUT" | "PATCH" | "DELETE";
  url: string;
  headers?: Readonly<Record<string, string>>;
  /** Sent as JSON. */
  json?: unknown;
  /** Sent as it is, instead of `json`. */
  body?: string | Uint8Array | FormData;
}

/**
 * One request to a network. Resolves with whatever status came; rejects with SendError of class
 * `not-sent` or `unknown`, after what the safe client can prove.
 */
export async function exchange(net: Net, request: Exchange): Promise<Answer> {
  const headers: Record<string, string> = { accept: "application/json", ...request.headers };
  let body: string | Uint8Array<ArrayBuffer> | FormData | undefined;
  if (request.json !== undefined) {
    headers["content-type"] = "application/json";
    body = JSON.stringify(request.json);
  } else if (request.body !== undefined) {
    body = request.body instanceof Uint8Array ? new Uint8Array(request.body) : request.body;
  }
  try {
    const response = await net.fetch(request.url, {
      method: request.method ?? "GET",
      headers,
      signal: net.signal,
      ...(body === undefined ? {} : { body }),
    });
    const text = await response.text();
    return {
      status: response.status,
      // Reading headers costs, and few answers have them read.
      get headers() {
        return response.headers;
      },
      body: parsed(text),
      receivedAtMs: net.now().epochMilliseconds,
    };
  } catch (error) {
    throw lost(error);
  }
}

/** What a failure without an answer proves. */
export function lost(error: unknown): SendError {
  if (error instanceof SendError) return error;
  if (error instanceof RequestFailed && !error.sent) {
    return new SendError("not-sent", `The network was not reached: ${error.message}`, {
      answer: { code: error.code },
      cause: error,
    });
  }
  const code = error instanceof RequestFailed ? error.code : "unknown";
  return new SendError("unknown", "The network's answer was lost.", {
    answer: { code },
    cause: error,
  });
}

function parsed(text: string): unknown {
  if (text === "") return undefined;
  try {
    return JSON.parse(wholeNumbersKept(text));
  } catch {
    return text.slice(0, answerCharactersMax);
  }
}

/** A number that JavaScript would round (an id of 19 digits) is read as text: a rounded id is another post's. */
function wholeNumbersKept(json: string): string {
  if (!/\d{16}/.test(json)) return json;
  return json.replaceAll(/"(?:[^"\\]|\\.)*"|(?<![\d.])-?\d{16,}(?![\d.eE])/g, (token) =>
    token.startsWith('"') || Number.isSafeInteger(Number(token)) ? token : `"${token}"`,
  );
}

export interface Reading {
  /** The network's own words for why, found in its error body. */
  why: string;
  /** Values that must not appear in what is kept: tokens, passwords. */
  secrets?: readonly string[];
  /** A statement that the credential is dead, beyond the status 401. */
  isExpired?: boolean;
}

/**
 * The class of a "no" that did come. 401: the credential. 408, 425, 429: later. Other 4xx: for good.
 * A 5xx to a request that may change something is `unknown`: a gateway may answer 502 after the
 * server behind it has acted. Only 503 says that nothing was taken (RFC 9110 §15.6.4).
 */
export function refusal(answer: Answer, isAct: boolean, reading: Reading): SendError {
  const { status } = answer;
  const kept = cleaned({ status, body: answer.body }, reading.secrets ?? []);
  const sentence = `The network answered ${status}: ${wordsOf(reading)}`;
  if (status === 401 || reading.isExpired === true) {
    return new SendError("expired", sentence, { answer: kept });
  }
  if (status === 429 || status === 503 || status === 408 || status === 425) {
    return new SendError("later", sentence, { answer: kept, retryAfterMs: retryAfterMs(answer) });
  }
  if (status >= 400 && status < 500) return new SendError("refused", sentence, { answer: kept });
  return isAct
    ? new SendError("unknown", sentence, { answer: kept })
    : new SendError("later", sentence, { answer: kept, retryAfterMs: retryAfterMsUsual });
}

function wordsOf(reading: Reading): string {
  const words = reading.why === "" ? "no reason given" : reading.why.slice(0, 300);
  return withoutSecrets(words, reading.secrets ?? []);
}

/**
 * How long the network asks to wait: Retry-After in seconds or as a date; of a 429 also the time at which its
 * window begins anew. Many networks tell of that window in every answer: a 503 has nothing to do with it.
 */
export function retryAfterMs(answer: Answer): number {
  const now = answer.receivedAtMs;
  const header = answer.headers.get("retry-after");
  const reset =
    answer.headers.get("x-ratelimit-reset") ??
    answer.headers.get("ratelimit-reset") ??
    answer.headers.get("x-rate-limit-reset");
  const asked = header ?? (answer.status === 429 ? reset : null);
  if (asked === null) return retryAfterMsUsual;
  const seconds = /^\s*\d{1,12}(\.\d+)?\s*$/.test(asked) ? Number(asked) : undefined;
  // A reset is written as an instant, as Unix seconds, or as seconds from now.
  const isInstant = seconds === undefined || seconds > 1_000_000_000;
  const at = seconds === undefined ? instantMs(asked) : seconds * 1_000;
  const ms = isInstant ? at - now : at;
  return Number.isNaN(ms) ? retryAfterMsUsual : Math.min(retryAfterMsMax, Math.max(1_000, ms));
}

/** An HTTP date (RFC 9110 §5.6.7) or an RFC 3339 instant; NaN for anything else. */
function instantMs(text: string): number {
  // oxlint-disable-next-line no-restricted-globals -- reads a written date, asks no clock
  return Date.parse(text);
}

/** A deep copy in which every secret is struck out, wherever a network echoed it. */
export function cleaned(value: unknown, secrets: readonly string[]): unknown {
  const text = JSON.stringify(value) ?? "null";
  const kept = withoutSecrets(text, secrets);
  return JSON.parse(kept);
}

/** A text in which every secret is struck out. */
export function withoutSecrets(text: string, secrets: readonly string[]): string {
  let kept = text;
  for (const secret of secrets) {
    // A secret inside JSON is written with JSON's escapes.
    const written = JSON.stringify(secret).slice(1, -1);
    if (secret.length >= 4) kept = kept.replaceAll(written, "[secret]");
  }
  return kept;
}

/** Narrow reading of an answer that may be anything. */
export function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

export function field(value: unknown, name: string): unknown {
  return isRecord(value) ? value[name] : undefined;
}

export function textField(value: unknown, name: string): string {
  const found = field(value, name);
  return typeof found === "string" ? found : "";
}

export function listField(value: unknown, name: string): readonly unknown[] {
  const found = field(value, name);
  return Array.isArray(found) ? found : [];
}

export function numberField(value: unknown, name: string): number | undefined {
  const found = field(value, name);
  return typeof found === "number" && Number.isFinite(found) ? found : undefined;
}
