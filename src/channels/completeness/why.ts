import { stamp } from "#platform/clock.ts";
import { agencyOf, type TxCtx } from "#platform/context.ts";
import { limit } from "#platform/limits.ts";
import type { GapWhy } from "./gaps.ts";

const aliveSeconds = limit(
  "capture.alive",
  300,
  "seconds",
  "while some account was polled at least so often, the program itself was running",
);

/**
 * Why an account was silent since then: its polls failed; or others were polled meanwhile without a pause, so the
 * program ran; or nobody was.
 */
export async function whyOf(
  tx: TxCtx,
  channelId: string,
  fromAt: string,
): Promise<{ why: GapWhy }> {
  const [row] = await tx.tx.raw<{ failure: string | null; is_alive: boolean }>(
    `select (select failure from capture_hours where agency_id = $1 and channel_id = $2 and failed_at > $3::timestamptz
         order by hour desc limit 1) as failure,
       exists (select from (
         select max(silent_seconds) as silent, max(last_at) as last_at from capture_hours
         where agency_id = $1 and channel_id <> $2 and polls > 0 and hour between date_trunc('hour', $3::timestamptz) and $4::timestamptz
         group by channel_id) o
         where o.silent <= $5 and o.last_at > $3::timestamptz + make_interval(secs => $5)) as is_alive`,
    [agencyOf(tx), channelId, fromAt, stamp(tx.clock.now()), aliveSeconds],
  );
  if (row?.failure) return { why: failed(row.failure) };
  return { why: row?.is_alive ? "not-polled" : "server-down" };
}

function failed(failure: string): GapWhy {
  if (failure === "expired") return "token-ended";
  return failure === "refused" || failure === "later" ? "refused" : "unreachable";
}
