import { and, count, eq } from "drizzle-orm";
import { stamp } from "#platform/clock.ts";
import { agencyOf, type Ctx, type TxCtx } from "#platform/context.ts";
import { read } from "#platform/db/database.ts";
import { limit } from "#platform/limits.ts";
import { fediverseFollowers, fediverseReactions } from "../schema.ts";
import { sha256 } from "#platform/crypto/canonical.ts";

const followersMax = limit(
  "fediverse.followers",
  500_000,
  "followers an actor",
  "each is an inbox to write to, where its server shares none",
);

export interface Follower {
  actor: string;
  inbox: string;
  deliverTo: string;
  host: string;
}

export async function followerCount(ctx: Ctx, channelId: string): Promise<number> {
  const [row] = await read(ctx, (tx) =>
    tx.tx
      .select({ count: count() })
      .from(fediverseFollowers)
      .where(
        and(
          eq(fediverseFollowers.agencyId, agencyOf(ctx)),
          eq(fediverseFollowers.channelId, channelId),
        ),
      ),
  );
  return row?.count ?? 0;
}

/** Keeps who follows; following again renews where to write to. False where there are too many. */
export async function addFollower(tx: TxCtx, channelId: string, who: Follower): Promise<boolean> {
  if ((await followerCount(tx, channelId)) >= followersMax) return false;
  const { actor, ...places } = who;
  const fresh = { ...places, goneProofs: 0, goneAt: null };
  await tx.tx
    .insert(fediverseFollowers)
    .values({
      agencyId: agencyOf(tx),
      channelId,
      actor,
      ...fresh,
      followedAt: stamp(tx.clock.now()),
    })
    .onConflictDoUpdate({
      target: [fediverseFollowers.agencyId, fediverseFollowers.channelId, fediverseFollowers.actor],
      set: fresh,
    });
  return true;
}

export async function endFollowing(tx: TxCtx, channelId: string, actor: string): Promise<void> {
  await tx.tx
    .delete(fediverseFollowers)
    .where(
      and(
        eq(fediverseFollowers.agencyId, agencyOf(tx)),
        eq(fediverseFollowers.channelId, channelId),
        eq(fediverseFollowers.actor, actor),
      ),
    );
}

/** Somebody who is gone from the network leaves nothing here but what they wrote. */
export async function forgetActor(tx: TxCtx, actor: string): Promise<void> {
  await tx.tx
    .delete(fediverseFollowers)
    .where(and(eq(fediverseFollowers.agencyId, agencyOf(tx)), eq(fediverseFollowers.actor, actor)));
  await tx.tx
    .delete(fediverseReactions)
    .where(
      and(
        eq(fediverseReactions.agencyId, agencyOf(tx)),
        eq(fediverseReactions.actorHash, hashOf(actor)),
      ),
    );
}

type Reaction = { objectId: string; kind: "like" | "boost"; actor: string };

export async function addReaction(tx: TxCtx, { objectId, kind, actor }: Reaction): Promise<void> {
  const at = stamp(tx.clock.now());
  await tx.tx
    .insert(fediverseReactions)
    .values({ agencyId: agencyOf(tx), objectId, kind, actorHash: hashOf(actor), at })
    .onConflictDoNothing();
}

export async function endReaction(tx: TxCtx, { objectId, kind, actor }: Reaction): Promise<void> {
  await tx.tx
    .delete(fediverseReactions)
    .where(
      and(
        eq(fediverseReactions.agencyId, agencyOf(tx)),
        eq(fediverseReactions.objectId, objectId),
        eq(fediverseReactions.kind, kind),
        eq(fediverseReactions.actorHash, hashOf(actor)),
      ),
    );
}

/** Enough to count somebody once, and no list of who likes what. */
function hashOf(actor: string): Buffer {
  return sha256(actor);
}
