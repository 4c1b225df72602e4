import { authorize } from "#agency";
import { stamp } from "#platform/clock.ts";
import { agencyOf, type Ctx, type TxCtx } from "#platform/context.ts";
import { read } from "#platform/db/database.ts";
import { limit } from "#platform/limits.ts";
import { heldByWords, isHeld } from "./held.ts";

const proposedMax = limit(
  "disposition.records",
  50_000,
  "records",
  "of one disposition; what is left falls into the next",
);

/**
 * A post of the agency's own goes when it is over as a whole: it stands on no network, nobody works with it, and what was
 * done with it last is past its period too. The database itself looks once more when it is erased.
 */
function isWorkedWith(now: string): string {
  return `(r.subject_kind in ('post', 'delivery') and (subject_in_use(r.agency_id, r.subject_kind, r.subject_id)
    or exists (select from archive_records n where n.agency_id = r.agency_id and n.subject_kind = r.subject_kind
      and n.subject_id = r.subject_id and n.occurred_at + make_interval(months => s.months) > ${now}::timestamptz)))`;
}

/**
 * Every record of a series whose period is over, by what was said of the record or else by the first rule that fits. $1
 * agency, $2 now, $3 subject kinds that may be destroyed, $4 and $5 what holds by words find. Only series that somebody verified and that are to be
 * destroyed; a record that lies in an open disposition is not proposed twice.
 */
const dueRecords = `
  select r.id, r.captured_at, r.occurred_at, s.code, r.subject_kind = any ($3::text[]) and not ${isWorkedWith("$2")} as may_go,
    ${isHeld("$4", "$5")} as is_held
  from archive_records r
  cross join lateral (
    select coalesce(
      (select a.series_code from record_series a where a.agency_id = r.agency_id and a.record_id = r.id order by a.assigned_at desc limit 1),
      (select u.series_code from retention_rules u where u.agency_id = r.agency_id
         and (u.kind is null or starts_with(r.kind, u.kind)) and (u.direction is null or u.direction = r.direction)
         and (u.channel_id is null or u.channel_id = r.channel_id)
       order by u.position limit 1)) as code) found
  join retention_series s on s.agency_id = r.agency_id and s.code = found.code
  where r.agency_id = $1 and r.disposition_id is null and s.retired_at is null and s.verified_on is not null
    and s.action = 'destroy' and s.months is not null
    and r.occurred_at + make_interval(months => s.months) <= $2::timestamptz
    and not exists (
      select from disposition_items i join dispositions d on d.agency_id = i.agency_id and d.id = i.disposition_id
      where i.agency_id = r.agency_id and i.record_id = r.id and d.cancelled_at is null and d.finished_at is null)`;

export interface DueSeries {
  code: string;
  /** Past their period, and nothing is in the way. */
  due: number;
  /** Past their period, but a legal hold covers them. */
  held: number;
  /** Past their period, but the program still works with them: posts that stand on a network, or are not over. */
  inUse: number;
  oldest: string | null;
}

/** What has reached the end of its period, by series. */
export async function dueBySeries(ctx: Ctx, erasable: readonly string[]): Promise<DueSeries[]> {
  authorize(ctx, "disposition.read");
  return read(ctx, async (tx) => {
    const held = await heldByWords(tx);
    return tx.tx.raw<DueSeries & Record<string, unknown>>(
      `select code, count(*) filter (where may_go and not is_held)::int as due, count(*) filter (where is_held)::int as held,
         count(*) filter (where not may_go and not is_held)::int as "inUse",
         to_char(min(occurred_at) at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') as oldest
       from (${dueRecords}) d group by code order by code`,
      [agencyOf(tx), stamp(tx.clock.now()), [...erasable], held.ids, held.unsure],
    );
  });
}

export interface DueRecord {
  [column: string]: unknown;
  id: string;
  captured_at: string;
  occurred_at: string;
}

/** The records of one series that may be proposed now, oldest first. */
export async function dueOf(
  tx: TxCtx,
  code: string,
  erasable: readonly string[],
): Promise<DueRecord[]> {
  const held = await heldByWords(tx);
  return tx.tx.raw<DueRecord>(
    `select id, to_char(captured_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as captured_at,
       to_char(occurred_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as occurred_at
     from (${dueRecords}) d where code = $6 and may_go and not is_held order by d.occurred_at, d.id limit ${proposedMax}`,
    [agencyOf(tx), stamp(tx.clock.now()), [...erasable], held.ids, held.unsure, code],
  );
}
