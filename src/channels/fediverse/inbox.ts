import { and, desc, eq, inArray, ne } from "drizzle-orm";
import { z } from "zod";
import { stamp } from "#platform/clock.ts";
import { agencyOf, type Ctx, type TxCtx } from "#platform/context.ts";
import { read, transact } from "#platform/db/database.ts";
import { keepHeard } from "../receiving.ts";
import { deletedVersion, type InboundItem } from "../inbound.ts";
import { fediverseObjects, inboundItems } from "../schema.ts";
import { openActors, type ActorRow } from "./actors.ts";
import { actorNameIn, objectIdIn, type Addresses } from "./addresses.ts";
import { addFollower, addReaction, endFollowing, endReaction, forgetActor } from "./followers.ts";
import { deletionOf, itemOf, namedIn, readNote, type HeardNote } from "./heard-notes.ts";
import { context } from "./note.ts";
import { keepActivity, orderOne, type Told } from "./orders.ts";
import type { Peer } from "./peers.ts";

/** An activity whose sender proved who they are; what it says of others is nobody's proof. */
export interface Heard {
  at: Addresses;
  /** The actor whose key signed it. */
  actor: string;
  activity: Record<string, unknown>;
  /** As it came, for the record. */
  raw: unknown;
  /** Asks the sender's own server who they are. */
  peer(): Promise<Peer>;
}

const id = z.union([z.string(), z.object({ id: z.string() }).transform((one) => one.id)]);
const follow = z.object({ id: z.string().max(2_000), object: id });
const undone = z.object({
  object: z.object({ type: z.string(), object: id.optional(), actor: id.optional() }).loose(),
});
const about = z.object({ object: id });

/** Follow: kept, and answered with an Accept (ActivityPub §7.5). */
export async function hearFollow(ctx: Ctx, heard: Heard): Promise<void> {
  const asked = follow.parse(heard.activity);
  const followed = await ownActor(ctx, heard.at, asked.object);
  if (!followed) return;
  const peer = await heard.peer();
  await transact(ctx, async (tx) => {
    const { actor, inbox, deliverTo, host } = peer;
    const { channelId, name } = followed;
    if (!(await addFollower(tx, channelId, { actor, inbox, deliverTo, host }))) return;
    const told = tx.ids.uuid();
    const body = JSON.stringify({
      "@context": context,
      type: "Accept",
      id: heard.at.activity(told),
      actor: heard.at.actor(name),
      to: actor,
      object: { type: "Follow", id: asked.id, actor, object: heard.at.actor(name) },
    });
    const accept = {
      id: told,
      channelId,
      kind: "Accept",
      topic: actor,
      key: `accept ${told}`,
      body,
    } satisfies Told;
    await keepActivity(tx, accept);
    await orderOne(tx, accept, { inbox, host });
  });
}

/** Undo of a Follow, a Like or an Announce: of the sender's own only. */
export async function hearUndo(ctx: Ctx, { at, actor, activity }: Heard): Promise<void> {
  const { data } = undone.safeParse(activity);
  if (!data || (data.object.actor ?? actor) !== actor || !data.object.object) return;
  const { type, object } = data.object;
  if (type === "Follow") {
    const followed = await ownActor(ctx, at, object);
    if (followed) await transact(ctx, (tx) => endFollowing(tx, followed.channelId, actor));
    return;
  }
  const objectId = objectIdIn(at.origin, object);
  if (objectId === undefined || (type !== "Like" && type !== "Announce")) return;
  const kind = type === "Like" ? "like" : "boost";
  await transact(ctx, (tx) => endReaction(tx, { objectId, kind, actor }));
}

/** Like and Announce count, once for each who does it. */
export async function hearReaction(ctx: Ctx, heard: Heard, kind: "like" | "boost"): Promise<void> {
  const { data } = about.safeParse(heard.activity);
  const objectId = data && objectIdIn(heard.at.origin, data.object);
  if (objectId === undefined) return;
  await transact(ctx, async (tx) => {
    const [post] = await postsById(tx, [objectId]);
    if (post && post.removedAt === null)
      await addReaction(tx, { objectId, kind, actor: heard.actor });
  });
}

/** A note that answers us or names us, and each later version of it. */
export async function hearNote(ctx: Ctx, heard: Heard): Promise<void> {
  const note = readNote(heard.activity["object"]);
  if (!note || !isOwn(note, heard.actor)) return;
  const places = await placesOf(ctx, heard, note);
  if (places.size === 0) return;
  const author = await heard.peer();
  const now = stamp(ctx.clock.now());
  const native = heard.raw;
  await transact(ctx, async (tx) => {
    for (const [channelId, isAnswer] of places) {
      const item = itemOf(note, author, { isAnswer, native, now });
      if (!(await isDeleted(tx, channelId, item)))
        await keepHeard(tx, channelId, { items: [item] });
    }
  });
}

/** Deleted: a note that we keep, or the whole actor, who then follows no longer. */
export async function hearDelete(ctx: Ctx, { actor, activity, raw }: Heard): Promise<void> {
  const { data } = about.safeParse(activity);
  if (!data) return;
  if (data.object === actor) return transact(ctx, (tx) => forgetActor(tx, actor));
  // Only a server's own notes are its to delete.
  if (hostOf(data.object) !== hostOf(actor)) return;
  const now = stamp(ctx.clock.now());
  await transact(ctx, async (tx) => {
    const known = await tx.tx
      .selectDistinctOn([inboundItems.channelId])
      .from(inboundItems)
      .where(and(eq(inboundItems.agencyId, agencyOf(tx)), eq(inboundItems.remoteId, data.object)))
      .orderBy(inboundItems.channelId, desc(inboundItems.capturedAt));
    for (const { channelId, authorHandle, authorName } of known) {
      const author = { remoteId: actor, handle: authorHandle, displayName: authorName };
      const item = deletionOf(data.object, author, { native: raw, now });
      await keepHeard(tx, channelId, { items: [item] });
    }
  });
}

/** Only what the sender wrote, at the sender's own server. */
function isOwn({ id, attributedTo = [] }: HeardNote, actor: string): boolean {
  return attributedTo.includes(actor) && hostOf(id) === hostOf(actor);
}

function hostOf(address: string): string | undefined {
  return URL.parse(address)?.host;
}

async function ownActor(ctx: Ctx, at: Addresses, address: string): Promise<ActorRow | undefined> {
  const name = actorNameIn(at.origin, address);
  if (name === undefined) return undefined;
  return (await openActors(ctx)).find((one) => one.name === name);
}

/** The channels that a note concerns, and whether it is an answer there: to a post of ours, or to an answer to one. */
async function placesOf(ctx: Ctx, { at }: Heard, note: HeardNote): Promise<Map<string, boolean>> {
  const actors = await openActors(ctx);
  const named = namedIn(note);
  const places = new Map(
    actors
      .filter(({ name }) => named.has(at.actor(name)))
      .map(({ channelId }) => [channelId, false]),
  );
  // A note that came in already is heard in its later versions, whomever they still name.
  for (const channelId of await channelsWith(ctx, note.id, actors))
    places.set(channelId, places.get(channelId) ?? false);
  if (!note.inReplyTo) return places;
  const objectId = objectIdIn(at.origin, note.inReplyTo);
  const answered =
    objectId === undefined
      ? await channelsWith(ctx, note.inReplyTo, actors)
      : await read(ctx, (tx) => postsById(tx, [objectId])).then((posts) =>
          posts.map(({ channelId }) => channelId),
        );
  for (const channelId of answered) places.set(channelId, true);
  return places;
}

async function channelsWith(
  ctx: Ctx,
  remoteId: string,
  actors: readonly ActorRow[],
): Promise<string[]> {
  if (actors.length === 0) return [];
  const rows = await read(ctx, (tx) =>
    tx.tx
      .selectDistinct({ channelId: inboundItems.channelId })
      .from(inboundItems)
      .where(
        and(
          eq(inboundItems.agencyId, agencyOf(ctx)),
          inArray(
            inboundItems.channelId,
            actors.map(({ channelId }) => channelId),
          ),
          eq(inboundItems.remoteId, remoteId),
          ne(inboundItems.version, deletedVersion),
        ),
      ),
  );
  return rows.map(({ channelId }) => channelId);
}

async function postsById(tx: TxCtx, ids: readonly string[]) {
  return tx.tx
    .select()
    .from(fediverseObjects)
    .where(
      and(eq(fediverseObjects.agencyId, agencyOf(tx)), inArray(fediverseObjects.id, [...ids])),
    );
}

/** A creation that is told again, late, wakes nothing that its writer has taken back. */
async function isDeleted(tx: TxCtx, channelId: string, item: InboundItem): Promise<boolean> {
  const rows = await tx.tx
    .select({ id: inboundItems.id })
    .from(inboundItems)
    .where(
      and(
        eq(inboundItems.agencyId, agencyOf(tx)),
        eq(inboundItems.channelId, channelId),
        eq(inboundItems.remoteId, item.remoteId),
        eq(inboundItems.version, deletedVersion),
      ),
    );
  return rows.length > 0;
}
