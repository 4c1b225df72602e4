import { and, eq, gt, inArray, lt, sql } from "drizzle-orm";
import { authorize } from "#agency";
import { channelNames, placesByChannel } from "#channels";
import { policyInForce, publicKindOf } from "#policy";
import { stamp } from "#platform/clock.ts";
import { agencyOf, type Ctx, type TxCtx } from "#platform/context.ts";
import { canonicalize, sha256 } from "#platform/crypto/canonical.ts";
import { read, transact } from "#platform/db/database.ts";
import { limit } from "#platform/limits.ts";
import { found, Refusal } from "#platform/refusal.ts";
import { picturesOf } from "./content.ts";
import { heldBy, type HoldFact } from "./hold-rules.ts";
import { mediaOf } from "./measure.ts";
import { messagesFor, type PartMessage } from "./messages.ts";
import { moveDeliveries, type Delivery, type Move } from "./moves.ts";
import type { PostVersion } from "./posts.ts";
import { timesOf } from "./schedule.ts";
import { deliveries, posts } from "./schema.ts";
import { withAudienceOf } from "./standing-audience.ts";
import { answeredBy } from "./answering.ts";
import { takeDownOf } from "./take-down.ts";

const holdBatchMax = limit("hold.batch", 1_000, "deliveries", "marked as held in one statement");

/** One row per (post version, channel, part), made when the last approval is given (core D6). */
export async function createDeliveries(tx: TxCtx, current: PostVersion): Promise<void> {
  const { content, post, version, hash } = current;
  const now = tx.clock.now();
  const { due, latest } = timesOf(content, now);
  const policy = await policyInForce(tx);
  const isLifeSafety =
    policy?.classes.find(({ code }) => code === content.class)?.isLifeSafety ?? false;
  const media = await mediaOf(tx, content);
  const kind = await publicKindOf(tx, content.purpose);
  const before = await standing(tx, post.id, version);
  const down = await takeDownOf(tx, content, due);
  const takeDownAt = down ? stamp(down.at) : null;
  await tx.tx
    .update(posts)
    .set({ takeDownAt })
    .where(and(eq(posts.agencyId, agencyOf(tx)), eq(posts.id, post.id)));
  const channels = await channelNames(tx);
  const places = await placesByChannel(tx);
  const wanted = content.channels.flatMap((id) => {
    const network = channels.get(id)?.network ?? "";
    const target = { id, network, places: places.get(id) };
    return numbered(tx, network, messagesFor(content, target, media)).map((one) => ({
      ...one,
      channelId: id,
    }));
  });
  const rows = wanted.map(({ id, network, part, message: drawn, afterId, channelId }) => {
    const earlier = before.get(placeOf({ channelId, part }));
    const message = withAudienceOf(drawn, earlier?.payload);
    const payload = part === 0 ? { ...message, kind, ...answeredBy(network, earlier) } : message;
    return {
      agencyId: agencyOf(tx),
      id,
      postId: post.id,
      version,
      channelId,
      part,
      afterId,
      hash,
      class: content.class,
      state: "waiting",
      isLifeSafety,
      payload,
      payloadHash: sha256(canonicalize(payload)).toString("hex"),
      dueAt: stamp(due),
      latestAt: stamp(latest),
      takeDownAt,
      tries: 0,
      fence: 0,
      changedAt: stamp(now),
      replacesId: earlier?.id ?? null,
    };
  });
  // An approval given anew frees what was held under the last one: the same version, the same row (core D5).
  const made = await tx.tx.insert(deliveries).values(rows).onConflictDoNothing().returning();
  const known = new Set(made.map(placeOf));
  const held = new Set(rows.map(placeOf).filter((place) => !known.has(place)));
  await releaseHeld(tx, current, held, { dueAt: stamp(due), latestAt: stamp(latest) });
  await tellMade(tx, current, made);
}

/** Where a delivery of a version belongs. */
function placeOf({ channelId, part }: Pick<Delivery, "channelId" | "part">): string {
  return `${channelId} ${part}`;
}

/** The parts of one channel with ids of their own, each knowing the one it answers. */
function numbered(tx: TxCtx, network: string, parts: readonly PartMessage[]) {
  const ids = new Map(parts.map(({ part }) => [part, tx.ids.uuid()]));
  return parts.map(({ part, after, message }) => ({
    id: ids.get(part) ?? "",
    network,
    part,
    message,
    afterId: after === null ? null : (ids.get(after) ?? null),
  }));
}

async function tellMade(
  tx: TxCtx,
  { post, version, content }: PostVersion,
  made: readonly Delivery[],
): Promise<void> {
  await tx.happenings.tell(
    tx,
    ...made.map((row) => ({
      kind: "publish.delivery-waiting",
      subject: { kind: "delivery", id: row.id },
      facts: {
        post: post.id,
        version,
        channelId: row.channelId,
        dueAt: row.dueAt,
        payloadHash: row.payloadHash,
        ...(row.part === 0 ? {} : { part: row.part }),
        ...(row.takeDownAt === null ? {} : { takeDownAt: row.takeDownAt }),
      },
      record: {
        payload: row.payload,
        text: content.text,
        channelId: row.channelId,
        direction: "internal" as const,
        media: picturesOf(content),
      },
    })),
  );
}

/** What still stands in each place from earlier versions: this version edits or replaces it. */
async function standing(
  tx: TxCtx,
  postId: string,
  version: number,
): Promise<Map<string, Delivery>> {
  const rows = await tx.tx
    .select()
    .from(deliveries)
    .where(
      and(
        eq(deliveries.agencyId, agencyOf(tx)),
        eq(deliveries.postId, postId),
        lt(deliveries.version, version),
        inArray(deliveries.state, ["sent", "recalling"]),
      ),
    )
    .orderBy(deliveries.version);
  return new Map(rows.map((row) => [placeOf(row), row]));
}

async function releaseHeld(
  tx: TxCtx,
  { post, version }: PostVersion,
  places: ReadonlySet<string>,
  { dueAt, latestAt }: { dueAt: string; latestAt: string },
): Promise<void> {
  if (places.size === 0) return;
  const held = (await deliveriesOfVersion(tx, post.id, version)).filter(
    (row) => row.state === "held" && places.has(placeOf(row)),
  );
  if (held.length === 0) return;
  await tx.tx
    .update(deliveries)
    .set({ latestAt })
    .where(
      and(
        eq(deliveries.agencyId, agencyOf(tx)),
        inArray(
          deliveries.id,
          held.map(({ id }) => id),
        ),
      ),
    );
  await moveDeliveries(
    tx,
    held.map((delivery) => ({
      delivery,
      to: "waiting",
      reason: "approved anew",
      set: { dueAt, fence: delivery.fence + 1 },
    })),
  );
}

export async function deliveriesOf(ctx: Ctx, postId: string): Promise<Delivery[]> {
  return read(ctx, (tx) =>
    tx.tx
      .select()
      .from(deliveries)
      .where(and(eq(deliveries.agencyId, agencyOf(tx)), eq(deliveries.postId, postId)))
      .orderBy(deliveries.version, deliveries.channelId, deliveries.part),
  );
}

async function deliveriesOfVersion(
  tx: TxCtx,
  postId: string,
  version: number,
): Promise<Delivery[]> {
  return (await deliveriesOf(tx, postId)).filter((row) => row.version === version);
}

/** A withdrawn approval stops what has not left; only a new approval frees it (core D5). */
export async function haltDeliveries(
  tx: TxCtx,
  { post, version }: PostVersion,
  reason: string,
): Promise<void> {
  const waiting = (await deliveriesOfVersion(tx, post.id, version)).filter(
    ({ state }) => state === "waiting",
  );
  await moveDeliveries(
    tx,
    waiting.map((delivery) => ({ delivery, to: "held", reason })),
  );
}

/** Holds whatever a new hold covers and has not left. Returns how many. */
export async function holdWaiting(tx: TxCtx, hold: HoldFact, placedAt: string): Promise<number> {
  let count = 0;
  for (let after = ""; ;) {
    const rows = await tx.tx
      .select()
      .from(deliveries)
      .where(
        and(
          eq(deliveries.agencyId, agencyOf(tx)),
          eq(deliveries.state, "waiting"),
          notApprovedSince(placedAt),
          after === "" ? undefined : gt(deliveries.id, after),
        ),
      )
      .orderBy(deliveries.id)
      .limit(holdBatchMax)
      .for("update");
    const covered = rows.filter((delivery) => heldBy([hold], delivery) !== undefined);
    await moveDeliveries(tx, covered.map(heldMove));
    count += covered.length;
    if (rows.length < holdBatchMax) return count;
    after = rows.at(-1)?.id ?? "";
  }
}

/** What was approved after the hold was placed was approved in spite of it; all else waits for a new approval (core D5). */
function notApprovedSince(placedAt: string) {
  return sql`not exists (select from approvals a where a.agency_id = deliveries.agency_id and a.post_id = deliveries.post_id
    and a.version = deliveries.version and a.withdrawn_at is null and a.at > ${placedAt})`;
}

function heldMove(delivery: Delivery): Move {
  return { delivery, to: "held", reason: "A hold was placed. It needs a new approval." };
}

async function mustNotBeRecalled(tx: TxCtx, postId: string): Promise<void> {
  const [post] = await tx.tx
    .select({ state: posts.state })
    .from(posts)
    .where(and(eq(posts.agencyId, agencyOf(tx)), eq(posts.id, postId)))
    .for("share");
  if (post?.state === "recalled") throw recalledRefusal();
}

/** A recall is final: what is to go out after it is a new post with an approval of its own. */
export function recalledRefusal(): Refusal {
  return new Refusal("recalled", "This post was recalled. Write a new one, from a copy of it.", {
    status: 409,
  });
}

/** Retries what a network refused; touches only that one delivery. */
export async function retryDelivery(ctx: Ctx, id: string): Promise<void> {
  await transact(ctx, async (tx) => {
    const delivery = await lockedDelivery(tx, id);
    authorize(tx, "delivery.settle", { kind: "delivery", id, agencyId: delivery.agencyId });
    if (delivery.state !== "refused")
      throw new Refusal("not-refused", "Only a refused delivery can be tried again.", {
        status: 409,
      });
    await mustNotBeRecalled(tx, delivery.postId);
    await moveDeliveries(tx, [
      {
        delivery,
        to: "waiting",
        reason: "tried again by a person",
        set: { dueAt: stamp(tx.clock.now()), fence: delivery.fence + 1 },
      },
    ]);
  });
}

export async function lockedDelivery(tx: TxCtx, id: string): Promise<Delivery> {
  const [row] = await tx.tx
    .select()
    .from(deliveries)
    .where(and(eq(deliveries.agencyId, agencyOf(tx)), eq(deliveries.id, id)))
    .for("update");
  return found(row, "delivery");
}
