import { bearerCalls, noOf } from "../bearer.ts";
import { tokensForRefresh } from "../consent-tokens.ts";
import type { Account } from "../account.ts";
import type { Net } from "../connector.ts";
import { SendError } from "../send-error.ts";
import { baseOf } from "../endpoint.ts";
import { type Answer, exchange, field, numberField, textField } from "../exchange.ts";
import { tiktokErrors } from "./errors.ts";
import type { Piece } from "./pieces.ts";

export const liveConsent = "https://www.tiktok.com";
const live = "https://open.tiktokapis.com";

type Words = Readonly<Record<string, string>>;

/** TikTok calls the client's id its key. */
export function clientOf(settings: Words, secret: string | undefined) {
  return {
    url: `${baseOf(settings["endpoint"], live)}/v2/oauth/token/`,
    form: { client_key: settings["clientId"] ?? "", client_secret: secret ?? "" },
  };
}

const network = {
  live,
  errors: tiktokErrors,
  told: ({ body }: Answer) => {
    const error = field(body, "error");
    return { code: textField(error, "code"), why: textField(error, "message") };
  },
  // Every answer has an error; one that is none is called "ok", whatever the status.
  isNo: ({ body }: Answer) => !["ok", ""].includes(textField(field(body, "error"), "code")),
  renew: (net: Net, settings: Words, kept: Words) =>
    tokensForRefresh(net, kept, {
      ...clientOf(settings, kept["clientSecret"]),
      over: "The consent has ended after a year: connect the account again.",
    }),
};

export const { call, callAs } = bearerCalls(network);

export function dataOf(answer: Answer): unknown {
  return field(answer.body, "data");
}

export function codeIn(error: unknown): string {
  if (!(error instanceof SendError)) return "";
  return textField(field(field(error.answer, "body"), "error"), "code");
}

/**
 * One piece of a video to the address that TikTok named. The last one makes the video public by itself: only
 * its lost answer leaves anything in doubt.
 */
export async function putPiece(
  net: Net,
  account: Account,
  piece: Piece & { url: string; type: string; bytes: Uint8Array; isLast: boolean },
): Promise<void> {
  const { url, type, bytes, from, to, isLast } = piece;
  const range = `bytes ${from}-${to}/${bytes.byteLength}`;
  const headers = { "content-type": type, "content-range": range };
  const body = bytes.subarray(from, to + 1);
  const answer = await exchange(net, { method: "PUT", url, headers, body });
  if (answer.status < 300) return;
  throw noOf(network, answer, { isAct: isLast, secrets: Object.values(account.credential) });
}

export interface Sending {
  status: string;
  failReason: string;
  uploadedBytes: number;
  /** Given once the post is public and past TikTok's moderation. */
  postId: string;
  answer: Answer;
}

/** How a sending stands, by TikTok's own word: it knows each by the id it gave. */
export async function sendingOf(net: Net, account: Account, id: string): Promise<Sending> {
  const json = { publish_id: id };
  const path = "/v2/post/publish/status/fetch/";
  const answer = await call(net, account, "POST", path, { json, isAct: false });
  const data = dataOf(answer);
  // The name is misspelt at TikTok. A list by its reference; some accounts get a bare number.
  const given = field(data, "publicaly_available_post_id");
  const [post] = Array.isArray(given) ? given : [given];
  return {
    status: textField(data, "status"),
    failReason: textField(data, "fail_reason"),
    uploadedBytes: numberField(data, "uploaded_bytes") ?? 0,
    postId: typeof post === "string" || typeof post === "number" ? String(post) : "",
    answer,
  };
}
