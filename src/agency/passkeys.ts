import type {
  AuthenticationResponseJSON,
  AuthenticatorTransport,
  RegistrationResponseJSON,
} from "@simplewebauthn/server";
import { and, eq } from "drizzle-orm";
import { agencyOf, asSystem, type Ctx, type Origin, type TxCtx } from "#platform/context.ts";
import { read, transact } from "#platform/db/database.ts";
import { stamp } from "#platform/clock.ts";
import { limit } from "#platform/limits.ts";
import { Refusal } from "#platform/refusal.ts";
import { isLockedOut } from "./lockouts.ts";
import { authorize, personOf } from "./permission.ts";
import { passkeys } from "./schema.ts";

/** Where the ceremony takes place. A passkey is bound to the host name, so a bare IP address has none. */
export interface RelyingParty {
  id: string;
  origins: string[];
}

const challengeMinutes = limit(
  "passkey.challenge",
  5,
  "min",
  "a ceremony nobody finishes is forgotten",
);
const challengesMax = limit(
  "passkey.challenges",
  10_000,
  "ceremonies under way",
  "questions that nobody answers do not fill the memory: the oldest are forgotten",
);
const passkeysMax = limit("passkey.count", 20, "passkeys a person", "enough for every device");

/** Loaded with the first ceremony. */
const webauthn = () => import("@simplewebauthn/server");

/** Challenges that were handed out and not yet used. In memory: a ceremony stays with its process. */
const challenges = new Map<string, number>();

function remember(ctx: Ctx, challenge: string): void {
  const now = ctx.clock.now().epochMilliseconds;
  for (const [old, until] of challenges) {
    if (until >= now && challenges.size < challengesMax) break;
    challenges.delete(old);
  }
  challenges.set(challenge, now + challengeMinutes * 60_000);
}

/** True once for each challenge that we handed out within its minutes. */
function takeChallenge(ctx: Ctx) {
  return (challenge: string): boolean => {
    const until = challenges.get(challenge) ?? 0;
    challenges.delete(challenge);
    return until >= ctx.clock.now().epochMilliseconds;
  };
}

export async function ownPasskeys(ctx: Ctx) {
  const person = personOf(ctx);
  return read(ctx, async (tx) => {
    const rows = await passkeysOf(tx, person.personId);
    return rows.map(({ id, name, madeAt, lastUsedAt }) => ({ id, name, madeAt, lastUsedAt }));
  });
}

async function passkeysOf(tx: TxCtx, personId: string) {
  return tx.tx
    .select()
    .from(passkeys)
    .where(and(eq(passkeys.agencyId, agencyOf(tx)), eq(passkeys.personId, personId)))
    .orderBy(passkeys.madeAt);
}

export async function passkeyRegistration(ctx: Ctx, party: RelyingParty, email: string) {
  authorize(ctx, "passkey.change");
  const person = personOf(ctx);
  const known = await read(ctx, (tx) => passkeysOf(tx, person.personId));
  const options = await (
    await webauthn()
  ).generateRegistrationOptions({
    rpName: "Openbeat",
    rpID: party.id,
    userName: email,
    userDisplayName: person.name,
    userID: new Uint8Array(
      Buffer.from(`${person.agencyId}${person.personId}`.replaceAll("-", ""), "hex"),
    ),
    attestationType: "none",
    excludeCredentials: known.map(({ id }) => ({ id })),
    authenticatorSelection: { residentKey: "required", userVerification: "required" },
  });
  remember(ctx, options.challenge);
  return options;
}

export async function addPasskey(
  ctx: Ctx,
  party: RelyingParty,
  response: RegistrationResponseJSON,
  name: string,
): Promise<void> {
  authorize(ctx, "passkey.change");
  const person = personOf(ctx);
  const checked = await (
    await webauthn()
  )
    .verifyRegistrationResponse({
      response,
      expectedChallenge: takeChallenge(ctx),
      expectedOrigin: party.origins,
      expectedRPID: party.id,
    })
    .catch((cause: unknown) => {
      throw notAccepted(cause);
    });
  if (!checked.verified) throw notAccepted();
  const { credential } = checked.registrationInfo;
  await transact(ctx, async (tx) => {
    const known = await passkeysOf(tx, person.personId);
    if (known.length >= passkeysMax)
      throw new Refusal(
        "too-many-passkeys",
        `There are ${passkeysMax} passkeys already. Remove one first.`,
      );
    await tx.tx.insert(passkeys).values({
      agencyId: agencyOf(tx),
      id: credential.id,
      personId: person.personId,
      publicKey: Buffer.from(credential.publicKey),
      counter: credential.counter,
      transports: credential.transports ?? [],
      name: name.slice(0, 80),
      madeAt: stamp(tx.clock.now()),
    });
    await tx.happenings.tell(tx, {
      kind: "agency.passkey-added",
      subject: { kind: "person", id: person.personId },
      facts: { name },
    });
  });
}

export async function removePasskey(ctx: Ctx, id: string): Promise<void> {
  authorize(ctx, "passkey.change");
  const person = personOf(ctx);
  await transact(ctx, async (tx) => {
    const gone = await tx.tx
      .delete(passkeys)
      .where(
        and(
          eq(passkeys.agencyId, agencyOf(tx)),
          eq(passkeys.personId, person.personId),
          eq(passkeys.id, id),
        ),
      )
      .returning({ id: passkeys.id });
    if (gone.length === 0)
      throw new Refusal("not-found", "There is no such passkey.", { status: 404 });
    await tx.happenings.tell(tx, {
      kind: "agency.passkey-removed",
      subject: { kind: "person", id: person.personId },
      facts: {},
    });
  });
}

/** Options for signing in with any passkey the device holds for this site: no account is named. */
export async function passkeyQuestion(ctx: Ctx, party: RelyingParty) {
  const options = await (
    await webauthn()
  ).generateAuthenticationOptions({ rpID: party.id, userVerification: "required" });
  remember(ctx, options.challenge);
  return options;
}

/**
 * Checks the answer and returns whose passkey it is. Why it failed is nobody's business but the audit
 * trail's: a foreign page, a used question, or a counter that went back (a copied passkey).
 */
export async function passkeyOwner(
  ctx: Ctx,
  party: RelyingParty,
  response: AuthenticationResponseJSON,
  from: Origin,
): Promise<{ agencyId: string; personId: string }> {
  const [known] = await read(asSystem(ctx, "sign-in", null), (tx) =>
    tx.tx.select().from(passkeys).where(eq(passkeys.id, response.id)).limit(1),
  );
  if (!known) throw notAccepted();
  const inAgency = asSystem(ctx, "sign-in", known.agencyId);
  const checked = await (
    await webauthn()
  )
    .verifyAuthenticationResponse({
      response,
      expectedChallenge: takeChallenge(ctx),
      expectedOrigin: party.origins,
      expectedRPID: party.id,
      credential: {
        id: known.id,
        publicKey: new Uint8Array(known.publicKey),
        counter: known.counter,
        transports: Array.isArray(known.transports) ? known.transports.filter(isTransport) : [],
      },
    })
    .catch(async (cause: unknown) => {
      await auditPasskeyRefusal(inAgency, known, cause, from);
      throw notAccepted(cause);
    });
  if (!checked.verified) {
    await auditPasskeyRefusal(inAgency, known, undefined, from);
    throw notAccepted();
  }
  return transact(inAgency, async (tx) => {
    if (await isLockedOut(tx, known.personId)) throw notAccepted();
    await tx.tx
      .update(passkeys)
      .set({ counter: checked.authenticationInfo.newCounter, lastUsedAt: stamp(tx.clock.now()) })
      .where(and(eq(passkeys.agencyId, known.agencyId), eq(passkeys.id, known.id)));
    return { agencyId: known.agencyId, personId: known.personId };
  });
}

/** In a transaction of its own: the refused attempt leaves nothing else behind (CJIS AU-2). */
async function auditPasskeyRefusal(
  ctx: Ctx,
  known: { personId: string; name: string },
  cause: unknown,
  from: Origin,
): Promise<void> {
  const why = cause instanceof Error ? cause.message.slice(0, 200) : "the signature does not fit";
  await transact(ctx, (tx) =>
    tx.happenings.tell(tx, {
      kind: "agency.passkey-refused",
      subject: { kind: "person", id: known.personId },
      facts: { passkey: known.name, why, address: from.address },
      outcome: "failed",
    }),
  );
}

/** Whether an account without an authenticator has another second factor: its passkey. */
export async function hasPasskey(tx: TxCtx, personId: string): Promise<boolean> {
  return (await passkeysOf(tx, personId)).length > 0;
}

function isTransport(value: unknown): value is AuthenticatorTransport {
  return (
    typeof value === "string" &&
    ["ble", "cable", "hybrid", "internal", "nfc", "smart-card", "usb"].includes(value)
  );
}

function notAccepted(cause?: unknown): Refusal {
  return new Refusal(
    "passkey-refused",
    "This passkey was not accepted here. Use another one, or your password.",
    { status: 401, cause },
  );
}
