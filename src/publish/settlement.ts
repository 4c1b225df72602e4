import { and, eq } from "drizzle-orm";
import { authorize, personOf } from "#agency";
import { channelById, mailingOf, settledMailing, type Networks } from "#channels";
import { stamp } from "#platform/clock.ts";
import type { Ctx, TxCtx } from "#platform/context.ts";
import { transact } from "#platform/db/database.ts";
import { Refusal } from "#platform/refusal.ts";
import { lockedDelivery } from "./deliveries.ts";
import { moveDeliveries, type Delivery, type Move } from "./moves.ts";
import { openedProgress, sealedProgress } from "./progress.ts";
import { byAddress } from "./remote.ts";
import { deliveries } from "./schema.ts";

/** What a person is asked about a delivery. */
export interface Doubts {
  /** False for mail and text messages: nobody can name an address on the web. */
  hasAddress: boolean;
  /** Of a mailing: who may or may not have got it. */
  recipients: string[];
  /** Of a mailing: how many surely got it, and how many have not been tried. */
  reached: number;
  left: number;
}

export async function doubtsOf(ctx: Ctx, networks: Networks, id: string): Promise<Doubts> {
  return transact(ctx, async (tx) => {
    const delivery = await askedDelivery(tx, id);
    const { accepted, unknown, left } = mailingOf(await openedProgress(tx, delivery));
    return {
      hasAddress: await hasAddress(tx, networks, delivery),
      recipients: Object.keys(unknown),
      reached: Object.keys(accepted).length,
      left,
    };
  });
}

export interface Settlement {
  id: string;
  appeared: boolean;
  /** Where it stands, on a network whose posts have addresses. */
  url?: string | undefined;
  /** Of a mailing, who of those in doubt got it; the others are written to again. */
  reached?: readonly string[] | undefined;
}

/** A person answers what nobody could find out: did it appear on the network or not (core D3)? */
export async function settleDelivery(
  ctx: Ctx,
  networks: Networks,
  given: Settlement,
): Promise<void> {
  await transact(ctx, async (tx) => {
    const delivery = await askedDelivery(tx, given.id);
    if (!(await hasAddress(tx, networks, delivery))) return settleMailing(tx, delivery, given);
    if (!given.appeared)
      return move(tx, again(tx, delivery, "a person saw that it did not appear"));
    const url = given.url?.trim();
    if (!url)
      throw new Refusal("no-url", "Give the address of the post that you saw on the network.");
    return move(tx, stands(tx, delivery, url, url));
  });
}

/** Once nobody is left it is sent; else it goes on with those who did not get it, and with nobody else. */
async function settleMailing(tx: TxCtx, delivery: Delivery, given: Settlement): Promise<void> {
  const before = mailingOf(await openedProgress(tx, delivery));
  const doubtful = Object.keys(before.unknown);
  const after = settledMailing(before, given.reached ?? (given.appeared ? doubtful : []));
  const progress = await sealedProgress(tx, delivery, after);
  const at = and(eq(deliveries.agencyId, delivery.agencyId), eq(deliveries.id, delivery.id));
  await tx.tx.update(deliveries).set({ progress }).where(at);
  const [first] = Object.values(before.accepted);
  const isDone = after.left === 0 && (doubtful.length > 0 || given.appeared);
  await move(
    tx,
    isDone
      ? stands(tx, delivery, first ?? seenBy(tx), undefined)
      : again(tx, delivery, "a person said who got it; it goes on with the others"),
  );
}

async function askedDelivery(tx: TxCtx, id: string): Promise<Delivery> {
  const delivery = await lockedDelivery(tx, id);
  authorize(tx, "delivery.settle", { kind: "delivery", id, agencyId: delivery.agencyId });
  if (delivery.state !== "asked")
    throw new Refusal("not-asked", "Nobody is asked about this delivery.", { status: 409 });
  return delivery;
}

async function hasAddress(tx: TxCtx, networks: Networks, delivery: Delivery): Promise<boolean> {
  const { network } = await channelById(tx, delivery.channelId);
  return networks.connector(tx, network).capabilities.hasAddress !== false;
}

/** Stands for an id where the network gave none: who said that it arrived (core D2). */
function seenBy(tx: TxCtx): string {
  return `seen by ${personOf(tx).personId}`;
}

function stands(tx: TxCtx, delivery: Delivery, remoteId: string, url: string | undefined): Move {
  const extra = url === undefined ? {} : { remoteExtra: byAddress };
  const set = { remoteId, remoteUrl: url ?? null, ...extra, sentAt: stamp(tx.clock.now()) };
  return { delivery, to: "sent", reason: "a person saw it on the network", set };
}

function again(tx: TxCtx, delivery: Delivery, reason: string): Move {
  const set = { dueAt: stamp(tx.clock.now()), fence: delivery.fence + 1 };
  return { delivery, to: "waiting", reason, set };
}

async function move(tx: TxCtx, one: Move): Promise<void> {
  await moveDeliveries(tx, [one]);
}
