import { authorize, ownAgency, personOf } from "#agency";
import { editPost, postVersion, standingOf, type PostContent } from "#publish";
import { stamp, Temporal } from "#platform/clock.ts";
import { agencyOf, type Ctx, type TxCtx } from "#platform/context.ts";
import { read, transact } from "#platform/db/database.ts";
import { found, Refusal } from "#platform/refusal.ts";
import { bookingsFrom, theBooking } from "./bookings.ts";
import { slotBookings } from "./schema.ts";
import { fits, openSlots, placesOf, tell, type Place, type Slot } from "./slots.ts";
import { dayOf, type Day } from "./weeks.ts";

/** A place of the queue by its name: the slot, and the day. */
export interface PlaceKey {
  slotId: string;
  day: Day;
}

const wishOf = ({ channels, purpose }: PostContent) => ({ channels, objective: purpose });
const nameOf = ({ slotId, day }: PlaceKey) => `${slotId} ${day}`;

/**
 * The queue as a list: every place of the coming weeks, with the post that stands in it, and where that one may go: the
 * nearest place before and after that fits it, whose own post fits here.
 */
export async function queue(ctx: Ctx, weeks: number) {
  authorize(ctx, "plan.read");
  return read(ctx, async (tx) => {
    const { timeZone: zone } = await ownAgency(tx);
    const slots = await openSlots(tx);
    const now = tx.clock.now();
    const from = dayOf(now.toString(), zone);
    const taken = await takenFrom(tx, from);
    const bare = placesOf(slots, { from, days: 7 * weeks, zone }).filter(
      ({ at }) => Temporal.Instant.compare(at, now) > 0,
    );
    const isMove = mover(slots, taken);
    const places = [];
    for (const [at, place] of bare.entries()) {
      const one = taken.get(nameOf(place));
      if (!one) {
        places.push({ ...place, post: null, earlier: null, later: null });
        continue;
      }
      const { id, headline, state } = one.post;
      const { standing, counts } = await standingOf(tx, id);
      places.push({
        ...place,
        post: { id, headline, state, standing, isHeld: (counts["held"] ?? 0) > 0 },
        earlier: keyOf(bare.slice(0, at).findLast((other) => isMove(place, other))),
        later: keyOf(bare.slice(at + 1).find((other) => isMove(place, other))),
      });
    }
    return { slots, places };
  });
}

function keyOf(place: Place | undefined): PlaceKey | null {
  return place ? { slotId: place.slotId, day: place.day } : null;
}

type Taken = Awaited<ReturnType<typeof bookingsFrom>>[number];

async function takenFrom(tx: TxCtx, from: Day): Promise<Map<string, Taken>> {
  const bookings = await bookingsFrom(tx, from);
  return new Map(bookings.filter(({ isTaken }) => isTaken).map((one) => [nameOf(one), one]));
}

/** Whether the posts of two places may change with each other: each must be what the other's slot is for. */
function mover(slots: readonly Slot[], taken: ReadonlyMap<string, Taken>) {
  const bySlot = new Map(slots.map((slot) => [slot.id, slot]));
  const isFor = (place: PlaceKey, one: Taken | undefined) => {
    const slot = bySlot.get(place.slotId);
    return slot !== undefined && (one === undefined || fits(slot, wishOf(one.content)));
  };
  return (from: PlaceKey, to: PlaceKey) =>
    isFor(to, taken.get(nameOf(from))) && isFor(from, taken.get(nameOf(to)));
}

/** Two places change their posts; one may be empty. Each post gets the other time, and needs its approval anew. */
export async function swapPlaces(ctx: Ctx, given: { from: PlaceKey; to: PlaceKey }): Promise<void> {
  await transact(ctx, async (tx) => {
    authorize(tx, "queue.book");
    const { timeZone: zone } = await ownAgency(tx);
    const slots = await openSlots(tx);
    const [from, to] = [placeAt(tx, slots, given.from, zone), placeAt(tx, slots, given.to, zone)];
    const first = from.day < to.day ? from.day : to.day;
    const taken = await takenFrom(tx, first);
    const [moving, other] = [taken.get(nameOf(from)), taken.get(nameOf(to))];
    if (!moving)
      throw new Refusal("empty-place", "There is no post in this slot.", { status: 409 });
    if (!mover(slots, taken)(from, to))
      throw new Refusal(
        "slot-not-for-this",
        "This slot is kept for other channels or another objective.",
        { status: 409 },
      );
    // Whoever once stood in either place and left it, left its row there.
    for (const one of await bookingsFrom(tx, first))
      if ([nameOf(from), nameOf(to)].includes(nameOf(one)))
        await tx.tx.delete(slotBookings).where(theBooking(tx, one.postId));
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

function placeAt(
  tx: TxCtx,
  slots: readonly Slot[],
  { slotId, day }: PlaceKey,
  zone: string,
): Place {
  const own = slots.filter(({ id }) => id === slotId);
  const place = found(placesOf(own, { from: day, days: 1, zone })[0], "slot");
  if (Temporal.Instant.compare(place.at, tx.clock.now()) <= 0)
    throw new Refusal(
      "in-the-past",
      `${place.local.replace("T", " ")} has passed. Choose a later time.`,
    );
  return place;
}
