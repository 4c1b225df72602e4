import { and, eq, inArray, lte } from "drizzle-orm";
import { authorize } from "#agency";
import { deliveriesOf, postVersion } from "#publish";
import { stamp } from "#platform/clock.ts";
import { agencyOf, asSystem, type Ctx, type TxCtx } from "#platform/context.ts";
import { read, transact } from "#platform/db/database.ts";
import { limit } from "#platform/limits.ts";
import { shownOf, tellEvent } from "./drafting.ts";
import { tellSignedUp } from "./letters.ts";
import { moveUp } from "./moving-up.ts";
import { isElsewhere, spread } from "./spreading.ts";
import { at, eventVersion, lockedEvent, type EventRow } from "./reading.ts";
import { outreachEventPosts, outreachEvents } from "./tables.ts";

const atOnce = limit("events.settled", 200, "events", "ended by their time in one turn");

/**
 * A delivery of one of its posts stands: what was approved with it is public now. The hash in the post is that of the
 * version, so nothing comes to stand that was not approved. English carries the event; the Spanish words stand with
 * the approval of the Spanish post.
 */
export async function eventStands(ctx: Ctx, postId: string): Promise<void> {
  await transact(ctx, async (tx) => {
    const [row] = await tx.tx
      .select()
      .from(outreachEventPosts)
      .where(
        and(eq(outreachEventPosts.agencyId, agencyOf(tx)), eq(outreachEventPosts.postId, postId)),
      );
    if (!row || row.role !== "tells") return;
    const event = await lockedEvent(tx, row.eventId);
    authorize(tx, "event.settle", { kind: "event", id: event.id });
    // What was cancelled meanwhile does not come back.
    if (event.state !== "submitted" && event.state !== "active") return;
    const version = await approvedVersion(tx, event.id, postId);
    if (version === undefined || version <= (row.standsVersion ?? 0)) return;
    await tx.tx
      .update(outreachEventPosts)
      .set({ standsVersion: version })
      .where(
        and(eq(outreachEventPosts.agencyId, agencyOf(tx)), eq(outreachEventPosts.postId, postId)),
      );
    if (row.language === "en") await activate(tx, event, version);
    else await tellEvent(tx, "worded", event.id, { version, language: row.language });
  });
}

async function activate(tx: TxCtx, event: EventRow, version: number): Promise<void> {
  if (version <= (event.activeVersion ?? 0)) return;
  const written = await eventVersion(tx, event.id, version);
  const { content } = written;
  const now = stamp(tx.clock.now());
  const isFirst = event.activeVersion === null;
  const sequence = isFirst ? 0 : event.sequence + 1;
  const before = (await eventVersion(tx, event.id, event.activeVersion ?? version)).content;
  await tx.tx
    .update(outreachEvents)
    .set({
      state: "active",
      activeVersion: version,
      // A date of a series goes its own way from here.
      seriesVersion: null,
      sequence,
      ...shownOf(content),
      activeAt: event.activeAt ?? now,
      changedAt: now,
    })
    .where(at(tx, event.id));
  await tellEvent(tx, "activated", event.id, { version, sequence }, content);
  if (content.again) await spread(tx, written);
  if (isFirst || content.again) return;
  await moveUp(tx, event.id);
  // Whoever signed up is told of another time or place; of other words they need no letter.
  if (isElsewhere(before, content)) await tellSignedUp(tx, event.id, "changed", sequence);
}

/** The newest version of the event that a delivery which stands was approved with. */
async function approvedVersion(tx: TxCtx, id: string, postId: string): Promise<number | undefined> {
  const sent = (await deliveriesOf(tx, postId)).filter(({ state }) => state === "sent");
  const newest = Math.max(0, ...sent.map(({ version }) => version));
  if (newest === 0) return undefined;
  const { carries } = (await postVersion(tx, postId, newest)).content;
  if (carries?.kind !== "event" || carries.id !== id) return undefined;
  const { hash } = await eventVersion(tx, id, carries.version);
  return hash === carries.sha256 ? carries.version : undefined;
}

/** Each minute: an event whose time is over stands among those that were. */
export async function endEvents(ctx: Ctx): Promise<void> {
  const now = stamp(ctx.clock.now());
  const due = await read(asSystem(ctx, "events", null), (tx) =>
    tx.tx
      .select({ agencyId: outreachEvents.agencyId, id: outreachEvents.id })
      .from(outreachEvents)
      .where(and(inArray(outreachEvents.state, ["active"]), lte(outreachEvents.endsAt, now)))
      .limit(atOnce),
  );
  for (const { agencyId, id } of due)
    await transact(asSystem(ctx, "events", agencyId), async (tx) => {
      const event = await lockedEvent(tx, id);
      authorize(tx, "event.settle", { kind: "event", id });
      if (event.state !== "active") return;
      await tx.tx.update(outreachEvents).set({ state: "past", changedAt: now }).where(at(tx, id));
      await tellEvent(tx, "past", id, { version: event.activeVersion });
    });
}
