import type { Account } from "../account.ts";
import type { Net } from "../connector.ts";
import type { Asked, Looked } from "../inbound.ts";
import { field } from "../exchange.ts";
import { callGraph } from "../graph.ts";
import { lookInGraph } from "../graph-looks.ts";
import { countsIn } from "../shown-now.ts";
import { itemOf } from "./reading.ts";
import { graphOf } from "./sending.ts";

const ofPosts =
  "id,caption,media_type,media_url,permalink,timestamp,username,like_count,comments_count";
const ofComments = "id,text,timestamp,username,from,hidden,like_count,parent_id";
const counters = ["like_count", "comments_count"];

/** Own posts and the comments under them; a post of somebody else's that names the account is not told by its id. */
export async function look(
  net: Net,
  account: Account,
  all: readonly Asked[],
): Promise<readonly Looked[]> {
  const graph = graphOf(account);
  const ours = all.filter(({ kind }) => kind === "post" || kind === "comment");
  return lookInGraph(ours, {
    ask: (path, query) => callGraph(net, graph, "GET", path, { query }),
    fields: ({ kind }) => (kind === "comment" ? ofComments : ofPosts),
    // A comment stands under a post or under a comment: the one has comments, the other replies.
    lists: ({ kind, inReplyTo }) =>
      kind === "comment"
        ? [`/${inReplyTo ?? ""}/comments`, `/${inReplyTo ?? ""}/replies`]
        : [`/${account.remoteId}/media`],
    read(body, { kind, inReplyTo: parent }) {
      const isComment = kind === "comment";
      const isHidden = field(body, "hidden");
      const more = parent === undefined ? {} : { parent };
      const reading = isComment
        ? ({ kind: "comment", words: "text", ...more } as const)
        : ({ kind: "post", words: "caption" } as const);
      return {
        item: itemOf(body, account, reading),
        ...(isComment && typeof isHidden === "boolean" ? { isHidden } : {}),
        counts: countsIn(body, counters),
      };
    },
  });
}
