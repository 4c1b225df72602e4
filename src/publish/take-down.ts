import { ownAgency } from "#agency";
import { bookingDays } from "#policy";
import { Temporal } from "#platform/clock.ts";
import type { TxCtx } from "#platform/context.ts";
import { mediaIn, type PostContent } from "./content.ts";
import { resolveLocal } from "./schedule.ts";

/** When a content is taken down by itself, and which law says so where nobody chose the time. */
export interface TakeDown {
  at: Temporal.Instant;
  /** Days by the rule on booking photographs; undefined where a person chose the time. */
  days: number | undefined;
}

/**
 * The time that was chosen, in its zone, or, with a booking photograph, so many days after it goes out by the agency's
 * clock (California Penal Code 13665: 14 days). The earlier of both: nobody may choose to let one stand longer.
 */
export async function takeDownOf(
  tx: TxCtx,
  content: PostContent,
  due: Temporal.Instant,
): Promise<TakeDown | undefined> {
  const chosen = content.takeDown && resolveLocal(content.takeDown.local, content.takeDown.zone).at;
  const byRule = mediaIn(content).some((item) => item.isBookingPhoto)
    ? await ruled(tx, due)
    : undefined;
  if (chosen && (!byRule || Temporal.Instant.compare(chosen, byRule.at) <= 0))
    return { at: chosen, days: undefined };
  return byRule;
}

async function ruled(tx: TxCtx, due: Temporal.Instant): Promise<TakeDown> {
  const { timeZone, state } = await ownAgency(tx);
  const days = bookingDays(state);
  return { at: due.toZonedDateTimeISO(timeZone).add({ days }).toInstant(), days };
}
