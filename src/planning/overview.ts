import { authorize, ownAgency } from "#agency";
import { openChannels } from "#channels";
import { strategyInForce } from "#policy";
import { plannedPosts } from "#publish";
import type { Ctx } from "#platform/context.ts";
import { read } from "#platform/db/database.ts";
import { allEvergreens } from "./evergreen-offers.ts";
import { cadence, consistency, gaps, mix, suggestions, weekCounts, weeksAhead } from "./plan.ts";
import { nextPlace } from "./bookings.ts";
import type { Place } from "./slots.ts";
import { beginningOf, dayOf, plusDays, weekOf } from "./weeks.ts";

const daysBack = 84;

/** Everything the planning page shows, counted at one moment. */
export async function planOverview(ctx: Ctx) {
  authorize(ctx, "plan.read");
  return read(ctx, async (tx) => {
    const { timeZone: zone } = await ownAgency(tx);
    const today = dayOf(tx.clock.now().toString(), zone);
    const end = plusDays(weekOf(today), 7 * (weeksAhead + 1));
    const posts = await plannedPosts(tx, {
      from: beginningOf(plusDays(today, -daysBack), zone),
      until: beginningOf(end, zone),
    });
    const strategy = await strategyInForce(tx);
    const facts = { today, zone, strategy, posts };
    const channels = await openChannels(tx);
    const evergreens = await allEvergreens(tx);
    const found = [];
    const offered: Place[] = [];
    for (const one of suggestions(facts)) {
      const objective = strategy.objectives.find(({ key }) => key === one.objective);
      const wish = { channels: objective?.channels ?? [], objective: one.objective };
      // Each suggestion has a place of its own: whoever follows two of them finds both free.
      const place = await nextPlace(tx, wish, offered);
      if (place) offered.push(place);
      found.push({
        ...one,
        place: place ?? null,
        evergreens: evergreens
          .filter(({ isOffered, objective: key }) => isOffered && key === one.objective)
          .map(({ id, title }) => ({ id, title })),
      });
    }
    return {
      today,
      zone,
      strategyVersion: strategy.version,
      quietDays: strategy.quietDays,
      objectives: strategy.objectives,
      weeks: weekCounts(facts),
      mix: mix(facts),
      cadence: cadence(
        facts,
        channels.map(({ id }) => id),
      ).map((row) => ({
        ...row,
        name: channels.find(({ id }) => id === row.channel)?.name ?? "",
      })),
      consistency: consistency(facts),
      gaps: gaps(facts),
      suggestions: found,
    };
  });
}
