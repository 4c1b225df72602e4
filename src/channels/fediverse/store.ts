import { and, asc, eq, gt, inArray, isNull, or, sql } from "drizzle-orm";
import { stamp } from "#platform/clock.ts";
import { agencyOf, type Ctx, type TxCtx } from "#platform/context.ts";
import { isDuplicate, read, transact } from "#platform/db/database.ts";
import { found } from "#platform/refusal.ts";
import type { Account } from "../account.ts";
import { linked } from "../linked.ts";
import type { OutboundMessage } from "../outbound.ts";
import { fediverseActivities, fediverseObjects, fediverseReactions } from "../schema.ts";
import { rolesOf, type Role } from "./actors.ts";
import type { Addresses } from "./addresses.ts";
import { followerCount } from "./followers.ts";
import { activityOf, noteOf, tombstoneOf, type NoteFacts } from "./note.ts";
import { keepActivity, orderFanOut, orderRecall, type Place, type Told } from "./orders.ts";
import { actorOf, proved } from "./signing.ts";

export type FediverseObject = typeof fediverseObjects.$inferSelect;

/** Whoever is answered, and where. */
export type Answered = { actor: string; handle: string } & Place;

export interface PutOrder {
  key: string;
  message: OutboundMessage;
  isLifeSafety: boolean;
  answered?: Answered | undefined;
}

/** Where our actors' posts lie with what was told of them. `put` and `edit` are exactly once by the delivery's key. */
export interface FediverseStore {
  roles(): Promise<Role[]>;
  put(account: Account, order: PutOrder): Promise<FediverseObject>;
  edit(account: Account, id: string, order: PutOrder): Promise<FediverseObject | undefined>;
  remove(account: Account, id: string): Promise<void>;
  byKey(channelId: string, key: string): Promise<FediverseObject | undefined>;
  byIds(channelId: string, ids: readonly string[]): Promise<FediverseObject[]>;
  changedSince(channelId: string, cursor: Cursor, max: number): Promise<FediverseObject[]>;
  reactions(ids: readonly string[]): Promise<Map<string, { likes: number; boosts: number }>>;
  followers(channelId: string): Promise<number>;
}

export interface Cursor {
  changedAt: string;
  id: string;
}

export function fediverseStore(ctx: Ctx, at: Addresses): FediverseStore {
  return {
    roles: () => rolesOf(ctx),
    put: (account, order) => put(ctx, at, account, order),
    edit: (account, id, order) => edit(ctx, at, account, { id, order }),
    remove: (account, id) => remove(ctx, at, account, id),
    byKey: (channelId, key) => byKey(ctx, channelId, key),
    byIds: (channelId, ids) => byIds(ctx, channelId, ids),
    changedSince: (channelId, cursor, max) => changedSince(ctx, channelId, cursor, max),
    reactions: (ids) => reactionsOf(ctx, ids),
    followers: (channelId) => followerCount(ctx, channelId),
  };
}

async function put(ctx: Ctx, at: Addresses, account: Account, order: PutOrder) {
  const known = await byKey(ctx, account.id, order.key);
  if (known) return known;
  try {
    return await transact(ctx, (tx) => insert(tx, at, account, order));
  } catch (error) {
    // Another try with the same key was first: its post is the post.
    const first = isDuplicate(error) ? await byKey(ctx, account.id, order.key) : undefined;
    if (first) return first;
    throw error;
  }
}

/** The post, what is told of it, and an order for each inbox: committed whole or not at all. */
async function insert(tx: TxCtx, at: Addresses, account: Account, order: PutOrder) {
  const { key, message, isLifeSafety, answered } = order;
  const now = stamp(tx.clock.now());
  const [id, told] = [tx.ids.uuid(), tx.ids.uuid()];
  const facts = { at, actor: actorOf(account), id, publishedAt: now, answered };
  const note = noteOf(facts, message);
  const [row] = await tx.tx
    .insert(fediverseObjects)
    .values({
      agencyId: agencyOf(tx),
      id,
      channelId: account.id,
      key,
      text: linked(message),
      body: JSON.stringify(note),
      files: filesOf(message),
      isLifeSafety,
      publishedAt: now,
      changedAt: now,
    })
    .returning();
  const activity = activityOf(at, { ...facts, id: told, type: "Create", object: note, at: now });
  const create = {
    id: told,
    channelId: account.id,
    kind: "Create",
    topic: id,
    key,
    body: proved(at, account, activity, now),
  } satisfies Told;
  await keepActivity(tx, create);
  await orderFanOut(tx, create, { isLifeSafety, also: answered ? [answered] : [] });
  await tell(tx, account.id, id, "published");
  return found(row, "post");
}

/**
 * A correction. Inboxes that have not got the post yet get the corrected words under the same ids; the rest get the
 * update. An edit that was made before by the same key is not made again.
 */
async function edit(
  ctx: Ctx,
  at: Addresses,
  account: Account,
  { id, order }: { id: string; order: PutOrder },
): Promise<FediverseObject | undefined> {
  return transact(ctx, async (tx) => {
    const own = and(
      eq(fediverseObjects.agencyId, agencyOf(tx)),
      eq(fediverseObjects.channelId, account.id),
      eq(fediverseObjects.id, id),
      isNull(fediverseObjects.removedAt),
    );
    const [before] = await tx.tx.select().from(fediverseObjects).where(own).for("update");
    if (!before) return undefined;
    const now = stamp(tx.clock.now());
    const { message, answered } = order;
    const { publishedAt, isLifeSafety } = before;
    const facts = { at, actor: actorOf(account), id, publishedAt, editedAt: now, answered };
    const note = noteOf(facts, message);
    const told = tx.ids.uuid();
    const activity = activityOf(at, { ...facts, id: told, type: "Update", object: note, at: now });
    const update = {
      id: told,
      channelId: account.id,
      kind: "Update",
      topic: id,
      key: order.key,
      body: proved(at, account, activity, now),
    } satisfies Told;
    if (!(await keepActivity(tx, update))) return before;
    const [row] = await tx.tx
      .update(fediverseObjects)
      .set({
        text: linked(message),
        body: JSON.stringify(note),
        files: filesOf(message),
        editedAt: now,
        changedAt: now,
      })
      .where(own)
      .returning();
    await renewCreate(tx, at, account, facts, note);
    await orderFanOut(tx, update, { isLifeSafety, also: answered ? [answered] : [] });
    await tell(tx, account.id, id, "edited");
    return found(row, "post");
  });
}

/** The words that were wrong are sent to nobody any more, where they had not been sent yet. */
async function renewCreate(
  tx: TxCtx,
  at: Addresses,
  account: Account,
  { actor, id, publishedAt }: NoteFacts,
  object: ReturnType<typeof noteOf>,
): Promise<void> {
  const create = and(
    eq(fediverseActivities.agencyId, agencyOf(tx)),
    eq(fediverseActivities.topic, id),
    eq(fediverseActivities.kind, "Create"),
  );
  const [row] = await tx.tx
    .select({ id: fediverseActivities.id })
    .from(fediverseActivities)
    .where(create);
  if (!row) return;
  const activity = activityOf(at, { id: row.id, actor, type: "Create", object, at: publishedAt });
  const body = proved(at, account, activity, stamp(tx.clock.now()));
  await tx.tx.update(fediverseActivities).set({ body }).where(create);
}

async function remove(ctx: Ctx, at: Addresses, account: Account, id: string): Promise<void> {
  await transact(ctx, async (tx) => {
    const now = stamp(tx.clock.now());
    const actor = actorOf(account);
    const tombstone = tombstoneOf(at, id, now);
    const [row] = await tx.tx
      .update(fediverseObjects)
      .set({
        text: "",
        body: JSON.stringify(tombstone),
        files: [],
        removedAt: now,
        changedAt: now,
      })
      .where(
        and(
          eq(fediverseObjects.agencyId, agencyOf(tx)),
          eq(fediverseObjects.channelId, account.id),
          eq(fediverseObjects.id, id),
          isNull(fediverseObjects.removedAt),
        ),
      )
      .returning();
    if (!row) return;
    const told = tx.ids.uuid();
    const activity = activityOf(at, {
      id: told,
      actor,
      type: "Delete",
      object: tombstone,
      at: now,
    });
    const gone = {
      id: told,
      channelId: account.id,
      kind: "Delete",
      topic: id,
      key: `delete ${id}`,
      body: proved(at, account, activity, now),
    } satisfies Told;
    // What was said before it is sent to nobody any more, and kept in the record alone.
    await tx.tx
      .update(fediverseActivities)
      .set({ body: "" })
      .where(
        and(eq(fediverseActivities.agencyId, agencyOf(tx)), eq(fediverseActivities.topic, id)),
      );
    await keepActivity(tx, gone);
    await orderRecall(tx, gone);
    await tell(tx, account.id, id, "removed");
  });
}

async function tell(tx: TxCtx, channelId: string, id: string, how: string): Promise<void> {
  await tx.happenings.tell(tx, {
    kind: "channels.fediverse-changed",
    subject: { kind: "fediverse-object", id },
    facts: { channelId, how },
  });
}

function filesOf({ media }: OutboundMessage): string[] {
  return media.map(({ sha256, type }) => `${sha256} ${type}`);
}

/** The post that a delivery made, or corrected. */
function byKey(ctx: Ctx, channelId: string, key: string): Promise<FediverseObject | undefined> {
  return read(ctx, async (tx) => {
    const [row] = await tx.tx
      .select({ object: fediverseObjects })
      .from(fediverseActivities)
      .innerJoin(
        fediverseObjects,
        and(
          eq(fediverseObjects.agencyId, fediverseActivities.agencyId),
          eq(sql`${fediverseObjects.id}::text`, fediverseActivities.topic),
        ),
      )
      .where(
        and(
          eq(fediverseActivities.agencyId, agencyOf(ctx)),
          eq(fediverseActivities.channelId, channelId),
          eq(fediverseActivities.key, key),
        ),
      );
    return row?.object;
  });
}

async function byIds(ctx: Ctx, channelId: string, ids: readonly string[]) {
  if (ids.length === 0) return [];
  return read(ctx, (tx) =>
    tx.tx
      .select()
      .from(fediverseObjects)
      .where(
        and(
          eq(fediverseObjects.agencyId, agencyOf(ctx)),
          eq(fediverseObjects.channelId, channelId),
          inArray(fediverseObjects.id, [...ids]),
        ),
      ),
  );
}

async function changedSince(ctx: Ctx, channelId: string, { changedAt, id }: Cursor, max: number) {
  return read(ctx, (tx) =>
    tx.tx
      .select()
      .from(fediverseObjects)
      .where(
        and(
          eq(fediverseObjects.agencyId, agencyOf(ctx)),
          eq(fediverseObjects.channelId, channelId),
          or(
            gt(fediverseObjects.changedAt, changedAt),
            and(eq(fediverseObjects.changedAt, changedAt), gt(fediverseObjects.id, id)),
          ),
        ),
      )
      .orderBy(asc(fediverseObjects.changedAt), asc(fediverseObjects.id))
      .limit(max),
  );
}

async function reactionsOf(ctx: Ctx, ids: readonly string[]) {
  const all = new Map(ids.map((id) => [id, { likes: 0, boosts: 0 }]));
  if (ids.length === 0) return all;
  const rows = await read(ctx, (tx) =>
    tx.tx
      .select({
        id: fediverseReactions.objectId,
        kind: fediverseReactions.kind,
        count: sql<number>`count(*)::int`,
      })
      .from(fediverseReactions)
      .where(
        and(
          eq(fediverseReactions.agencyId, agencyOf(ctx)),
          inArray(fediverseReactions.objectId, [...ids]),
        ),
      )
      .groupBy(fediverseReactions.objectId, fediverseReactions.kind),
  );
  for (const { id, kind, count } of rows) {
    const one = all.get(id);
    if (one) one[kind === "like" ? "likes" : "boosts"] = count;
  }
  return all;
}
