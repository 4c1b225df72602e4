import type { Account } from "../account.ts";
import type { Net } from "../connector.ts";
import type { Asked, Looked } from "../inbound.ts";
import { field, listField, textField } from "../exchange.ts";
import { countsIn } from "../shown-now.ts";
import { beside } from "./attached.ts";
import { call } from "./calls.ts";
import { itemOf } from "./reading.ts";
import { chainOf, fields } from "./versions.ts";

/** X takes so many ids with one question, and money for each post that it answers with. */
const idsMax = 100;
/** How often a post was seen is left out: it changes with each reader. */
const counters = ["like_count", "retweet_count", "reply_count", "quote_count", "bookmark_count"];

/**
 * Posts by their ids (docs.x.com, posts lookup). Of an edited one the first version names the later ones, and the newest
 * is asked for too. Gone is what X itself calls "resource-not-found"; a post of a protected account it calls otherwise.
 */
export async function look(
  net: Net,
  account: Account,
  all: readonly Asked[],
): Promise<readonly Looked[]> {
  const ids = all.map(({ remoteId }) => remoteId);
  const first = await postsById(net, account, ids);
  const edited = [...first.posts.values()].flatMap(({ post }) => {
    const newest = chainOf(post).at(-1);
    return newest === undefined || newest === textField(post, "id") ? [] : [newest];
  });
  const later = await postsById(net, account, edited);
  return ids.flatMap((remoteId): Looked[] => {
    if (first.gone.has(remoteId)) return [{ remoteId, state: "gone" }];
    const known = first.posts.get(remoteId);
    if (!known) return [];
    const { post, includes } = later.posts.get(chainOf(known.post).at(-1) ?? "") ?? known;
    const edge = textField(post, "author_id") === account.remoteId ? "tweets" : "mentions";
    const counts = countsIn(field(post, "public_metrics"), counters);
    return [{ remoteId, state: "there", item: itemOf(post, includes, account, edge), counts }];
  });
}

interface Told {
  post: unknown;
  includes: unknown;
}

async function postsById(net: Net, account: Account, ids: readonly string[]) {
  const posts = new Map<string, Told>();
  const gone = new Set<string>();
  for (let at = 0; at < ids.length; at += idsMax) {
    const query = new URLSearchParams({
      ids: ids.slice(at, at + idsMax).join(","),
      "post.fields": `${fields},public_metrics`,
      ...beside,
    });
    const { body } = await call(net, account, "GET", `/2/tweets?${query}`);
    const includes = field(body, "includes");
    for (const post of listField(body, "data"))
      posts.set(textField(post, "id"), { post, includes });
    for (const error of listField(body, "errors"))
      if (textField(error, "type").endsWith("/resource-not-found"))
        gone.add(textField(error, "resource_id") || textField(error, "value"));
  }
  return { posts, gone };
}
