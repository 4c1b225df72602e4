import type { Account, Health } from "../account.ts";
import type { Attempt, Finding, Published, Remote } from "../attempt.ts";
import type { MediaLimits } from "../capabilities.ts";
import type { Connector, Net } from "../connector.ts";
import {
  type Asked,
  deletedVersion,
  type InboundItem,
  type Looked,
  type Received,
} from "../inbound.ts";
import type { Measure, OutboundMessage } from "../outbound.ts";
import { SendError } from "../send-error.ts";
import {
  type Answer,
  cleaned,
  type Exchange,
  exchange,
  field,
  listField,
  numberField,
  refusal,
  textField,
} from "../exchange.ts";
import { liveFindings, mediaFindings, textFindings } from "../media-findings.ts";
import { pollFindings } from "../polls.ts";
import { goneIf, isNotFound, shownAs } from "../shown.ts";
import { countsIn, orGone } from "../shown-now.ts";
import { sandboxRules } from "./network-posts.ts";

const source = "src/channels/sandbox/network-posts.ts";
const verifiedOn = "2026-11-21";

const pictures: MediaLimits = {
  types: sandboxRules.mediaTypes,
  itemsMax: sandboxRules.mediaMax,
  sizeBytesMax: sandboxRules.mediaBytesMax,
  altTextRequired: true,
  altTextMax: sandboxRules.altCharactersMax,
};

export const practiceNetwork = "sandbox";

/** The practice network: what the product does there, it does nowhere else. */
export const sandbox: Connector = {
  network: practiceNetwork,
  title: "Practice network",
  // It answers by HTTP's own statuses and has no codes of its own.
  errors: [],
  capabilities: {
    changes: {
      posts: ["edits", "deletions", "counts"],
      comments: ["edits", "deletions", "counts"],
    },
    messages: "none",
    edit: "in-place",
    remove: true,
    reply: true,
    thread: true,
    schedule: false,
    receive: true,
    settle: "timeline",
    media: pictures,
    count: "characters",
    poll: sandboxRules.poll,
    live: { pictures },
    limits: [
      { what: "text", value: sandboxRules.charactersMax, unit: "characters", source, verifiedOn },
      { what: "images", value: sandboxRules.mediaMax, unit: "pictures", source, verifiedOn },
      { what: "image-bytes", value: sandboxRules.mediaBytesMax, unit: "bytes", source, verifiedOn },
      {
        what: "alt-text",
        value: sandboxRules.altCharactersMax,
        unit: "characters",
        source,
        verifiedOn,
      },
    ],
  },
  settings: [
    {
      name: "url",
      label: "Address",
      kind: "url",
      required: true,
      help: "Where the practice network runs.",
      placeholder: "http://127.0.0.1:4090",
    },
    {
      name: "token",
      label: "Access token",
      kind: "secret",
      required: true,
      help: "Shown when the practice account was made.",
    },
    {
      name: "keys",
      label: "Idempotency keys",
      kind: "text",
      required: false,
      help: 'Write "no" to practise with a network that knows no keys.',
    },
  ],

  async authorize(net, input) {
    const url = (input["url"] ?? "").replace(/\/+$/, "");
    const token = input["token"] ?? "";
    const { body } = await call(net, { url, token }, "GET", "/api/account");
    const handle = textField(body, "handle");
    return {
      remoteId: textField(body, "id"),
      handle,
      displayName: textField(body, "name"),
      profileUrl: `${url}/`,
      credential: { token },
      settings: { url, keys: input["keys"] === "no" ? "no" : "yes" },
    };
  },

  measure,

  async publish(net, account, message, attempt) {
    const place = placeOf(account);
    const json = { ...(await written(net, place, message)), ...replyOf(message) };
    const headers = sendsKeys(account) ? { "idempotency-key": attempt.key } : {};
    return published(await call(net, place, "POST", "/api/posts", { json, headers }), place);
  },

  async edit(net, account, remote, message) {
    const place = placeOf(account);
    const json = await written(net, place, message);
    return published(await call(net, place, "PUT", postPath(remote), { json }), place);
  },

  async remove(net, account, remote) {
    const place = placeOf(account);
    await call(net, place, "DELETE", postPath(remote)).catch((error: unknown) => {
      if (!(error instanceof SendError && field(error.answer, "status") === 404)) throw error;
    });
  },

  find,
  receive,
  look,
  live: {
    async state(net, account, remote) {
      const told = await liveOf(net, account, remote);
      const state = liveStates.find((one) => one === textField(told, "state")) ?? "gone";
      const at = (name: "startsAt" | "startedAt" | "endedAt") => {
        const text = textField(told, name);
        return text === "" ? {} : { [name]: text };
      };
      return { state, ...at("startsAt"), ...at("startedAt"), ...at("endedAt") };
    },
    async key(net, account, remote) {
      const stream = field(await liveOf(net, account, remote), "stream");
      const [url, key] = [textField(stream, "url"), textField(stream, "key")];
      if (key === "") throw new SendError("refused", "The stream is gone.");
      return { url, key };
    },
  },
  async shown(net, account, remote, message) {
    const reading = call(net, placeOf(account), "GET", postPath(remote)).then(({ body }) =>
      shownAs(textField(body, "text"), message.text),
    );
    return goneIf(reading, isNotFound);
  },
  async profile(net, account) {
    const { body } = await call(net, placeOf(account), "GET", "/api/account");
    return { name: textField(body, "name") };
  },

  async health(net, account): Promise<Health> {
    try {
      await call(net, placeOf(account), "GET", "/api/account");
      return { state: "healthy", says: "The practice network knows this account." };
    } catch (error) {
      if (!(error instanceof SendError) || error.class !== "expired") {
        return {
          state: "degraded",
          says: "The practice network does not answer.",
          fix: "Start it.",
        };
      }
      return {
        state: "broken",
        says: "The token is not valid.",
        fix: "Connect the account again.",
      };
    }
  },
};

interface Place {
  url: string;
  token: string;
}

function placeOf(account: Account): Place {
  return { url: account.settings["url"] ?? "", token: account.credential["token"] ?? "" };
}

function sendsKeys(account: Account): boolean {
  return account.settings["keys"] !== "no";
}

function postPath(remote: Remote): string {
  return `/api/posts/${encodeURIComponent(remote.id)}`;
}

async function call(
  net: Net,
  place: Place,
  method: NonNullable<Exchange["method"]>,
  path: string,
  more: Pick<Exchange, "json" | "body" | "headers"> = {},
): Promise<Answer> {
  const headers = { ...more.headers, authorization: `Bearer ${place.token}` };
  const answer = await exchange(net, { ...more, method, url: place.url + path, headers });
  if (answer.status < 300) return answer;
  const why = textField(answer.body, "error");
  throw refusal(answer, method !== "GET", { why, secrets: [place.token] });
}

async function written(net: Net, place: Place, message: OutboundMessage) {
  const media = [];
  for (const item of message.media) {
    const body = await net.media(item.sha256);
    const headers = { "content-type": item.type };
    const upload = await call(net, place, "POST", "/api/media", { body, headers }).catch(notYet);
    media.push({ id: textField(upload.body, "id"), alt: item.alt });
  }
  return {
    text: message.text,
    media,
    link: message.link,
    language: message.languages?.[0],
    contentWarning: message.contentWarning,
    poll: message.poll,
    live: message.live,
  };
}

const liveStates = ["upcoming", "live", "ended"] as const;

/** Undefined once the network has no such stream. */
async function liveOf(net: Net, account: Account, remote: Remote): Promise<unknown> {
  const asking = call(net, placeOf(account), "GET", `${postPath(remote)}/live`);
  return asking.then(
    ({ body }) => body,
    (error: unknown) => {
      if (!isNotFound(error)) throw error;
      return undefined;
    },
  );
}

/** A picture that may or may not be there shows nothing to anyone: trying again does no harm. */
function notYet(error: unknown): never {
  if (error instanceof SendError && error.class === "unknown") {
    throw new SendError("later", error.message, { answer: error.answer, cause: error });
  }
  throw error;
}

function replyOf(message: OutboundMessage): { inReplyTo?: string } {
  return message.replyTo === undefined ? {} : { inReplyTo: message.replyTo.id };
}

function published(answer: Answer, place: Place): Published {
  return postOf(answer.body, place, answer);
}

function postOf(body: unknown, place: Place, answer?: Answer): Published {
  const id = textField(body, "id");
  if (id === "") {
    throw new SendError("unknown", "The network's answer names no post.", {
      answer: cleaned({ status: answer?.status, body }, [place.token]),
    });
  }
  return { id, url: textField(body, "url"), native: cleaned(body, [place.token]) };
}

/** The key finds the post where keys are kept; else the text, in the time since the attempt. */
async function find(
  net: Net,
  account: Account,
  message: OutboundMessage,
  attempt: Attempt,
): Promise<Finding> {
  const place = placeOf(account);
  const since = attempt.startedAt.toString({ smallestUnit: "millisecond" });
  const query = sendsKeys(account)
    ? `key=${encodeURIComponent(attempt.key)}`
    : `since=${encodeURIComponent(since)}`;
  try {
    const { body } = await call(net, place, "GET", `/api/posts?${query}`);
    const posts = listField(body, "posts");
    const ours = sendsKeys(account)
      ? posts[0]
      : posts.findLast(
          (post) =>
            textField(post, "text") === message.text && !attempt.others?.has(textField(post, "id")),
        );
    if (ours !== undefined) return { found: true, remote: postOf(ours, place) };
    if (field(body, "hasMore") === true) {
      return { found: false, absent: false, why: "The timeline does not reach back far enough." };
    }
    return { found: false, absent: true, keyed: sendsKeys(account) };
  } catch (error) {
    if (!(error instanceof SendError)) throw error;
    return { found: false, absent: false, why: error.message };
  }
}

async function receive(net: Net, account: Account, cursor: string | undefined): Promise<Received> {
  const place = placeOf(account);
  const { body } = await call(net, place, "GET", `/api/events?since=${cursor ?? 0}`);
  const events = listField(body, "events");
  const facts = await call(net, place, "GET", "/api/account");
  const last = events.at(-1);
  return {
    items: events.map((event) => itemOf(event, account)),
    cursor: last === undefined ? cursor : String(numberField(last, "sequence")),
    counters: { posts: numberField(facts.body, "posts") ?? 0 },
    more: field(body, "hasMore") === true,
  };
}

async function look(
  net: Net,
  account: Account,
  asked: readonly Asked[],
): Promise<readonly Looked[]> {
  const looked: Looked[] = [];
  for (const { remoteId } of asked) {
    const post = await orGone(
      call(net, placeOf(account), "GET", `/api/posts/${encodeURIComponent(remoteId)}`),
    );
    if (post === "gone") looked.push({ remoteId, state: "gone" });
    else {
      const at = textField(post.body, "editedAt") || textField(post.body, "createdAt");
      const item = itemOf({ kind: "post", at, post: post.body }, account);
      looked.push({ remoteId, state: "there", item, counts: countsIn(post.body, ["likes"]) });
    }
  }
  return looked;
}

function itemOf(event: unknown, account: Account): InboundItem {
  const post = field(event, "post");
  const kind = textField(event, "kind");
  const isOwn = textField(post, "accountId") === account.remoteId;
  const parent = textField(post, "inReplyTo");
  const name = isOwn ? account.handle : textField(post, "author");
  return {
    remoteId: textField(post, "id"),
    version: kind === "deleted" ? deletedVersion : String(numberField(post, "version") ?? 1),
    kind: kind === "comment" ? "comment" : kind === "deleted" ? "deleted" : "post",
    occurredAt: textField(event, "at"),
    author: {
      remoteId: textField(post, "accountId"),
      handle: name,
      displayName: name,
    },
    text: textField(post, "text"),
    url: `${account.settings["url"] ?? ""}/#p${textField(post, "id")}`,
    ...(parent === "" ? {} : { inReplyTo: parent }),
    media: listField(post, "media").map((each) => ({
      url: `${account.settings["url"] ?? ""}/media/${textField(each, "id")}`,
      type: textField(each, "type"),
      alt: textField(each, "alt"),
    })),
    native: event,
  };
}

function measure(message: OutboundMessage): Measure {
  const count = [...message.text].length;
  const max = sandboxRules.charactersMax;
  const findings = [
    ...textFindings(count, max, "characters"),
    ...(message.live ? liveFindings(message, { pictures }) : mediaFindings(message, pictures)),
    ...pollFindings(message, sandboxRules.poll),
  ];
  return { count, max, unit: "characters", findings };
}
