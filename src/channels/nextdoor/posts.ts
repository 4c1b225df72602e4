import type { Account } from "../account.ts";
import type { Attempt, Finding, Published, Remote } from "../attempt.ts";
import type { Net } from "../connector.ts";
import type { OutboundMessage } from "../outbound.ts";
import { SendError } from "../send-error.ts";
import { cleaned, listField, textField } from "../exchange.ts";
import { linked } from "../linked.ts";
import { call, idField, isGone } from "./calls.ts";
import { listed, listedMax, madeMs, postIdOf, sinceMs, withWords } from "./listing.ts";
import { groupsFor } from "./targeting.ts";

export async function publish(
  net: Net,
  account: Account,
  message: OutboundMessage,
  attempt: Attempt,
): Promise<Published> {
  if (message.replyTo) return comment(net, account, message, attempt);
  const groups = groupsFor(account, message.places);
  const json = {
    ...wordsOf(message),
    ...(await attached(net, message)),
    ...(groups.length === 0 ? {} : { group_ids: groups }),
  };
  const { body } = await call(net, account, "POST", "/post/create/", { json });
  const url = textField(body, "share_link");
  if (textField(body, "result") !== "success" || url === "")
    throw new SendError("unknown", "Nextdoor's answer names no post.");
  const native = cleaned(body, Object.values(account.credential));
  const id = await idInList(net, account, message, { attempt, url });
  return { id, url, native };
}

/** Nextdoor fetches pictures and videos from us. */
async function attached(net: Net, { media }: OutboundMessage) {
  const urls: string[] = [];
  for (const { sha256, type } of media) urls.push(await net.lend(sha256, type));
  return urls.length === 0 ? {} : { media_attachments: urls };
}

/** The link's preview is Nextdoor's own; the words stay as they were approved. */
function wordsOf({ text, link }: OutboundMessage) {
  return { body_text: text, ...(link === undefined ? {} : { smartlink_url: link.url }) };
}

/** The answer to a post names its address alone. Without its id it is published all the same. */
async function idInList(
  net: Net,
  account: Account,
  message: OutboundMessage,
  { attempt, url }: { attempt: Attempt; url: string },
): Promise<string> {
  try {
    const { answer, posts } = await listed(net, account);
    const since = sinceMs(answer, attempt);
    const found =
      posts.find((each) => textField(each, "url") === url) ??
      withWords(posts, message.text, { since, others: attempt.others });
    return idField(found, "id") || url;
  } catch (error) {
    if (error instanceof SendError) return url;
    throw error;
  }
}

/** A comment is called by its post and its own number, so that an answer to it finds its place. */
export function commentName(post: string, own: string): string {
  return `${post}/${own}`;
}

export function postOfComment(name: string): string {
  return name.split("/")[0] ?? "";
}

function placeOf({ replyTo }: OutboundMessage): { post: string; parent: string } {
  const [post = "", parent = ""] = (replyTo?.id ?? "").startsWith("http")
    ? [replyTo?.id]
    : (replyTo?.id ?? "").split("/");
  return { post, parent };
}

async function comment(
  net: Net,
  account: Account,
  message: OutboundMessage,
  attempt: Attempt,
): Promise<Published> {
  const { post, parent } = placeOf(message);
  const id = await postIdOf(net, account, post);
  const json = {
    id,
    body_text: linked(message),
    ...(await attached(net, message)),
    ...(parent === "" ? {} : { parent_comment_id: parent }),
  };
  const { body } = await call(net, account, "POST", "/comment/", { json });
  const own = idField(body, "id");
  const native = cleaned(body ?? null, Object.values(account.credential));
  const extra = { kind: "comment" };
  if (own !== "") return { id: commentName(id, own), extra, native };
  // What the answer holds is not published: the comment is read back where it stands.
  const finding = await find(net, account, message, attempt);
  if (finding.found) return finding.remote;
  throw new SendError("unknown", "Nextdoor's answer names no comment.");
}

/** Changes the words; pictures and area stay. */
export async function edit(
  net: Net,
  account: Account,
  remote: Remote,
  message: OutboundMessage,
): Promise<Published> {
  const id = await postIdOf(net, account, remote.id);
  const json = { id, ...wordsOf(message) };
  const { body } = await call(net, account, "POST", "/post/", { json });
  return { ...remote, id, native: cleaned(body ?? null, Object.values(account.credential)) };
}

export async function remove(net: Net, account: Account, remote: Remote): Promise<void> {
  const isComment = remote.extra?.["kind"] === "comment";
  const id = isComment
    ? (remote.id.split("/").at(-1) ?? "")
    : await postIdOf(net, account, remote.id);
  const path = `/${isComment ? "comment" : "post"}/?id=${encodeURIComponent(id)}`;
  await call(net, account, "DELETE", path).catch((error: unknown) => {
    if (!isGone(error)) throw error;
  });
}

/** Reads the fifty newest posts (or the comments of one) for the words, back to the attempt's start. */
export async function find(
  net: Net,
  account: Account,
  message: OutboundMessage,
  attempt: Attempt,
): Promise<Finding> {
  try {
    const { answer, posts } = await listed(net, account);
    const since = sinceMs(answer, attempt);
    if (message.replyTo) return ownComment(posts, message, { since, attempt });
    const own = withWords(posts, message.text, { since, others: attempt.others });
    if (own !== undefined) {
      const [id, url] = [idField(own, "id"), textField(own, "url")];
      return { found: true, remote: { id, url, native: own } };
    }
    const isWhole = posts.length < listedMax || madeMs(posts.at(-1)) < since;
    if (isWhole) return { found: false, absent: true };
    return { found: false, absent: false, why: "More than fifty posts came since." };
  } catch (error) {
    if (!(error instanceof SendError)) throw error;
    return { found: false, absent: false, why: error.message };
  }
}

function ownComment(
  posts: readonly unknown[],
  message: OutboundMessage,
  { since, attempt }: { since: number; attempt: Attempt },
): Finding {
  const { post: name, parent } = placeOf(message);
  const post = posts.find((each) => [idField(each, "id"), textField(each, "url")].includes(name));
  if (post === undefined)
    return { found: false, absent: false, why: "Nextdoor lists the post no more." };
  const id = idField(post, "id");
  const under = listField(post, "comments").filter(
    (each) => idField(each, "parent_comment_id") === parent,
  );
  const others = new Set([...(attempt.others ?? [])].map((one) => one.split("/").at(-1) ?? ""));
  const own = withWords(under, linked(message), { since, others });
  if (own === undefined) return { found: false, absent: true };
  const extra = { kind: "comment" };
  return { found: true, remote: { id: commentName(id, idField(own, "id")), extra, native: own } };
}
