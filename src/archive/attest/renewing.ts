import { agencyOf, type Ctx } from "#platform/context.ts";
import { stamp } from "#platform/clock.ts";
import { read, transact } from "#platform/db/database.ts";
import { limit } from "#platform/limits.ts";

export const renewDays = limit(
  "stamp.renew",
  60,
  "days",
  "before the certificate of a stamp ends, the log is stamped anew and the old stamp goes into it",
);
const atOnce = limit(
  "stamp.renewed-at-once",
  500,
  "stamps",
  "put into the log in one transaction, when their certificates end soon",
);

/** The kind of the record that carries old stamps under a newer one. */
const renewalKind = "archive.stamps-renewed";

/**
 * Puts stamps whose certificates end soon into the log, by the SHA-256 of their bytes, once another certificate that
 * lasts longer is at hand: the log is stamped under that one next, and so it proves that each old stamp was there while
 * its certificate stood (the time-stamp renewal of RFC 4998 §5.2, with the log for its evidence record). Each once.
 */
export async function renewStamps(ctx: Ctx): Promise<number> {
  const soon = stamp(ctx.clock.now().add({ hours: renewDays * 24 }));
  return transact(ctx, async (tx) => {
    const rows = await tx.tx.raw<{ id: string; size: number; authority: string; hash: string }>(
      `select s.id, s.size::float8 as size, s.authority, encode(sha256(s.token), 'hex') as hash from archive_timestamps s
       where s.agency_id = $1 and s.ends_at < $2::timestamptz
         and exists (select from archive_timestamps n where n.agency_id = s.agency_id and n.ends_at >= $2::timestamptz)
         and not exists (select from archive_records r where r.agency_id = s.agency_id and r.subject_kind = 'time-stamp'
           and r.subject_id = s.id::text and r.kind = $3)
       order by s.size, s.id limit ${atOnce}`,
      [agencyOf(tx), soon, renewalKind],
    );
    await tx.happenings.tell(
      tx,
      ...rows.map(({ id, size, authority, hash }) => ({
        kind: renewalKind,
        subject: { kind: "time-stamp", id },
        facts: { size, authority, sha256: hash },
        record: {
          payload: { size, authority, sha256: hash },
          text: "",
          direction: "internal" as const,
        },
      })),
    );
    return rows.length;
  });
}

/**
 * How many stamps have outlived their certificates and are not in the log below a stamp that stands: what they say of their
 * time is proved to nobody any more. The log itself stands without them.
 */
export async function expiredStamps(ctx: Ctx): Promise<number> {
  const now = stamp(ctx.clock.now());
  const [row] = await read(ctx, (tx) =>
    tx.tx.raw<{ count: number }>(
      `select count(*)::int as count from archive_timestamps s where s.agency_id = $1 and s.ends_at < $2::timestamptz
         and not exists (select from archive_records r
           join archive_leaves l on l.agency_id = r.agency_id and l.id = r.id
           join archive_timestamps n on n.agency_id = r.agency_id and n.size > l.leaf and n.ends_at >= $2::timestamptz
           where r.agency_id = s.agency_id and r.subject_kind = 'time-stamp' and r.subject_id = s.id::text and r.kind = $3)`,
      [agencyOf(tx), now, renewalKind],
    ),
  );
  return row?.count ?? 0;
}
