import { stamp } from "#platform/clock.ts";
import { asSystem, type Ctx } from "#platform/context.ts";
import { transact } from "#platform/db/database.ts";
import { limit } from "#platform/limits.ts";

const monthsAhead = limit(
  "archive.months-ahead",
  3,
  "months",
  "the record's partitions are there before their month begins, though no job should run for a quarter",
);

/**
 * Makes the record's monthly partitions that are not there yet: at every start and once a day. What was captured in a
 * month without one is moved into it in the same transaction. Returns the names of those it made.
 */
export async function makePartitions(ctx: Ctx): Promise<string[]> {
  return transact(asSystem(ctx, "partitions", null), async (tx) => {
    // A restored archive moves whole, which takes longer than a request may.
    await tx.tx.raw("set local statement_timeout = 0");
    const made = await tx.tx.raw<{ name: string }>(
      "select archive_make_partitions($1::date, $2) as name",
      [stamp(tx.clock.now()).slice(0, 10), monthsAhead],
    );
    return made.map(({ name }) => name);
  });
}
