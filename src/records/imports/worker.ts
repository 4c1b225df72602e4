import { createWriteStream } from "node:fs";
import { join } from "node:path";
import { pipeline } from "node:stream/promises";
import { and, asc, eq, inArray, isNull, lt, or } from "drizzle-orm";
import { stamp } from "#platform/clock.ts";
import { agencyOf, asSystem, type Ctx } from "#platform/context.ts";
import { transact } from "#platform/db/database.ts";
import { limit } from "#platform/limits.ts";
import { Refusal } from "#platform/refusal.ts";
import { imports } from "../schema.ts";
import {
  BrokenOff,
  leased,
  optionsOf,
  runImport,
  sealReport,
  storable,
  type Import,
} from "./importing.ts";
import { fileSource } from "./source.ts";
import { survey } from "./survey.ts";

const leaseMs = limit(
  "imports.lease",
  600_000,
  "ms",
  "then an import whose worker is not heard of is taken over by another",
);
const pauseMs = limit("imports.pause", 1_500, "ms", "between two looks for files to import");

/** Looks through what was brought and brings in what was ordered, one file at a time, until the signal aborts. */
export async function workImports(ctx: Ctx, signal: AbortSignal): Promise<void> {
  while (!signal.aborted) {
    const worked = await workOnImport(ctx, signal);
    if (!worked) await ctx.clock.sleep(pauseMs, signal);
  }
}

/** One file's turn. False when none waits. */
export async function workOnImport(ctx: Ctx, signal?: AbortSignal): Promise<boolean> {
  const row = await claimImport(ctx);
  if (!row) return false;
  const own = asSystem(ctx, "imports", row.agencyId);
  try {
    await workOn(own, row, signal);
  } catch (error) {
    if (!(error instanceof BrokenOff)) await fail(own, row, error);
  }
  await transact(own, (tx) =>
    tx.tx.update(imports).set({ leasedUntil: null }).where(at(tx, row.id)),
  );
  return true;
}

async function claimImport(ctx: Ctx): Promise<Import | undefined> {
  return transact(asSystem(ctx, "imports", null), async (tx) => {
    const isFree = or(isNull(imports.leasedUntil), lt(imports.leasedUntil, stamp(tx.clock.now())));
    const [row] = await tx.tx
      .select()
      .from(imports)
      .where(
        and(eq(imports.isKept, true), inArray(imports.state, ["looking", "importing"]), isFree),
      )
      .orderBy(asc(imports.broughtAt))
      .limit(1)
      .for("update", { skipLocked: true });
    if (row)
      await tx.tx
        .update(imports)
        .set(leased(tx, leaseMs))
        .where(and(eq(imports.agencyId, row.agencyId), eq(imports.id, row.id)));
    return row;
  });
}

/** Packages and databases are read where they lie: as a file, under a name of our own. */
async function workOn(ctx: Ctx, row: Import, signal: AbortSignal | undefined): Promise<void> {
  await using stage = await ctx.blobs.stage();
  const path = join(stage.folder, "file");
  await pipeline(ctx.blobs.open(row.sha256), createWriteStream(path));
  await using source = await fileSource(path, row.name);
  if (row.state === "looking") {
    const report = await survey(source, optionsOf(row), () => {
      if (signal?.aborted) throw new BrokenOff();
    });
    await transact(ctx, async (tx) => {
      const sealed = await sealReport(tx, row.id, storable(report));
      await tx.tx.update(imports).set({ sealed, state: "looked" }).where(at(tx, row.id));
    });
  } else await runImport(ctx, source, row, { leaseMs, isOver: () => signal?.aborted ?? false });
}

/** What came in stays in. The person reads why it went no further, and may bring the file again. */
async function fail(ctx: Ctx, row: Import, error: unknown): Promise<void> {
  const isSaid = error instanceof Refusal;
  if (!isSaid) ctx.log.error({ err: error, import: row.id }, "an import broke");
  const failure = isSaid ? error.message : "Something broke while it was read. Bring it again.";
  await transact(ctx, (tx) =>
    tx.tx.update(imports).set({ state: "failed", failure }).where(at(tx, row.id)),
  );
}

function at(ctx: Ctx, id: string) {
  return and(eq(imports.agencyId, agencyOf(ctx)), eq(imports.id, id));
}
