import { and, asc, eq, sql } from "drizzle-orm";
import { agencyOf, type Ctx } from "#platform/context.ts";
import { read } from "#platform/db/database.ts";
import { calls, callShowings } from "./schema.ts";

/** A call for a letter or a post: what everybody may read of it. */
export interface ToldCall {
  id: string;
  takenAt: string;
  label: Record<string, string>;
  kind: string;
  block: string | null;
}

/**
 * A beat's calls that were first shown in a time, and still are: what was taken back meanwhile is not among them, and what
 * is held never was. For whoever tells the public, and asks no permission.
 */
export async function callsFirstShown(
  ctx: Ctx,
  { beatId, since, until }: { beatId: string; since: string; until: string },
): Promise<ToldCall[]> {
  return asked(
    ctx,
    sql`${calls.beatId} = ${beatId} and first_at > ${since} and first_at <= ${until}`,
  );
}

/** One call, while it is shown. */
export async function shownCall(ctx: Ctx, id: string): Promise<ToldCall | undefined> {
  return (await asked(ctx, sql`${calls.id} = ${id}`))[0];
}

async function asked(ctx: Ctx, which: ReturnType<typeof sql>): Promise<ToldCall[]> {
  return read(ctx, async (tx) => {
    const rows = await tx.tx
      .select({ call: calls, showing: callShowings })
      .from(calls)
      .innerJoin(
        callShowings,
        and(
          eq(callShowings.agencyId, calls.agencyId),
          eq(callShowings.callId, calls.id),
          sql`${callShowings.place} = (select max(place) from call_showings n where n.agency_id = ${calls.agencyId} and n.call_id = ${calls.id})`,
        ),
      )
      .innerJoin(
        sql`lateral (select min(f.at) as first_at from call_showings f where f.agency_id = ${calls.agencyId} and f.call_id = ${calls.id} and f.state = 'shown') firsts`,
        sql`true`,
      )
      .where(and(eq(calls.agencyId, agencyOf(tx)), eq(calls.state, "shown"), which))
      .orderBy(asc(calls.takenAt), asc(calls.id));
    return rows.map(({ call, showing }) => ({
      id: call.id,
      takenAt: call.takenAt,
      label: showing.label ?? {},
      kind: showing.kind ?? "",
      block: showing.tells === "block" ? call.block : null,
    }));
  });
}
