import { Temporal } from "#platform/clock.ts";
import { limit } from "#platform/limits.ts";
import type { Account } from "../account.ts";
import type { Attempt, Finding, Published, Remote } from "../attempt.ts";
import type { Net } from "../connector.ts";
import type { InboundItem, Received } from "../inbound.ts";
import type { OutboundMessage } from "../outbound.ts";
import { SendError } from "../send-error.ts";
import { type Answer, cleaned, field, listField, numberField, textField } from "../exchange.ts";
import { linked } from "../linked.ts";
import { isVideo } from "../media-findings.ts";
import { sinceOnServer } from "../server-time.ts";
import { openKept } from "../upload-progress.ts";
import { attachedTo } from "./attached.ts";
import { call, codeIn, part } from "./calls.ts";
import { mediaUrn } from "./media.ts";
import { targetEntities } from "./targeting.ts";
import { littleText, plainWords } from "./words.ts";

const pagesMax = limit(
  "linkedin.pages",
  5,
  "pages of 100 posts",
  "the rest waits for the next poll",
);
const talkedMax = limit(
  "linkedin.talked",
  10,
  "posts whose comments are read each time",
  "each is a call",
);

/** A card is LinkedIn's own for a link under words alone; with pictures the link is among the words. */
export function wordsOf(message: OutboundMessage): string {
  return message.media.length > 0 || message.poll ? linked(message) : message.text;
}

/** LinkedIn asks for a question of its own beside the words: their last line, before any link. */
export function questionOf({ text }: OutboundMessage): string {
  return text.trim().split("\n").at(-1)?.trim() ?? "";
}

/** The shortest of LinkedIn's four lengths that is not shorter than was asked. */
function durationOf(minutes: number): string {
  const days = Math.ceil(minutes / 1_440);
  if (days <= 1) return "ONE_DAY";
  if (days <= 3) return "THREE_DAYS";
  return days <= 7 ? "SEVEN_DAYS" : "FOURTEEN_DAYS";
}

export async function publish(
  net: Net,
  account: Account,
  message: OutboundMessage,
  attempt: Attempt,
): Promise<Published> {
  if (message.replyTo) return comment(net, account, message, message.replyTo);
  const content = await contentOf(net, account, message, attempt);
  const json = {
    author: account.remoteId,
    commentary: littleText(wordsOf(message)),
    visibility: "PUBLIC",
    distribution: {
      feedDistribution: "MAIN_FEED",
      targetEntities: targetEntities(message.places),
      thirdPartyDistributionChannels: [],
    },
    lifecycleState: "PUBLISHED",
    isReshareDisabledByAuthor: false,
    ...(content === undefined ? {} : { content }),
  };
  try {
    const answer = await call(net, account, "POST", "/rest/posts", { json });
    const id = answer.headers.get("x-restli-id") ?? "";
    if (id === "") throw new SendError("unknown", "LinkedIn's answer names no post.");
    return { id, url: urlOf(id), native: { id, body: answer.body ?? null } };
  } catch (error) {
    // "These words are there already" to a second try most likely means the first one arrived: look.
    if (attempt.number < 2 || codeIn(error) !== "DUPLICATE_POST") throw error;
    const answer = error instanceof SendError ? error.answer : undefined;
    throw new SendError("unknown", "LinkedIn shows these words already.", { answer, cause: error });
  }
}

function urlOf(id: string): string {
  return `https://www.linkedin.com/feed/update/${id}/`;
}

async function contentOf(
  net: Net,
  account: Account,
  message: OutboundMessage,
  attempt: Attempt,
): Promise<object | undefined> {
  const kept = openKept(attempt);
  const [first] = message.media;
  if (message.poll) {
    const { options, minutes } = message.poll;
    const settings = { duration: durationOf(minutes) };
    const answers = options.map((text) => ({ text }));
    return { poll: { question: questionOf(message), options: answers, settings } };
  }
  if (first === undefined) {
    if (message.link === undefined) return undefined;
    const { url: source, title, description } = message.link;
    return { article: { source, title, ...(description === "" ? {} : { description }) } };
  }
  if (message.media.length === 1) {
    const id = await mediaUrn(net, account, first, kept);
    const words = isVideo(first) ? { title: message.title ?? "Video" } : { altText: first.alt };
    return { media: { id, ...words } };
  }
  const images = [];
  for (const item of message.media)
    images.push({ id: await mediaUrn(net, account, item, kept), altText: item.alt });
  return { multiImage: { images } };
}

async function comment(
  net: Net,
  account: Account,
  message: OutboundMessage,
  parent: Remote,
): Promise<Published> {
  const json = { actor: account.remoteId, object: parent.id, message: { text: linked(message) } };
  const path = `/rest/socialActions/${part(parent.id)}/comments`;
  const answer = await call(net, account, "POST", path, { json });
  const id = answer.headers.get("x-restli-id") ?? textField(answer.body, "id");
  if (id === "") throw new SendError("unknown", "LinkedIn's answer names no comment.");
  const extra = { kind: "comment", parent: parent.id };
  return { id, url: urlOf(parent.id), extra, native: answer.body ?? { id } };
}

/** Changes the words of a post; what it shows stays. */
export async function edit(
  net: Net,
  account: Account,
  remote: Remote,
  message: OutboundMessage,
): Promise<Published> {
  const json = { patch: { $set: { commentary: littleText(wordsOf(message)) } } };
  const headers = { "x-restli-method": "PARTIAL_UPDATE" };
  const path = `/rest/posts/${part(remote.id)}`;
  const answer = await call(net, account, "POST", path, { json, headers });
  return { ...remote, native: { status: answer.status } };
}

export async function remove(net: Net, account: Account, remote: Remote): Promise<void> {
  const { kind, parent = "" } = remote.extra ?? {};
  const query = `?actor=${part(account.remoteId)}`;
  const path =
    kind === "comment"
      ? `/rest/socialActions/${part(parent)}/comments/${part(remote.id)}${query}`
      : `/rest/posts/${part(remote.id)}`;
  await call(net, account, "DELETE", path).catch((error: unknown) => {
    if (codeIn(error) !== "RESOURCE_NOT_FOUND") throw error;
  });
}

function postsPage(net: Net, account: Account, start: number): Promise<Answer> {
  const author = part(account.remoteId);
  const path = `/rest/posts?q=author&author=${author}&count=100&start=${start}&sortBy=CREATED`;
  return call(net, account, "GET", path, { headers: { "x-restli-method": "FINDER" } });
}

function commentsPage(net: Net, account: Account, urn: string): Promise<Answer> {
  return call(net, account, "GET", `/rest/socialActions/${part(urn)}/comments?count=100`);
}

/** Reads the page's own posts (or the comments) back to the attempt's start and looks for the words. */
export async function find(
  net: Net,
  account: Account,
  message: OutboundMessage,
  attempt: Attempt,
): Promise<Finding> {
  try {
    if (message.replyTo) return await findComment(net, account, message, attempt);
    for (let page = 0; page < pagesMax; page += 1) {
      const answer = await postsPage(net, account, page * 100);
      const since = sinceOnServer(answer, attempt);
      const all = listField(answer.body, "elements");
      for (const each of all) {
        if ((numberField(each, "createdAt") ?? 0) < since) return { found: false, absent: true };
        if (plainWords(textField(each, "commentary")) !== wordsOf(message)) continue;
        const id = textField(each, "id");
        if (attempt.others?.has(id)) continue;
        return { found: true, remote: { id, url: urlOf(id), native: each } };
      }
      if (all.length < 100) return { found: false, absent: true };
    }
    return { found: false, absent: false, why: "The page was not read back far enough." };
  } catch (error) {
    if (!(error instanceof SendError)) throw error;
    return { found: false, absent: false, why: error.message };
  }
}

async function findComment(
  net: Net,
  account: Account,
  message: OutboundMessage,
  attempt: Attempt,
): Promise<Finding> {
  const parent = message.replyTo?.id ?? "";
  const answer = await commentsPage(net, account, parent);
  const since = sinceOnServer(answer, attempt);
  const ours = listField(answer.body, "elements").find(
    (each) =>
      attempt.others?.has(textField(each, "id")) !== true &&
      textField(each, "actor") === account.remoteId &&
      textField(field(each, "message"), "text") === linked(message) &&
      (numberField(field(each, "created"), "time") ?? 0) >= since,
  );
  if (ours === undefined) return { found: false, absent: true };
  const extra = { kind: "comment", parent };
  return {
    found: true,
    remote: { id: textField(ours, "id"), url: urlOf(parent), extra, native: ours },
  };
}

/** Own posts back to the cursor, the newest page anew each time, and comments under the newest posts. */
export async function receive(
  net: Net,
  account: Account,
  cursor: string | undefined,
): Promise<Received> {
  const sinceMs = Number(cursor ?? 0);
  const posts: unknown[] = [];
  for (let page = 0; page < pagesMax; page += 1) {
    const all = listField((await postsPage(net, account, page * 100)).body, "elements");
    posts.push(...all);
    if (all.length < 100 || (numberField(all.at(-1), "createdAt") ?? 0) <= sinceMs) break;
  }
  const items = posts.map((post) => postItem(post, account));
  for (const post of posts.slice(0, talkedMax)) {
    const urn = textField(post, "id");
    const { body } = await commentsPage(net, account, urn);
    for (const each of listField(body, "elements")) items.push(commentItem(each, account, urn));
  }
  const newestMs = Math.max(sinceMs, ...posts.map((post) => numberField(post, "createdAt") ?? 0));
  return {
    items,
    cursor: newestMs === 0 ? undefined : String(newestMs),
    counters: {},
    more: false,
  };
}

export function postItem(post: unknown, account: Account): InboundItem {
  const id = textField(post, "id");
  return {
    remoteId: id,
    version: String(numberField(post, "lastModifiedAt") ?? numberField(post, "createdAt") ?? 0),
    kind: "post",
    occurredAt: instantAt(numberField(post, "publishedAt") ?? numberField(post, "createdAt")),
    author: { remoteId: account.remoteId, handle: account.handle, displayName: account.handle },
    text: plainWords(textField(post, "commentary")),
    url: urlOf(id),
    media: attachedTo(post),
    native: cleaned(post, Object.values(account.credential)),
  };
}

export function commentItem(comment: unknown, account: Account, parent: string): InboundItem {
  const actor = textField(comment, "actor");
  const isOwn = actor === account.remoteId;
  const modified = numberField(field(comment, "lastModified"), "time");
  const handle = isOwn ? account.handle : actor;
  return {
    remoteId: textField(comment, "id"),
    version: String(modified ?? 0),
    kind: isOwn ? "post" : "comment",
    occurredAt: instantAt(numberField(field(comment, "created"), "time")),
    // LinkedIn names people by an urn alone; their names need a permission few are given.
    author: { remoteId: actor, handle, displayName: handle },
    text: textField(field(comment, "message"), "text"),
    url: urlOf(parent),
    inReplyTo: parent,
    media: [],
    native: cleaned(comment, Object.values(account.credential)),
  };
}

function instantAt(ms: number | undefined): string {
  return Temporal.Instant.fromEpochMilliseconds(ms ?? 0).toString();
}
