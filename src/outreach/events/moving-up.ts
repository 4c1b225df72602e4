import { and, asc, eq } from "drizzle-orm";
import { agencyOf, type TxCtx } from "#platform/context.ts";
import { tellEvent } from "./drafting.ts";
import { makeLetter } from "./letters.ts";
import { eventVersion, lockedEvent } from "./reading.ts";
import { freePlaces } from "./sign-up-rules.ts";
import { outreachEventSignUps } from "./sign-up-tables.ts";
import { tallyOf } from "./tallies.ts";

/**
 * Gives free places to whoever waited longest, as far as all of their people fit; a smaller party may pass a larger one
 * that does not. The event's row is locked. Once it has begun nobody moves up any more.
 */
export async function moveUp(tx: TxCtx, eventId: string): Promise<number> {
  const event = await lockedEvent(tx, eventId);
  if (event.state !== "active" || event.activeVersion === null) return 0;
  const { content } = await eventVersion(tx, eventId, event.activeVersion);
  if (event.startsAt !== null && event.startsAt <= tx.clock.now().toString()) return 0;
  const of = and(
    eq(outreachEventSignUps.agencyId, agencyOf(tx)),
    eq(outreachEventSignUps.eventId, eventId),
  );
  const waiting = await tx.tx
    .select()
    .from(outreachEventSignUps)
    .where(and(of, eq(outreachEventSignUps.state, "waiting")))
    .orderBy(asc(outreachEventSignUps.askedAt), asc(outreachEventSignUps.id));
  let free = freePlaces(content, await tallyOf(tx, eventId));
  let moved = 0;
  for (const { id, people } of waiting) {
    if (free !== null && people > free) continue;
    if (free !== null) free -= people;
    moved += 1;
    await tx.tx
      .update(outreachEventSignUps)
      .set({ state: "placed" })
      .where(and(of, eq(outreachEventSignUps.id, id)));
    await makeLetter(tx, { eventId, signUpId: id, kind: "moved-up", round: 1 });
  }
  if (moved > 0) await tellEvent(tx, "moved-up", eventId, { signUps: moved });
  return moved;
}
