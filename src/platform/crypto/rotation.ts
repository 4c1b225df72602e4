import { asSystem, type Ctx, type TxCtx } from "../context.ts";
import { transact } from "../db/database.ts";
import { Temporal } from "../clock.ts";
import { limit } from "../limits.ts";
import { found, Refusal } from "../refusal.ts";
import { activationMs, sealedHeadSize, type AgencyKeys } from "./vault.ts";

/** Where sealed values stand: a table with `agency_id`, and the column that names the row (a UUID). */
export interface SealedColumn {
  table: string;
  column: string;
  rowId: string;
}

export interface Moved {
  version: number;
  /** Values that now stand under the newest key. */
  moved: number;
  /** Values that did not open where they stand: altered or swapped. They keep their old key. */
  faults: string[];
}

const batch = limit("keys.batch", 500, "values", "one transaction of the move to a new agency key");
const retireMs = limit(
  "keys.retire",
  600_000,
  "ms",
  "an old agency key is destroyed when no transaction that began under it can still be open",
);

/**
 * Gives an agency a new key and moves every sealed value to it, while others work. It may be interrupted
 * at any point and run again: an unfinished move is finished before another key is made. `ctx` holds the
 * owner's database: the application's own role may not touch the record, and only the heads change.
 */
export async function rotateKeys(
  ctx: Ctx,
  agencyId: string,
  columns: readonly SealedColumn[],
): Promise<Moved> {
  const inAgency = asSystem(ctx, "key rotation", agencyId);
  await transact(inAgency, async (tx) => {
    if ((await keyVersions(tx, agencyId)).length < 2) await makeKey(tx, agencyId);
  });
  await untilActive(inAgency, agencyId);
  const moved = await moveAll(inAgency, agencyId, columns);
  await transact(inAgency, (tx) =>
    tx.happenings.tell(tx, {
      kind: "agency.keys-moved",
      subject: { kind: "agency", id: agencyId },
      facts: { version: moved.version, moved: moved.moved, faults: moved.faults.length },
      outcome: moved.faults.length > 0 ? "failed" : "done",
    }),
  );
  return moved;
}

/** Waits until every process knows the newest key, and it seals. */
async function untilActive(ctx: Ctx, agencyId: string): Promise<void> {
  const [newest] = await transact(ctx, (tx) => keyVersions(tx, agencyId));
  const active = Temporal.Instant.from(found(newest, "agency key").madeAt).add({
    milliseconds: activationMs,
  });
  const left = active.epochMilliseconds - ctx.clock.now().epochMilliseconds;
  if (left >= 0) await ctx.clock.sleep(left + 1);
}

async function makeKey(tx: TxCtx, agencyId: string): Promise<void> {
  const version = await tx.vault.rotate(tx, agencyId);
  await tx.happenings.tell(tx, {
    kind: "agency.keys-rotated",
    subject: { kind: "agency", id: agencyId },
    facts: { version },
  });
}

/** Destroys the old keys of an agency, once nothing needs them. Refuses, and says why, before that. */
export async function retireKeys(
  ctx: Ctx,
  agencyId: string,
  columns: readonly SealedColumn[],
): Promise<number> {
  const inAgency = asSystem(ctx, "key rotation", agencyId);
  // Stragglers: what was sealed by a transaction that began before the new key sealed.
  const { version, faults } = await moveAll(inAgency, agencyId, columns);
  return transact(inAgency, async (tx) => {
    const versions = await keyVersions(tx, agencyId);
    const newest = found(versions[0], "agency key");
    if (versions.length === 1) return 0;
    const ready = Temporal.Instant.from(newest.madeAt).add({ milliseconds: retireMs });
    if (newest.version !== version || Temporal.Instant.compare(ready, tx.clock.now()) > 0)
      throw new Refusal(
        "key-too-young",
        `The newest key is not old enough yet. Old keys can be destroyed from ${ready.toString()} on.`,
        { status: 409 },
      );
    const left = await leftBehind(tx, agencyId, version, columns);
    if (left > 0)
      throw new Refusal(
        "still-sealed",
        `${left} sealed values still need an old key, so nothing was destroyed. These do not open where they stand: ${faults.slice(0, 3).join(", ") || "none"}. Restore them from a backup first.`,
        { status: 409 },
      );
    const gone = await tx.vault.destroyBefore(tx, agencyId, version);
    if (gone > 0)
      await tx.happenings.tell(tx, {
        kind: "agency.key-destroyed",
        subject: { kind: "agency", id: agencyId },
        facts: { before: version, keys: gone },
      });
    return gone;
  });
}

/** Newest first. */
async function keyVersions(tx: TxCtx, agencyId: string) {
  const rows = await tx.tx.raw<{ version: number; made: string }>(
    `select version, to_char(made_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as made
     from agency_keys where agency_id = $1 order by version desc`,
    [agencyId],
  );
  return rows.map(({ version, made }) => ({ version, madeAt: made }));
}

async function moveAll(
  inAgency: Ctx,
  agencyId: string,
  columns: readonly SealedColumn[],
): Promise<Moved> {
  const total: Moved = { version: 0, moved: 0, faults: [] };
  for (const column of columns) {
    let after = "00000000-0000-0000-0000-000000000000";
    for (;;) {
      const step = await transact(inAgency, (tx) => moveBatch(tx, agencyId, column, after));
      total.version = step.version;
      total.moved += step.moved;
      total.faults.push(...step.faults);
      if (step.last === undefined) break;
      after = step.last;
    }
  }
  return total;
}

/** Only heads travel: the body behind them, which may be megabytes, stays where it is. */
async function moveBatch(tx: TxCtx, agencyId: string, place: SealedColumn, after: string) {
  const { table, column, rowId } = place;
  const keys = await tx.vault.keysOf(tx, agencyId);
  const rows = await tx.tx.raw<{ id: string; head: Buffer }>(
    `select ${rowId} as id, substring(${column} from 1 for ${sealedHeadSize}) as head from ${table}
     where agency_id = $1 and ${rowId} > $2 and length(${column}) > 0 and substring(${column} from 2 for 2) <> $3
     order by ${rowId} limit ${batch} for update`,
    [agencyId, after, versionBytes(keys)],
  );
  const faults: string[] = [];
  const next = rows.flatMap(({ id, head }) => {
    try {
      const at = { table, column, agencyId, rowId: id };
      return [{ id, old: head, head: keys.rewrapHead(at, head) }];
    } catch {
      faults.push(`${table} ${id}`);
      return [];
    }
  });
  await tx.tx.raw(
    `update ${table} as t set ${column} = overlay(t.${column} placing v.head from 1 for ${sealedHeadSize})
     from unnest($2::uuid[], $3::bytea[], $4::bytea[]) as v(id, old, head)
     where t.agency_id = $1 and t.${rowId} = v.id and substring(t.${column} from 1 for ${sealedHeadSize}) = v.old`,
    [agencyId, next.map(({ id }) => id), next.map(({ old }) => old), next.map(({ head }) => head)],
  );
  return { version: keys.version, moved: next.length, faults, last: rows.at(-1)?.id };
}

/** How many values are not under this version, counted in the transaction that decides on it. */
async function leftBehind(
  tx: TxCtx,
  agencyId: string,
  version: number,
  columns: readonly SealedColumn[],
): Promise<number> {
  let left = 0;
  for (const { table, column } of columns) {
    const [row] = await tx.tx.raw<{ n: number }>(
      `select count(*)::int as n from ${table}
       where agency_id = $1 and length(${column}) > 0 and substring(${column} from 2 for 2) <> $2`,
      [agencyId, versionBytes({ version })],
    );
    left += row?.n ?? 0;
  }
  return left;
}

function versionBytes({ version }: Pick<AgencyKeys, "version">): Buffer {
  return Buffer.from([version >> 8, version & 0xff]);
}
