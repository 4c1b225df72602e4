import { rm } from "node:fs/promises";
import { join } from "node:path";
import { and, asc, eq, isNull, lt, or } from "drizzle-orm";
import { stamp } from "#platform/clock.ts";
import { agencyOf, asSystem, type Ctx } from "#platform/context.ts";
import { transact } from "#platform/db/database.ts";
import { limit } from "#platform/limits.ts";
import { Refusal } from "#platform/refusal.ts";
import type { Production } from "./planning.ts";
import { at, produce, type Making } from "./producing.ts";
import { requestProductions } from "./tables.ts";

const leaseMs = limit(
  "production.lease",
  900_000,
  "ms",
  "then a production whose worker is not heard of is taken over by another; one volume takes a part of it",
);
const pauseMs = limit(
  "production.pause",
  2_000,
  "ms",
  "between two looks for productions to write",
);

export type Workshop = Omit<Making, "folder" | "say" | "isOver"> & { dataFolder: string };

/** Where the files of a production lie that was asked for in the console. */
export function folderOf(
  dataFolder: string,
  { agencyId, id }: Pick<Production, "agencyId" | "id">,
) {
  return join(dataFolder, "productions", agencyId, id);
}

/** Writes what was asked for in the console, one production at a time, until the signal aborts. */
export async function workProductions(
  ctx: Ctx,
  workshop: Workshop,
  signal: AbortSignal,
): Promise<void> {
  while (!signal.aborted) {
    const worked = await workOnProduction(ctx, workshop, signal);
    if (!worked) await ctx.clock.sleep(pauseMs, signal);
  }
}

/** One production's turn. False when none waits. */
export async function workOnProduction(
  ctx: Ctx,
  workshop: Workshop,
  signal?: AbortSignal,
): Promise<boolean> {
  const row = await claim(ctx);
  if (!row) return false;
  const own = asSystem(ctx, "productions", row.agencyId);
  const folder = folderOf(workshop.dataFolder, row);
  const isOver = () => signal?.aborted ?? false;
  try {
    const renew = () => void transact(own, (tx) => lease(tx, row.id)).catch(() => undefined);
    await produce(own, row, { ...workshop, folder, isOver, say: renew });
  } catch (error) {
    await fail(own, row, error);
    await rm(folder, { recursive: true, force: true });
  }
  await transact(own, (tx) =>
    tx.tx.update(requestProductions).set({ leasedUntil: null }).where(at(tx, row.id)),
  );
  return true;
}

async function claim(ctx: Ctx): Promise<Production | undefined> {
  return transact(asSystem(ctx, "productions", null), async (tx) => {
    const { leasedUntil, state, isForConsole, askedAt } = requestProductions;
    const isFree = or(isNull(leasedUntil), lt(leasedUntil, stamp(tx.clock.now())));
    const [row] = await tx.tx
      .select()
      .from(requestProductions)
      .where(and(eq(state, "making"), eq(isForConsole, true), isFree))
      .orderBy(asc(askedAt))
      .limit(1)
      .for("update", { skipLocked: true });
    if (row) await lease(tx, row.id, row.agencyId);
    return row;
  });
}

async function lease(
  ctx: Parameters<Parameters<typeof transact>[1]>[0],
  id: string,
  agencyId = agencyOf(ctx),
) {
  const leasedUntil = stamp(ctx.clock.now().add({ milliseconds: leaseMs }));
  await ctx.tx
    .update(requestProductions)
    .set({ leasedUntil })
    .where(and(eq(requestProductions.agencyId, agencyId), eq(requestProductions.id, id)));
}

/** Its numbers stay given; another production begins anew. */
async function fail(ctx: Ctx, row: Production, error: unknown): Promise<void> {
  const isSaid = error instanceof Refusal;
  if (!isSaid) ctx.log.error({ err: error, production: row.id }, "a production broke");
  const failure = isSaid ? error.message : "Something broke while it was written. Begin another.";
  await transact(ctx, (tx) =>
    tx.tx.update(requestProductions).set({ state: "failed", failure }).where(at(tx, row.id)),
  );
}
