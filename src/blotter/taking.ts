import { and, eq, inArray } from "drizzle-orm";
import { allBeats, authorize } from "#agency";
import { stamp, Temporal } from "#platform/clock.ts";
import { agencyOf, type Ctx, type TxCtx } from "#platform/context.ts";
import { transact } from "#platform/db/database.ts";
import { limit } from "#platform/limits.ts";
import { beatOf, drawnBeats, type DrawnBeat } from "./beat-of.ts";
import type { ReadCall } from "./intake/call.ts";
import { judgeCalls, type Judged } from "./judging.ts";
import { blotterPolicyInForce } from "./policies.ts";
import { coarsePlace, coarsePoint } from "./rules/places.ts";
import { calls, callTypes } from "./schema.ts";

const atOnce = limit("blotter.taken", 500, "calls", "taken in one transaction");

export interface Taken extends Judged {
  new: number;
  changed: number;
  same: number;
}

/**
 * Takes calls as a dispatch system hands them over. One that is known is changed: a type that it has now is added to those
 * that it had, and it is judged anew in the same transaction. Calls may come in any order and as often as they like.
 */
export async function takeCalls(
  ctx: Ctx,
  source: string,
  read: readonly ReadCall[],
): Promise<Taken> {
  authorize(ctx, "blotter.take");
  const beats = drawnBeats(await allBeats(ctx));
  let all: Taken = none;
  for (let at = 0; at < read.length; at += atOnce) {
    const some = read.slice(at, at + atOnce);
    all = sum(all, await transact(ctx, (tx) => takeSome(tx, source, some, beats)));
  }
  return all;
}

const none: Taken = {
  new: 0,
  changed: 0,
  same: 0,
  held: 0,
  withheld: 0,
  shown: 0,
  past: 0,
  recalled: 0,
};

function sum(one: Taken, other: Taken): Taken {
  return {
    new: one.new + other.new,
    changed: one.changed + other.changed,
    same: one.same + other.same,
    held: one.held + other.held,
    withheld: one.withheld + other.withheld,
    shown: one.shown + other.shown,
    past: one.past + other.past,
    recalled: one.recalled + other.recalled,
  };
}

async function takeSome(
  tx: TxCtx,
  source: string,
  read: readonly ReadCall[],
  beats: readonly DrawnBeat[],
): Promise<Taken> {
  authorize(tx, "blotter.take");
  const known = await knownCalls(tx, source, read);
  const counts = { new: 0, changed: 0, same: 0 };
  const touched = new Set<string>();
  for (const one of read) {
    const call = known.get(one.number);
    const what = call ? await change(tx, call, one, beats) : "new";
    counts[what] += 1;
    if (what === "same") continue;
    const kept = call ?? (await add(tx, source, one, beats));
    known.set(one.number, kept);
    touched.add(kept.id);
  }
  const policy = await blotterPolicyInForce(tx);
  const rows = await tx.tx
    .select()
    .from(calls)
    .where(and(eq(calls.agencyId, agencyOf(tx)), inArray(calls.id, [...touched])));
  return { ...counts, ...(await judgeCalls(tx, policy, rows)) };
}

interface Known {
  id: string;
  types: string[];
  closedAt: string | null;
  block: string | null;
  beatId: string | null;
  isHome: boolean;
}

async function knownCalls(
  tx: TxCtx,
  source: string,
  read: readonly ReadCall[],
): Promise<Map<string, Known>> {
  const numbers = read.map(({ number }) => number);
  // The row is the lock: two hand-overs of one call are taken one after the other.
  const rows = await tx.tx
    .select()
    .from(calls)
    .where(
      and(
        eq(calls.agencyId, agencyOf(tx)),
        eq(calls.source, source),
        inArray(calls.number, numbers),
      ),
    )
    .for("update");
  const types = await tx.tx
    .select()
    .from(callTypes)
    .where(
      and(
        eq(callTypes.agencyId, agencyOf(tx)),
        inArray(
          callTypes.callId,
          rows.map(({ id }) => id),
        ),
      ),
    )
    .orderBy(callTypes.place);
  return new Map(
    rows.map(({ id, number, closedAt, block, beatId, isHome }) => [
      number,
      {
        id,
        closedAt,
        block,
        beatId,
        isHome,
        types: types.filter(({ callId }) => callId === id).map(({ type }) => type),
      },
    ]),
  );
}

function placesOf({ address, lat, lon }: ReadCall) {
  const point = lat === undefined || lon === undefined ? undefined : coarsePoint(lat, lon);
  return {
    block: address === undefined ? null : (coarsePlace(address) ?? null),
    lat: point?.lat ?? null,
    lon: point?.lon ?? null,
  };
}

async function add(
  tx: TxCtx,
  source: string,
  one: ReadCall,
  beats: readonly DrawnBeat[],
): Promise<Known> {
  const id = tx.ids.uuid();
  const now = stamp(tx.clock.now());
  const call = {
    closedAt: one.closedAt === undefined ? null : stamp(Temporal.Instant.from(one.closedAt)),
    beatId: beatOf(beats, one)?.id ?? null,
    isHome: one.isHome ?? false,
    ...placesOf(one),
  };
  await tx.tx.insert(calls).values({
    agencyId: agencyOf(tx),
    id,
    source,
    number: one.number,
    takenAt: stamp(Temporal.Instant.from(one.takenAt)),
    firstSeenAt: now,
    seenAt: now,
    state: "held",
    dueAt: null,
    ...call,
  });
  const types = [...new Set([one.initialType, one.type])];
  await addTypes(tx, id, types, 0);
  return { id, types, ...call };
}

async function addTypes(tx: TxCtx, callId: string, types: readonly string[], from: number) {
  const seenAt = stamp(tx.clock.now());
  await tx.tx
    .insert(callTypes)
    .values(
      types.map((type, at) => ({ agencyId: agencyOf(tx), callId, place: from + at, type, seenAt })),
    );
}

/** What is new of a call that is known. What a later hand-over leaves out stays. */
async function change(
  tx: TxCtx,
  known: Known,
  one: ReadCall,
  beats: readonly DrawnBeat[],
): Promise<"changed" | "same"> {
  const newTypes = [one.initialType, one.type].filter(
    (type, at, all) => all.indexOf(type) === at && !known.types.includes(type),
  );
  // A call that was a crisis and is a noise complaint again has the noise as its newest type.
  if (newTypes.length === 0 && known.types.at(-1) !== one.type) newTypes.push(one.type);
  const closedAt =
    one.closedAt === undefined ? known.closedAt : stamp(Temporal.Instant.from(one.closedAt));
  const places = placesOf(one);
  const next = {
    closedAt,
    block: places.block ?? known.block,
    beatId: beatOf(beats, one)?.id ?? known.beatId,
    isHome: known.isHome || (one.isHome ?? false),
  };
  const isSame =
    newTypes.length === 0 &&
    (Object.keys(next) as (keyof typeof next)[]).every((key) => next[key] === known[key]);
  await tx.tx
    .update(calls)
    .set({ ...next, ...(places.lat === null ? {} : places), seenAt: stamp(tx.clock.now()) })
    .where(and(eq(calls.agencyId, agencyOf(tx)), eq(calls.id, known.id)));
  if (newTypes.length > 0) await addTypes(tx, known.id, newTypes, known.types.length);
  known.types.push(...newTypes);
  Object.assign(known, next);
  return isSame ? "same" : "changed";
}
