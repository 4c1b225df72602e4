import type { OutboundMessage } from "#channels";
import { ownAgency } from "#agency";
import { agencyOf, type Ctx, type TxCtx } from "#platform/context.ts";
import { transact } from "#platform/db/database.ts";
import { limit } from "#platform/limits.ts";
import type { Way } from "./schema.ts";

const pageMax = limit(
  "audience.fill",
  10_000,
  "subscribers",
  "looked up in one transaction: none holds the database for long",
);

export interface Filling {
  fanOutId: string;
  way: Way;
  message: OutboundMessage;
  isLifeSafety: boolean;
}

/** Writes an order for everybody whom the post is for. It may stop anywhere and be run again. */
export async function fill(ctx: Ctx, filling: Filling): Promise<void> {
  while (await transact(ctx, (tx) => fillPage(tx, filling)));
}

/**
 * Who has chosen what the post is about. Danger to life goes to everybody in its area, whatever they chose, and at any
 * hour: the page where people subscribe says so.
 */
const isFor = `s.confirmed_at is not null and s.confirmed_at <= f.placed_at and s.suspended_at is null
  and case when cardinality($4::uuid[]) = 0 then s.is_whole or $7
      else cardinality(s.beats) = 0 or s.beats && $4::uuid[] end
  and ($7 or cardinality(s.kinds) = 0 or $5 = any (s.kinds))
  and ($7 or cardinality($6::text[]) = 0 or cardinality(s.languages) = 0 or s.languages && $6::text[])`;

/** Who has asked for the calls of the beat: it must be one that they chose, in the language that they read. */
const isForCalls = `s.confirmed_at is not null and s.confirmed_at <= f.placed_at and s.suspended_at is null and not $7
  and s.beats && $4::uuid[] and s.language = any ($6::text[])
  and s.calls <> 'none' and ($5 = 'noteworthy' or s.calls = $5)`;

/** Who has news in one letter of the day or the week: a post waits there, unless it warns of danger to life. */
const isGathered = `(p.pace <> 'at-once' and $3 = 'email' and not $7)`;

/** Between two minutes of the clock on the wall, also across midnight. */
const isWithin = (
  minute: string,
) => `(p.quiet_from is not null and case when p.quiet_from < p.quiet_until
  then ${minute} >= p.quiet_from and ${minute} < p.quiet_until else ${minute} >= p.quiet_from or ${minute} < p.quiet_until end)`;

/** When the clock next shows their end. */
const endsAt = (local: string, minute: string, zone: string) =>
  `(${local}::timestamp::date + make_interval(mins => p.quiet_until)
  + case when p.quiet_until <= ${minute} then interval '1 day' else interval '0' end) at time zone ${zone}`;

const isQuiet = `(not $7 and ${isWithin("$9")})`;
const quietEnds = endsAt("$8", "$9", "$10");

/** "waiting", whether it rests, and until when: for those of a list who may sleep now. */
export async function ordersOf(tx: TxCtx, fanOutId: string, ids: readonly string[]): Promise<void> {
  const { timeZone } = await ownAgency(tx);
  const local = tx.clock.now().toZonedDateTimeISO(timeZone).toPlainDateTime();
  await tx.tx.raw(
    `insert into audience_orders (agency_id, fan_out_id, subscriber_id, state, is_resting, not_before)
     select $1, $2, p.id, 'waiting', ${isWithin("$5")}, case when ${isWithin("$5")} then ${endsAt("$4", "$5", "$6")} end
     from audience_subscribers p where p.agency_id = $1 and p.id = any ($3::uuid[])
     on conflict do nothing`,
    [agencyOf(tx), fanOutId, [...ids], local.toString(), local.hour * 60 + local.minute, timeZone],
  );
}

/** True while there may be more. */
async function fillPage(tx: TxCtx, { fanOutId, way, message, isLifeSafety }: Filling) {
  const [calls] = await tx.tx.raw<{ cadence: string }>(
    "select cadence from audience_call_letters where agency_id = $1 and id = $2",
    [agencyOf(tx), fanOutId],
  );
  const { timeZone } = await ownAgency(tx);
  const local = tx.clock.now().toZonedDateTimeISO(timeZone).toPlainDateTime();
  const [fan] = await tx.tx.raw<{ is_filled: boolean }>(
    "select is_filled from audience_fan_outs where agency_id = $1 and id = $2 for update",
    [agencyOf(tx), fanOutId],
  );
  if (!fan || fan.is_filled) return false;
  const [row] = await tx.tx.raw<{ last: string | null; n: number; gathered: number }>(
    `with page as (
       select s.id, s.quiet_from, s.quiet_until, ${calls ? "'at-once'" : "s.pace"} as pace, f.placed_at from audience_subscribers s
         join audience_fan_outs f on f.agency_id = s.agency_id and f.id = $2
       where s.agency_id = $1 and s.way = $3 and s.id > coalesce(f.filled_to, '00000000-0000-0000-0000-000000000000') and ${calls ? isForCalls : isFor}
       order by s.id limit ${pageMax}),
     made as (
       insert into audience_orders (agency_id, fan_out_id, subscriber_id, state, is_resting, not_before)
       select $1, $2, p.id, 'waiting', ${isQuiet}, case when ${isQuiet} then ${quietEnds} end from page p
         where not ${isGathered}
       on conflict do nothing),
     kept as (
       insert into audience_gathered (agency_id, subscriber_id, fan_out_id, placed_at)
       select $1, p.id, $2, p.placed_at from page p where ${isGathered}
       on conflict do nothing returning 1)
     select (select id from page order by id desc limit 1) as last, (select count(*)::int from page) as n, (select count(*)::int from kept) as gathered`,
    [
      agencyOf(tx),
      fanOutId,
      way,
      message.beats ?? [],
      calls?.cadence ?? message.kind ?? "inform",
      languagesOf(message),
      isLifeSafety,
      local.toString(),
      local.hour * 60 + local.minute,
      timeZone,
    ],
  );
  const isFilled = (row?.n ?? 0) < pageMax;
  await tx.tx.raw(
    `update audience_fan_outs set filled_to = coalesce($3, filled_to), is_filled = $4, gathered = gathered + $5 where agency_id = $1 and id = $2`,
    [agencyOf(tx), fanOutId, row?.last ?? null, isFilled, row?.gathered ?? 0],
  );
  return !isFilled;
}

/** "en-US" is read by whoever asked for "en". */
function languagesOf({ languages = [] }: OutboundMessage): string[] {
  return [...new Set(languages.map((one) => one.slice(0, 2).toLowerCase()))];
}
