import { authorize } from "#agency";
import { agencyOf, type Ctx } from "#platform/context.ts";
import { read } from "#platform/db/database.ts";
import { limit } from "#platform/limits.ts";
import { blotterPolicyInForce } from "./policies.ts";
import { judgeCall, judgeType } from "./rules/classifying.ts";
import type { BlotterPolicy } from "./rules/policy.ts";

const triedMax = limit(
  "blotter.tried",
  5_000,
  "calls",
  "the newest, that proposed rules are tried on",
);
const typesMax = limit(
  "blotter.types",
  2_000,
  "types",
  "of calls that came, the most frequent ones",
);
const samplesMax = limit(
  "blotter.samples",
  10,
  "types",
  "named of each change that rules would make",
);

/** What rules would do to the newest calls, against those in force. */
export interface Tried {
  calls: number;
  shown: number;
  /** Shown now and not then, and the other way round. */
  vanish: number;
  appear: number;
  /** Shown both times, under another name. */
  renamed: number;
  vanishing: { type: string; count: number }[];
  appearing: { type: string; count: number }[];
}

/** By their types alone: the hour, the hold and what a person keeps back are the same for both. */
export async function tryPolicy(ctx: Ctx, content: BlotterPolicy): Promise<Tried> {
  authorize(ctx, "blotter.propose");
  return read(ctx, async (tx) => {
    const { content: inForce } = await blotterPolicyInForce(tx);
    const rows = await tx.tx.raw<{ types: string[] }>(
      `select array(select t.type from call_types t where t.agency_id = $1 and t.call_id = c.id order by t.place) as types
       from calls c where c.agency_id = $1 order by c.taken_at desc, c.id limit ${triedMax}`,
      [agencyOf(tx)],
    );
    const judged = remembered();
    const tried = { calls: rows.length, shown: 0, vanish: 0, appear: 0, renamed: 0 };
    const [vanishing, appearing] = [new Map<string, number>(), new Map<string, number>()];
    for (const { types } of rows) {
      const [now, then] = [judged(inForce, types), judged(content, types)];
      const newest = types.at(-1) ?? "";
      if (then !== undefined) tried.shown += 1;
      if (now !== undefined && then === undefined) {
        tried.vanish += 1;
        vanishing.set(newest, (vanishing.get(newest) ?? 0) + 1);
      } else if (now === undefined && then !== undefined) {
        tried.appear += 1;
        appearing.set(newest, (appearing.get(newest) ?? 0) + 1);
      } else if (now !== then) tried.renamed += 1;
    }
    return { ...tried, vanishing: most(vanishing), appearing: most(appearing) };
  });
}

/** Few rows of types are unlike all others: each is judged once. */
function remembered() {
  const known = new Map<BlotterPolicy, Map<string, string | undefined>>();
  return (policy: BlotterPolicy, types: readonly string[]): string | undefined => {
    const of = known.get(policy) ?? new Map<string, string | undefined>();
    known.set(policy, of);
    const key = types.join("\n");
    if (!of.has(key)) {
      const judged = judgeCall(policy, types);
      of.set(key, "shown" in judged ? judged.shown.kind : undefined);
    }
    return of.get(key);
  };
}

function most(counts: ReadonlyMap<string, number>) {
  return [...counts]
    .map(([type, count]) => ({ type, count }))
    .toSorted((a, b) => b.count - a.count)
    .slice(0, samplesMax);
}

/** Every type that calls have had, those that nobody knows first, with what the policy in force says of each. */
export async function seenTypes(ctx: Ctx) {
  authorize(ctx, "blotter.read");
  return read(ctx, async (tx) => {
    const { content } = await blotterPolicyInForce(tx);
    const rows = await tx.tx.raw<{ type: string; count: number; last: string }>(
      `select type, count(*)::int as count, to_json(max(seen_at))#>>'{}' as last from call_types
       where agency_id = $1 group by type order by 2 desc, 1 limit ${typesMax}`,
      [agencyOf(tx)],
    );
    return rows
      .map(({ type, count, last }) => {
        const judged = judgeType(content, type);
        const isShown = "shown" in judged;
        return {
          type,
          count,
          last,
          shown: isShown ? judged.shown.kind : null,
          withheld: isShown ? null : judged.withheld,
        };
      })
      .toSorted(
        (a, b) => Number(b.withheld === "unknown-type") - Number(a.withheld === "unknown-type"),
      );
  });
}
