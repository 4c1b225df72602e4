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
  /** What became of each, in the order in which they were handed over. */
  each: ("new" | "changed" | "same")[];
}

/** What else is done in the transactions in which calls are taken: first in each, and at the end of the last. */
export interface Around {
  before?: (tx: TxCtx) => Promise<void>;
  after?: (tx: TxCtx, taken: Taken) => Promise<void>;
}

/**
 * Takes calls as a dispatch system hands them over. One that is known is changed: a type that it has now is added to those
 * that it had, and it is judged anew in the same transaction. Calls may come in any order and as often as they like.
 */
export async function takeCalls(
  ctx: Ctx,
  source: string,
  read: readonly ReadCall[],
  around: Around = {},
): Promise<Taken> {
  authorize(ctx, "blotter.take");
  const beats = drawnBeats(await allBeats(ctx));
  let all: Taken = none;
  let at = 0;
  do {
    const some = read.slice(at, at + atOnce);
    at += atOnce;
    all = await transact(ctx, async (tx) => {
      await around.before?.(tx);
      const sofar = sum(all, await takeSome(tx, { source, read: some, beats }));
      if (at >= read.length) await around.after?.(tx, sofar);
      return sofar;
    });
  } while (at < read.length);
  return all;
}

const none: Taken = {
  new: 0,
  changed: 0,
  same: 0,
  each: [],
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
    each: [...one.each, ...other.each],
    held: one.held + other.held,
    withheld: one.withheld + other.withheld,
    shown: one.shown + other.shown,
    past: one.past + other.past,
    recalled: one.recalled + other.recalled,
  };
}

interface Some {
  source: string;
  read: readonly ReadCall[];
  beats: readonly DrawnBeat[];
}

async function takeSome(tx: TxCtx, { source, read, beats }: Some): Promise<Taken> {
  authorize(tx, "blotter.take");
  const known = await knownCalls(tx, source, read);
  const counts = { new: 0, changed: 0, same: 0 };
  const each: Taken["each"] = [];
  const touched = new Set<string>();
  const same = new Set<string>();
  for (const one of read) {
    const call = known.get(one.number);
    const what = call ? await change(tx, call, one, beats) : "new";
    counts[what] += 1;
    each.push(what);
    if (what === "same" && call) same.add(call.id);
    if (what === "same") continue;
    const kept = call ?? (await add(tx, source, one, beats));
    known.set(one.number, kept);
    touched.add(kept.id);
  }
  if (same.size > 0)
    await tx.tx
      .update(calls)
      .set({ seenAt: stamp(tx.clock.now()) })
      .where(and(eq(calls.agencyId, agencyOf(tx)), inArray(calls.id, [...same])));
  const policy = await blotterPolicyInForce(tx);
  const rows = await tx.tx
    .select()
    .from(calls)
    .where(and(eq(calls.agencyId, agencyOf(tx)), inArray(calls.id, [...touched])));
  return { ...counts, each, ...(await judgeCalls(tx, policy, rows)) };
}

interface Known {
  id: string;
  types: string[];
  closedAt: string | null;
  block: string | null;
  beatId: string | null;
  isHome: boolean;
  withdrawnAt: string | null;
  lat: number | null;
  lon: number | null;
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
    rows.map(({ id, number, closedAt, block, beatId, isHome, withdrawnAt, lat, lon }) => [
      number,
      {
        id,
        closedAt,
        block,
        beatId,
        isHome,
        withdrawnAt,
        lat,
        lon,
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
    withdrawnAt: one.isWithdrawn ? now : null,
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
    lat: places.lat ?? known.lat,
    lon: places.lat === null ? known.lon : places.lon,
    beatId: beatOf(beats, one)?.id ?? known.beatId,
    isHome: known.isHome || (one.isHome ?? false),
    // What its source tells again is there again.
    withdrawnAt: one.isWithdrawn ? (known.withdrawnAt ?? stamp(tx.clock.now())) : null,
  };
  const isSame =
    newTypes.length === 0 &&
    (Object.keys(next) as (keyof typeof next)[]).every((key) => next[key] === known[key]);
  if (isSame) return "same";
  await tx.tx
    .update(calls)
    .set({ ...next, seenAt: stamp(tx.clock.now()) })
    .where(and(eq(calls.agencyId, agencyOf(tx)), eq(calls.id, known.id)));
  if (newTypes.length > 0) await addTypes(tx, known.id, newTypes, known.types.length);
  known.types.push(...newTypes);
  Object.assign(known, next);
  return "changed";
}
