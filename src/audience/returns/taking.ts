import { isNoMailbox } from "#channels";
import { instantOf, stamp, Temporal } from "#platform/clock.ts";
import { ownAgency } from "#agency";
import { agencyOf, asSystem, type Ctx, type TxCtx } from "#platform/context.ts";
import { transact } from "#platform/db/database.ts";
import { limit } from "#platform/limits.ts";
import { lookupOf } from "../addresses.ts";
import { audienceKey } from "../keys.ts";
import { suspend } from "../noting.ts";
import { subscribers } from "../schema.ts";
import { byId, count, locked, remove, type Subscriber } from "../subscribers.ts";
import type { ProvenReturn } from "./return-path.ts";
import type { Report, ToldRecipient } from "./report.ts";

const lateMax = limit(
  "audience.late-failures",
  3,
  "days",
  "on which letters came back from an address: then it is left alone until its owner subscribes anew",
);
const lateRestDays = limit(
  "audience.late-rest",
  14,
  "days",
  "without a letter that came back: then they are counted anew",
);

/** What a report changed; all else that it may be changes nothing. */
export type Taken =
  | "ended"
  | "stopped"
  | "counted"
  /** Of a letter that is long past, or of somebody who left or confirmed anew since. */
  | "over"
  | "replayed"
  | "not for us";

/** A report of a letter whose return path was proved. Told twice it counts once. */
export async function takeReport(ctx: Ctx, of: ProvenReturn, report: Report): Promise<Taken> {
  return transact(asSystem(ctx, "audience", of.agencyId), async (tx) => {
    const row = await locked(tx, byId(tx, of.subscriberId));
    if (!row || row.way !== "email" || row.confirmedAt === null) return "over";
    if (report.kind === "feedback") return complained(tx, row, report.type);
    if (report.kind !== "status") return "not for us";
    const failed = report.recipients.filter(
      ({ action, status }) => action === "failed" && status.startsWith("5."),
    );
    if (failed.length > 0) return returned(tx, { row, of, failed });
    const isDelayed = report.recipients.some(({ action }) => /^(failed|delayed)$/.test(action));
    return isDelayed ? delayed(tx, row, of) : "not for us";
  });
}

/** What providers report where their reader wants no more of it (RFC 5965, 7.3). "not-spam" and others want nothing. */
async function complained(tx: TxCtx, row: Subscriber, type: string): Promise<Taken> {
  if (type !== "abuse" && type !== "opt-out") return "not for us";
  await remove(tx, row, "complaint");
  return "ended";
}

interface Returned {
  row: Subscriber;
  of: ProvenReturn;
  failed: readonly ToldRecipient[];
}

async function returned(tx: TxCtx, { row, of, failed }: Returned): Promise<Taken> {
  const marked = await mark(tx, row, of, "returned");
  if (marked !== "counted") return marked;
  const key = await audienceKey(tx);
  const isOwn = ({ addresses }: ToldRecipient) =>
    addresses.some((one) => lookupOf(key, "email", one).equals(row.lookup));
  // The rule of a relay's own answer: the address itself, by the codes that say that it is no more. What is said of
  // another address, where letters are sent on to, is a refusal alone.
  const gone = failed.find((one) => isOwn(one) && isNoMailbox(one.status));
  await tx.happenings.tell(tx, {
    kind: "audience.letter-returned",
    subject: { kind: "subscriber", id: row.id },
    facts: { way: row.way, status: (gone ?? failed[0])?.status ?? "", isGone: gone !== undefined },
  });
  if (gone) return suspend(tx, row, "bounced").then(() => "stopped");
  return lateFailure(tx, row);
}

/** A mailbox that is full for an afternoon returns all of it: a day counts once. */
async function lateFailure(tx: TxCtx, row: Subscriber): Promise<Taken> {
  const { timeZone } = await ownAgency(tx);
  const today = tx.clock.now().toZonedDateTimeISO(timeZone).toPlainDate();
  const last = row.lateFailedOn === null ? undefined : Temporal.PlainDate.from(row.lateFailedOn);
  const rest = last?.until(today).total("days");
  if (rest !== undefined && rest <= 0) return "counted";
  const lateFailures = rest !== undefined && rest <= lateRestDays ? row.lateFailures + 1 : 1;
  await tx.tx
    .update(subscribers)
    .set({ lateFailures, lateFailedOn: today.toString() })
    .where(byId(tx, row.id));
  if (lateFailures < lateMax) return "counted";
  await suspend(tx, row, "bounced");
  return "stopped";
}

async function delayed(tx: TxCtx, row: Subscriber, of: ProvenReturn): Promise<Taken> {
  return mark(tx, row, of, "delayed");
}

interface Sent {
  [name: string]: unknown;
  id: string;
  placed_at: string;
  state: string;
  reported: string | null;
}

/** Once for each letter: what it was told of before, or was never sent, changes nothing. */
async function mark(
  tx: TxCtx,
  row: Subscriber,
  of: ProvenReturn,
  what: "returned" | "delayed",
): Promise<Taken> {
  const [sent, ...others] = await tx.tx.raw<Sent>(
    `select f.id, o.state, o.reported, to_char(f.placed_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as placed_at
     from audience_fan_outs f join audience_orders o
       on o.agency_id = f.agency_id and o.fan_out_id = f.id and o.subscriber_id = $2
     where f.agency_id = $1 and f.id between $3 and $4`,
    [agencyOf(tx), row.id, of.fanOutFrom, of.fanOutTo],
  );
  if (!sent || others.length > 0 || !/^(accepted|unknown)$/.test(sent.state)) return "over";
  const confirmedAt = instantOf(row.confirmedAt ?? stamp(tx.clock.now()));
  if (Temporal.Instant.compare(instantOf(sent.placed_at), confirmedAt) < 0) return "over";
  if (sent.reported === "returned" || sent.reported === what) return "replayed";
  await tx.tx.raw(
    "update audience_orders set reported = $4 where agency_id = $1 and fan_out_id = $2 and subscriber_id = $3",
    [agencyOf(tx), sent.id, row.id, what],
  );
  await count(tx, row.way, what);
  return row.suspendedAt === null ? "counted" : "over";
}
