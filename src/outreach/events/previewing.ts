import { authorize, ownAgency } from "#agency";
import type { Ctx } from "#platform/context.ts";
import type { EventContent } from "./content.ts";
import { datesOf, onDay } from "./series.ts";
import { whenOf } from "./telling.ts";

/** The dates of what is typed, each as the public will read it: those left out too, so that they can be taken in again. */
export async function previewDates(ctx: Ctx, given: EventContent) {
  authorize(ctx, "event.draft");
  const { timeZone: zone } = await ownAgency(ctx);
  const content = { ...given, zone };
  if (!content.again) return [];
  const leftOut = new Set(content.again.leftOut);
  const all = datesOf({ ...content, again: { ...content.again, leftOut: [] } });
  return all.map((day) => {
    const one = onDay(content, day);
    return {
      day,
      isLeftOut: leftOut.has(day),
      when: { en: whenOf(one, "en"), es: whenOf(one, "es") },
    };
  });
}
