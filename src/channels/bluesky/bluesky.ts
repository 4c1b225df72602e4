import type { Account, Health } from "../account.ts";
import type { Attempt, Finding, Published, Remote } from "../attempt.ts";
import type { Capabilities } from "../capabilities.ts";
import type { Connector, Net } from "../connector.ts";
import type { Measure, OutboundMessage } from "../outbound.ts";
import { SendError } from "../send-error.ts";
import { cleaned, field, listField, textField } from "../exchange.ts";
import { mediaFindings, textFindings } from "../media-findings.ts";
import { pollFindings } from "../polls.ts";
import { goneIf, shownAs } from "../shown.ts";
import { blueskyErrors } from "./errors.ts";
import { profile, receive } from "./receiving.ts";
import { collection, postRecord, said, uriParts } from "./record.ts";
import { call, callWith, isNamed, tokensIn } from "./session.ts";
import { recordKey } from "./tid.ts";

const source = "lexicons of @atproto/api 0.21.0: app.bsky.feed.post, app.bsky.embed.*";
const verifiedOn = "2026-11-21";
const graphemesMax = 300;
const bytesMax = 3_000;
/** The lexicon sets no limit; the official client takes 2,000 characters. */
const altMax = 2_000;

const capabilities: Capabilities = {
  edit: "replace",
  remove: true,
  reply: true,
  thread: true,
  schedule: false,
  receive: true,
  settle: "idempotency-key",
  media: {
    types: ["image/png", "image/jpeg", "image/gif", "image/webp"],
    itemsMax: 4,
    sizeBytesMax: 2_000_000,
    altTextRequired: true,
    altTextMax: altMax,
  },
  count: "graphemes",
  limits: [
    { what: "text", value: graphemesMax, unit: "graphemes", source, verifiedOn },
    { what: "text-bytes", value: bytesMax, unit: "bytes", source, verifiedOn },
    { what: "images", value: 4, unit: "pictures", source, verifiedOn },
    { what: "image-bytes", value: 2_000_000, unit: "bytes", source, verifiedOn },
    { what: "alt-text", value: altMax, unit: "characters", source: "official client", verifiedOn },
    {
      what: "posts-per-day",
      value: 11_666,
      unit: "posts",
      source: "35,000 points a day, 3 a post",
      verifiedOn,
    },
  ],
};

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
      help: "Made under Settings, Privacy and security, App passwords. It is used once and not kept.",
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
    return {
      remoteId: did,
      handle,
      displayName: handle,
      profileUrl: `https://bsky.app/profile/${did}`,
      credential: { ...tokensIn(body) },
      settings: { service },
    };
  },

  measure,

  async publish(net, account, message, attempt) {
    const rkey = recordKey(attempt.key);
    const record = await postRecord(net, account, message);
    const json = { repo: account.remoteId, collection, rkey, record };
    try {
      const what = { nsid: "com.atproto.repo.createRecord", json };
      return published((await call(net, account, what)).body, account);
    } catch (error) {
      return alreadyThere(net, account, message, attempt, error);
    }
  },

  edit,

  async remove(net, account, remote) {
    const { repo, rkey } = uriParts(remote.id);
    const json = { repo, collection, rkey };
    await call(net, account, { nsid: "com.atproto.repo.deleteRecord", json });
  },

  find,
  receive,
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

function published(body: unknown, account: Account): Published {
  const uri = textField(body, "uri");
  const cid = textField(body, "cid");
  const native = cleaned(body, Object.values(account.credential));
  if (uri === "" || cid === "") {
    throw new SendError("unknown", "The server's answer names no post.", { answer: native });
  }
  const { repo, rkey } = uriParts(uri);
  return { id: uri, url: `https://bsky.app/profile/${repo}/post/${rkey}`, extra: { cid }, native };
}

/**
 * The server answers 500 to a second record under one key and leaves the first as it was (seen on
 * PDS 0.5.35). So after any lost answer the key is looked up: what is there is this delivery's post.
 */
async function alreadyThere(
  net: Net,
  account: Account,
  message: OutboundMessage,
  attempt: Attempt,
  error: unknown,
): Promise<Published> {
  const status = error instanceof SendError ? field(error.answer, "status") : undefined;
  if (typeof status !== "number" || status < 500) throw error;
  const finding = await find(net, account, message, attempt);
  if (finding.found) return finding.remote;
  throw error;
}

/** Provable both ways: the key is this delivery's alone, and the repository is read directly. */
async function find(
  net: Net,
  account: Account,
  message: OutboundMessage,
  attempt: Attempt,
): Promise<Finding> {
  const query = { repo: account.remoteId, collection, rkey: recordKey(attempt.key) };
  try {
    const { body } = await call(net, account, { nsid: "com.atproto.repo.getRecord", query });
    if (textField(field(body, "value"), "text") !== said(message)) {
      const why = "Another text stands under this delivery's key: a person must look.";
      return { found: false, absent: false, why };
    }
    return { found: true, remote: published(body, account) };
  } catch (error) {
    if (isNamed(error, "RecordNotFound")) return { found: false, absent: true, keyed: true };
    if (!(error instanceof SendError)) throw error;
    return { found: false, absent: false, why: error.message };
  }
}

/**
 * Bluesky shows no edits, so the new text is a new post and the old one goes, both in one commit:
 * the public never sees both or neither. Replies to the old post stay, below a gap.
 */
async function edit(
  net: Net,
  account: Account,
  remote: Remote,
  message: OutboundMessage,
  attempt: Attempt,
): Promise<Published> {
  const old = uriParts(remote.id);
  const value = await postRecord(net, account, message);
  const type = "com.atproto.repo.applyWrites";
  const writes = [
    { $type: `${type}#delete`, collection, rkey: old.rkey },
    { $type: `${type}#create`, collection, rkey: recordKey(attempt.key), value },
  ];
  try {
    const json = { repo: account.remoteId, writes };
    const { body } = await call(net, account, { nsid: type, json });
    const created = listField(body, "results").find((each) => textField(each, "uri") !== "");
    return published(created, account);
  } catch (error) {
    return alreadyThere(net, account, message, attempt, error);
  }
}

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
    return { state: "healthy", says: `Signed in as ${textField(body, "handle")}.`, ...quota };
  } catch (error) {
    const says = error instanceof SendError ? error.message : "The account could not be checked.";
    if (error instanceof SendError && (error.class === "expired" || error.class === "refused")) {
      return { state: "broken", says, fix: "Connect the account again with a new app password." };
    }
    return { state: "degraded", says, fix: "Wait: it is checked again by itself." };
  }
}

const segmenter = new Intl.Segmenter(undefined, { granularity: "grapheme" });

/** Graphemes as the server counts them; a plain ASCII text needs no segmenter. */
export function graphemes(text: string): number {
  if (/^[\x20-\x7e\n]*$/.test(text)) return text.length;
  return [...segmenter.segment(text)].length;
}

function measure(message: OutboundMessage): Measure {
  const text = said(message);
  const count = graphemes(text);
  const sizeBytes = Buffer.byteLength(text);
  const findings = [
    ...textFindings(count, graphemesMax, "characters"),
    ...(sizeBytes > bytesMax
      ? [
          {
            code: "text-too-large",
            says: `The text has ${sizeBytes} bytes; ${bytesMax} fit.`,
            field: "text",
          },
        ]
      : []),
    ...mediaFindings(message, capabilities.media),
    ...pollFindings(message, undefined),
  ];
  return { count, max: graphemesMax, unit: "graphemes", findings };
}
