import type { Account, Health } from "../account.ts";
import type { Net } from "../connector.ts";
import { SendError } from "../send-error.ts";
import { field } from "../exchange.ts";
import { call, isNamed } from "./session.ts";

/** The network's own: the account's server hands each call on to it (atproto.com/specs/xrpc, "Service Proxying"). */
const live = "did:web:api.bsky.chat#bsky_chat";

/** One question to the chat (lexicons `chat.bsky.convo.*`). Nothing is marked as read by it. */
export async function askChat(
  net: Net,
  account: Account,
  method: string,
  query: Readonly<Record<string, string>> = {},
): Promise<unknown> {
  const proxy = account.settings["chatService"] ?? live;
  const what = { nsid: `chat.bsky.convo.${method}`, query: { ...query }, proxy };
  return (await call(net, account, what)).body;
}

/**
 * The server's word for an app password that was made without the right to direct messages: "Bad token method", once
 * "Bad token scope" (bluesky-social/social-app pull request 8954). Of a session that has ended it says the same, so ask
 * something else first.
 */
export function isWithheld(error: unknown): boolean {
  return isNamed(error, "InvalidToken");
}

/** A service that is older than the question. */
export function isUnknownMethod(error: unknown): boolean {
  const status = error instanceof SendError ? field(error.answer, "status") : undefined;
  return status === 404 || status === 501;
}

/** What is wrong with reading the account's direct messages; undefined where all is well. */
export async function chatHealth(net: Net, account: Account): Promise<Health | undefined> {
  try {
    await askChat(net, account, "getLog");
    return undefined;
  } catch (error) {
    if (!isWithheld(error))
      return {
        state: "degraded",
        says: "Posts are read. Direct messages are not: the network's chat does not answer.",
        fix: "Wait: it is checked again by itself.",
      };
    return {
      state: "degraded",
      says: "Posts are read. Direct messages are not: the app password does not allow it.",
      fix: "Make an app password with “Allow access to your direct messages” ticked, and connect the account again with it.",
      untold: ["messages"],
    };
  }
}
