import { deliveriesOf, discardPost, postVersion, recallPost } from "#publish";
import type { TxCtx } from "#platform/context.ts";

const gone = new Set(["refused", "expired", "recalled"]);

/** By publish's own verbs: recalled where anything stands or waits, put away where nothing was let out yet. */
export async function takeBack(tx: TxCtx, postId: string, why: string) {
  const { post } = await postVersion(tx, postId);
  if (post.state === "recalled" || post.discardedAt !== null) return { removing: 0, stopped: 0 };
  const rows = await deliveriesOf(tx, postId);
  if (rows.some(({ state }) => !gone.has(state))) return recallPost(tx, postId, why);
  await discardPost(tx, postId);
  return { removing: 0, stopped: 0 };
}
