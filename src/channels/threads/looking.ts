import type { Account } from "../account.ts";
import type { Net } from "../connector.ts";
import type { Asked, Looked } from "../inbound.ts";
import { textField } from "../exchange.ts";
import { lookInGraph } from "../graph-looks.ts";
import { call } from "./calls.ts";
import { fields, itemOf } from "./reading.ts";

/** Own posts and what answers them. Likes are told only with a permission of their own, which is not asked for. */
export async function look(
  net: Net,
  account: Account,
  all: readonly Asked[],
): Promise<readonly Looked[]> {
  const ours = all.filter(({ kind }) => kind === "post" || kind === "comment");
  return lookInGraph(ours, {
    ask: (path, query) => call(net, account, "GET", path, { query }),
    fields: ({ inReplyTo }) =>
      inReplyTo === undefined ? fields : `${fields},replied_to,hide_status`,
    lists({ kind, inReplyTo }) {
      if (kind === "comment") return [`/${inReplyTo ?? ""}/replies`];
      return [`/${account.remoteId}/${inReplyTo === undefined ? "threads" : "replies"}`];
    },
    read(body, { kind, inReplyTo }) {
      const status = textField(body, "hide_status");
      return {
        item: itemOf(body, account, kind, inReplyTo),
        ...(status === "" ? {} : { isHidden: hidden.has(status) }),
      };
    },
  });
}

/** What `hide_status` says of an answer that readers do not see; "covered" is Threads' own doing, readers may uncover it. */
const hidden = new Set(["HIDDEN", "BLOCKED", "RESTRICTED"]);
