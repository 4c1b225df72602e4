import { limit } from "#platform/limits.ts";
import type { Account } from "../account.ts";
import type { Net } from "../connector.ts";
import type { InboundItem, Received } from "../inbound.ts";
import { cleaned, field, listField, textField } from "../exchange.ts";
import { bodyHash, type Hook, hubChallenge } from "../hook.ts";
import { mustBeMeta } from "../graph.ts";
import { versionOf } from "../item-version.ts";
import { writtenInstant, writtenMs } from "../server-time.ts";
import { call } from "./calls.ts";

const pagesMax = limit(
  "threads.pages",
  10,
  "pages of 50 posts",
  "the rest waits for the next poll",
);
const repliesOf = limit(
  "threads.conversations",
  15,
  "posts whose replies are read each time",
  "each is a call of its own; older replies come with the hook",
);
export const fields = "id,text,timestamp,permalink,username,media_type,media_url,has_replies";

/** Own posts and replies back to the cursor, replies to the newest posts, and mentions. */
export async function receive(
  net: Net,
  account: Account,
  cursor: string | undefined,
): Promise<Received> {
  const sinceMs = cursor === undefined ? 0 : writtenMs(cursor);
  const own = await back(net, account, "threads", sinceMs);
  const replies = await back(net, account, "replies", sinceMs);
  const items = [...own, ...replies].map((node) => itemOf(node, account, "post"));
  const talked = own.filter((node) => field(node, "has_replies") === true).slice(0, repliesOf);
  for (const node of talked) {
    const query = { fields: `${fields},replied_to`, limit: "50", reverse: "true" };
    const path = `/${textField(node, "id")}/conversation`;
    const { body } = await call(net, account, "GET", path, { query });
    for (const each of listField(body, "data"))
      items.push(itemOf(each, account, "comment", textField(node, "id")));
  }
  const query = { fields, limit: "50" };
  const path = `/${account.remoteId}/mentions`;
  for (const each of listField((await call(net, account, "GET", path, { query })).body, "data"))
    items.push(itemOf(each, account, "mention"));
  const times = own.map((node) => writtenMs(textField(node, "timestamp")));
  const newestMs = Math.max(sinceMs, ...times);
  return {
    items,
    cursor: newestMs === 0 ? undefined : writtenInstant(new Date(newestMs).toISOString()),
    counters: {},
    more: false,
  };
}

async function back(
  net: Net,
  account: Account,
  edge: "threads" | "replies",
  sinceMs: number,
): Promise<unknown[]> {
  const all: unknown[] = [];
  let after = "";
  for (let page = 0; page < pagesMax; page += 1) {
    const query = { fields, limit: "50", ...(after === "" ? {} : { after }) };
    const path = `/${account.remoteId}/${edge}`;
    const { body } = await call(net, account, "GET", path, { query });
    const shown = listField(body, "data");
    all.push(...shown);
    after = textField(field(field(body, "paging"), "cursors"), "after");
    const oldestMs = writtenMs(textField(shown.at(-1), "timestamp"));
    if (field(field(body, "paging"), "next") === undefined || oldestMs <= sinceMs) break;
  }
  return all;
}

export function itemOf(
  node: unknown,
  account: Account,
  kind: InboundItem["kind"],
  parent?: string,
): InboundItem {
  const handle = textField(node, "username");
  const isOwn = `@${handle}` === account.handle;
  const text = textField(node, "text");
  const [url, media] = [textField(node, "permalink"), textField(node, "media_url")];
  const above = textField(field(node, "replied_to"), "id") || parent;
  return {
    remoteId: textField(node, "id"),
    version: versionOf(text),
    kind: isOwn ? "post" : kind,
    occurredAt: writtenInstant(textField(node, "timestamp")),
    // Threads tells no number of others, only their name.
    author: { remoteId: isOwn ? account.remoteId : handle, handle, displayName: handle },
    text,
    ...(url === "" ? {} : { url }),
    ...(above === undefined ? {} : { inReplyTo: above }),
    media: media === "" ? [] : [{ url: media, type: textField(node, "media_type") }],
    native: cleaned(node, Object.values(account.credential)),
  };
}

/** Replies and mentions ring here; what they say is read with the poll, which knows their shape for sure. */
export const hook: Hook = {
  challenge: hubChallenge,
  verify(account, request) {
    mustBeMeta(account, request);
    return { replayKey: bodyHash(request) };
  },
  read: () => ({ items: [], poll: true }),
};
