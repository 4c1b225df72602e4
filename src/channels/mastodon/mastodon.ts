import type { Account, Health } from "../account.ts";
import type { Attempt } from "../attempt.ts";
import type { Connector, Net } from "../connector.ts";
import type { OutboundMessage } from "../outbound.ts";
import { SendError } from "../send-error.ts";
import { field, textField } from "../exchange.ts";
import { goneIf, isNotFound } from "../shown.ts";
import { call, type Place, placeOf } from "./calls.ts";
import { mastodonErrors } from "./errors.ts";
import { find, shown } from "./finding.ts";
import { capabilities, liveLimits, measure } from "./limits.ts";
import { upload } from "./media.ts";
import { linked, published } from "./published.ts";
import { look, profile, receive } from "./receiving.ts";

export const mastodon: Connector = {
  network: "mastodon",
  title: "Mastodon",
  capabilities,
  errors: mastodonErrors,
  settings: [
    {
      name: "url",
      label: "Server",
      kind: "url",
      required: true,
      help: "The server the account lives on.",
      placeholder: "https://mastodon.example",
    },
    {
      name: "token",
      label: "Access token",
      kind: "secret",
      required: true,
      help: "Under Preferences, Development, New application; scopes read and write.",
    },
    {
      name: "visibility",
      label: "Visibility",
      kind: "text",
      required: false,
      help: "public (default), unlisted or private.",
    },
  ],

  async authorize(net, input) {
    const place = { url: (input["url"] ?? "").replace(/\/+$/, ""), token: input["token"] ?? "" };
    const { body } = await call(net, place, "GET", "/api/v1/accounts/verify_credentials");
    const handle = `${textField(body, "acct")}@${new URL(place.url).host}`;
    const visibility = input["visibility"] || "public";
    return {
      remoteId: textField(body, "id"),
      handle,
      displayName: textField(body, "display_name") || handle,
      profileUrl: textField(body, "url"),
      credential: { token: place.token },
      settings: { url: place.url, visibility },
      limits: await liveLimits(net, place),
    };
  },

  measure,

  async publish(net, account, message, attempt) {
    const place = placeOf(account);
    const json = {
      ...(await written(net, place, message, attempt)),
      visibility: account.settings["visibility"] ?? "public",
      ...(message.replyTo === undefined ? {} : { in_reply_to_id: message.replyTo.id }),
    };
    // Servers remember a key for an hour and then answer a second try with the first one's status.
    const headers = { "idempotency-key": attempt.key };
    return published(
      (await call(net, place, "POST", "/api/v1/statuses", { json, headers })).body,
      place,
    );
  },

  async edit(net, account, remote, message, attempt) {
    const place = placeOf(account);
    const json = await written(net, place, message, attempt);
    return published((await call(net, place, "PUT", statusPath(remote.id), { json })).body, place);
  },

  async remove(net, account, remote) {
    await call(net, placeOf(account), "DELETE", statusPath(remote.id)).catch((error: unknown) => {
      if (!(error instanceof SendError && field(error.answer, "status") === 404)) throw error;
    });
  },

  find,
  receive,
  profile,
  async shown(net, account, remote, message) {
    return goneIf(shown(net, account, remote.id, linked(message)), isNotFound);
  },
  look,
  health,
};

function statusPath(id: string): string {
  return `/api/v1/statuses/${encodeURIComponent(id)}`;
}

async function written(net: Net, place: Place, message: OutboundMessage, attempt: Attempt) {
  const ids = await upload(net, place, message, attempt);
  const { poll } = message;
  const language = message.languages?.[0];
  return {
    status: linked(message),
    media_ids: ids,
    spoiler_text: message.contentWarning ?? "",
    sensitive: message.contentWarning !== undefined,
    ...(language === undefined ? {} : { language }),
    ...(poll ? { poll: { options: poll.options, expires_in: poll.minutes * 60 } } : {}),
  };
}

async function health(net: Net, account: Account): Promise<Health> {
  try {
    const answer = await call(net, placeOf(account), "GET", "/api/v1/accounts/verify_credentials");
    const of = Number(answer.headers.get("x-ratelimit-limit"));
    const left = Number(answer.headers.get("x-ratelimit-remaining"));
    const resetsAt = answer.headers.get("x-ratelimit-reset");
    const quota =
      of > 0 ? { quota: { used: of - left, of, ...(resetsAt ? { resetsAt } : {}) } } : {};
    return { state: "healthy", says: `Signed in as ${textField(answer.body, "acct")}.`, ...quota };
  } catch (error) {
    const says = error instanceof SendError ? error.message : "The account could not be checked.";
    if (error instanceof SendError && (error.class === "expired" || error.class === "refused")) {
      return { state: "broken", says, fix: "Connect the account again with a new access token." };
    }
    return { state: "degraded", says, fix: "Wait: it is checked again by itself." };
  }
}
