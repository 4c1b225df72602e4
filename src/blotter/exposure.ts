import { authorize } from "#agency";
import { agencyOf, type Ctx } from "#platform/context.ts";
import { read } from "#platform/db/database.ts";
import type { KeptFor } from "./rules/showing.ts";

/** How long the public could see calls that are protected now: all seconds in which one stood on the page. */
export interface Exposure {
  /** Calls that are kept back now, by the policy or by a person. */
  kept: number;
  /** Of them those that stood in public before that was known. */
  seen: number;
  medianSeconds: number;
  longestSeconds: number;
  byProtection: {
    protection: KeptFor;
    kept: number;
    seen: number;
    longestSeconds: number;
  }[];
}

interface Row {
  protection: KeptFor;
  kept: string;
  seen: string;
  longest: number;
  seconds: number[];
}

/**
 * A third of sensitive calls begin under a harmless type: until the dispatcher's system says otherwise, nobody can know. This
 * says what that came to, from the showings themselves, none of which is ever altered.
 */
export async function exposureOf(ctx: Ctx): Promise<Exposure> {
  authorize(ctx, "blotter.read");
  const rows = await read(ctx, (tx) =>
    tx.tx.raw<Row>(
      `with spans as (
         select call_id, place, state, protection, at,
           lead(at) over (partition by call_id order by place) as until
         from call_showings where agency_id = $1),
       newest as (
         select distinct on (call_id) call_id, state, protection from spans order by call_id, place desc),
       seen as (
         select n.call_id, n.protection,
           coalesce(sum(extract(epoch from s.until - s.at)) filter (where s.state = 'shown'), 0)::float8 as seconds
         from newest n join spans s on s.call_id = n.call_id
         where n.state = 'withheld' and n.protection is not null group by 1, 2)
       select protection, count(*) as kept, count(*) filter (where seconds > 0) as seen, max(seconds) as longest,
         coalesce(array_agg(seconds order by seconds) filter (where seconds > 0), '{}') as seconds
       from seen group by protection order by protection`,
      [agencyOf(tx)],
    ),
  );
  const all = rows.flatMap(({ seconds }) => seconds).toSorted((a, b) => a - b);
  return {
    kept: rows.reduce((sum, { kept }) => sum + Number(kept), 0),
    seen: all.length,
    medianSeconds: Math.round(all[Math.floor((all.length - 1) / 2)] ?? 0),
    longestSeconds: Math.round(all.at(-1) ?? 0),
    byProtection: rows.map(({ protection, kept, seen, longest }) => ({
      protection,
      kept: Number(kept),
      seen: Number(seen),
      longestSeconds: Math.round(longest),
    })),
  };
}
