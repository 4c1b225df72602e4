import { and, asc, eq, isNull, lte } from "drizzle-orm";
import { ownAgency } from "#agency";
import { stamp } from "#platform/clock.ts";
import { asSystem, type Ctx } from "#platform/context.ts";
import { read, transact } from "#platform/db/database.ts";
import type { SafeClient } from "#platform/http/safe-client.ts";
import { limit } from "#platform/limits.ts";
import { Refusal } from "#platform/refusal.ts";
import { readRows, type Row } from "../intake/reading.ts";
import { blotterPolicyInForce } from "../policies.ts";
import { bringCalls } from "./bringing.ts";
import { noteFailure } from "./failing.ts";
import { beginning, earlier, latest, selected } from "./portal-query.ts";
import { PortalBusy, sodaRows, type Soda } from "./soda.ts";
import { secretOf, theSource, type CallSource } from "./sources.ts";
import { callSources } from "./tables.ts";
import { lookForVanished } from "./vanished.ts";

const pageRows = limit("blotter.portal-page", 5_000, "rows", "asked of a portal at once");
const pagesMax = limit(
  "blotter.portal-pages",
  20,
  "pages",
  "of one reading; the rest comes with the next, from where it stopped",
);
const pagesOverlap = limit(
  "blotter.portal-overlap",
  200,
  "rows",
  "read twice between pages: a row that changes meanwhile moves to the end, and those behind it move up",
);
const overlapMinutes = limit(
  "blotter.portal-again",
  15,
  "minutes",
  "before the last change seen are read again: a portal may show a change later than it dates it",
);
const backoffMs = limit(
  "blotter.portal-backoff",
  21_600_000,
  "ms",
  "between tries of one that fails",
);
const turnMax = limit("blotter.portal-turn", 20, "portals", "asked in one turn of the job");

export interface Asked {
  rows: number;
  new: number;
  changed: number;
  same: number;
  refused: number;
  recalled: number;
}

/** Asks every portal that is due. */
export async function askPortals(ctx: Ctx, web: Pick<SafeClient, "fetch">): Promise<void> {
  const due = await read(asSystem(ctx, "calls", null), (tx) =>
    tx.tx
      .select()
      .from(callSources)
      .where(and(isNull(callSources.endedAt), lte(callSources.nextAt, stamp(ctx.clock.now()))))
      .orderBy(asc(callSources.nextAt))
      .limit(turnMax),
  );
  for (const source of due) {
    const own = asSystem(ctx, "calls", source.agencyId);
    if (await claimed(own, source))
      await askPortal(own, web, source).catch((error: unknown) => {
        if (!(error instanceof Refusal)) throw error;
      });
  }
}

/** Of two workers one asks: whoever moves its next time on. */
async function claimed(ctx: Ctx, source: CallSource): Promise<boolean> {
  const next = stamp(ctx.clock.now().add({ minutes: source.everyMinutes }));
  const rows = await transact(ctx, (tx) =>
    tx.tx
      .update(callSources)
      .set({ nextAt: next })
      .where(and(theSource(tx, source.id), eq(callSources.nextAt, source.nextAt ?? "")))
      .returning({ id: callSources.id }),
  );
  return rows.length > 0;
}

/** Reads what changed since the last time. What goes wrong is written down, with when it is tried again, and thrown. */
export async function askPortal(
  ctx: Ctx,
  web: Pick<SafeClient, "fetch">,
  source: CallSource,
): Promise<Asked> {
  try {
    const soda = { web, token: await transact(ctx, (tx) => secretOf(tx, source)) };
    const asked = await readChanges(ctx, soda, source);
    await lookForVanished(ctx, soda, source);
    return asked;
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    const wait = source.everyMinutes * 60_000 * 2 ** Math.min(source.failures + 1, 10);
    const told = error instanceof PortalBusy ? (error.againMs ?? 0) : 0;
    await noteFailure(ctx, source, error.message, Math.max(told, Math.min(wait, backoffMs)));
    throw error;
  }
}

/** What was answered last to the very same question. It is a hint alone, and each process has its own. */
const tags = new Map<string, { question: string; etag: string }>();

async function readChanges(ctx: Ctx, soda: Soda, source: CallSource): Promise<Asked> {
  const { settings, id } = source;
  const { portal, columns } = settings;
  if (!portal) throw new Error("a portal has an address");
  const { timeZone } = await ownAgency(ctx);
  const where = `${portal.changed} >= '${await since(ctx, source, timeZone)}'`;
  const query = {
    select: selected(columns, portal.changed),
    where,
    order: `${portal.changed}, :id`,
  };
  const sum: Asked = { rows: 0, new: 0, changed: 0, same: 0, refused: 0, recalled: 0 };
  const question = JSON.stringify(query);
  const known = tags.get(id);
  let offset = 0;
  for (let page = 0; page < pagesMax; page += 1) {
    const isFirst = page === 0;
    const { rows, etag } = await sodaRows(soda, portal.url, {
      query: { ...query, limit: pageRows, offset },
      etag: isFirst && known?.question === question ? known.etag : undefined,
    });
    await take(ctx, source, { rows: rows ?? [], timeZone, sum });
    if (isFirst && etag !== null && (rows?.length ?? 0) < pageRows)
      tags.set(id, { question, etag });
    if (rows === undefined || rows.length < pageRows) break;
    offset += pageRows - pagesOverlap;
  }
  return sum;
}

/** How far its changes were read, less some minutes; of a portal that tells no changes, all that may still be shown. */
async function since(ctx: Ctx, source: CallSource, timeZone: string): Promise<string> {
  const { portal, columns } = source.settings;
  const changed = portal?.changed ?? "";
  const { content } = await read(ctx, blotterPolicyInForce);
  const first = beginning(
    changed,
    ctx.clock.now().subtract({ hours: content.shownHours }),
    timeZone,
  );
  // A call's own time says nothing of its later types: all that is in sight is read again.
  if (source.watermark === null || changed === columns.takenAt) return first;
  return earlier(source.watermark, overlapMinutes);
}

async function take(
  ctx: Ctx,
  source: CallSource,
  { rows, timeZone, sum }: { rows: readonly Row[]; timeZone: string; sum: Asked },
): Promise<void> {
  const { columns, portal } = source.settings;
  const calls = readRows(rows, { timeZone, columns });
  const mark = latest([
    ...(source.watermark === null ? [] : [source.watermark]),
    ...rows.map((row) => String(row[portal?.changed ?? ""] ?? "")),
  ]);
  const taken = await bringCalls(ctx, source, {
    what: "portal",
    read: calls,
    also: mark === undefined ? {} : { watermark: mark },
  });
  sum.rows += rows.length;
  sum.new += taken.new;
  sum.changed += taken.changed;
  sum.same += taken.same;
  sum.refused += calls.faults.length;
  sum.recalled += taken.recalled;
}
