import { and, asc, eq, gte, isNull } from "drizzle-orm";
import { z } from "zod";
import { authorize, ownAgency, personOf } from "#agency";
import { objectiveKey } from "#policy";
import { editPost, postVersion, resolveLocal } from "#publish";
import { stamp, Temporal } from "#platform/clock.ts";
import { agencyOf, type Ctx, type TxCtx } from "#platform/context.ts";
import { read, transact } from "#platform/db/database.ts";
import { limit } from "#platform/limits.ts";
import { found, Refusal } from "#platform/refusal.ts";
import { queueSlots, slotBookings } from "./schema.ts";
import { dayOf, plusDays, weekdayOf, type Day } from "./weeks.ts";

const slotsMax = limit("queue.slots", 100, "slots a week", "an agency keeps free");
const daysAhead = limit("queue.ahead", 56, "days", "in which a free slot is looked for");
/** A place that was taken a moment ago counts as taken, though its draft has not saved the time yet. */
const graceMinutes = limit(
  "queue.grace",
  15,
  "minutes",
  "a taken slot waits for its draft to save",
);

export const slotDraft = z.strictObject({
  weekday: z.number().int().min(1).max(7),
  time: z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/),
  channels: z.array(z.uuid()).max(60).default([]),
  objective: objectiveKey.nullable().default(null),
});
export type Slot = typeof queueSlots.$inferSelect;

/** What is asked of a slot: the channels and the objective of a post. */
export interface Wish {
  channels: readonly string[];
  objective: string;
}

/** A slot fits a post that goes nowhere but to its channels, and serves its objective; none named: any. */
export function fits(slot: Pick<Slot, "channels" | "objective">, { channels, objective }: Wish) {
  const isForAll = slot.channels.length === 0;
  return (
    (isForAll || channels.every((id) => slot.channels.includes(id))) &&
    (slot.objective === null || slot.objective === objective)
  );
}

export interface Place {
  slotId: string;
  day: Day;
  /** By the wall clock; what a post takes as its time. */
  local: string;
  at: string;
}

/** The places that slots make between two days, the earliest first; a slot named for a purpose before one for all. */
export function placesOf(
  slots: readonly Slot[],
  { from, days, zone }: { from: Day; days: number; zone: string },
): Place[] {
  return Array.from({ length: days }, (_one, at) => plusDays(from, at))
    .flatMap((day) =>
      slots
        .filter(({ weekday }) => weekday === weekdayOf(day))
        .map((slot) => {
          const local = `${day}T${slot.time}`;
          const at = resolveLocal(local, zone).at.toString();
          return { slotId: slot.id, day, local, at };
        }),
    )
    .sort((a, b) => Temporal.Instant.compare(a.at, b.at) || a.slotId.localeCompare(b.slotId));
}

export async function addSlot(ctx: Ctx, given: z.input<typeof slotDraft>): Promise<Slot> {
  return transact(ctx, async (tx) => {
    authorize(tx, "slot.write");
    if ((await openSlots(tx)).length >= slotsMax)
      throw new Refusal("too-many-slots", `There are ${slotsMax} slots already. Drop one first.`);
    const draft = slotDraft.parse(given);
    const [made] = await tx.tx
      .insert(queueSlots)
      .values({
        agencyId: agencyOf(tx),
        id: tx.ids.uuid(),
        ...draft,
        madeBy: personOf(tx).personId,
        madeAt: stamp(tx.clock.now()),
      })
      .returning();
    const slot = found(made, "slot");
    await tell(tx, "planning.slot-added", slot.id, { weekday: slot.weekday, time: slot.time });
    return slot;
  });
}

/** Drops a slot. Posts that stand in it keep their time. */
export async function dropSlot(ctx: Ctx, id: string): Promise<void> {
  await transact(ctx, async (tx) => {
    authorize(tx, "slot.write");
    const [dropped] = await tx.tx
      .update(queueSlots)
      .set({ droppedAt: stamp(tx.clock.now()) })
      .where(and(eq(queueSlots.agencyId, agencyOf(tx)), eq(queueSlots.id, id)))
      .returning();
    found(dropped, "slot");
    await tell(tx, "planning.slot-dropped", id, {});
  });
}

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

/** The first free place for such a post, without taking it. */
export async function nextPlace(ctx: Ctx, wish: Wish): Promise<Place | undefined> {
  return read(ctx, async (tx) => {
    const { timeZone } = await ownAgency(tx);
    const slots = (await openSlots(tx)).filter((slot) => fits(slot, wish));
    return (await freePlaces(tx, slots, timeZone, undefined))[0];
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

async function bookingsFrom(tx: TxCtx, from: Day) {
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
    whole.push({ ...booking, post, isTaken });
  }
  return whole;
}

/** The queue as a list: every place of the coming weeks, with the post that stands in it. */
export async function queue(ctx: Ctx, weeks: number) {
  authorize(ctx, "plan.read");
  return read(ctx, async (tx) => {
    const { timeZone: zone } = await ownAgency(tx);
    const slots = await openSlots(tx);
    const from = dayOf(tx.clock.now().toString(), zone);
    const booked = new Map(
      (await bookingsFrom(tx, from))
        .filter(({ isTaken }) => isTaken)
        .map(({ slotId, day, post }) => [`${slotId} ${day}`, post]),
    );
    const now = tx.clock.now();
    const places = placesOf(slots, { from, days: 7 * weeks, zone })
      .filter(({ at }) => Temporal.Instant.compare(at, now) > 0)
      .map((place) => {
        const post = booked.get(`${place.slotId} ${place.day}`);
        return {
          ...place,
          post: post ? { id: post.id, headline: post.headline, state: post.state } : null,
        };
      });
    return { slots, places };
  });
}

/** Two places change their posts; one may be empty. Each post gets the other time, and needs its approval anew. */
export async function swapPlaces(
  ctx: Ctx,
  given: { from: { slotId: string; day: Day }; to: { slotId: string; day: Day } },
): Promise<void> {
  await transact(ctx, async (tx) => {
    authorize(tx, "queue.book");
    const { timeZone: zone } = await ownAgency(tx);
    const [from, to] = [await placeAt(tx, given.from), await placeAt(tx, given.to)];
    const moving = await bookingAt(tx, from);
    if (!moving)
      throw new Refusal("empty-place", "There is no post in this slot.", { status: 409 });
    const other = await bookingAt(tx, to);
    for (const one of [moving, other])
      if (one) await tx.tx.delete(slotBookings).where(theBooking(tx, one.postId));
    await putAt(tx, moving.postId, to, zone);
    if (other) await putAt(tx, other.postId, from, zone);
    await tell(tx, "planning.places-swapped", from.slotId, { from: from.local, to: to.local });
  });
}

/** Takes a post out of the queue: it goes back to being a draft without a time. */
export async function leaveQueue(ctx: Ctx, postId: string): Promise<void> {
  await transact(ctx, async (tx) => {
    const { post, content } = await postVersion(tx, postId);
    authorize(tx, "queue.book", { kind: "post", id: postId, agencyId: post.agencyId });
    const left = await tx.tx.delete(slotBookings).where(theBooking(tx, postId)).returning();
    if (left.length === 0)
      throw new Refusal("not-queued", "This post is not in the queue.", { status: 409 });
    await editPost(tx, postId, { ...content, publish: { when: "when-approved" } });
    await tell(tx, "planning.place-left", left[0]?.slotId ?? "", { post: postId });
  });
}

async function putAt(tx: TxCtx, postId: string, place: Place, zone: string): Promise<void> {
  const { content } = await postVersion(tx, postId);
  await editPost(tx, postId, { ...content, publish: { when: "at", local: place.local, zone } });
  await tx.tx.insert(slotBookings).values({
    agencyId: agencyOf(tx),
    slotId: place.slotId,
    day: place.day,
    postId,
    bookedBy: personOf(tx).personId,
    bookedAt: stamp(tx.clock.now()),
  });
}

async function placeAt(tx: TxCtx, { slotId, day }: { slotId: string; day: Day }): Promise<Place> {
  const { timeZone: zone } = await ownAgency(tx);
  const slots = (await openSlots(tx)).filter(({ id }) => id === slotId);
  return found(placesOf(slots, { from: day, days: 1, zone })[0], "slot");
}

async function bookingAt(tx: TxCtx, { slotId, day }: { slotId: string; day: Day }) {
  const [row] = await tx.tx
    .select()
    .from(slotBookings)
    .where(
      and(
        eq(slotBookings.agencyId, agencyOf(tx)),
        eq(slotBookings.slotId, slotId),
        eq(slotBookings.day, day),
      ),
    )
    .for("update");
  return row;
}

export function openSlots(tx: TxCtx): Promise<Slot[]> {
  return tx.tx
    .select()
    .from(queueSlots)
    .where(and(eq(queueSlots.agencyId, agencyOf(tx)), isNull(queueSlots.droppedAt)))
    .orderBy(asc(queueSlots.weekday), asc(queueSlots.time));
}

function theBooking(tx: TxCtx, postId: string) {
  return and(eq(slotBookings.agencyId, agencyOf(tx)), eq(slotBookings.postId, postId));
}

async function tell(tx: TxCtx, kind: string, id: string, facts: object): Promise<void> {
  await tx.happenings.tell(tx, { kind, subject: { kind: "slot", id }, facts });
}
