import { millisecondsOf, nowMs, stamp } from "#platform/clock.ts";
import type { Ctx } from "#platform/context.ts";
import { transact } from "#platform/db/database.ts";
import { limit } from "#platform/limits.ts";
import { Refusal } from "#platform/refusal.ts";
import { numbersInSight, withdrawCalls } from "../withdrawing.ts";
import { quoted } from "./portal-query.ts";
import { sodaRows, type Soda } from "./soda.ts";
import { theSource, type CallSource } from "./sources.ts";
import { callSources } from "./tables.ts";

const everyMs = limit(
  "blotter.portal-vanished",
  1_800_000,
  "ms",
  "between two looks whether a portal still has the calls that are shown",
);
const atOnce = limit("blotter.portal-numbers", 100, "calls", "looked for in one query");

/**
 * Changes tell nothing of rows that were taken away: the calls that are shown are asked for by their numbers. What the
 * portal has no more is shown no more, and comes back when the portal has it again.
 */
export async function lookForVanished(ctx: Ctx, soda: Soda, source: CallSource): Promise<void> {
  const { portal, columns } = source.settings;
  const isFresh =
    source.lookedAt !== null && nowMs(ctx.clock) - millisecondsOf(source.lookedAt) < everyMs;
  if (!portal || columns.number === undefined || isFresh) return;
  const numbers = await numbersInSight(ctx, source.id);
  for (let at = 0; at < numbers.length; at += atOnce) {
    const some = numbers.slice(at, at + atOnce);
    const there = await thereOf(soda, portal.url, columns.number, some);
    await withdrawCalls(ctx, source.id, {
      gone: some.filter((number) => !there.has(number)),
      back: some.filter((number) => there.has(number)),
    });
  }
  await transact(ctx, (tx) =>
    tx.tx
      .update(callSources)
      .set({ lookedAt: stamp(tx.clock.now()) })
      .where(theSource(tx, source.id)),
  );
}

async function thereOf(
  soda: Soda,
  url: string,
  column: string,
  numbers: readonly string[],
): Promise<Set<string>> {
  const ask = (list: readonly string[]) =>
    sodaRows(soda, url, {
      query: {
        select: column,
        where: `${column} in (${list.join(", ")})`,
        order: ":id",
        // One number may have several rows.
        limit: atOnce * 10,
      },
    });
  const areNumbers = numbers.every((one) => /^\d{1,15}$/.test(one));
  const { rows } = await ask(numbers.map(quoted)).catch((error: unknown) => {
    // A column of numbers is compared with numbers, and its rows come as text all the same.
    if (areNumbers && error instanceof Refusal && error.code === "portal-odd") return ask(numbers);
    throw error;
  });
  return new Set((rows ?? []).map((row) => String(row[column] ?? "").trim()));
}
