import { createHash } from "node:crypto";
import type { Account } from "../account.ts";
import type { Net } from "../connector.ts";
import type { OutboundMessage } from "../outbound.ts";
import { SendError } from "../send-error.ts";
import { baseOf } from "../endpoint.ts";
import { errorOf, rowFor } from "../error-table.ts";
import {
  type Answer,
  type Exchange,
  exchange,
  numberField,
  refusal,
  textField,
} from "../exchange.ts";
import { linked } from "../linked.ts";
import { wholeHours } from "../polls.ts";
import { discordErrors } from "./errors.ts";

export const live = "https://discord.com/api/v10";

export interface Place {
  base: string;
  token: string;
}

export function placeOf(account: Account): Place {
  return {
    base: baseOf(account.settings["endpoint"], live),
    token: account.credential["token"] ?? "",
  };
}

/** One call. Discord's door keeper turns away whoever does not say who it is. */
export async function call(
  net: Net,
  place: Place,
  method: NonNullable<Exchange["method"]>,
  path: string,
  more: Pick<Exchange, "json" | "body"> = {},
): Promise<Answer> {
  const headers = {
    authorization: `Bot ${place.token}`,
    "user-agent": "DiscordBot (https://openbeat.dev, 1)",
  };
  const answer = await exchange(net, { ...more, method, url: place.base + path, headers });
  if (answer.status < 300) return answer;
  const isAct = method !== "GET";
  const code = String(numberField(answer.body, "code") ?? "");
  const told = { why: textField(answer.body, "message"), isAct, secrets: [place.token] };
  const row = rowFor(discordErrors, { status: answer.status, code });
  if (row === undefined || (code === "0" && row.status !== answer.status)) {
    throw refusal(answer, isAct, told);
  }
  const seconds = numberField(answer.body, "retry_after");
  throw errorOf(row, answer, {
    ...told,
    ...(seconds === undefined
      ? {}
      : { retryAfterMs: Math.max(1_000, Math.round(seconds * 1_000)) }),
  });
}

export function isCoded(error: unknown, code: number): boolean {
  if (!(error instanceof SendError)) return false;
  const { answer } = error;
  const body = typeof answer === "object" && answer !== null && "body" in answer ? answer.body : {};
  return numberField(body, "code") === code;
}

/** What Discord holds a second try of the same delivery to, for some minutes; at most 25 characters. */
export function nonceOf(key: string): string {
  return createHash("sha256").update(`discord ${key}`).digest("base64url").slice(0, 25);
}

/** A message with its files: JSON alone, or a form with the JSON as `payload_json`. */
export async function written(
  net: Net,
  message: OutboundMessage,
  more: object,
): Promise<Pick<Exchange, "json" | "body">> {
  const { media, poll } = message;
  const payload = {
    ...(poll ? { poll: pollOf(linked(message), poll) } : { content: linked(message) }),
    // Nobody is called by a post: an @everyone in a text stays words.
    allowed_mentions: { parse: [] },
    attachments: media.map((item, id) => ({
      id,
      filename: nameOf(item.type, id),
      description: item.alt,
    })),
    ...more,
  };
  if (media.length === 0) return { json: payload };
  const form = new FormData();
  form.set("payload_json", JSON.stringify(payload));
  for (const [id, item] of media.entries()) {
    const bytes = new Uint8Array(await net.media(item.sha256));
    form.set(`files[${id}]`, new Blob([bytes], { type: item.type }), nameOf(item.type, id));
  }
  return { body: form };
}

function pollOf(text: string, { options, minutes }: NonNullable<OutboundMessage["poll"]>) {
  return {
    question: { text },
    answers: options.map((option) => ({ poll_media: { text: option } })),
    duration: wholeHours(minutes),
    allow_multiselect: false,
    layout_type: 1,
  };
}

function nameOf(type: string, id: number): string {
  return `${type.startsWith("video/") ? "video" : "picture"}-${id + 1}.${type.split("/")[1] ?? "bin"}`;
}
