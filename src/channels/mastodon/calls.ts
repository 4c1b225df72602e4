import { systemClock } from "#platform/clock.ts";
import { limit } from "#platform/limits.ts";
import type { Account } from "../account.ts";
import type { Net } from "../connector.ts";
import type { OutboundMessage } from "../outbound.ts";
import { SendError } from "../send-error.ts";
import { errorOf } from "../error-table.ts";
import { type Answer, type Exchange, exchange, isRecord, refusal, textField } from "../exchange.ts";
import { mastodonErrors } from "./errors.ts";

const mediaPollMs = 500;
const mediaPollsMax = limit(
  "mastodon.media-polls",
  60,
  "questions, half a second apart",
  "a server that works on a picture for longer is tried again later",
);

export interface Place {
  url: string;
  token: string;
}

export function placeOf(account: Account): Place {
  return { url: account.settings["url"] ?? "", token: account.credential["token"] ?? "" };
}

/** One call; every "no" is a SendError. A 403 is the credential's: suspended, or without the scope. */
export async function call(
  net: Net,
  place: Place,
  method: NonNullable<Exchange["method"]>,
  path: string,
  more: Pick<Exchange, "json" | "body" | "headers"> = {},
): Promise<Answer> {
  const headers = { ...more.headers, authorization: `Bearer ${place.token}` };
  const answer = await exchange(net, { ...more, method, url: place.url + path, headers });
  if (answer.status < 300) return answer;
  const why = textField(answer.body, "error_description") || textField(answer.body, "error");
  const told = { why, isAct: method !== "GET", secrets: [place.token] };
  const row = mastodonErrors.find(
    (each) => each.status === answer.status && why.includes(each.code),
  );
  if (row !== undefined) throw errorOf(row, answer, told);
  throw refusal(answer, told.isAct, { ...told, isExpired: answer.status === 403 });
}

/** Uploads the pictures and waits until the server has worked on them; returns their ids. */
export async function upload(net: Net, place: Place, message: OutboundMessage): Promise<string[]> {
  const ids: string[] = [];
  for (const item of message.media) {
    const form = new FormData();
    const bytes = new Uint8Array(await net.media(item.sha256));
    form.set("file", new Blob([bytes], { type: item.type }), item.sha256.slice(0, 16));
    form.set("description", item.alt);
    try {
      const answer = await call(net, place, "POST", "/api/v2/media", { body: form });
      const id = textField(answer.body, "id");
      ids.push(id);
      if (answer.status === 202) await worked(net, place, id);
    } catch (error) {
      throw notActed(error);
    }
  }
  return ids;
}

/** An unfinished upload shows nothing to anyone: a lost answer is only "later". */
function notActed(error: unknown): unknown {
  if (!(error instanceof SendError) || error.class !== "unknown") return error;
  return new SendError("later", error.message, { answer: error.answer, cause: error });
}

async function worked(net: Net, place: Place, id: string): Promise<void> {
  for (let poll = 0; poll < mediaPollsMax; poll += 1) {
    const { status } = await call(net, place, "GET", `/api/v1/media/${encodeURIComponent(id)}`);
    if (status === 200) return;
    await systemClock.sleep(mediaPollMs, net.signal);
  }
  throw new SendError("later", "The server still works on the picture.", { retryAfterMs: 60_000 });
}

/**
 * What a server made of a post. A server may take no notice of `scheduled_at` and publish at once,
 * with a plain Status in its answer: only `params` and no `content` is a post that still waits.
 */
export function outcomeOf(body: unknown): "published" | "scheduled" | "unreadable" {
  if (!isRecord(body) || textField(body, "id") === "") return "unreadable";
  if (typeof body["content"] === "string") return "published";
  return isRecord(body["params"]) && typeof body["scheduled_at"] === "string"
    ? "scheduled"
    : "unreadable";
}
