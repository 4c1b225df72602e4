import { and, eq, gte, inArray, lte, or, sql } from "drizzle-orm";
import { authorize, ownAgency } from "#agency";
import { openChannels, type ChannelMeter, type Networks } from "#channels";
import { instantOf, stamp } from "#platform/clock.ts";
import { agencyOf, type Ctx } from "#platform/context.ts";
import { read } from "#platform/db/database.ts";
import { limit } from "#platform/limits.ts";
import { messageOf } from "./orders.ts";
import { deliveries } from "./schema.ts";

const countedMax = limit(
  "publish.costs",
  10_000,
  "messages",
  "of one month and the next thirty days",
);
const aheadDays = 30;
const planned = ["waiting", "due"];

export interface Sum {
  messages: number;
  /** In millionths of the currency; 0 where the network takes no money. */
  micros: number;
}

export interface ChannelCosts {
  channelId: string;
  name: string;
  title: string;
  currency: string | null;
  /** Since the first of this month by the agency's clock. */
  month: Sum;
  /** Approved and waiting, for the next thirty days. */
  next: Sum;
  /** The price as the network published it. */
  price: { says: string; source: string; verifiedOn: string } | null;
}

/** What was sent this month and what waits, with what it costs by each network's published price. */
export async function channelCosts(ctx: Ctx, networks: Networks): Promise<ChannelCosts[]> {
  authorize(ctx, "post.read");
  const { timeZone } = await ownAgency(ctx);
  const now = ctx.clock.now();
  const first = now.toZonedDateTimeISO(timeZone).with({ day: 1 }).startOfDay().toInstant();
  const open = await openChannels(ctx);
  const rows = await read(ctx, (tx) =>
    tx.tx
      .select()
      .from(deliveries)
      .where(
        and(
          eq(deliveries.agencyId, agencyOf(tx)),
          or(
            gte(deliveries.sentAt, stamp(first)),
            and(
              inArray(deliveries.state, planned),
              lte(deliveries.dueAt, stamp(now.add({ hours: 24 * aheadDays }))),
            ),
          ),
        ),
      )
      .limit(countedMax),
  );
  return open.map((channel) => {
    const connector = networks.connector(ctx, channel.network);
    const own = rows.filter(({ channelId }) => channelId === channel.id);
    const costs = own.map((row) => ({
      isPlanned: planned.includes(row.state),
      cost: connector.measure(messageOf(row), channel).cost,
    }));
    const sum = (isPlanned: boolean): Sum => {
      const of = costs.filter((one) => one.isPlanned === isPlanned);
      return {
        messages: of.length,
        micros: of.reduce((all, { cost }) => all + (cost?.micros ?? 0), 0),
      };
    };
    const sample = connector.measure({ text: "Example", media: [] }, channel).cost;
    return {
      channelId: channel.id,
      name: channel.name,
      title: connector.title,
      currency: sample?.currency ?? null,
      month: sum(false),
      next: sum(true),
      price: sample
        ? { says: sample.says, source: sample.source, verifiedOn: sample.verifiedOn }
        : null,
    };
  });
}

/** A budget that will not suffice: nothing is refused for it, but whoever approves should know. */
export interface BudgetWarning {
  code: "budget-short";
  says: string;
  /** Ordinary posts that still fit, and those that wait already. */
  left: number;
  waiting: number;
}

/** Whether `parts` more posts fit beside what is approved and waits, per channel; live streams on those of `live`. */
export async function budgetWarnings(
  ctx: Ctx,
  meters: readonly ChannelMeter[],
  parts: ReadonlyMap<string, number>,
  live: ReadonlySet<string> = new Set(),
): Promise<Map<string, BudgetWarning>> {
  const scheduled = await read(ctx, (tx) =>
    tx.tx
      .select({
        channelId: deliveries.channelId,
        dueAt: deliveries.dueAt,
        isLive: sql<boolean>`${deliveries.payload} ? 'live'`,
      })
      .from(deliveries)
      .where(and(eq(deliveries.agencyId, agencyOf(tx)), inArray(deliveries.state, planned)))
      .limit(countedMax),
  );
  const nowMs = ctx.clock.now().epochMilliseconds;
  const found = new Map<string, BudgetWarning>();
  for (const { channelId, budgets, title } of meters) {
    const isLive = live.has(channelId);
    const budget = budgets.find(({ what }) => what === (isLive ? "live-streams" : "posts"));
    const more = parts.get(channelId) ?? 0;
    if (!budget || more === 0) continue;
    const untilMs = nowMs + budget.perSeconds * 1_000;
    const waiting = scheduled.filter(
      (one) =>
        one.channelId === channelId &&
        one.isLive === isLive &&
        instantOf(one.dueAt).epochMilliseconds <= untilMs,
    ).length;
    const left = Math.max(0, budget.of - budget.kept - budget.used);
    if (waiting + more <= left) continue;
    const says = `${title} takes ${left} more ordinary posts for now and ${waiting} wait already: this one may go out later. Life safety still goes.`;
    found.set(channelId, { code: "budget-short", says, left, waiting });
  }
  return found;
}
