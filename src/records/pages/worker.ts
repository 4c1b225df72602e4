import { and, asc, eq, isNull, lt, or } from "drizzle-orm";
import { stamp } from "#platform/clock.ts";
import { asSystem, type Ctx } from "#platform/context.ts";
import { transact } from "#platform/db/database.ts";
import { limit } from "#platform/limits.ts";
import type { PageCapture } from "./asking.ts";
import { capturePages, type PageTools } from "./capturing.ts";
import { at, keep } from "./keeping.ts";
import { pageCaptures } from "./tables.ts";

const leaseMs = limit(
  "pages.lease",
  300_000,
  "ms",
  "then a capture whose worker is not heard of is taken over by another",
);
const triesMax = limit("pages.tries", 3, "times", "a capture is begun before it is given up");
const pauseMs = limit("pages.pause", 2_000, "ms", "between two looks for pages to capture");

/** Captures what was asked for, one page at a time, until the signal aborts. */
export async function workCaptures(ctx: Ctx, tools: PageTools, signal: AbortSignal): Promise<void> {
  while (!signal.aborted) {
    const worked = await workOnCapture(ctx, tools, signal);
    if (!worked) await ctx.clock.sleep(pauseMs, signal);
  }
}

/** One capture's turn. False when none waits. */
export async function workOnCapture(
  ctx: Ctx,
  tools: PageTools,
  signal?: AbortSignal,
): Promise<boolean> {
  const row = await claim(ctx);
  if (!row) return false;
  const own = asSystem(ctx, "page captures", row.agencyId);
  try {
    if (row.tries > triesMax) throw new NotCaptured("given-up");
    await work(own, tools, row, signal);
  } catch (error) {
    const isKnown = error instanceof NotCaptured;
    if (!isKnown) own.log.error({ err: error, capture: row.id }, "a page capture broke");
    await fail(own, row, isKnown ? error.why : "broke");
  }
  return true;
}

/** Why there is no capture, as a word: one of the safe client's, or of our own. The screen has a sentence for each. */
class NotCaptured extends Error {
  readonly why: string;

  constructor(why: string) {
    super(why);
    this.why = why;
  }
}

async function claim(ctx: Ctx): Promise<PageCapture | undefined> {
  return transact(asSystem(ctx, "page captures", null), async (tx) => {
    const now = tx.clock.now();
    const isLeft = and(
      eq(pageCaptures.state, "capturing"),
      or(isNull(pageCaptures.leasedUntil), lt(pageCaptures.leasedUntil, stamp(now))),
    );
    const [row] = await tx.tx
      .select()
      .from(pageCaptures)
      .where(or(eq(pageCaptures.state, "waiting"), isLeft))
      .orderBy(asc(pageCaptures.askedAt))
      .limit(1)
      .for("update", { skipLocked: true });
    if (!row) return undefined;
    const [claimed] = await tx.tx
      .update(pageCaptures)
      .set({ state: "capturing", tries: row.tries + 1, leasedUntil: leaseOf(tx) })
      .where(at(row))
      .returning();
    return claimed;
  });
}

function leaseOf(tx: Ctx): string {
  return stamp(tx.clock.now().add({ milliseconds: leaseMs }));
}

async function work(
  ctx: Ctx,
  tools: PageTools,
  row: PageCapture,
  signal: AbortSignal | undefined,
): Promise<void> {
  await using stage = await ctx.blobs.stage();
  const startedAt = stamp(ctx.clock.now());
  const captured = await capturePages(ctx, tools, {
    url: row.url,
    title: row.url,
    isFollowed: row.isFollowed,
    folder: stage.folder,
    signal,
    say: (pages, parts, sizeBytes) =>
      transact(ctx, async (tx) => {
        await tx.tx
          .update(pageCaptures)
          .set({ pages, parts, sizeBytes, leasedUntil: leaseOf(tx) })
          .where(at(row));
      }),
  });
  // Stopped in the middle: the next server begins it anew.
  if (signal?.aborted) return release(ctx, row);
  const [first] = captured.pages;
  if (!first || first.status === null) {
    throw new NotCaptured(captured.leftOut[0]?.why ?? "no-answer");
  }
  const picture = captured.picture ? await ctx.blobs.put(captured.picture) : null;
  const wacz = await ctx.blobs.keep(captured.wacz.path);
  await transact(ctx, (tx) => keep(tx, row, captured, { wacz, picture, startedAt }));
}

async function release(ctx: Ctx, row: PageCapture): Promise<void> {
  await transact(ctx, async (tx) => {
    await tx.tx
      .update(pageCaptures)
      .set({ state: "waiting", leasedUntil: null, tries: row.tries - 1 })
      .where(at(row));
  });
}

async function fail(ctx: Ctx, row: PageCapture, failure: string): Promise<void> {
  await transact(ctx, async (tx) => {
    const endedAt = stamp(tx.clock.now());
    await tx.tx
      .update(pageCaptures)
      .set({ state: "failed", failure, leasedUntil: null, endedAt })
      .where(at(row));
    await tx.happenings.tell(tx, {
      kind: "records.page-not-captured",
      subject: { kind: "page-capture", id: row.id },
      facts: { url: row.url, why: failure },
      outcome: "failed",
    });
  });
}
