import { and, desc, eq, gte, sql } from "drizzle-orm";
import { stamp } from "#platform/clock.ts";
import { agencyOf, type Ctx } from "#platform/context.ts";
import { read } from "#platform/db/database.ts";
import { limit } from "#platform/limits.ts";
import { blotterPolicyInForce } from "./policies.ts";
import type { BlotterPolicy, Protection } from "./rules/policy.ts";
import { calls, callShowings } from "./schema.ts";

const shownMax = limit(
  "blotter.shown",
  2_000,
  "calls",
  "of one beat, on its page and in its feeds",
);

/** A call as everybody may see it. */
export interface PublicCall {
  id: string;
  beatId: string;
  takenAt: string;
  /** Since when it has been shown as it is now. */
  shownAt: string;
  kind: string;
  label: Record<string, string>;
  /** The hundred-block; null: the beat alone is told. */
  block: string | null;
  point: { lat: number; lon: number } | null;
}

/** What of a beat's calls the public is told: those that are shown, and how many are not. */
export interface BeatCalls {
  shown: PublicCall[];
  /** Of the same days, kept back by what they are; a number below five is not told, as it might name somebody. */
  withheld: number;
}

/** What the policy in force promises: pages say this and nothing else. */
export interface BlotterPromise {
  isAdopted: boolean;
  holdMinutes: number;
  onlyClosed: boolean;
  shownHours: number;
  /** What is never shown, by name. */
  protections: readonly Protection[];
}

export interface PublicCalls {
  promise: BlotterPromise;
  beats: ReadonlyMap<string, BeatCalls>;
}

/** Every beat's calls, the newest first. For whoever shows the public, and asks no permission. */
export async function publicCalls(ctx: Ctx): Promise<PublicCalls> {
  return read(ctx, async (tx) => {
    const agencyId = agencyOf(tx);
    const { version, content } = await blotterPolicyInForce(tx);
    const since = stamp(tx.clock.now().subtract({ hours: content.shownHours }));
    const newest = tx.tx
      .selectDistinctOn([callShowings.callId])
      .from(callShowings)
      .where(eq(callShowings.agencyId, agencyId))
      .orderBy(callShowings.callId, desc(callShowings.place))
      .as("newest");
    const rows = await tx.tx
      .select({
        call: calls,
        showing: { at: newest.at, kind: newest.kind, label: newest.label, tells: newest.tells },
      })
      .from(calls)
      .innerJoin(newest, eq(newest.callId, calls.id))
      .where(and(eq(calls.agencyId, agencyId), eq(calls.state, "shown")))
      .orderBy(desc(calls.takenAt));
    const withheld = await tx.tx
      .select({ beatId: calls.beatId, count: sql<number>`count(*)::int` })
      .from(calls)
      .where(
        and(eq(calls.agencyId, agencyId), eq(calls.state, "withheld"), gte(calls.takenAt, since)),
      )
      .groupBy(calls.beatId);
    const beats = new Map<string, BeatCalls>();
    const of = (id: string) => {
      const known = beats.get(id) ?? { shown: [], withheld: 0 };
      beats.set(id, known);
      return known;
    };
    for (const { call, showing } of rows) {
      const { beatId, lat, lon } = call;
      if (beatId === null || showing.kind === null || of(beatId).shown.length >= shownMax) continue;
      const isBlock = showing.tells === "block";
      of(beatId).shown.push({
        id: call.id,
        beatId,
        takenAt: call.takenAt,
        shownAt: showing.at,
        kind: showing.kind,
        label: showing.label ?? {},
        block: isBlock ? call.block : null,
        point: isBlock && lat !== null && lon !== null ? { lat, lon } : null,
      });
    }
    for (const { beatId, count } of withheld)
      if (beatId !== null) of(beatId).withheld = count < 5 ? 0 : count;
    return { promise: promiseOf(version, content), beats };
  });
}

function promiseOf(version: number, content: BlotterPolicy): BlotterPromise {
  const { holdMinutes, onlyClosed, shownHours, rules } = content;
  const protections = rules.flatMap((rule) => (rule.does === "withhold" ? [rule.protection] : []));
  return {
    isAdopted: version > 0,
    holdMinutes,
    onlyClosed,
    shownHours,
    protections: [...new Set(protections)],
  };
}
