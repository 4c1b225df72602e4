import { and, eq } from "drizzle-orm";
import { authorize } from "#agency";
import {
  approvePost,
  breakGlass,
  disarmPost,
  fireArmed,
  postVersion,
  reopenArmed,
  returnPost,
  submitPost,
  type Networks,
} from "#publish";
import { stamp } from "#platform/clock.ts";
import { agencyOf, type Ctx, type TxCtx } from "#platform/context.ts";
import { transact } from "#platform/db/database.ts";
import { Refusal } from "#platform/refusal.ts";
import { tell } from "./drafting.ts";
import { lockedAlert, messagesOf, postsOf, type Message, type MessagePost } from "./reading.ts";
import { alertMessages, alerts } from "./tables.ts";

/** What is under approval now: the cancel first, so that it stands ready when the alert is cleared. */
async function openPosts(tx: TxCtx, alertId: string, states: readonly string[]) {
  const open = (await messagesOf(tx, alertId)).filter(
    ({ state }) => state === "draft" || state === "armed",
  );
  const sorted = open.toSorted((a, b) => Number(b.type === "Cancel") - Number(a.type === "Cancel"));
  const found: { message: Message; post: MessagePost; hash: string }[] = [];
  for (const message of sorted)
    for (const post of await postsOf(tx, [message.id])) {
      const current = await postVersion(tx, post.postId);
      if (states.includes(current.post.state)) found.push({ message, post, hash: current.hash });
    }
  return found;
}

/** A cancel whose approval ran out is no longer armed: it is asked for anew with whatever else is. */
async function reopenRunOut(tx: TxCtx, alertId: string): Promise<void> {
  for (const { message, post } of await openPosts(tx, alertId, ["armed"]))
    if (await reopenArmed(tx, post.postId))
      await tx.tx
        .update(alertMessages)
        .set({ state: "draft" })
        .where(and(eq(alertMessages.agencyId, agencyOf(tx)), eq(alertMessages.id, message.id)));
}

/**
 * Asks for the approvals of an alert and of its cancel, together. `read`: keys of the lint's warnings that were read. That
 * an update says again what was said before is meant so.
 */
export async function submitAlert(
  ctx: Ctx,
  networks: Networks,
  id: string,
  read: readonly string[],
): Promise<{ dueAt: string }> {
  return transact(ctx, async (tx) => {
    const alert = await lockedAlert(tx, id);
    await reopenRunOut(tx, id);
    const open = await openPosts(tx, id, ["draft", "returned"]);
    if (open.length === 0)
      throw new Refusal(
        "nothing-to-submit",
        "Nothing of this alert waits to be sent to an approver.",
        {
          status: 409,
        },
      );
    let dueAt = "";
    for (const { post } of open)
      dueAt = (await submitPost(tx, networks, post.postId, { keys: read, isRepeat: true })).dueAt;
    await tell(tx, "alerts.alert-submitted", alert, { dueAt });
    return { dueAt };
  });
}

/**
 * Approves what of the alert waits for this person: exactly the messages that were on screen, by their hashes. With the
 * last approval it goes out in this same transaction, or not at all.
 */
export async function approveAlert(
  ctx: Ctx,
  id: string,
  given: { seen: readonly string[]; note?: string | undefined },
): Promise<{ isOut: boolean }> {
  return transact(ctx, async (tx) => {
    const alert = await lockedAlert(tx, id);
    const open = await openPosts(tx, id, ["submitted"]);
    if (open.length === 0)
      throw new Refusal("not-submitted", "Nobody has asked for this approval.", { status: 409 });
    if (open.some(({ message }) => !given.seen.includes(message.sha256)))
      throw new Refusal(
        "changed-meanwhile",
        "The alert was changed after you opened it. Look at it again before you approve.",
        { status: 409 },
      );
    for (const { post, hash } of open)
      await approvePost(tx, { postId: post.postId, hash, note: given.note });
    await tell(tx, "alerts.alert-approved", alert, {});
    return { isOut: await hasNothingOpen(tx, id) };
  });
}

/** Sends it back to its author with a reason. */
export async function returnAlert(ctx: Ctx, id: string, why: string): Promise<void> {
  await transact(ctx, async (tx) => {
    const alert = await lockedAlert(tx, id);
    const open = await openPosts(tx, id, ["submitted"]);
    if (open.length === 0)
      throw new Refusal("not-submitted", "Nobody has asked for this approval.", { status: 409 });
    for (const { post } of open) await returnPost(tx, post.postId, why);
    await tell(tx, "alerts.alert-returned", alert, { why });
  });
}

/** Out without an approval, loudly, with a review that its user cannot dismiss (core A4). The cancel is armed so too. */
export async function breakGlassForAlert(
  ctx: Ctx,
  networks: Networks,
  id: string,
  given: { seen: readonly string[]; reason: string },
): Promise<void> {
  await transact(ctx, async (tx) => {
    const alert = await lockedAlert(tx, id);
    await reopenRunOut(tx, id);
    const open = await openPosts(tx, id, ["draft", "submitted", "returned"]);
    if (open.length === 0)
      throw new Refusal("approved-already", "This alert needs no break-glass any more.", {
        status: 409,
      });
    if (open.some(({ message }) => !given.seen.includes(message.sha256)))
      throw new Refusal(
        "changed-meanwhile",
        "The alert was changed after you opened it. Look at it again before you approve.",
        { status: 409 },
      );
    for (const { post, hash } of open)
      await breakGlass(tx, networks, { postId: post.postId, hash, reason: given.reason });
    await tell(tx, "alerts.glass-broken", alert, { reason: given.reason });
  });
}

/** Sends the cancel that stands ready: one act, no second person, because it was approved with the alert. */
export async function cancelAlert(ctx: Ctx, id: string): Promise<void> {
  await transact(ctx, async (tx) => {
    authorize(tx, "alert.cancel", { kind: "alert", id });
    const alert = await lockedAlert(tx, id);
    if (alert.state !== "active")
      throw new Refusal("not-active", "Only an alert that is out can be cancelled.", {
        status: 409,
      });
    const cancel = (await messagesOf(tx, id)).find(({ state }) => state === "armed");
    if (!cancel)
      throw new Refusal(
        "cancel-not-armed",
        "The cancel is not armed any more. Have it approved again, or break the glass.",
        { status: 409 },
      );
    for (const { postId } of await postsOf(tx, [cancel.id])) await fireArmed(tx, postId);
    await putAway(tx, id, "The alert was cancelled.");
  });
}

/** Puts an alert away that never went out. */
export async function dropAlert(ctx: Ctx, id: string): Promise<void> {
  await transact(ctx, async (tx) => {
    authorize(tx, "alert.draft", { kind: "alert", id });
    const alert = await lockedAlert(tx, id);
    if (alert.state !== "draft")
      throw new Refusal("not-a-draft", "This alert is out. Cancel it instead.", { status: 409 });
    await putAway(tx, id, "The alert was put away.");
    await tx.tx
      .update(alerts)
      .set({ state: "dropped", endedAt: stamp(tx.clock.now()) })
      .where(and(eq(alerts.agencyId, agencyOf(tx)), eq(alerts.id, id)));
    await tell(tx, "alerts.alert-dropped", alert, {});
  });
}

/** What of an alert did not go out never will: it was for this alert alone. */
export async function putAway(tx: TxCtx, alertId: string, why: string): Promise<void> {
  for (const { post } of await openPosts(tx, alertId, ["draft", "submitted", "returned", "armed"]))
    await disarmPost(tx, post.postId, why);
  for (const { id, state } of await messagesOf(tx, alertId))
    if (state === "draft" || state === "armed")
      await tx.tx
        .update(alertMessages)
        .set({ state: "void" })
        .where(and(eq(alertMessages.agencyId, agencyOf(tx)), eq(alertMessages.id, id)));
}

async function hasNothingOpen(tx: TxCtx, alertId: string): Promise<boolean> {
  return (await messagesOf(tx, alertId)).every(({ state }) => state !== "draft");
}
