import { readFileSync } from "node:fs";
import { and, desc, eq } from "drizzle-orm";
import type { Certificate } from "pkijs";
import { millisecondsOf, stamp } from "#platform/clock.ts";
import { agencyOf, type Ctx, type TxCtx } from "#platform/context.ts";
import { transact } from "#platform/db/database.ts";
import type { SafeClient } from "#platform/http/safe-client.ts";
import { limit } from "#platform/limits.ts";
import { Refusal } from "#platform/refusal.ts";
import { emptyPolicy, parsePolicy, type TrustPolicy } from "../log/policy.ts";
import { parseRoots } from "../log/timestamp.ts";
import { archiveAttestors, archiveCheckpoints } from "../schema.ts";

const firstPauseMs = limit("attest.first-pause", 5_000, "ms", "before it is asked again");
const pauseMsMax = limit(
  "attest.pause",
  15 * 60_000,
  "ms",
  "a witness or authority that stays silent is asked this often",
);
const saysMax = limit("attest.says", 300, "characters", "of what it answered, for a person");

/** Who stands by the log beside its own key, as the settings name them. */
export interface Attestation {
  policy: TrustPolicy;
  authorities: readonly string[];
  /** The roots of the authorities; empty where the settings name none: then stamps are read, and not trusted. */
  roots(): Promise<readonly Certificate[]>;
  client: SafeClient;
}

/** Reads what the settings name. Throws a Refusal that says which file cannot be followed, and why. */
export function openAttestation(
  settings: {
    witnesses: string | undefined;
    timestamps: readonly string[];
    timestampRoots: string | undefined;
  },
  client: SafeClient,
): Attestation {
  const { witnesses, timestamps, timestampRoots } = settings;
  const pem = timestampRoots && readSetting("OPENBEAT_TIMESTAMP_ROOTS", timestampRoots, String);
  return {
    policy: witnesses ? readSetting("OPENBEAT_WITNESSES", witnesses, parsePolicy) : emptyPolicy(),
    authorities: timestamps,
    roots: async () => (pem ? parseRoots(pem) : []),
    client,
  };
}

function readSetting<T>(name: string, file: string, parse: (text: string) => T): T {
  try {
    return parse(readFileSync(file, "utf8"));
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : String(cause);
    throw new Refusal("setting-unreadable", `${name}: ${file} cannot be followed. ${why}`, {
      cause,
    });
  }
}

export type Attestor = typeof archiveAttestors.$inferSelect;
type AttestorKind = "witness" | "authority";

/** The newest checkpoint that is signed: what is to be attested. */
export async function newestCheckpoint(tx: TxCtx) {
  const [row] = await tx.tx
    .select()
    .from(archiveCheckpoints)
    .where(eq(archiveCheckpoints.agencyId, agencyOf(tx)))
    .orderBy(desc(archiveCheckpoints.size))
    .limit(1);
  return row;
}

/** How it stands with each of one kind, by its key. */
export async function attestorsOf(tx: TxCtx, kind: AttestorKind): Promise<Map<string, Attestor>> {
  const rows = await tx.tx
    .select()
    .from(archiveAttestors)
    .where(and(eq(archiveAttestors.agencyId, agencyOf(tx)), eq(archiveAttestors.kind, kind)));
  return new Map(rows.map((row) => [row.key, row]));
}

/** It attested a head: whatever was wrong with it is over. */
export async function noteAttested(
  tx: TxCtx,
  kind: AttestorKind,
  key: string,
  size: number,
  attestedAt: string,
): Promise<void> {
  const state = { size, attestedAt, failingSince: null, says: null, nextAt: null };
  await tx.tx
    .insert(archiveAttestors)
    .values({ agencyId: agencyOf(tx), kind, key, ...state })
    .onConflictDoUpdate({
      target: [archiveAttestors.agencyId, archiveAttestors.kind, archiveAttestors.key],
      set: state,
    });
}

/** It does not answer, or says no: remembered with its words, and asked again later each time. */
export async function noteFailure(
  ctx: Ctx,
  kind: AttestorKind,
  key: string,
  words: string,
): Promise<void> {
  await transact(ctx, async (tx) => {
    const before = (await attestorsOf(tx, kind)).get(key);
    const now = tx.clock.now();
    const since = before?.failingSince ?? stamp(now);
    const pauseMs = before?.failingSince
      ? Math.min(pauseMsMax, now.epochMilliseconds - millisecondsOf(since) + firstPauseMs)
      : firstPauseMs;
    const state = {
      failingSince: since,
      says: words.slice(0, saysMax),
      nextAt: stamp(now.add({ milliseconds: pauseMs })),
    };
    await tx.tx
      .insert(archiveAttestors)
      .values({ agencyId: agencyOf(tx), kind, key, size: 0, ...state })
      .onConflictDoUpdate({
        target: [archiveAttestors.agencyId, archiveAttestors.kind, archiveAttestors.key],
        set: state,
      });
  });
}

/** Whether it is to be asked now: it lags behind this size, and its pause is over. */
export function isDue(state: Attestor | undefined, size: number, now: string): boolean {
  if (state === undefined) return true;
  return (state.size !== size || state.failingSince !== null) && (state.nextAt ?? "") <= now;
}
