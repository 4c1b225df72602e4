import { and, eq } from "drizzle-orm";
import { instantOf, millisecondsOf, stamp, Temporal } from "#platform/clock.ts";
import { agencyOf, type Ctx } from "#platform/context.ts";
import { transact } from "#platform/db/database.ts";
import { RequestFailed } from "#platform/http/safe-failure.ts";
import { limit } from "#platform/limits.ts";
import { removeWhere } from "./devices.ts";
import { devices, type PushFault } from "./schema.ts";

const patienceMax = limit(
  "devices.patience",
  3_600,
  "seconds",
  "longest that a push service is believed when it asks to wait",
);

/** What became of one notice to one device. */
export type Reached = "reached" | "gone" | "later" | "refused";

export interface PushAnswer {
  reached: Reached;
  why?: PushFault;
  waitSeconds?: number;
}

/** What the answer of a push service means (RFC 8030, 5, 7.2 and 8.4). */
export function readAnswer(answer: Response, now: Temporal.Instant): PushAnswer {
  const { status } = answer;
  if (status >= 200 && status < 300) return { reached: "reached" };
  if (status === 404 || status === 410) return { reached: "gone" };
  if (status !== 429 && status < 500) return { reached: "refused", why: "refused" };
  const waitSeconds = secondsOf(answer.headers.get("retry-after"), now);
  return { reached: "later", why: "busy", ...(waitSeconds === undefined ? {} : { waitSeconds }) };
}

/** A lost answer is tried again: the topic makes a second notice take the first one's place. */
export function readFailure(error: unknown): PushAnswer {
  if (!(error instanceof RequestFailed)) throw error;
  if (error.code === "refused-address" || error.code === "refused-url")
    return { reached: "refused", why: "not-allowed" };
  if (error.code === "too-many-redirects") return { reached: "refused", why: "refused" };
  return { reached: "later", why: "unreachable" };
}

/** Seconds, or a date (RFC 9110, 10.2.3). */
function secondsOf(header: string | null, now: Temporal.Instant): number | undefined {
  if (header === null) return undefined;
  const seconds = /^\d{1,9}$/.test(header)
    ? Number(header)
    : (millisecondsOf(header) - now.epochMilliseconds) / 1_000;
  return seconds > 0 ? Math.min(Math.ceil(seconds), patienceMax) : undefined;
}

/** Keeps how the device fares, for whoever looks at the list; what its push service no longer knows is removed. */
export async function noteReached(ctx: Ctx, id: string, answer: PushAnswer): Promise<void> {
  const now = ctx.clock.now();
  const one = and(eq(devices.agencyId, agencyOf(ctx)), eq(devices.id, id));
  await transact(ctx, async (tx) => {
    if (answer.reached === "gone") {
      await removeWhere(tx, one, "its push service no longer knows it");
      return;
    }
    if (answer.reached === "reached") {
      const well = { failingSince: null, failures: 0, failedWhy: null, quietUntil: null };
      await tx.tx
        .update(devices)
        .set({ ...well, reachedAt: stamp(now) })
        .where(one);
      return;
    }
    const [row] = await tx.tx.select().from(devices).where(one).for("update");
    if (!row) return;
    const quietUntil = answer.waitSeconds && stamp(now.add({ seconds: answer.waitSeconds }));
    await tx.tx
      .update(devices)
      .set({
        failingSince: row.failingSince ?? stamp(now),
        failures: row.failures + 1,
        failedWhy: answer.why ?? null,
        quietUntil: quietUntil || null,
      })
      .where(one);
  });
}

/** Whether its push service asked for patience, and the time is not over. */
export function isQuiet(quietUntil: string | null, now: Temporal.Instant): boolean {
  return quietUntil !== null && Temporal.Instant.compare(now, instantOf(quietUntil)) < 0;
}
