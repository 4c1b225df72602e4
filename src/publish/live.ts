import { auditLook, authorize } from "#agency";
import {
  askStreamEnd,
  channelById,
  liveStateOn,
  streamKeyOn,
  type LiveState,
  type Networks,
  type Remote,
  type StreamKey,
} from "#channels";
import { Temporal } from "#platform/clock.ts";
import { agencyOf, type Ctx, type TxCtx } from "#platform/context.ts";
import { read, transact } from "#platform/db/database.ts";
import { limit } from "#platform/limits.ts";
import { found, Refusal } from "#platform/refusal.ts";
import { and, eq } from "drizzle-orm";
import { deliveriesOf } from "./deliveries.ts";
import { messageOf } from "./orders.ts";
import type { PostVersion } from "./posts.ts";
import { knownRemote } from "./remote.ts";
import { resolveLocal } from "./schedule.ts";
import { deliveries } from "./schema.ts";

const daysAheadMax = limit("live.ahead", 370, "days", "networks take no start further away");

/** Refuses a start that passes before the announcement is out, unless this very stream was announced already. */
export async function mustLieAhead(tx: TxCtx, { content, post }: PostVersion): Promise<void> {
  const { live, publish } = content;
  if (!live || live.channels.length === 0) return;
  const start = resolveLocal(live.local, live.zone).at;
  const now = tx.clock.now();
  const chosen = publish.when === "at" ? resolveLocal(publish.local, publish.zone).at : now;
  const out = Temporal.Instant.compare(chosen, now) > 0 ? chosen : now;
  if (Temporal.Instant.compare(start, now.add({ hours: 24 * daysAheadMax })) > 0)
    throw new Refusal("live-too-far", `Announce a live stream at most ${daysAheadMax} days ahead.`);
  if (Temporal.Instant.compare(start, out) > 0) return;
  // The words of a stream that has begun, and of its recording, can still be put right.
  const standing = await deliveriesOf(tx, post.id);
  const isAnnounced = standing.some(
    (one) => one.state === "sent" && messageOf(one).live?.startsAt === start.toString(),
  );
  if (!isAnnounced)
    throw new Refusal(
      "live-passed",
      "The live stream would begin before it is announced. Choose a later start.",
    );
}

/** Where an announced live stream stands, read from its network now. */
export async function liveStateOf(ctx: Ctx, networks: Networks, id: string): Promise<LiveState> {
  const { channelId, remote } = await read(ctx, async (tx) => {
    authorize(tx, "post.read");
    return announced(tx, id);
  });
  return liveStateOn(ctx, networks, await channelById(ctx, channelId), remote);
}

/**
 * What the encoder is set up with, read from the network now and kept nowhere: whoever has it goes on the air in the
 * agency's name. The look is audited before the network is asked (core P4).
 */
export async function streamKeyOf(ctx: Ctx, networks: Networks, id: string): Promise<StreamKey> {
  const { channelId, remote } = await transact(ctx, async (tx) => {
    authorize(tx, "stream-key.read", { kind: "delivery", id, agencyId: agencyOf(tx) });
    const stream = await announced(tx, id);
    await auditLook(tx, { kind: "delivery", id }, "read the key of a live stream");
    return stream;
  });
  return streamKeyOn(ctx, networks, channelId, remote);
}

/**
 * Ends a stream of our own that is on the air, and leaves its recording; a recall takes that too. Stopping needs nobody's
 * approval. Throws Refusal for a network's stream: its encoder, or the network's own page, ends that.
 */
export async function endLive(ctx: Ctx, id: string): Promise<void> {
  await transact(ctx, async (tx) => {
    authorize(tx, "live.end", { kind: "delivery", id, agencyId: agencyOf(tx) });
    const { remote, isOurs } = await announcedOn(tx, id);
    if (!isOurs)
      throw new Refusal(
        "live-not-ours",
        "A network's live stream is ended by its encoder, or there.",
        {
          status: 409,
        },
      );
    await askStreamEnd(tx, remote.id);
    await tx.happenings.tell(tx, {
      kind: "publish.live-ended",
      subject: { kind: "delivery", id },
      facts: {},
    });
  });
}

/** The same, and whether it is a stream of the newsroom's own. */
export async function announcedOn(tx: TxCtx, id: string) {
  const { channelId, remote } = await announced(tx, id);
  const { network } = await channelById(tx, channelId);
  return { remote, isOurs: network === "website" };
}

async function announced(tx: TxCtx, id: string): Promise<{ channelId: string; remote: Remote }> {
  const [row] = await tx.tx
    .select()
    .from(deliveries)
    .where(and(eq(deliveries.agencyId, agencyOf(tx)), eq(deliveries.id, id)));
  const delivery = found(row, "delivery");
  const remote = knownRemote(delivery);
  if (delivery.state !== "sent" || !remote || !messageOf(delivery).live)
    throw new Refusal("no-live-stream", "No live stream of ours is announced there.", {
      status: 409,
    });
  return { channelId: delivery.channelId, remote };
}
