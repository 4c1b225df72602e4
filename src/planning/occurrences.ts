import { and, eq, isNull } from "drizzle-orm";
import type { Networks } from "#channels";
import { draftPost } from "#publish";
import { stamp, Temporal } from "#platform/clock.ts";
import { asSystem, type Ctx, type TxCtx, withinAgency } from "#platform/context.ts";
import { read, transact } from "#platform/db/database.ts";
import { limit } from "#platform/limits.ts";
import { Refusal } from "#platform/refusal.ts";
import { expireOccurrences } from "./expiry.ts";
import { handIn } from "./handing-in.ts";
import { exceptionsOf, theOccurrence } from "./made.ts";
import { occurrencesOf, type Occurrence } from "./rules.ts";
import { occurrences, series } from "./schema.ts";
import { contentAt, latestOf, type Series } from "./series-draft.ts";
import { byStandingOrder } from "./standing-order.ts";

const madeAlready = "made-already";
const daysAhead = limit("series.ahead", 14, "days", "before its day an occurrence becomes a post");

/**
 * Makes the posts of the coming days, hands them in, and lets what nobody approved in time expire. Each step is a
 * transaction of its own, and each looks at what is there: a process killed between two of them changes nothing.
 */
export async function makeOccurrences(ctx: Ctx, networks: Networks): Promise<number> {
  const system = asSystem(ctx, "series", null);
  const rows = await read(system, (tx) =>
    tx.tx.select().from(series).where(isNull(series.endedAt)).orderBy(series.changedAt),
  );
  let made = 0;
  for (const row of rows) made += await makeFor(ctx, row);
  await handIn(ctx, networks);
  await expireOccurrences(ctx);
  return made;
}

/** The row and its post come together, or not at all: the key lets each date through once. */
async function makeFor(ctx: Ctx, row: Series): Promise<number> {
  const inAgency = asSystem(ctx, "series", row.agencyId);
  const now = ctx.clock.now();
  const until = now.add({ hours: 24 * daysAhead });
  const exceptions = await read(inAgency, (tx) => exceptionsOf(tx, row.id));
  const dates = occurrencesOf(row, exceptions).filter(
    ({ at }) => Temporal.Instant.compare(at, now) > 0 && Temporal.Instant.compare(at, until) <= 0,
  );
  let made = 0;
  for (const date of dates) made += (await makeOne(ctx, row, date)) ? 1 : 0;
  return made;
}

async function makeOne(ctx: Ctx, row: Series, date: Occurrence): Promise<boolean> {
  const { agencyId, id: seriesId, ownerId, version } = row;
  const at = { agencyId, seriesId, occurrence: date.occurrence };
  const isMade = await read(asSystem(ctx, "series", agencyId), async (tx) => {
    const [known] = await tx.tx.select().from(occurrences).where(theOccurrence(tx, at));
    return known !== undefined;
  });
  if (isMade) return false;
  try {
    const owner = await byStandingOrder(ctx, { agencyId, ownerId, order: `series ${seriesId}` });
    return await transact(owner, async (tx) => {
      // Edited meanwhile: the next turn makes it from what the series says then.
      const [still] = await tx.tx
        .select()
        .from(series)
        .where(and(eq(series.agencyId, agencyId), eq(series.id, seriesId)))
        .for("share");
      if (still?.version !== version || still.endedAt !== null) return false;
      const { post } = await draftPost(tx, contentAt(row, date.local));
      const rows = await tx.tx
        .insert(occurrences)
        .values({
          ...at,
          postId: post.id,
          state: "made",
          seriesVersion: version,
          madeAt: stamp(tx.clock.now()),
          ...latestOf(Temporal.Instant.from(date.at)),
        })
        .onConflictDoNothing()
        .returning({ occurrence: occurrences.occurrence });
      // Another worker was quicker: this draft never was.
      if (rows.length === 0) throw new Refusal(madeAlready, "It was made already.");
      if (still.problem !== null) await setProblem(tx, row, null);
      return true;
    });
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    // The owner left, or may no longer write: the page of the series says so, and nothing is made.
    if (error.code !== madeAlready && row.problem !== error.message)
      await transact(asSystem(ctx, "series", null), (all) =>
        setProblem(withinAgency(all, "series", agencyId), row, error.message),
      );
    return false;
  }
}

async function setProblem(tx: TxCtx, { agencyId, id }: Series, problem: string | null) {
  await tx.tx
    .update(series)
    .set({ problem })
    .where(and(eq(series.agencyId, agencyId), eq(series.id, id)));
}
