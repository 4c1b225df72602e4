import { authorize, ownAgency } from "#agency";
import { Temporal } from "#platform/clock.ts";
import type { Ctx } from "#platform/context.ts";
import { readRecurrence } from "./recurrence.ts";
import { occurrencesOf, type Timing } from "./rules.ts";

const shownMax = 10;

/** What a rule makes, before anything is saved: the next ten dates from now, and how many there are in all. */
export async function previewSeries(ctx: Ctx, { rule: text, startsLocal }: Timing) {
  authorize(ctx, "plan.read");
  const { timeZone: zone } = await ownAgency(ctx);
  const { rule, leftOut } = readRecurrence(text, startsLocal, zone);
  const left = new Map(leftOut.map((date) => [date, null]));
  const all = occurrencesOf({ rule, startsLocal, zone }, left);
  const ahead = all.filter(({ at }) => Temporal.Instant.compare(at, ctx.clock.now()) > 0);
  return {
    rule,
    leftOut,
    total: all.length,
    passed: all.length - ahead.length,
    next: ahead.slice(0, shownMax),
  };
}
