import { sql } from "drizzle-orm";
import { stamp } from "#platform/clock.ts";
import type { Ctx } from "#platform/context.ts";
import { transact } from "#platform/db/database.ts";
import { theSource, type CallSource } from "./sources.ts";
import { callSources } from "./tables.ts";

/** Why a source brought nothing, in a sentence. The first failure is news; that it goes on stands on the page. */
export async function noteFailure(
  ctx: Ctx,
  source: CallSource,
  why: string,
  againMs?: number,
): Promise<void> {
  await transact(ctx, async (tx) => {
    const [row] = await tx.tx
      .update(callSources)
      .set({
        error: why.slice(0, 900),
        failures: sql`${callSources.failures} + 1`,
        ...(againMs === undefined
          ? {}
          : { nextAt: stamp(tx.clock.now().add({ milliseconds: Math.round(againMs) })) }),
      })
      .where(theSource(tx, source.id))
      .returning({ failures: callSources.failures });
    if (row?.failures !== 1) return;
    await tx.happenings.tell(tx, {
      kind: "blotter.source-failed",
      subject: { kind: "call-source", id: source.id },
      facts: { source: source.name, why: why.slice(0, 500) },
      outcome: "failed",
    });
  });
}
