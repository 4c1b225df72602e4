import { and, eq, isNull } from "drizzle-orm";
import { agencyOf, asSystem, type Ctx, type Origin, type TxCtx } from "#platform/context.ts";
import { read, transact } from "#platform/db/database.ts";
import { stamp } from "#platform/clock.ts";
import { Refusal } from "#platform/refusal.ts";
import { ownAgency } from "./agencies.ts";
import {
  enrolAuthenticator,
  hasAuthenticator,
  makeRecoveryCodes,
  takeCode,
  takeRecoveryCode,
  wrongCode,
} from "./authenticators.ts";
import { clearFailures, isLockedOut } from "./lockouts.ts";
import { hasPasskey } from "./passkeys.ts";
import { personById } from "./people.ts";
import { passwords, people, sessions } from "./schema.ts";
import { hashPassword, isPassword } from "./secrets.ts";
import { beginSession, proveSession, type Session } from "./sessions.ts";
import { tryOnce } from "./tries.ts";

/** Says the same whether the account exists, is locked or the password is wrong (ASVS 6.3.8). */
function wrongSignIn(): Refusal {
  return new Refusal(
    "wrong-sign-in",
    "E-mail and password do not match, or the account is locked. After five tries an administrator must open it.",
    { status: 401 },
  );
}

/** Costs as much time as a true check, so that time does not tell which accounts exist (T07). */
const decoy = hashPassword("no such account", Buffer.alloc(16));

/** First factor. The session it begins opens nothing but the second step. */
export async function signInWithPassword(ctx: Ctx, email: string, password: string, from: Origin) {
  const account = await accountOf(ctx, email);
  const look = async () => isPassword(password, account?.hash ?? (await decoy));
  if (!account) {
    await look();
    throw wrongSignIn();
  }
  const { agencyId, personId } = account;
  const begun = await tryOnce(asSystem(ctx, "sign-in", agencyId), personId, from.address, {
    look,
    open: async (tx) => ({
      ...(await beginSession(tx, personId, "password", from)),
      next: await secondFactorOf(tx, personId),
    }),
  });
  if (!begun) throw wrongSignIn();
  return begun;
}

/** What completes the sign-in of this account; `enrol` where it has no second factor at all. */
async function secondFactorOf(tx: TxCtx, personId: string): Promise<"code" | "passkey" | "enrol"> {
  if (await hasAuthenticator(tx, personId)) return "code";
  return (await hasPasskey(tx, personId)) ? "passkey" : "enrol";
}

/**
 * An account with a password alone sets up its authenticator on the way in. Refused to whoever has a
 * second factor: knowing the password must never be enough to replace that.
 */
export async function beginEnrolment(ctx: Ctx, session: Session) {
  return transact(asSystem(ctx, "sign-in", session.agencyId), async (tx) => {
    await mustEnrol(tx, session);
    const agency = await ownAgency(tx);
    return enrolAuthenticator(tx, await personById(tx, session.personId), agency.shortName);
  });
}

/** The first code confirms the authenticator and completes the sign-in; a new token is issued. */
export async function confirmEnrolment(ctx: Ctx, session: Session, code: string, from: Origin) {
  return transact(asSystem(ctx, "sign-in", session.agencyId), async (tx) => {
    await mustEnrol(tx, session);
    if (!(await takeCode(tx, session.personId, code))) throw wrongCode();
    await discard(tx, session);
    const recoveryCodes = await makeRecoveryCodes(tx, session.personId);
    return { ...(await welcome(tx, session.personId, "password+code", from)), recoveryCodes };
  });
}

async function mustEnrol(tx: TxCtx, session: Session): Promise<void> {
  const isLocked = await isLockedOut(tx, session.personId);
  if (!isLocked && (await secondFactorOf(tx, session.personId)) === "enrol") return;
  throw new Refusal(
    "second-factor-known",
    "This account has a second factor. Sign in with it, or ask an administrator for a recovery.",
    { status: 403 },
  );
}

/** Whose e-mail this is and the password's hash, across agencies. */
async function accountOf(ctx: Ctx, email: string) {
  return read(asSystem(ctx, "sign-in", null), async (tx) => {
    const [row] = await tx.tx
      .select({ agencyId: people.agencyId, personId: people.id, hash: passwords.hash })
      .from(people)
      .innerJoin(
        passwords,
        and(eq(passwords.agencyId, people.agencyId), eq(passwords.personId, people.id)),
      )
      .where(and(eq(people.email, email.trim().toLowerCase()), isNull(people.endedAt)))
      .orderBy(people.madeAt)
      .limit(1);
    return row;
  });
}

/** Second factor: a code of the authenticator, or one of the recovery codes. A new token is issued. */
export async function signInWithCode(ctx: Ctx, session: Session, code: string, from: Origin) {
  const { agencyId, personId } = session;
  const begun = await tryOnce(asSystem(ctx, "sign-in", agencyId), personId, from.address, {
    async open(tx) {
      const isRight =
        (await takeCode(tx, personId, code)) || (await takeRecoveryCode(tx, personId, code));
      if (!isRight) return undefined;
      await discard(tx, session);
      return welcome(tx, personId, "password+code", from);
    },
  });
  if (!begun) throw wrongCode();
  return begun;
}

/** Completes a sign-in: failures are forgotten, the account counts as used today. */
export async function welcome(
  tx: TxCtx,
  personId: string,
  factor: "password+code" | "passkey" | "pass",
  from: Origin,
) {
  await clearFailures(tx, personId);
  await tx.tx
    .update(people)
    .set({ lastSeenAt: stamp(tx.clock.now()) })
    .where(and(eq(people.agencyId, agencyOf(tx)), eq(people.id, personId)));
  return beginSession(tx, personId, factor, from);
}

/** The half session of the first factor ends when the whole one begins: never the same token (T13). */
export async function discard(tx: TxCtx, session: Session): Promise<void> {
  await tx.tx
    .update(sessions)
    .set({ endedAt: stamp(tx.clock.now()), endedWhy: "second factor proved" })
    .where(and(eq(sessions.agencyId, session.agencyId), eq(sessions.id, session.id)));
}

/** Unlocking and step-up ask for one factor again; five failures lock the account here too. */
export async function proveAgain(
  ctx: Ctx,
  session: Session,
  { password, code }: { password?: string | undefined; code?: string | undefined },
  from: Origin,
): Promise<void> {
  const { agencyId, personId } = session;
  const inAgency = asSystem(ctx, "sign-in", agencyId);
  const how = code === undefined ? "password" : "code";
  const proved = await tryOnce(inAgency, personId, from.address, {
    look: async () =>
      how === "code" || isPassword(password ?? "", await hashOf(inAgency, personId)),
    async open(tx) {
      if (code !== undefined && !(await takeCode(tx, personId, code))) return undefined;
      await proveSession(tx, session, how, from);
      return how;
    },
  });
  if (proved) return;
  throw new Refusal(
    "not-proved",
    "That did not match. After five tries an administrator must open the account.",
    { status: 401 },
  );
}

/** The stored hash, or one that no password fits. */
async function hashOf(ctx: Ctx, personId: string): Promise<string> {
  const [row] = await read(ctx, (tx) =>
    tx.tx
      .select({ hash: passwords.hash })
      .from(passwords)
      .where(and(eq(passwords.agencyId, agencyOf(tx)), eq(passwords.personId, personId))),
  );
  return row?.hash ?? "";
}

export async function setPassword(tx: TxCtx, personId: string, password: string): Promise<void> {
  const hash = await hashPassword(password, tx.ids.random(16));
  const setAt = stamp(tx.clock.now());
  await tx.tx
    .insert(passwords)
    .values({ agencyId: agencyOf(tx), personId, hash, setAt })
    .onConflictDoUpdate({ target: [passwords.agencyId, passwords.personId], set: { hash, setAt } });
  await tx.happenings.tell(tx, {
    kind: "agency.password-set",
    subject: { kind: "person", id: personId },
    facts: {},
  });
}
