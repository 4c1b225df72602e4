import { and, desc, eq, gt, sql } from "drizzle-orm";
import { millisecondsOf, nowMs, stamp } from "#platform/clock.ts";
import { agencyOf, type TxCtx } from "#platform/context.ts";
import { limit } from "#platform/limits.ts";
import type { InboundItem, Received } from "../inbound.ts";
import { captureHours, channels } from "../schema.ts";
import { SendError, type SendErrorClass } from "../send-error.ts";
import { closeGap, noteGap } from "./gaps.ts";
import { whyOf } from "./why.ts";

const silentPolls = limit(
  "capture.silent-polls",
  10,
  "polls",
  "an account that was not read for so long, each at its own pace, has a gap in its capture",
);
const pollSecondsMin = 60;

/** How long an account may be silent before it is a gap, in milliseconds. */
function silenceMaxMs(pollSeconds: number | undefined): number {
  return Math.max(pollSeconds ?? 0, pollSecondsMin) * silentPolls * 1_000;
}

export interface Polled {
  channelId: string;
  pollSeconds: number | undefined;
  cursorFrom: string | undefined;
  /** A poll of many pages counts once. */
  isFirstPage: boolean;
}

/** The channel's row, locked: two processes that poll the same account beat one after the other. */
export async function lockChannel(tx: TxCtx, channelId: string) {
  const [row] = await tx.tx
    .select({
      receivedAt: channels.receivedAt,
      connectedAt: channels.connectedAt,
      endedAt: channels.endedAt,
    })
    .from(channels)
    .where(and(eq(channels.agencyId, agencyOf(tx)), eq(channels.id, channelId)))
    .for("update");
  return row;
}

type Locked = NonNullable<Awaited<ReturnType<typeof lockChannel>>>;

/** When an account was last read; a clock that was put back leaves nothing in the future. */
export function lastReadAt({ receivedAt, connectedAt }: Locked, now: string): string {
  const last = receivedAt ?? connectedAt;
  return last > now ? now : last;
}

/**
 * A poll that succeeded, in the transaction that keeps what it brought: ends the account's silence, which was a gap
 * where it was long. Call before the channel's own row is moved on.
 */
export async function beat(tx: TxCtx, polled: Polled, received: Received): Promise<void> {
  const { channelId, cursorFrom, pollSeconds, isFirstPage } = polled;
  const row = await lockChannel(tx, channelId);
  if (!row) return;
  const now = stamp(tx.clock.now());
  const fromAt = lastReadAt(row, now);
  if (!(await closeGap(tx, channelId, now)) && isGap(tx, fromAt, pollSeconds))
    await noteGap(tx, { channelId, fromAt, untilAt: now, ...(await whyOf(tx, channelId, fromAt)) });
  else if (received.isLost || (cursorFrom !== undefined && received.cursor === undefined))
    await noteGap(tx, { channelId, why: "cursor-lost", fromAt, untilAt: now });
  await addHour(tx, channelId, fromAt, {
    polls: isFirstPage ? 1 : 0,
    counters: received.counters,
    cursorFrom: cursorFrom ?? null,
    cursorTo: received.cursor ?? null,
    isWhole: !received.more,
  });
}

/** A poll that failed leaves its beat too, and opens a gap once the account has been silent for too long. */
export async function beatFailed(
  tx: TxCtx,
  polled: Pick<Polled, "channelId" | "pollSeconds">,
  error: unknown,
): Promise<void> {
  const { channelId, pollSeconds } = polled;
  const row = await lockChannel(tx, channelId);
  if (!row || row.endedAt !== null) return;
  const now = stamp(tx.clock.now());
  const fromAt = lastReadAt(row, now);
  const failure: SendErrorClass = error instanceof SendError ? error.class : "unknown";
  await addHour(tx, channelId, fromAt, { polls: 1, failed: 1, failure, failedAt: now });
  if (!isGap(tx, fromAt, pollSeconds)) return;
  const says = error instanceof SendError ? error.message : "";
  const { why } = await whyOf(tx, channelId, fromAt);
  await noteGap(tx, { channelId, fromAt, untilAt: null, why, detail: says ? { says } : {} });
}

/** What is new counts for its hour, whether a poll or a webhook told it. */
export async function countItems(
  tx: TxCtx,
  channelId: string,
  fresh: readonly InboundItem[],
): Promise<void> {
  if (fresh.length === 0) return;
  const ownPosts = new Set(fresh.flatMap(({ kind, remoteId }) => (kind === "post" ? remoteId : [])))
    .size;
  const now = stamp(tx.clock.now());
  await addHour(tx, channelId, now, { items: fresh.length, ownPosts });
}

export function isGap(tx: TxCtx, fromAt: string, pollSeconds: number | undefined): boolean {
  return nowMs(tx.clock) - millisecondsOf(fromAt) > silenceMaxMs(pollSeconds);
}

type Added = Partial<
  Omit<typeof captureHours.$inferInsert, "agencyId" | "channelId" | "hour" | "firstAt" | "lastAt">
>;

/** Adds to the hour that it is now. `fromAt`: since when the account is answered for, where this is its first row. */
async function addHour(tx: TxCtx, channelId: string, fromAt: string, added: Added): Promise<void> {
  const agencyId = agencyOf(tx);
  const now = tx.clock.now();
  const lastAt = stamp(now);
  const hour = stamp(now.round({ smallestUnit: "hour", roundingMode: "floor" }));
  const isPoll = added.polls !== undefined;
  const before = await lastPollAt(tx, channelId);
  const silentMs = isPoll && before ? millisecondsOf(lastAt) - millisecondsOf(before) : 0;
  const silentSeconds = Math.max(0, Math.round(silentMs / 1_000));
  const { polls = 0, failed = 0, items = 0, ownPosts = 0, ...rest } = added;
  await tx.tx
    .insert(captureHours)
    .values({
      agencyId,
      channelId,
      hour,
      firstAt: before === undefined ? fromAt : lastAt,
      lastAt,
      silentSeconds,
      ...added,
    })
    .onConflictDoUpdate({
      target: [captureHours.agencyId, captureHours.channelId, captureHours.hour],
      set: {
        polls: sql`${captureHours.polls} + ${polls}`,
        failed: sql`${captureHours.failed} + ${failed}`,
        items: sql`${captureHours.items} + ${items}`,
        ownPosts: sql`${captureHours.ownPosts} + ${ownPosts}`,
        silentSeconds: sql`greatest(${captureHours.silentSeconds}, ${silentSeconds})`,
        ...(isPoll ? { lastAt } : {}),
        ...(isPoll && before === undefined ? { firstAt: fromAt } : {}),
        ...rest,
      },
    });
}

/** When the account was last polled at all, by its newest hour. */
async function lastPollAt(tx: TxCtx, channelId: string): Promise<string | undefined> {
  const [row] = await tx.tx
    .select({ lastAt: captureHours.lastAt })
    .from(captureHours)
    .where(
      and(
        eq(captureHours.agencyId, agencyOf(tx)),
        eq(captureHours.channelId, channelId),
        gt(captureHours.polls, 0),
      ),
    )
    .orderBy(desc(captureHours.hour))
    .limit(1);
  return row?.lastAt;
}
