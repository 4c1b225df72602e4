import { limit } from "#platform/limits.ts";
import type { Account } from "../account.ts";
import type { Attempt, Finding, Published, Remote } from "../attempt.ts";
import type { Net } from "../connector.ts";
import type { OutboundMedia, OutboundMessage } from "../outbound.ts";
import { SendError } from "../send-error.ts";
import { containerStatus, readyContainer } from "../containers.ts";
import { field, listField, textField } from "../exchange.ts";
import { type Form, isGone, madeOf } from "../graph.ts";
import { linked } from "../linked.ts";
import { isVideo } from "../media-findings.ts";
import { sinceOnServer, writtenMs } from "../server-time.ts";
import { keptOf, openKept } from "../upload-progress.ts";
import { call, graphOf } from "./calls.ts";

const container = "container";
const statusField = "status";
const pagesMax = limit("threads.find-pages", 5, "pages of 100 posts", "then a person is asked");

export async function publish(
  net: Net,
  account: Account,
  message: OutboundMessage,
  attempt: Attempt,
): Promise<Published> {
  const graph = await graphOf(net, account);
  const kept = openKept(attempt);
  const create = () => created(net, account, message);
  const id = await readyContainer(net, { graph, kept, name: container, statusField, create });
  const path = `/${account.remoteId}/threads_publish`;
  const made = madeOf(
    (await call(net, account, "POST", path, { form: { creation_id: id } })).body,
    {},
  );
  return { ...made, ...(await linkOf(net, account, made.id)) };
}

/** The public address is asked for after the act: without it the post is published all the same. */
async function linkOf(net: Net, account: Account, id: string): Promise<{ url?: string }> {
  try {
    const query = { fields: "permalink" };
    const url = textField((await call(net, account, "GET", `/${id}`, { query })).body, "permalink");
    return url === "" ? {} : { url };
  } catch (error) {
    if (error instanceof SendError) return {};
    throw error;
  }
}

/** Threads makes a card of `link_attachment` only for a post of words alone. */
export function wordsOf(message: OutboundMessage): Form {
  const { link, media, poll, replyTo } = message;
  const reply = replyTo === undefined ? {} : { reply_to_id: replyTo.id };
  if (poll !== undefined)
    return { text: linked(message), poll_attachment: attachmentOf(poll.options), ...reply };
  if (media.length > 0 || link === undefined) return { text: linked(message), ...reply };
  return { text: message.text, link_attachment: link.url, ...reply };
}

function attachmentOf(options: readonly string[]): string {
  return JSON.stringify(
    Object.fromEntries(options.map((option, index) => [`option_${"abcd"[index] ?? "e"}`, option])),
  );
}

async function created(net: Net, account: Account, message: OutboundMessage): Promise<string> {
  const words = wordsOf(message);
  const [first] = message.media;
  if (first === undefined) return made(net, account, { media_type: "TEXT", ...words });
  if (message.media.length === 1)
    return made(net, account, { ...(await mediaForm(net, first)), ...words });
  const children: string[] = [];
  for (const item of message.media) {
    const form = { ...(await mediaForm(net, item)), is_carousel_item: "true" };
    children.push(await made(net, account, form));
  }
  return made(net, account, { media_type: "CAROUSEL", children: children.join(","), ...words });
}

async function made(net: Net, account: Account, form: Form): Promise<string> {
  const path = `/${account.remoteId}/threads`;
  return textField((await call(net, account, "POST", path, { form })).body, "id");
}

async function mediaForm(net: Net, item: OutboundMedia): Promise<Form> {
  const url = await net.lend(item.sha256, item.type);
  const what = isVideo(item)
    ? { media_type: "VIDEO", video_url: url }
    : { media_type: "IMAGE", image_url: url };
  return { ...what, alt_text: item.alt };
}

export async function remove(net: Net, account: Account, remote: Remote): Promise<void> {
  await call(net, account, "DELETE", `/${encodeURIComponent(remote.id)}`).catch(
    (error: unknown) => {
      if (!isGone(error)) throw error;
    },
  );
}

/** The container says whether it was published; if it was, the account's own list says as what. */
export async function find(
  net: Net,
  account: Account,
  message: OutboundMessage,
  attempt: Attempt,
): Promise<Finding> {
  try {
    const id = keptOf(attempt)[container];
    if (id !== undefined) {
      const graph = await graphOf(net, account);
      const { status } = await containerStatus(net, graph, { id, statusField });
      if (status !== "PUBLISHED" && status !== "") return { found: false, absent: true };
    }
    const listed = await inList(net, account, message, attempt);
    if (!listed.found && listed.absent && id !== undefined) {
      const why = "Threads says that it was published, and does not show it yet.";
      return { found: false, absent: false, why };
    }
    return listed;
  } catch (error) {
    if (!(error instanceof SendError)) throw error;
    return { found: false, absent: false, why: error.message };
  }
}

async function inList(
  net: Net,
  account: Account,
  message: OutboundMessage,
  attempt: Attempt,
): Promise<Finding> {
  const edge = message.replyTo ? "replies" : "threads";
  const { text = "" } = wordsOf(message);
  let after = "";
  for (let page = 0; page < pagesMax; page += 1) {
    const fields = "id,text,timestamp,permalink";
    const query = { fields, limit: "100", ...(after === "" ? {} : { after }) };
    const path = `/${account.remoteId}/${edge}`;
    const answer = await call(net, account, "GET", path, { query });
    const since = sinceOnServer(answer, attempt) - 1_000;
    const all = listField(answer.body, "data");
    for (const each of all) {
      if (writtenMs(textField(each, "timestamp")) < since) return { found: false, absent: true };
      if (textField(each, "text").trim() !== text.trim()) continue;
      if (attempt.others?.has(textField(each, "id"))) continue;
      const url = textField(each, "permalink");
      const remote = { id: textField(each, "id"), ...(url === "" ? {} : { url }), native: each };
      return { found: true, remote };
    }
    after = textField(field(field(answer.body, "paging"), "cursors"), "after");
    if (field(field(answer.body, "paging"), "next") === undefined)
      return { found: false, absent: true };
  }
  return { found: false, absent: false, why: "The account was not read back far enough." };
}
