import { authorize } from "#agency";
import { transact } from "#platform/db/database.ts";
import type { Ctx } from "#platform/context.ts";
import { Refusal } from "#platform/refusal.ts";
import { deliveriesOf } from "./deliveries.ts";
import { editablePost, nextVersion, type PostVersion } from "./posts.ts";

/**
 * Begins the correction of what stands: the next version, with what is put right said in public. The author changes the
 * words and hands it in; once approved it edits, replaces or answers what stands, as each network allows.
 */
export async function beginCorrection(
  ctx: Ctx,
  postId: string,
  note: string,
): Promise<PostVersion> {
  return transact(ctx, async (tx) => {
    const current = await editablePost(tx, postId, undefined);
    authorize(tx, "post.recall", { kind: "post", id: postId, agencyId: current.post.agencyId });
    const stands = (await deliveriesOf(tx, postId)).some(({ state }) => state === "sent");
    if (!stands)
      throw new Refusal("nothing-stands", "Nothing of this post stands anywhere: edit the draft.", {
        status: 409,
      });
    return nextVersion(tx, current, { ...current.content, correction: note });
  });
}
