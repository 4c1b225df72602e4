import { agencyOf, type Ctx } from "#platform/context.ts";
import { read } from "#platform/db/database.ts";
import { limit } from "#platform/limits.ts";
import type { Attestation } from "./attest/attestors.ts";
import { expiredStamps } from "./attest/renewing.ts";
import { cosignaturesOf, parseWitnessKey } from "./log/cosignature.ts";
import { NoteFault } from "./log/note.ts";
import { isQuorum } from "./log/policy.ts";
import { readTimestamp, TimestampFault } from "./log/timestamp.ts";

const pageSize = limit("verify.attested", 500, "cosignatures or stamps", "in memory at a time");

/** What others stand by: the newest head that enough witnesses cosigned, and the newest that was stamped. */
export interface Attested {
  cosignatures: number;
  stamps: number;
  /** Undefined when no witnesses are asked for, or when there is no such head yet. */
  cosignedSize: number | undefined;
  stampedSize: number | undefined;
  /** Stamps whose certificates have ended and that nobody renewed in time: no fault of the log, but no proof either. */
  expired: number;
}

interface CosignatureRow extends Record<string, unknown> {
  size: string;
  witness: string;
  line: string;
  note: string | null;
}

interface StampRow extends Record<string, unknown> {
  id: string;
  size: string;
  authority: string;
  token: Buffer;
  stamped_at: string;
  note: string | null;
}

/** Checks every stored cosignature and time stamp against the checkpoint that it speaks of; adds what is wrong. */
export async function verifyAttested(
  ctx: Ctx,
  faults: string[],
  attestation: Pick<Attestation, "policy" | "roots"> | undefined,
): Promise<Attested> {
  const cosigned = await verifyCosignatures(ctx, faults, attestation?.policy);
  const stamped = await verifyStamps(ctx, faults, attestation);
  faults.push(...(await lostCosignatures(ctx)));
  return {
    cosignatures: cosigned.count,
    cosignedSize: cosigned.size,
    stamps: stamped.count,
    stampedSize: stamped.size,
    expired: await expiredStamps(ctx),
  };
}

async function verifyCosignatures(
  ctx: Ctx,
  faults: string[],
  policy: Attestation["policy"] | undefined,
): Promise<{ count: number; size: number | undefined }> {
  let count = 0;
  let cosignedSize: number | undefined;
  let by = { size: -1, names: new Set<string>() };
  for (let after = { size: "-1", witness: "" }; ;) {
    const page = await cosignaturesAfter(ctx, after);
    for (const row of page) {
      count += 1;
      const size = Number(row.size);
      const fault = cosignatureFault(row);
      if (fault) {
        faults.push(fault);
        continue;
      }
      if (by.size !== size) by = { size, names: new Set() };
      const known = policy?.witnesses.find(({ vkey }) => vkey === row.witness);
      if (known) by.names.add(known.name);
      if (policy && policy.quorum !== "none" && isQuorum(policy, by.names)) cosignedSize = size;
    }
    const last = page.at(-1);
    if (last === undefined || page.length < pageSize) return { count, size: cosignedSize };
    after = last;
  }
}

function cosignatureFault({ size, witness, line, note }: CosignatureRow): string | undefined {
  if (note === null)
    return `missing: the checkpoint of size ${size}, which was cosigned by ${witness}, is gone`;
  try {
    const [found] = cosignaturesOf(note + line, [parseWitnessKey(witness)]);
    if (found) return undefined;
    return `forged: the cosignature of size ${size} is not by ${witness}`;
  } catch (error) {
    if (!(error instanceof NoteFault)) throw error;
    return `forged: of the checkpoint of size ${size}: ${error.message}`;
  }
}

async function verifyStamps(
  ctx: Ctx,
  faults: string[],
  attestation: Pick<Attestation, "roots"> | undefined,
): Promise<{ count: number; size: number | undefined }> {
  const roots = (await attestation?.roots()) ?? [];
  let count = 0;
  let size: number | undefined;
  for (let after = { size: "-1", id: "00000000-0000-0000-0000-000000000000" }; ;) {
    const page = await stampsAfter(ctx, after);
    for (const row of page) {
      count += 1;
      const fault = await stampFault(row, roots);
      if (fault) faults.push(fault);
      else size = Number(row.size);
    }
    const last = page.at(-1);
    if (last === undefined || page.length < pageSize) return { count, size };
    after = last;
  }
}

async function stampFault(
  row: StampRow,
  roots: Awaited<ReturnType<Attestation["roots"]>>,
): Promise<string | undefined> {
  const of = `the time stamp of size ${row.size} by ${row.authority}`;
  if (row.note === null) return `missing: the checkpoint of ${of} is gone`;
  try {
    const said = await readTimestamp(row.token, Buffer.from(row.note), { roots });
    const isSame = said.stampedAt.slice(0, 19) === row.stamped_at;
    return isSame ? undefined : `altered: ${of} says ${said.stampedAt}, not ${row.stamped_at}`;
  } catch (error) {
    if (!(error instanceof TimestampFault)) throw error;
    return `forged: ${of} is not one of that checkpoint: ${error.message}`;
  }
}

/** A witness was heard at a size whose cosignature is not there any more. */
async function lostCosignatures(ctx: Ctx): Promise<string[]> {
  const rows = await read(ctx, (tx) =>
    tx.tx.raw<{ key: string; size: string }>(
      `select key, size::text as size from archive_attestors a where agency_id = $1 and kind = 'witness' and size > 0
         and not exists (select from archive_cosignatures c
           where c.agency_id = a.agency_id and c.size = a.size and c.witness = a.key)`,
      [agencyOf(ctx)],
    ),
  );
  return rows.map(
    ({ key, size }) => `missing: the cosignature of size ${size} by ${key} was taken away`,
  );
}

async function cosignaturesAfter(ctx: Ctx, after: { size: string; witness: string }) {
  return read(ctx, (tx) =>
    tx.tx.raw<CosignatureRow>(
      `select s.size::text as size, s.witness, s.line, c.note from archive_cosignatures s
         left join archive_checkpoints c on c.agency_id = s.agency_id and c.size = s.size
       where s.agency_id = $1 and (s.size, s.witness) > ($2::bigint, $3) order by s.size, s.witness limit ${pageSize}`,
      [agencyOf(ctx), after.size, after.witness],
    ),
  );
}

async function stampsAfter(ctx: Ctx, after: { size: string; id: string }) {
  return read(ctx, (tx) =>
    tx.tx.raw<StampRow>(
      `select s.id, s.size::text as size, s.authority, s.token,
         to_char(s.stamped_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS') as stamped_at, c.note from archive_timestamps s
         left join archive_checkpoints c on c.agency_id = s.agency_id and c.size = s.size
       where s.agency_id = $1 and (s.size, s.id) > ($2::bigint, $3::uuid) order by s.size, s.id limit ${pageSize}`,
      [agencyOf(ctx), after.size, after.id],
    ),
  );
}
