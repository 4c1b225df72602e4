import { and, asc, desc, eq, inArray, isNotNull, isNull, lt, lte, or, sql } from "drizzle-orm";
import type { Remote } from "#channels";
import { policyInForce, type Policy } from "#policy";
import { instantOf, stamp, Temporal } from "#platform/clock.ts";
import { asSystem, type Ctx, type TxCtx, withinAgency } from "#platform/context.ts";
import { transact } from "#platform/db/database.ts";
import { limit } from "#platform/limits.ts";
import { isApproved, stepsWith } from "./approval-rules.ts";
import { factOf } from "./approvals.ts";
import { heldBy } from "./hold-rules.ts";
import { holdFact } from "./holds.ts";
import { keptBack } from "./leave-rules.ts";
import { barredVersions } from "./media-findings.ts";
import { needsOfAll } from "./needs.ts";
import { tryMsOf } from "./orders.ts";
import { moveDeliveries, type Delivery, type Move } from "./moves.ts";
import { byAddress, knownRemote } from "./remote.ts";
import { approvals, deliveries, dispatchers, holds, posts, postVersions } from "./schema.ts";

export const claimMax = limit(
  "dispatch.claim",
  500,
  "deliveries",
  "one claim; large batches are what makes a burst fast",
);
const aheadMs = limit(
  "dispatch.ahead",
  3_000,
  "ms",
  "intents are recorded this long before their time, so that a burst leaves on time",
);
export const aliveMs = limit(
  "dispatch.lease",
  3_000,
  "ms",
  "a dispatcher silent for longer has lost what it claimed",
);

/**
 * Claims what is due now or within the next moments (core D1): after this commits, each row says
 * `sending`, which try it is, which approval hash it relies on and the payload's hash. Holds (D4), approvals
 * (A2) and latest times are checked in this same transaction. Life safety comes first (D8).
 */
export async function claimDue(
  ctx: Ctx,
  dispatcherId: string,
  onlyLifeSafety = false,
): Promise<Delivery[]> {
  return transact(asSystem(ctx, "dispatcher", null), async (tx) => {
    const now = tx.clock.now();
    const rows = await tx.tx
      .select()
      .from(deliveries)
      .where(
        and(
          eq(deliveries.state, "waiting"),
          lte(deliveries.dueAt, stamp(now.add({ milliseconds: aheadMs }))),
          onlyLifeSafety ? eq(deliveries.isLifeSafety, true) : undefined,
          earlierIsSettled,
          or(whatItAnswersStands, lt(deliveries.latestAt, stamp(now))),
        ),
      )
      .orderBy(desc(deliveries.isLifeSafety), asc(deliveries.dueAt))
      .limit(claimMax)
      .for("update", { skipLocked: true });
    if (rows.length === 0) return [];
    const gate = await openGate(tx, rows);
    const replaced = await replacedBy(tx, rows);
    const answered = await answeredOf(tx, rows);
    const wanted = rows.map((delivery) => {
      const replacesId = replaced.get(delivery.id) ?? delivery.replacesId;
      const answersTo = answered.get(delivery.afterId ?? "") ?? delivery.answersTo;
      return gate(delivery) ?? claimMove(delivery, dispatcherId, now, { replacesId, answersTo });
    });
    const moved = await moveDeliveries(tx, wanted);
    return wanted
      .filter(({ delivery, to }) => to === "sending" && moved.has(delivery.id))
      .map(({ delivery, set }) => ({ ...delivery, ...set, state: "sending" }));
  });
}

/**
 * While nobody knows whether an earlier version, or any part of its thread, stands on a channel, the next one waits: sent
 * now, both might stand.
 * First versions, the many, need no look.
 */
const earlierIsSettled = sql`(deliveries.version = 1 or not exists (
  select from deliveries e where e.agency_id = deliveries.agency_id and e.post_id = deliveries.post_id
    and e.channel_id = deliveries.channel_id and (e.part = deliveries.part or deliveries.part = 0) and e.version < deliveries.version
    and e.state in ('sending', 'unconfirmed', 'asked')))`;

/** A thread goes out in its order, and our comment under a post that is there. */
const whatItAnswersStands = sql`(deliveries.after_id is null or exists (
  select from deliveries a where a.agency_id = deliveries.agency_id and a.id = deliveries.after_id
    and a.state = 'sent' and a.remote_id is not null and coalesce(a.remote_extra->>'knownBy', '') <> ${byAddress.knownBy}))`;

/** What the network knows the answered ones by. */
async function answeredOf(tx: TxCtx, rows: readonly Delivery[]): Promise<Map<string, Remote>> {
  const ids = rows.flatMap(({ afterId }) => afterId ?? []);
  if (ids.length === 0) return new Map();
  const found = await tx.tx.select().from(deliveries).where(inArray(deliveries.id, ids));
  return new Map(
    found.flatMap((one) => {
      const remote = knownRemote(one);
      return remote ? [[one.id, remote] as const] : [];
    }),
  );
}

/** By delivery, the newest earlier one that stands on its channel: it is edited or replaced. */
async function replacedBy(tx: TxCtx, rows: readonly Delivery[]): Promise<Map<string, string>> {
  const later = rows.filter(({ version }) => version > 1).map(({ id }) => id);
  if (later.length === 0) return new Map();
  const found = await tx.tx.raw<{ id: string; earlier: string }>(
    `select distinct on (d.id) d.id, e.id as earlier from deliveries d join deliveries e
       on e.agency_id = d.agency_id and e.post_id = d.post_id and e.channel_id = d.channel_id and e.part = d.part
         and e.version < d.version
     where d.id = any ($1::uuid[]) and e.state in ('sent', 'recalling') order by d.id, e.version desc`,
    [later],
  );
  return new Map(found.map(({ id, earlier }) => [id, earlier]));
}

function claimMove(
  delivery: Delivery,
  dispatcherId: string,
  now: Temporal.Instant,
  known: Pick<Delivery, "replacesId" | "answersTo">,
): Move {
  return {
    delivery,
    to: "sending",
    set: {
      tries: delivery.tries + 1,
      fence: delivery.fence + 1,
      claimedBy: dispatcherId,
      startedAt: delivery.startedAt ?? stamp(now),
      ...known,
    },
  };
}

/** Answers, for each delivery, the move that keeps it from being sent; undefined lets it through. */
async function openGate(
  tx: TxCtx,
  rows: readonly Delivery[],
): Promise<(delivery: Delivery) => Move | undefined> {
  const now = tx.clock.now();
  const active = (await tx.tx.select().from(holds).where(isNull(holds.liftedAt))).map(holdFact);
  const standing = await postsOf(tx, rows);
  const approved = await approvedVersions(tx, rows, standing);
  const barred = await barredVersions(tx, rows);
  return (delivery) => {
    const kept = keptBack({
      postState: standing.get(delivery.postId)?.state,
      isLate: Temporal.Instant.compare(instantOf(delivery.latestAt), now) < 0,
      isHeld: heldBy(active, delivery) !== undefined,
      isApproved: approved(delivery),
      isBarred: barred.has(`${delivery.postId} ${delivery.version}`),
    });
    return kept && { delivery, ...kept };
  };
}

async function postsOf(tx: TxCtx, rows: readonly Delivery[]) {
  const found = await tx.tx
    .select({ id: posts.id, version: posts.version, state: posts.state })
    .from(posts)
    .where(inArray(posts.id, [...new Set(rows.map(({ postId }) => postId))]));
  return new Map(found.map((post) => [post.id, post]));
}

/** Core A2, decided from the rows themselves, under the policy in force now, and not from any flag. */
async function approvedVersions(
  tx: TxCtx,
  rows: readonly Delivery[],
  standing: ReadonlyMap<string, { version: number; state: string }>,
): Promise<(delivery: Delivery) => boolean> {
  const postIds = [...new Set(rows.map(({ postId }) => postId))];
  const given = Map.groupBy(
    await tx.tx.select().from(approvals).where(inArray(approvals.postId, postIds)),
    ({ postId }) => postId,
  );
  const versions = Map.groupBy(
    await tx.tx
      .select({
        postId: postVersions.postId,
        version: postVersions.version,
        hash: postVersions.hash,
        authorId: postVersions.authorId,
      })
      .from(postVersions)
      .where(inArray(postVersions.postId, postIds)),
    ({ postId }) => postId,
  );
  const needs = await needsOfAll(tx, postIds);
  const policies = new Map<string, Policy | undefined>();
  for (const agencyId of new Set(rows.map((row) => row.agencyId))) {
    policies.set(agencyId, await policyInForce(withinAgency(tx, "dispatcher", agencyId)));
  }
  const nowMs = tx.clock.now().epochMilliseconds;
  return (delivery) => {
    const known = versions.get(delivery.postId) ?? [];
    const version = known.find((one) => one.version === delivery.version);
    const rule = policies
      .get(delivery.agencyId)
      ?.classes.find(({ code }) => code === delivery.class);
    if (
      !version ||
      !rule ||
      version.hash !== delivery.hash ||
      standing.get(delivery.postId)?.version !== delivery.version
    )
      return false;
    const facts = (given.get(delivery.postId) ?? [])
      .filter((one) => one.version === delivery.version)
      .map(factOf);
    return isApproved({
      hash: delivery.hash,
      steps: stepsWith(rule.steps, needs(version)),
      authors: new Set(known.map(({ authorId }) => authorId)),
      approvals: facts,
      nowMs,
    });
  };
}

/** Renews a dispatcher's lease on all it has claimed. */
export async function keepAlive(ctx: Ctx, dispatcherId: string): Promise<void> {
  await transact(asSystem(ctx, "dispatcher", null), async (tx) => {
    const aliveUntil = stamp(tx.clock.now().add({ milliseconds: aliveMs }));
    await tx.tx
      .insert(dispatchers)
      .values({ id: dispatcherId, aliveUntil })
      .onConflictDoUpdate({ target: dispatchers.id, set: { aliveUntil } });
  });
}

/**
 * Takes over what a dead dispatcher left in `sending`: the only way on is `unconfirmed` (core D3). A new
 * fence number makes sure that the old one, if it still lives, writes nothing (core D6).
 */
export async function recoverLost(ctx: Ctx): Promise<number> {
  return transact(asSystem(ctx, "dispatcher", null), async (tx) => {
    const now = stamp(tx.clock.now());
    // The last request may have left just before the lease ended, and a try may take its whole time.
    const absentFrom = (delivery: Delivery) =>
      stamp(tx.clock.now().add({ milliseconds: tryMsOf(delivery) }));
    const lost = await tx.tx
      .select({ delivery: deliveries })
      .from(deliveries)
      .leftJoin(dispatchers, eq(dispatchers.id, deliveries.claimedBy))
      .where(
        and(
          eq(deliveries.state, "sending"),
          isNotNull(deliveries.claimedBy),
          or(isNull(dispatchers.id), lte(dispatchers.aliveUntil, now)),
        ),
      )
      .orderBy(deliveries.dueAt)
      .limit(claimMax)
      .for("update", { of: deliveries, skipLocked: true });
    const moved = await moveDeliveries(
      tx,
      lost.map(({ delivery }) => ({
        delivery,
        to: "unconfirmed",
        reason: "The program stopped while it was being sent.",
        set: {
          fence: delivery.fence + 1,
          claimedBy: null,
          dueAt: now,
          absentFrom: absentFrom(delivery),
        },
      })),
    );
    return moved.size;
  });
}
