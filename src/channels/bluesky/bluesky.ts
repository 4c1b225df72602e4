import type { Account, Health } from "../account.ts";
import type { Connector, Net } from "../connector.ts";
import { SendError } from "../send-error.ts";
import { field, textField } from "../exchange.ts";
import { goneIf, shownAs } from "../shown.ts";
import { blueskyErrors } from "./errors.ts";
import { chatHealth } from "./chat-service.ts";
import { capabilities, measure } from "./limits.ts";
import { edit, find, publish } from "./posts.ts";
import { look, profile, receive } from "./receiving.ts";
import { collection, said, uriParts } from "./record.ts";
import { call, callWith, isNamed, tokensIn } from "./session.ts";

export const bluesky: Connector = {
  network: "bluesky",
  title: "Bluesky",
  capabilities,
  errors: blueskyErrors,
  settings: [
    {
      name: "service",
      label: "Server",
      kind: "url",
      required: false,
      help: "Leave empty for bsky.social.",
      placeholder: "https://bsky.social",
    },
    {
      name: "identifier",
      label: "Handle",
      kind: "text",
      required: true,
      help: "The account's handle, such as riversidepd.bsky.social.",
    },
    {
      name: "password",
      label: "App password",
      kind: "secret",
      required: true,
      help: "Bluesky makes it under Settings, Privacy and security, App passwords. Tick “Allow access to your direct messages” there: otherwise they are not captured. It is used once and not kept.",
    },
  ],

  async authorize(net, input) {
    const service = (input["service"] || "https://bsky.social").replace(/\/+$/, "");
    const identifier = (input["identifier"] ?? "").trim().replace(/^@/, "");
    const password = input["password"] ?? "";
    const what = { nsid: "com.atproto.server.createSession", json: { identifier, password } };
    const { body } = await callWith(net, service, undefined, what, [password]);
    const handle = textField(body, "handle");
    const did = textField(body, "did");
    const { videoEndpoint, chatService } = input;
    return {
      remoteId: did,
      handle,
      displayName: handle,
      profileUrl: `https://bsky.app/profile/${did}`,
      credential: { ...tokensIn(body) },
      settings: {
        service,
        ...(videoEndpoint ? { videoEndpoint } : {}),
        ...(chatService ? { chatService } : {}),
      },
    };
  },

  measure,

  publish,
  edit,

  async remove(net, account, remote) {
    const { repo, rkey } = uriParts(remote.id);
    const json = { repo, collection, rkey };
    await call(net, account, { nsid: "com.atproto.repo.deleteRecord", json });
  },

  find,
  receive,
  look,
  profile,
  async shown(net, account, remote, message) {
    const { rkey } = uriParts(remote.id);
    const query = { repo: account.remoteId, collection, rkey };
    const reading = call(net, account, { nsid: "com.atproto.repo.getRecord", query }).then(
      ({ body }) => shownAs(textField(field(body, "value"), "text"), said(message)),
    );
    return goneIf(reading, (error) => isNamed(error, "RecordNotFound"));
  },
  health,
};

async function health(net: Net, account: Account): Promise<Health> {
  try {
    const what = { nsid: "com.atproto.server.getSession", query: {} };
    const { body, headers } = await call(net, account, what);
    if (field(body, "active") === false) {
      const fix = "Ask the server's operator why, then connect again.";
      return { state: "broken", says: "The account is not active on its server.", fix };
    }
    const of = Number(headers.get("ratelimit-limit"));
    const used = of - Number(headers.get("ratelimit-remaining"));
    const quota = of > 0 ? { quota: { used, of } } : {};
    const chat = await chatHealth(net, account);
    if (chat) return { ...chat, ...quota };
    return { state: "healthy", says: `Signed in as ${textField(body, "handle")}.`, ...quota };
  } catch (error) {
    const says = error instanceof SendError ? error.message : "The account could not be checked.";
    if (error instanceof SendError && (error.class === "expired" || error.class === "refused")) {
      return { state: "broken", says, fix: "Connect the account again with a new app password." };
    }
    return { state: "degraded", says, fix: "Wait: it is checked again by itself." };
  }
}
