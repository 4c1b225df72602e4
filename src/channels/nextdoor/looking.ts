import type { Account } from "../account.ts";
import type { Net } from "../connector.ts";
import type { Asked, Looked } from "../inbound.ts";
import { idField } from "./calls.ts";
import { listed, listedMax } from "./listing.ts";
import { postOfComment } from "./posts.ts";
import { itemsOf } from "./reading.ts";

/**
 * Nextdoor knows no reading by id: the fifty newest posts with their comments are all that it tells. What is missing among
 * them is gone; of a post behind them, and of its comments, nobody can say.
 */
export async function look(
  net: Net,
  account: Account,
  all: readonly Asked[],
): Promise<readonly Looked[]> {
  const { posts } = await listed(net, account);
  const shown = new Map(
    posts.flatMap((post) => itemsOf(post, account).map((item) => [item.remoteId, item])),
  );
  const told = new Set(posts.map((post) => idField(post, "id")));
  const isWhole = posts.length < listedMax;
  return all.flatMap(({ remoteId, inReplyTo }): Looked[] => {
    const item = shown.get(remoteId);
    if (item) return [{ remoteId, state: "there", item }];
    const post = inReplyTo === undefined ? remoteId : postOfComment(remoteId);
    return isWhole || told.has(post) ? [{ remoteId, state: "gone" }] : [];
  });
}
