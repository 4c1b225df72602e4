import { limit } from "#platform/limits.ts";
import type { Account } from "../account.ts";
import type { Net } from "../connector.ts";
import type { InboundItem, Received } from "../inbound.ts";
import { cleaned, field, listField, textField } from "../exchange.ts";
import { callGraph } from "../graph.ts";
import { versionOf } from "../item-version.ts";
import { writtenInstant, writtenMs } from "../server-time.ts";
import { graphOf } from "./sending.ts";

const pagesMax = limit(
  "instagram.pages",
  10,
  "pages of 50 posts",
  "the rest waits for the next poll; a poll must end",
);
const comment = "id,text,timestamp,username,from";
const fields = `id,caption,media_type,media_url,permalink,timestamp,username,comments.limit(50){${comment},replies.limit(50){${comment}}}`;

/**
 * The newest 50 posts with their comments each time (comments come late), further back until the cursor's
 * time; then posts of others that name the account.
 */
export async function receive(
  net: Net,
  account: Account,
  cursor: string | undefined,
): Promise<Received> {
  const graph = graphOf(account);
  const sinceMs = cursor === undefined ? 0 : writtenMs(cursor);
  const items: InboundItem[] = [];
  let newestMs = sinceMs;
  let after = "";
  for (let page = 0; page < pagesMax; page += 1) {
    const query = { fields, limit: "50", ...(after === "" ? {} : { after }) };
    const { body } = await callGraph(net, graph, "GET", `/${account.remoteId}/media`, { query });
    const all = listField(body, "data");
    for (const each of all) items.push(...withComments(each, account));
    const times = all.map((each) => writtenMs(textField(each, "timestamp")));
    newestMs = Math.max(newestMs, ...times);
    after = textField(field(field(body, "paging"), "cursors"), "after");
    const hasNext = field(field(body, "paging"), "next") !== undefined;
    if (!hasNext || Math.min(Infinity, ...times) <= sinceMs) break;
  }
  const query = { fields: "id,caption,permalink,timestamp,username", limit: "50" };
  const tags = await callGraph(net, graph, "GET", `/${account.remoteId}/tags`, { query });
  for (const each of listField(tags.body, "data"))
    items.push(itemOf(each, account, { kind: "mention", words: "caption" }));
  return {
    items,
    cursor: newestMs === 0 ? undefined : writtenInstant(new Date(newestMs).toISOString()),
    counters: {},
    more: false,
  };
}

function withComments(media: unknown, account: Account): InboundItem[] {
  const { comments: _comments, ...own } = { comments: undefined, ...Object(media) };
  const id = textField(media, "id");
  const under = listField(field(media, "comments"), "data").flatMap((each) => [
    itemOf(each, account, { kind: "comment", words: "text", parent: id }),
    ...listField(field(each, "replies"), "data").map((reply) =>
      itemOf(reply, account, { kind: "comment", words: "text", parent: textField(each, "id") }),
    ),
  ]);
  return [itemOf(own, account, { kind: "post", words: "caption" }), ...under];
}

interface Reading {
  kind: InboundItem["kind"];
  words: "caption" | "text";
  parent?: string;
}

export function itemOf(
  node: unknown,
  account: Account,
  { kind, words, parent }: Reading,
): InboundItem {
  const handle = textField(node, "username") || textField(field(node, "from"), "username");
  const isOwn = `@${handle}` === account.handle;
  const text = textField(node, words);
  const [url, media] = [textField(node, "permalink"), textField(node, "media_url")];
  return {
    remoteId: textField(node, "id"),
    version: versionOf(text),
    kind,
    occurredAt: writtenInstant(textField(node, "timestamp")),
    author: {
      remoteId: isOwn ? account.remoteId : textField(field(node, "from"), "id") || handle,
      handle,
      displayName: handle,
    },
    text,
    ...(url === "" ? {} : { url }),
    ...(parent === undefined ? {} : { inReplyTo: parent }),
    media: media === "" ? [] : [{ url: media, type: textField(node, "media_type") }],
    native: cleaned(node, Object.values(account.credential)),
  };
}
