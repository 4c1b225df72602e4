import type { Account } from "../account.ts";
import type { Net } from "../connector.ts";
import type { Asked, Looked } from "../inbound.ts";
import { field, numberField } from "../exchange.ts";
import { callGraph } from "../graph.ts";
import { lookInGraph } from "../graph-looks.ts";
import { graphOf } from "./place.ts";
import { itemOf } from "./reading.ts";

const fields =
  "id,message,created_time,from,permalink_url,parent,is_hidden,reactions.summary(total_count).limit(0)";

/** What stands on the page now: words, whether a comment is hidden, and how many reacted. */
export async function look(
  net: Net,
  account: Account,
  all: readonly Asked[],
): Promise<readonly Looked[]> {
  const graph = graphOf(account);
  return lookInGraph(all, {
    ask: (path, query) => callGraph(net, graph, "GET", path, { query }),
    fields,
    lists: ({ kind, inReplyTo }) =>
      kind === "comment" ? [`/${inReplyTo ?? ""}/comments`] : [`/${account.remoteId}/feed`],
    read(body, { kind, inReplyTo }) {
      const isHidden = field(body, "is_hidden");
      const reactions = numberField(field(field(body, "reactions"), "summary"), "total_count");
      return {
        item: itemOf(body, account, kind === "comment" ? inReplyTo : undefined),
        ...(typeof isHidden === "boolean" ? { isHidden } : {}),
        ...(reactions === undefined ? {} : { counts: { reactions } }),
      };
    },
  });
}
