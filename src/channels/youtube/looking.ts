import type { Account } from "../account.ts";
import type { Net } from "../connector.ts";
import type { Asked, Looked } from "../inbound.ts";
import { field, listField, numberField, textField } from "../exchange.ts";
import { call, reasonOf } from "./calls.ts";
import { commentItem, videoItem } from "./reading.ts";

/** So many ids go with one question, which costs one unit of quota however many they are. */
const idsMax = 50;
const counters = ["likeCount", "commentCount"];

/** Videos and comments by their ids; YouTube leaves out what is deleted. What others do not see is hidden, not gone. */
export async function look(
  net: Net,
  account: Account,
  all: readonly Asked[],
): Promise<readonly Looked[]> {
  const videos = all.filter(({ inReplyTo }) => inReplyTo === undefined);
  const comments = all.filter(({ inReplyTo }) => inReplyTo !== undefined);
  const shown = await byId(net, account, "videos", { part: videoParts, all: videos });
  const said = await byId(net, account, "comments", { part: "snippet", all: comments });
  return [
    ...videos.map(({ remoteId }) => videoNow(shown.get(remoteId), remoteId, account)),
    ...comments.map(({ remoteId, inReplyTo = "" }) =>
      commentNow(said.get(remoteId), remoteId, { account, parent: inReplyTo }),
    ),
  ];
}

const videoParts = "snippet,status,statistics,liveStreamingDetails";

function videoNow(video: unknown, remoteId: string, account: Account): Looked {
  if (video === undefined) return { remoteId, state: "gone" };
  // Whoever may see it by its address alone, or nobody: readers of the channel do not.
  const isHidden = textField(field(video, "status"), "privacyStatus") !== "public";
  const counts = countsOf(field(video, "statistics"));
  return { remoteId, state: "there", item: videoItem(video, account), isHidden, counts };
}

function commentNow(
  comment: unknown,
  remoteId: string,
  { account, parent }: { account: Account; parent: string },
): Looked {
  if (comment === undefined) return { remoteId, state: "gone" };
  const snippet = field(comment, "snippet");
  // Told to the channel's owner alone.
  const status = textField(snippet, "moderationStatus");
  const item = commentItem(comment, account, parent);
  const isHidden = status === "" ? {} : { isHidden: status !== "published" };
  return { remoteId, state: "there", item, counts: countsOf(snippet), ...isHidden };
}

/** Statistics are written as texts, a comment's likes as a number. */
function countsOf(node: unknown): Record<string, number> {
  return Object.fromEntries(
    counters.flatMap((name) => {
      const count = numberField(node, name) ?? Number(textField(node, name) || Number.NaN);
      return Number.isNaN(count) ? [] : [[name, count]];
    }),
  );
}

async function byId(
  net: Net,
  account: Account,
  what: "videos" | "comments",
  { part, all }: { part: string; all: readonly Asked[] },
): Promise<Map<string, unknown>> {
  const found = new Map<string, unknown>();
  for (let at = 0; at < all.length; at += idsMax) {
    const ids = all.slice(at, at + idsMax).map(({ remoteId }) => remoteId);
    for (const each of await listed(net, account, `${what}?part=${part}`, ids))
      found.set(textField(each, "id"), each);
  }
  return found;
}

/** Where one id that is not found spoils the answer (`commentNotFound`), the others are asked by halves. */
async function listed(
  net: Net,
  account: Account,
  path: string,
  ids: readonly string[],
): Promise<readonly unknown[]> {
  try {
    const id = ids.map(encodeURIComponent).join(",");
    const { body } = await call(net, account, "GET", `/youtube/v3/${path}&id=${id}`);
    return listField(body, "items");
  } catch (error) {
    if (reasonOf(error) !== "commentNotFound") throw error;
    if (ids.length === 1) return [];
    const half = Math.ceil(ids.length / 2);
    const [left, right] = [ids.slice(0, half), ids.slice(half)];
    const first = await listed(net, account, path, left);
    return [...first, ...(await listed(net, account, path, right))];
  }
}
