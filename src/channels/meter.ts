import { and, eq, gt } from "drizzle-orm";
import { authorize } from "#agency";
import { instantOf, millisecondsOf, stamp, Temporal } from "#platform/clock.ts";
import { agencyOf, type Ctx } from "#platform/context.ts";
import { read, transact } from "#platform/db/database.ts";
import { limit } from "#platform/limits.ts";
import { Refusal } from "#platform/refusal.ts";
import { channelById, openChannels, type Channel } from "./accounts.ts";
import { type Budget, budgetsOf, standingOf, type Use } from "./budget.ts";
import type { Networks } from "./networks.ts";
import { channels, channelUses } from "./schema.ts";

const reserveMin = limit("channels.reserve-min", 5, "per cent", "less would keep nothing");
const reserveMax = limit("channels.reserve-max", 80, "per cent", "more would stop ordinary posts");
const usesMax = limit(
  "channels.uses-read",
  20_000,
  "uses",
  "of all channels in the longest window",
);
/** The longest window of any network is a day. */
const windowSeconds = 86_400;

/** One budget of one account as it stands now. */
export interface BudgetMeter {
  what: Budget["what"];
  of: number;
  used: number;
  /** Places that only life-safety posts may use. */
  kept: number;
  reservePercent: number;
  isOwnReserve: boolean;
  perSeconds: number;
  /** RFC 3339: when the oldest use leaves the window; absent where nothing is used. */
  freesAt?: string;
  /** RFC 3339: until when ordinary posts wait; absent where one fits now. */
  waitsUntil?: string;
  source: string;
  verifiedOn: string;
}

export interface ChannelMeter {
  channelId: string;
  name: string;
  network: string;
  title: string;
  budgets: BudgetMeter[];
  /** What the network itself said at the last check. */
  reported?: { used: number; of: number; resetsAt?: string };
  checkedAt: string | null;
}

/** What every account used of what its network allows: measured here, and as the network reported it. */
export async function channelMeters(ctx: Ctx, networks: Networks): Promise<ChannelMeter[]> {
  authorize(ctx, "channel.read");
  const nowMs = ctx.clock.now().epochMilliseconds;
  const since = stamp(ctx.clock.now().subtract({ seconds: windowSeconds }));
  const rows = await read(ctx, (tx) =>
    tx.tx
      .select()
      .from(channelUses)
      .where(and(eq(channelUses.agencyId, agencyOf(tx)), gt(channelUses.usedAt, since)))
      .limit(usesMax),
  );
  return (await openChannels(ctx)).map((channel) => {
    const { title, capabilities } = networks.connector(ctx, channel.network);
    const uses = rows
      .filter(({ channelId }) => channelId === channel.id)
      .map(({ what, usedAt }) => ({ what, atMs: millisecondsOf(usedAt) }));
    const budgets = budgetsOf(capabilities.budgets ?? [], channel);
    const reported = reportedIn(channel.health);
    return {
      channelId: channel.id,
      name: channel.name,
      network: channel.network,
      title,
      budgets: budgets.map((budget) => meterOf(budget, channel, uses, nowMs)),
      ...(reported ? { reported } : {}),
      checkedAt: channel.checkedAt,
    };
  });
}

function meterOf(
  budget: Budget,
  channel: Channel,
  all: readonly { what: string; atMs: number }[],
  nowMs: number,
): BudgetMeter {
  const { what, of, perSeconds, reserve, source, verifiedOn } = budget;
  const own: Use[] = all.flatMap(({ what: used, atMs }) => (used === what ? [{ what, atMs }] : []));
  const standing = standingOf(budget, own, nowMs, false);
  const inside = own.map(({ atMs }) => atMs).filter((atMs) => atMs > nowMs - perSeconds * 1_000);
  const first = inside.length === 0 ? undefined : Math.min(...inside) + perSeconds * 1_000;
  const at = (ms: number) => Temporal.Instant.fromEpochMilliseconds(Math.ceil(ms)).toString();
  return {
    what,
    of,
    used: standing.used,
    kept: of - standing.of,
    reservePercent: Math.round(reserve * 100),
    isOwnReserve: channel.reserves[what] !== undefined,
    perSeconds,
    ...(first === undefined ? {} : { freesAt: at(first) }),
    ...(standing.freeAtMs === undefined ? {} : { waitsUntil: at(standing.freeAtMs) }),
    source,
    verifiedOn,
  };
}

function reportedIn(health: unknown): ChannelMeter["reported"] {
  const quota: unknown = Reflect.get(Object(health), "quota");
  const [used, of, resetsAt]: unknown[] = ["used", "of", "resetsAt"].map((name) =>
    Reflect.get(Object(quota), name),
  );
  if (typeof used !== "number" || typeof of !== "number") return undefined;
  return { used, of, ...(typeof resetsAt === "string" ? { resetsAt: told(resetsAt) } : {}) };
}

/** Networks write a reset in ways of their own; what is no instant is shown as it came. */
function told(text: string): string {
  try {
    return instantOf(text).toString();
  } catch {
    return text;
  }
}

export interface ReserveDraft {
  channelId: string;
  what: string;
  /** Per cent of the budget. */
  percent: number;
  why: string;
}

/** Command says how much of a budget is kept for life safety (core D8). It counts from the next post on. */
export async function setReserve(
  ctx: Ctx,
  networks: Networks,
  { channelId, what, percent, why }: ReserveDraft,
): Promise<void> {
  await transact(ctx, async (tx) => {
    const channel = await channelById(tx, channelId);
    authorize(tx, "reserve.set", { kind: "channel", id: channelId, agencyId: channel.agencyId });
    const { title, capabilities } = networks.connector(tx, channel.network);
    const budget = capabilities.budgets?.find((each) => each.what === what);
    if (!budget)
      throw new Refusal("no-such-budget", `${title} has no budget of this kind.`, { status: 404 });
    if (!Number.isInteger(percent) || percent < reserveMin || percent > reserveMax)
      throw new Refusal(
        "reserve-out-of-bounds",
        `Keep between ${reserveMin} and ${reserveMax} per cent for life safety.`,
      );
    const before = Math.round((channel.reserves[what] ?? budget.reserve) * 100);
    await tx.tx
      .update(channels)
      .set({ reserves: { ...channel.reserves, [what]: percent / 100 } })
      .where(and(eq(channels.agencyId, agencyOf(tx)), eq(channels.id, channelId)));
    await tx.happenings.tell(tx, {
      kind: "channels.reserve-set",
      subject: { kind: "channel", id: channelId },
      facts: { what, before, after: percent },
      record: {
        payload: { what, before, after: percent, why },
        text: why,
        channelId,
        direction: "internal",
      },
    });
  });
}
