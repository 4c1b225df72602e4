import { desc, eq } from "drizzle-orm";
import { z } from "zod";
import { authorize, namesOf } from "#agency";
import { stamp } from "#platform/clock.ts";
import { agencyOf, type Ctx, type TxCtx } from "#platform/context.ts";
import { read } from "#platform/db/database.ts";
import { limit } from "#platform/limits.ts";
import { logOf } from "../known-log.ts";
import { isQuorum, quorumWords } from "../log/policy.ts";
import type { Signer } from "../log/signer.ts";
import { archiveChecks } from "../schema.ts";
import { proofAlarms } from "./alarms.ts";
import { attestorsOf, newestCheckpoint, type Attestation, type Attestor } from "./attestors.ts";
import { endsSoon } from "./stamping.ts";

const checksShown = limit("archive.checks-shown", 10, "checks", "of the page, the newest first");
const pointsMax = limit("archive.growth", 120, "points", "of the chart of the log's growth");
const lagMs = limit(
  "attest.lag",
  10 * 60_000,
  "ms",
  "a witness that has not cosigned for so long, while the log grew, is said to lag",
);

const report = z.object({
  size: z.number(),
  root: z.string(),
  records: z.number(),
  pending: z.number(),
  checkpoints: z.number(),
  faults: z.array(z.string()),
  faultCount: z.number(),
  failed: z.string().optional(),
  attested: z.object({
    cosignatures: z.number(),
    stamps: z.number(),
    cosignedSize: z.number().optional(),
    stampedSize: z.number().optional(),
    /** Checks of before it was counted say nothing of it. */
    expired: z.number().default(0),
  }),
});

/** How the log is proved: its growth, who stands by it, what was checked, and what is wrong. */
export async function proofState(ctx: Ctx, signer: Signer, attestation: Attestation) {
  authorize(ctx, "archive.prove");
  const state = await read(ctx, async (tx) => ({
    log: await logOf(tx),
    head: await newestCheckpoint(tx),
    growth: await growthOf(tx),
    stands: await standingOf(tx, attestation),
    checks: await checksOf(tx),
    alarms: await proofAlarms(tx),
  }));
  const { log, head, stands, ...rest } = state;
  return {
    log: {
      origin: log.origin,
      // Asked only of a signer that has signed: looking makes no key.
      vkey: (await signer.knows(log.origin)) ? await signer.publicKey(log.origin) : null,
      ordered: log.size,
      size: head?.size ?? 0,
      signedAt: head?.signedAt ?? null,
    },
    ...stands,
    ...rest,
  };
}

/** Who attests the log, and who lags: for the page, the doctor and the command line. */
export async function standingOf(tx: TxCtx, { policy, authorities }: Attestation) {
  const head = await newestCheckpoint(tx);
  const now = tx.clock.now();
  const lateBefore = stamp(now.subtract({ milliseconds: lagMs }));
  const [asked, stamped] = [await attestorsOf(tx, "witness"), await attestorsOf(tx, "authority")];
  const described = (key: string, name: string, state: Attestor | undefined) => ({
    key,
    name,
    size: state?.size ?? 0,
    attestedAt: state?.attestedAt ?? null,
    failingSince: state?.failingSince ?? null,
    says: state?.says ?? null,
    isLate: (state?.failingSince ?? "~") < lateBefore,
  });
  const witnesses = policy.witnesses.map(({ vkey, name }) =>
    described(vkey, name, asked.get(vkey)),
  );
  const cosigned = new Set(
    witnesses.filter(({ size }) => size === head?.size).map(({ name }) => name),
  );
  const ends = await stampEnds(tx);
  return {
    witnesses,
    quorum: policy.witnesses.length > 0 ? quorumWords(policy) : null,
    isEnough: isQuorum(policy, cosigned),
    authorities: authorities.map((url) => ({
      ...described(url, new URL(url).host, stamped.get(url)),
      endsAt: ends.get(url) ?? null,
      endsSoon: endsSoon(ends.get(url) ?? "9999-01-01T00:00:00Z", now),
    })),
  };
}

/** When the certificate of each authority's newest stamp ends. */
async function stampEnds(tx: TxCtx): Promise<Map<string, string>> {
  const rows = await tx.tx.raw<{ authority: string; ends: string }>(
    `select distinct on (authority) authority, to_char(ends_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') as ends
     from archive_timestamps where agency_id = $1 order by authority, size desc, stamped_at desc`,
    [agencyOf(tx)],
  );
  return new Map(rows.map(({ authority, ends }) => [authority, ends]));
}

/** The log's size over time, in at most so many steps: what was signed, cosigned and stamped in each. */
async function growthOf(tx: TxCtx) {
  const rows = await tx.tx.raw<{
    at: string;
    size: string;
    signed: number;
    cosigned: number;
    stamped: number;
  }>(
    `with c as (select size, signed_at, extract(epoch from signed_at) as t from archive_checkpoints where agency_id = $1),
       ends as (select min(t) as first, greatest(max(t), min(t) + 1) as last from c),
       b as (select size, signed_at, width_bucket(t, first, last, ${pointsMax - 1}) as bucket from c, ends)
     select to_char(max(b.signed_at) at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') as at, max(b.size)::text as size,
       count(distinct b.size)::int as signed, count(w.witness)::int as cosigned, count(distinct s.id)::int as stamped
     from b left join archive_cosignatures w on w.agency_id = $1 and w.size = b.size
       left join archive_timestamps s on s.agency_id = $1 and s.size = b.size
     group by b.bucket order by b.bucket`,
    [agencyOf(tx)],
  );
  return rows.map(({ size, ...row }) => ({ ...row, size: Number(size) }));
}

async function checksOf(tx: TxCtx) {
  const rows = await tx.tx
    .select()
    .from(archiveChecks)
    .where(eq(archiveChecks.agencyId, agencyOf(tx)))
    .orderBy(desc(archiveChecks.askedAt))
    .limit(checksShown);
  const names = await namesOf(
    tx,
    rows.flatMap(({ askedBy }) => askedBy ?? []),
  );
  return rows.map((row) => ({
    id: row.id,
    by: names.get(row.askedBy ?? "") ?? null,
    askedAt: row.askedAt,
    startedAt: row.startedAt,
    endedAt: row.endedAt,
    done: row.done,
    size: row.size,
    report: report.nullable().catch(null).parse(row.report),
  }));
}
