import { inArray, and, eq } from "drizzle-orm";
import type { Copy, GoneWhy } from "#channels";
import { stamp } from "#platform/clock.ts";
import { agencyOf, type TxCtx } from "#platform/context.ts";
import { limit } from "#platform/limits.ts";
import { subscribers, type Suspended } from "./schema.ts";
import { byId, count, remove, type Subscriber } from "./subscribers.ts";

const putOffMax = limit(
  "audience.put-off",
  5,
  "times",
  "a copy is tried again for a server that asks for patience; then it counts as refused",
);
const failuresMax = limit(
  "audience.failures",
  3,
  "posts in a row",
  "refused by an address: then it is left alone until its owner subscribes anew",
);

interface Noted {
  fanOutId: string;
  fence: number;
  done: readonly Copy[];
}

/** Writes down what became of copies, and what that says of their addresses. */
export async function noteCopies(tx: TxCtx, { fanOutId, fence, done }: Noted): Promise<void> {
  if (done.length === 0) return;
  const given = done.map((copy) => ({
    id: copy.id,
    to: stateOf(copy),
    remote: copy.state === "accepted" ? copy.remoteId.slice(0, 500) : null,
    again: copy.state === "later" ? againAt(tx, copy.retryAfterMs) : null,
  }));
  const rows = await tx.tx.raw<{ id: string; state: string }>(
    `with noted as (update audience_orders o set
       state = case when r.again is not null and o.tries + 1 >= ${putOffMax} then 'refused' else r.to end,
       tries = o.tries + case when r.again is null then 0 else 1 end, not_before = r.again, remote_id = r.remote
     from jsonb_to_recordset($4::jsonb) as r(id uuid, "to" text, remote text, again timestamptz)
     where o.agency_id = $1 and o.fan_out_id = $2 and o.subscriber_id = any ($5::uuid[]) and o.subscriber_id = r.id and o.fence = $3 and o.state in ('sending', 'unknown')
     returning o.subscriber_id as id, o.state),
     well as (update audience_subscribers s set failures = 0 from noted n
       where s.agency_id = $1 and s.id = any ($5::uuid[]) and s.id = n.id and n.state = 'accepted' and s.failures > 0)
     select id, state from noted`,
    [agencyOf(tx), fanOutId, fence, JSON.stringify(given), done.map(({ id }) => id)],
  );
  const gone = new Map(done.flatMap((one) => (one.state === "gone" ? [[one.id, one.why]] : [])));
  const refused = rows.filter(({ state, id }) => state === "refused" || gone.has(id));
  if (refused.length > 0)
    await judge(
      tx,
      refused.map(({ id }) => id),
      gone,
    );
}

function stateOf({ state }: Copy): string {
  if (state === "later" || state === "untouched") return "waiting";
  return state === "gone" ? "refused" : state;
}

function againAt(tx: TxCtx, retryAfterMs: number): string {
  return stamp(tx.clock.now().add({ milliseconds: Math.ceil(retryAfterMs) }));
}

/** An address that is no more is suspended at once, one that refuses again and again in the end. */
async function judge(
  tx: TxCtx,
  ids: readonly string[],
  gone: ReadonlyMap<string, GoneWhy>,
): Promise<void> {
  const rows = await tx.tx
    .select()
    .from(subscribers)
    .where(and(eq(subscribers.agencyId, agencyOf(tx)), inArray(subscribers.id, [...ids])))
    .for("update");
  for (const row of rows) {
    const why = gone.get(row.id);
    // A browser's address never comes back, and whoever asked to be left alone is (47 CFR 64.1200(a)(10)).
    if (why === "no-device" || why === "asked") await remove(tx, row, why);
    else if (why) await suspend(tx, row, why);
    else if (row.failures + 1 >= failuresMax) await suspend(tx, row, "refused-often");
    else
      await tx.tx
        .update(subscribers)
        .set({ failures: row.failures + 1 })
        .where(byId(tx, row.id));
  }
}

/** Nothing is sent there until somebody subscribes with it anew and confirms it. */
export async function suspend(tx: TxCtx, row: Subscriber, why: Suspended): Promise<void> {
  if (row.suspendedAt !== null || row.confirmedAt === null) return;
  const set = { suspendedAt: stamp(tx.clock.now()), suspendedWhy: why };
  await tx.tx.update(subscribers).set(set).where(byId(tx, row.id));
  await count(tx, row.way, "suspended");
  await tx.happenings.tell(tx, {
    kind: "audience.subscriber-suspended",
    subject: { kind: "subscriber", id: row.id },
    facts: { way: row.way, why },
  });
}
