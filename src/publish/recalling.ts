import { and, eq, lte } from "drizzle-orm";
import { authorize, personOf } from "#agency";
import { channelById, type Networks, type Sender } from "#channels";
import { stamp } from "#platform/clock.ts";
import { agencyOf, asSystem, type Ctx, type TxCtx } from "#platform/context.ts";
import { read, transact } from "#platform/db/database.ts";
import { limit } from "#platform/limits.ts";
import { Refusal } from "#platform/refusal.ts";
import { deliveriesOf } from "./deliveries.ts";
import { pauseMs, triesMax } from "./answers.ts";
import { voidApprovals } from "./approvals.ts";
import { moveDeliveries, type Delivery, type Move } from "./moves.ts";
import { endSubmission, lockedPost, setPostState, type PostVersion } from "./posts.ts";
import { deliveries, recalls } from "./schema.ts";
import { orderOf, sendSignal } from "./orders.ts";
import { remoteOf } from "./remote.ts";

const recallMax = limit("recall.batch", 100, "deliveries", "removals of one turn");
const underWayStates = new Set(["sending", "unconfirmed", "asked"]);

/** Removes a post everywhere: what stands is taken back, what waits never goes out. */
export async function recallPost(ctx: Ctx, postId: string, reason: string) {
  return transact(ctx, async (tx) => {
    const current = await lockedPost(tx, postId);
    return recall(tx, current, { reason });
  });
}

/** Recalls a post that is locked: for a person, or (`isTimed`) for the system once its approved time has come. */
export async function recall(
  tx: TxCtx,
  { post }: PostVersion,
  { reason, isTimed = false }: { reason: string; isTimed?: boolean },
) {
  const postId = post.id;
  const verb = isTimed ? "post.take-down" : "post.recall";
  authorize(tx, verb, { kind: "post", id: postId, agencyId: post.agencyId });
  const rows = await deliveriesOf(tx, postId);
  const standing = rows.filter(({ state }) => state === "sent");
  const waiting = rows.filter(({ state }) => state === "waiting" || state === "held");
  // What is under way is taken back as soon as it is known to stand; what was claimed ahead stops at the last gate.
  const underWay = rows.filter(({ state }) => underWayStates.has(state));
  if (standing.length + waiting.length + underWay.length === 0)
    throw new Refusal("nothing-out", "Nothing of this post stands anywhere or waits to go out.", {
      status: 409,
    });
  const id = tx.ids.uuid();
  await tx.tx.insert(recalls).values({
    agencyId: agencyOf(tx),
    id,
    postId,
    kind: isTimed ? "take-down" : "remove",
    reason,
    orderedBy: isTimed ? null : personOf(tx).personId,
    orderedAt: stamp(tx.clock.now()),
  });
  await moveDeliveries(tx, [
    ...standing.map((delivery): Move => ({
      delivery,
      to: "recalling",
      reason,
      set: { dueAt: stamp(tx.clock.now()), tries: 0 },
    })),
    ...waiting.map((delivery): Move => ({
      delivery,
      to: "refused",
      reason: `Recalled before it went out: ${reason}`,
    })),
  ]);
  // Whatever stands, waits or was only drafted of it: none of its approvals lets anything out again.
  await voidApprovals(tx, { postId }, "The post was recalled.");
  await endSubmission(tx, postId, "recalled");
  await setPostState(tx, postId, "recalled");
  await tx.happenings.tell(tx, {
    kind: "publish.post-recalled",
    subject: { kind: "post", id: postId },
    facts: {
      recall: id,
      reason,
      standing: standing.length,
      waiting: waiting.length,
      underWay: underWay.length,
    },
    record: { payload: { recall: id, reason }, text: reason, direction: "internal" },
  });
  return {
    id,
    removing: standing.length,
    stopped: waiting.length,
    underWay: underWay.length,
  };
}

/** Carries out removals that are due. What a network cannot take back stays shown as still standing. */
export async function recallDue(ctx: Ctx, networks: Networks, sender: Sender): Promise<void> {
  const system = asSystem(ctx, "recalling", null);
  const due = await read(system, (tx) =>
    tx.tx
      .select()
      .from(deliveries)
      .where(and(eq(deliveries.state, "recalling"), lte(deliveries.dueAt, stamp(ctx.clock.now()))))
      .orderBy(deliveries.dueAt)
      .limit(recallMax),
  );
  await Promise.all(
    due.map(async (delivery) => {
      const move = await removal(ctx, networks, sender, delivery);
      await transact(system, (tx) => moveDeliveries(tx, [move]));
    }),
  );
}

async function removal(
  ctx: Ctx,
  networks: Networks,
  sender: Sender,
  delivery: Delivery,
): Promise<Move> {
  const inAgency = asSystem(ctx, "recalling", delivery.agencyId);
  const channel = await channelById(inAgency, delivery.channelId);
  const connector = networks.connector(inAgency, channel.network);
  if (!connector.capabilities.remove)
    return {
      delivery,
      to: "sent",
      reason: `${connector.title} cannot take a post back: it still stands there.`,
    };
  const order = orderOf(delivery);
  const remote = await remoteOf(sender, delivery);
  if (remote === undefined)
    return {
      delivery,
      to: "sent",
      reason: "Only its address is known and it was not found there: take it down by hand.",
    };
  const outcome = await sender.remove({ ...order, remote }, sendSignal());
  if (outcome.state === "sent")
    return { delivery, to: "recalled", reason: "removed", native: outcome.remote.native };
  const isOver = delivery.tries + 1 >= triesMax;
  if (outcome.state === "refused" || outcome.state === "expired" || isOver)
    return {
      delivery,
      to: "sent",
      reason: `Could not be taken back: ${outcome.reason}`,
      native: outcome.answer,
    };
  // Removing twice does no harm, so a lost answer is simply asked again; each try is on the record.
  const asked = outcome.state === "later" ? outcome.retryAfterMs : 0;
  const pause = Math.max(asked, pauseMs(delivery.tries + 1));
  return {
    delivery,
    to: "recalling",
    reason: `Not taken back yet: ${outcome.reason}`,
    native: outcome.answer,
    set: {
      tries: delivery.tries + 1,
      dueAt: stamp(ctx.clock.now().add({ milliseconds: pause })),
    },
  };
}
