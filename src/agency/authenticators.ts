import { and, eq, isNull, lt } from "drizzle-orm";
import { Secret, TOTP } from "otpauth";
import { agencyOf, type TxCtx } from "#platform/context.ts";
import { stamp } from "#platform/clock.ts";
import { Refusal } from "#platform/refusal.ts";
import { hashSecret } from "./secrets.ts";
import { authenticators, recoveryCodes } from "./schema.ts";

const stepSeconds = 30;
const recoveryCodeCount = 10;

/** Makes a new authenticator secret; it counts once a code from it was confirmed. */
export async function enrolAuthenticator(
  tx: TxCtx,
  person: { id: string; email: string },
  issuer: string,
  given?: Buffer,
) {
  const secret = given ?? tx.ids.random(20);
  const keys = await tx.vault.keysOf(tx, agencyOf(tx));
  const sealed = keys.seal(place(tx, person.id), secret);
  await tx.tx
    .insert(authenticators)
    .values({ agencyId: agencyOf(tx), personId: person.id, secret: sealed })
    .onConflictDoUpdate({
      target: [authenticators.agencyId, authenticators.personId],
      set: { secret: sealed, confirmedAt: null, lastStep: 0 },
    });
  const totp = new TOTP({
    issuer,
    label: person.email,
    secret: new Secret({ buffer: exact(secret) }),
  });
  return { secret: totp.secret.base32, uri: totp.toString() };
}

/**
 * Takes a code once (RFC 6238 §5.2): the step must be newer than the last one used, and the row is
 * updated with that condition, so that two requests with the same code cannot both pass (T06).
 */
export async function takeCode(tx: TxCtx, personId: string, code: string): Promise<boolean> {
  const [row] = await tx.tx.select().from(authenticators).where(at(tx, personId));
  if (!row || !/^\d{6}$/.test(code)) return false;
  const keys = await tx.vault.keysOf(tx, agencyOf(tx));
  const totp = new TOTP({
    secret: new Secret({ buffer: exact(keys.open(place(tx, personId), row.secret)) }),
  });
  const timestamp = tx.clock.now().epochMilliseconds;
  const delta = totp.validate({ token: code, timestamp, window: 1 });
  if (delta === null) return false;
  const step = Math.floor(timestamp / 1000 / stepSeconds) + delta;
  const taken = await tx.tx
    .update(authenticators)
    .set({ lastStep: step, confirmedAt: row.confirmedAt ?? stamp(tx.clock.now()) })
    .where(and(at(tx, personId), lt(authenticators.lastStep, step)))
    .returning({ personId: authenticators.personId });
  if (taken.length === 1 && row.confirmedAt === null) {
    await tx.happenings.tell(tx, {
      kind: "agency.authenticator-confirmed",
      subject: { kind: "person", id: personId },
      facts: {},
    });
  }
  return taken.length === 1;
}

export async function hasAuthenticator(tx: TxCtx, personId: string): Promise<boolean> {
  const [row] = await tx.tx
    .select({ confirmedAt: authenticators.confirmedAt })
    .from(authenticators)
    .where(at(tx, personId));
  return row !== undefined && row.confirmedAt !== null;
}

/** Ten new codes, shown once; older ones stop working. */
export async function makeRecoveryCodes(tx: TxCtx, personId: string): Promise<string[]> {
  const codes = Array.from({ length: recoveryCodeCount }, () =>
    tx.ids
      .random(8)
      .toString("hex")
      .replace(/(.{4})(?!$)/g, "$1-"),
  );
  await tx.tx
    .delete(recoveryCodes)
    .where(and(eq(recoveryCodes.agencyId, agencyOf(tx)), eq(recoveryCodes.personId, personId)));
  await tx.tx
    .insert(recoveryCodes)
    .values(codes.map((code) => ({ agencyId: agencyOf(tx), personId, hash: hashSecret(code) })));
  await tx.happenings.tell(tx, {
    kind: "agency.recovery-codes-made",
    subject: { kind: "person", id: personId },
    facts: {},
  });
  return codes;
}

export async function takeRecoveryCode(
  tx: TxCtx,
  personId: string,
  code: string,
): Promise<boolean> {
  const used = await tx.tx
    .update(recoveryCodes)
    .set({ usedAt: stamp(tx.clock.now()) })
    .where(
      and(
        eq(recoveryCodes.agencyId, agencyOf(tx)),
        eq(recoveryCodes.personId, personId),
        eq(recoveryCodes.hash, hashSecret(code.trim().toLowerCase())),
        isNull(recoveryCodes.usedAt),
      ),
    )
    .returning({ personId: recoveryCodes.personId });
  return used.length === 1;
}

export function wrongCode(): Refusal {
  return new Refusal(
    "wrong-code",
    "This code is not right, or it was used already. Wait for the next one.",
    { status: 401 },
  );
}

function at(tx: TxCtx, personId: string) {
  return and(eq(authenticators.agencyId, agencyOf(tx)), eq(authenticators.personId, personId));
}

function place(tx: TxCtx, personId: string) {
  return { table: "authenticators", column: "secret", agencyId: agencyOf(tx), rowId: personId };
}

/** otpauth wants an ArrayBuffer of exactly the secret's bytes. */
function exact(bytes: Buffer): ArrayBuffer {
  return new Uint8Array(bytes).buffer;
}
