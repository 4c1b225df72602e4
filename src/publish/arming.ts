import { authorize } from "#agency";
import { stamp } from "#platform/clock.ts";
import type { Ctx, TxCtx } from "#platform/context.ts";
import { transact } from "#platform/db/database.ts";
import { Refusal } from "#platform/refusal.ts";
import { isApproved } from "./approval-rules.ts";
import { approvalsOf, caseOf, tellPost, voidApprovals } from "./approvals.ts";
import { createDeliveries } from "./deliveries.ts";
import { endSubmission, lockedPost, postVersion, setPostState, type PostVersion } from "./posts.ts";

/*
 * A post that was approved beforehand and waits for a word: the cancel of an alert. In Hawaii, on 13 January 2018, there was
 * none, and 38 minutes went by (FCC, Report and Recommendations, April 2018).
 */

/** With the last approval it is armed: nothing of it is on its way. */
export async function arm(tx: TxCtx, current: PostVersion): Promise<void> {
  await setPostState(tx, current.post.id, "armed");
  await tellPost(tx, "publish.post-armed", current, {});
}

/**
 * Sends an armed post out now, under the approvals that it has: one that has run out, or was taken back, refuses it
 * (core A2).
 */
export async function fireArmed(ctx: Ctx, postId: string): Promise<void> {
  await transact(ctx, async (tx) => {
    const current = await lockedPost(tx, postId);
    authorize(tx, "post.fire", { kind: "post", id: postId, agencyId: current.post.agencyId }, [
      current.post.state === "armed"
        ? undefined
        : { code: "not-armed", reason: "This post is not armed." },
      isApproved(await caseOf(tx, current))
        ? undefined
        : {
            code: "approval-over",
            reason: "Its approval has run out. Submit it again, or publish it without an approval.",
          },
    ]);
    await setPostState(tx, postId, "approved");
    await tellPost(tx, "publish.post-fired", current, {});
    await createDeliveries(tx, current);
  });
}

/** Until when an armed post can be fired: its approvals run out. Null: it is not armed. */
export async function armedUntil(tx: TxCtx, postId: string): Promise<string | null> {
  const { post, version } = await postVersion(tx, postId);
  if (post.state !== "armed") return null;
  const standing = (await approvalsOf(tx, postId, version)).filter(
    ({ withdrawnAt }) => withdrawnAt === null,
  );
  return standing.map(({ expiresAt }) => expiresAt).sort()[0] ?? null;
}

/** An armed post whose approval has run out waits to be handed in again. Says whether it was one. */
export async function reopenArmed(ctx: Ctx, postId: string): Promise<boolean> {
  return transact(ctx, async (tx) => {
    const current = await lockedPost(tx, postId);
    if (current.post.state !== "armed" || isApproved(await caseOf(tx, current))) return false;
    authorize(tx, "post.submit", { kind: "post", id: postId, agencyId: current.post.agencyId });
    await voidApprovals(tx, { postId }, "Its approval ran out before it was needed.");
    await setPostState(tx, postId, "returned");
    await tellPost(tx, "publish.post-reopened", current, {});
    return true;
  });
}

/** What it was armed for is over: it is put away, and its approvals let nothing out any more. */
export async function disarmPost(ctx: Ctx, postId: string, why: string): Promise<void> {
  await transact(ctx, async (tx) => {
    const current = await lockedPost(tx, postId);
    authorize(tx, "post.disarm", { kind: "post", id: postId, agencyId: current.post.agencyId });
    if (!["draft", "submitted", "returned", "armed"].includes(current.post.state))
      throw new Refusal("not-armed", "This post is not armed.", { status: 409 });
    await voidApprovals(tx, { postId }, why);
    await endSubmission(tx, postId, "disarmed");
    await setPostState(tx, postId, "draft", { discardedAt: stamp(tx.clock.now()) });
    await tellPost(tx, "publish.post-disarmed", current, { why });
  });
}
