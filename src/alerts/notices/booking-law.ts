import type { NoticeContent } from "./content.ts";

/** What a state's law says of booking photographs; other states' are facts that the agency tells. */
export interface BookingLaw {
  law: string;
  /** When it was read. */
  read: string;
  /** Days after which it comes down. */
  days: number;
}

/**
 * California Penal Code 13665 (AB 1475 of 2021, AB 994 of 2023): (a) no booking photograph of a person arrested for a
 * nonviolent crime is shared, except (1) of a fugitive or an imminent threat, where it helps, (2) by a judge's order,
 * (3) for an urgent and legitimate law-enforcement interest; others come down within 14 days.
 */
const laws: Readonly<Record<string, BookingLaw>> = {
  CA: { law: "California Penal Code 13665", read: "2026-11", days: 14 },
};

export function bookingLawOf(state: string): BookingLaw | undefined {
  return laws[state];
}

export type BookingVerdict =
  | { may: true; days?: number }
  | { may: false; code: "booking-unclassed" | "booking-nonviolent" | "booking-reason" };

/** Whether the notice may show the booking photograph that it holds: pure. */
export function bookingVerdict(state: string, content: NoticeContent): BookingVerdict {
  const law = bookingLawOf(state);
  if (!content.photo?.isBookingPhoto || !law) return { may: true };
  const isViolent = content.warrant?.isViolent ?? null;
  if (isViolent === null) return { may: false, code: "booking-unclassed" };
  if (isViolent) return { may: true, days: law.days };
  if (content.bookingException === null) return { may: false, code: "booking-nonviolent" };
  // The reason is what a court would ask for.
  if (content.bookingException.reason.trim().length < 20)
    return { may: false, code: "booking-reason" };
  return { may: true, days: law.days };
}
