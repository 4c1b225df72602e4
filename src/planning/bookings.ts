import { and, asc, eq, gte } from "drizzle-orm";
import { authorize, ownAgency, personOf } from "#agency";
import { postVersion } from "#publish";
import { stamp, Temporal } from "#platform/clock.ts";
import { agencyOf, type Ctx, type TxCtx } from "#platform/context.ts";
import { read, transact } from "#platform/db/database.ts";
import { limit } from "#platform/limits.ts";
import { Refusal } from "#platform/refusal.ts";
import { queueSlots, slotBookings } from "./schema.ts";
import { fits, openSlots, placesOf, tell, type Place, type Slot, type Wish } from "./slots.ts";
import { dayOf, type Day } from "./weeks.ts";

const daysAhead = limit("queue.ahead", 56, "days", "in which a free slot is looked for");
/** A place that was taken a moment ago counts as taken, though its draft has not saved the time yet. */
const graceMinutes = limit(
  "queue.grace",
  15,
  "minutes",
  "a taken slot waits for its draft to save",
);

/**
 * Takes the next free place for a post. The row is the place: of two people who ask at once, one gets the next.
 * The post itself gets its time when its draft is saved with it.
 */
export async function bookPlace(ctx: Ctx, given: { postId: string; after?: string | undefined }) {
  return transact(ctx, async (tx) => {
    const { post, content } = await postVersion(tx, given.postId);
    authorize(tx, "queue.book", { kind: "post", id: post.id, agencyId: post.agencyId });
    const { timeZone: zone } = await ownAgency(tx);
    const wish = { channels: content.channels, objective: content.purpose };
    const slots = (await openSlots(tx)).filter((slot) => fits(slot, wish));
    if (slots.length === 0)
      throw new Refusal(
        "no-slot-fits",
        "No slot of the queue is for these channels and this objective. Choose a time, or add a slot.",
      );
    await tx.tx.delete(slotBookings).where(theBooking(tx, post.id));
    await freeStale(tx, zone);
    for (const place of await freePlaces(tx, slots, zone, given.after)) {
      const [taken] = await tx.tx
        .insert(slotBookings)
        .values({
          agencyId: agencyOf(tx),
          slotId: place.slotId,
          day: place.day,
          postId: post.id,
          bookedBy: personOf(tx).personId,
          bookedAt: stamp(tx.clock.now()),
        })
        .onConflictDoNothing()
        .returning();
      if (!taken) continue;
      const { day, local, at } = place;
      await tell(tx, "planning.place-booked", place.slotId, { post: post.id, day });
      return { slotId: place.slotId, day, local, at, zone };
    }
    throw new Refusal("queue-full", `Every slot of the next ${daysAhead} days is taken.`, {
      status: 409,
    });
  });
}

/** The first free place for such a post that is not among `besides`, without taking it. */
export async function nextPlace(
  ctx: Ctx,
  wish: Wish,
  besides: readonly Place[] = [],
): Promise<Place | undefined> {
  return read(ctx, async (tx) => {
    const { timeZone } = await ownAgency(tx);
    const slots = (await openSlots(tx)).filter((slot) => fits(slot, wish));
    const free = await freePlaces(tx, slots, timeZone, undefined);
    return free.find(
      (place) => !besides.some(({ slotId, day }) => slotId === place.slotId && day === place.day),
    );
  });
}

/** Places without a booking. One whose post has another time by now, or is gone, is free again. */
async function freePlaces(
  tx: TxCtx,
  slots: readonly Slot[],
  zone: string,
  after: string | undefined,
): Promise<Place[]> {
  const now = after ?? tx.clock.now().toString();
  const from = dayOf(now, zone);
  const taken = new Set<string>();
  for (const booking of await bookingsFrom(tx, from))
    if (booking.isTaken) taken.add(`${booking.slotId} ${booking.day}`);
  return placesOf(slots, { from, days: daysAhead, zone }).filter(
    ({ slotId, day, at }) =>
      !taken.has(`${slotId} ${day}`) && Temporal.Instant.compare(at, now) > 0,
  );
}

async function freeStale(tx: TxCtx, zone: string): Promise<void> {
  for (const { isTaken, postId } of await bookingsFrom(tx, dayOf(tx.clock.now().toString(), zone)))
    if (!isTaken) await tx.tx.delete(slotBookings).where(theBooking(tx, postId));
}

/** Every booking from a day on, and whether its post stands in the place, or may yet. */
export async function bookingsFrom(tx: TxCtx, from: Day) {
  const rows = await tx.tx
    .select({ booking: slotBookings, slot: queueSlots })
    .from(slotBookings)
    .innerJoin(
      queueSlots,
      and(eq(queueSlots.agencyId, slotBookings.agencyId), eq(queueSlots.id, slotBookings.slotId)),
    )
    .where(and(eq(slotBookings.agencyId, agencyOf(tx)), gte(slotBookings.day, from)))
    .orderBy(asc(slotBookings.day));
  const whole = [];
  for (const { booking, slot } of rows) {
    const { post, content } = await postVersion(tx, booking.postId);
    const stands =
      post.discardedAt === null &&
      content.publish.when === "at" &&
      content.publish.local === `${booking.day}T${slot.time}`;
    const fresh = Temporal.Instant.from(booking.bookedAt).add({ minutes: graceMinutes });
    const isFresh = Temporal.Instant.compare(fresh, tx.clock.now()) > 0;
    const isTaken = stands || (isFresh && post.discardedAt === null);
    whole.push({ ...booking, post, content, isTaken });
  }
  return whole;
}

export function theBooking(tx: TxCtx, postId: string) {
  return and(eq(slotBookings.agencyId, agencyOf(tx)), eq(slotBookings.postId, postId));
}
