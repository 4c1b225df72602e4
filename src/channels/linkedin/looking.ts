import type { Account } from "../account.ts";
import type { Net } from "../connector.ts";
import type { Asked, InboundItem, Looked } from "../inbound.ts";
import { field, isRecord, numberField } from "../exchange.ts";
import { call, codeIn, part } from "./calls.ts";
import { commentItem, postItem } from "./posts.ts";

/** Posts by their urns, comments under the post that they answer; then how many reacted to the posts, in one question. */
export async function look(
  net: Net,
  account: Account,
  all: readonly Asked[],
): Promise<readonly Looked[]> {
  const looked: Looked[] = [];
  for (const asked of all) {
    const { remoteId } = asked;
    const item = await itemNow(net, account, asked);
    if (item === "gone") looked.push({ remoteId, state: "gone" });
    else looked.push({ remoteId, state: "there", item });
  }
  const posts = looked.filter(({ item }) => item && item.inReplyTo === undefined);
  const counts = await countsOf(net, account, posts);
  return looked.map((one) => {
    const own = counts.get(one.remoteId);
    return own === undefined ? one : { ...one, counts: own };
  });
}

async function itemNow(
  net: Net,
  account: Account,
  { remoteId, inReplyTo }: Asked,
): Promise<InboundItem | "gone"> {
  const path =
    inReplyTo === undefined
      ? `/rest/posts/${part(remoteId)}`
      : `/rest/socialActions/${part(inReplyTo)}/comments/${part(remoteId)}`;
  try {
    const { body } = await call(net, account, "GET", path);
    return inReplyTo === undefined
      ? postItem(body, account)
      : commentItem(body, account, inReplyTo);
  } catch (error) {
    if (codeIn(error) !== "RESOURCE_NOT_FOUND") throw error;
    return "gone";
  }
}

/** Reactions by kind, and comments (Social Metadata API, BATCH_GET). */
async function countsOf(net: Net, account: Account, posts: readonly Looked[]) {
  const counts = new Map<string, Record<string, number>>();
  if (posts.length === 0) return counts;
  const urns = posts.map(({ remoteId }) => part(remoteId)).join(",");
  const headers = { "x-restli-method": "BATCH_GET" };
  const path = `/rest/socialMetadata?ids=List(${urns})`;
  const { body } = await call(net, account, "GET", path, { headers });
  const results = field(body, "results");
  for (const { remoteId } of posts) {
    const told = field(results, remoteId);
    const kinds = field(told, "reactionSummaries");
    const reactions = isRecord(kinds) ? Object.entries(kinds) : [];
    const comments = numberField(field(told, "commentSummary"), "count");
    counts.set(remoteId, {
      ...Object.fromEntries(
        reactions.map(([kind, one]) => [kind.toLowerCase(), numberField(one, "count") ?? 0]),
      ),
      ...(comments === undefined ? {} : { comments }),
    });
  }
  return counts;
}
