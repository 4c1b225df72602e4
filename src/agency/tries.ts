import { and, count, eq, gt } from "drizzle-orm";
import { stamp } from "#platform/clock.ts";
import { agencyOf, type Ctx, type TxCtx } from "#platform/context.ts";
import { transact } from "#platform/db/database.ts";
import { isLockedOut } from "./lockouts.ts";
import { lockouts, people, signInFailures } from "./schema.ts";

/** CJIS AC-7: five failures in fifteen minutes lock the account until an administrator opens it. */
const failuresMax = 5;
const windowMinutes = 15;

/** What a try consists of. `look` may be slow and holds no connection; `open` runs once it was right. */
export interface Attempt<T> {
  look?: () => Promise<boolean>;
  /** Returns undefined where what was given is wrong after all. */
  open: (tx: TxCtx) => Promise<T | undefined>;
}

/**
 * One try at an account's secret; undefined when it was wrong or the account is locked. It counts as failed
 * before it is looked at and is forgiven when it was right, so that a hundred tries at the same moment are
 * looked at no more often than a hundred in a row, and nobody waits on a row while a password is hashed.
 */
export async function tryOnce<T>(
  ctx: Ctx,
  personId: string,
  address: string,
  { look, open }: Attempt<T>,
): Promise<T | undefined> {
  const tryId = await countTry(ctx, personId, address);
  // Looked at even when it cannot count: the time it takes must not tell that the account is locked (T07).
  const isRight = (await look?.()) ?? true;
  if (tryId === undefined) return undefined;
  const opened = isRight
    ? await transact(ctx, async (tx) => {
        await lockPerson(tx, personId);
        if (await isLockedOut(tx, personId)) return undefined;
        const result = await open(tx);
        if (result !== undefined) await forgiveTry(tx, tryId);
        return result;
      })
    : undefined;
  if (opened === undefined) await keepFailure(ctx, personId, address);
  return opened;
}

/** Undefined when no further try may be looked at: the account is locked, or five are being looked at. */
async function countTry(ctx: Ctx, personId: string, address: string): Promise<string | undefined> {
  return transact(ctx, async (tx) => {
    await lockPerson(tx, personId);
    if ((await isLockedOut(tx, personId)) || (await recentFailures(tx, personId)) >= failuresMax) {
      await tellFailedSignIn(tx, personId, address);
      return undefined;
    }
    const id = tx.ids.uuid();
    const at = stamp(tx.clock.now());
    await tx.tx
      .insert(signInFailures)
      .values({ agencyId: agencyOf(tx), id, personId, at, address });
    return id;
  });
}

/** The try stays counted; the fifth locks the account. */
async function keepFailure(ctx: Ctx, personId: string, address: string): Promise<void> {
  await transact(ctx, async (tx) => {
    await lockPerson(tx, personId);
    await tellFailedSignIn(tx, personId, address);
    const failures = await recentFailures(tx, personId);
    if (failures < failuresMax || (await isLockedOut(tx, personId))) return;
    await tx.tx.insert(lockouts).values({
      agencyId: agencyOf(tx),
      id: tx.ids.uuid(),
      personId,
      at: stamp(tx.clock.now()),
    });
    await tx.happenings.tell(tx, {
      kind: "agency.account-locked",
      subject: { kind: "person", id: personId },
      facts: { failures, address },
    });
  });
}

export async function tellFailedSignIn(ctx: Ctx, personId: string, address: string): Promise<void> {
  await transact(ctx, (tx) =>
    tx.happenings.tell(tx, {
      kind: "agency.sign-in-failed",
      subject: { kind: "person", id: personId },
      facts: { address },
      outcome: "failed",
    }),
  );
}

/** Tries at one account are counted one after the other, whichever process counts them. */
async function lockPerson(tx: TxCtx, personId: string): Promise<void> {
  await tx.tx
    .select({ id: people.id })
    .from(people)
    .where(and(eq(people.agencyId, agencyOf(tx)), eq(people.id, personId)))
    .for("update");
}

async function recentFailures(tx: TxCtx, personId: string): Promise<number> {
  const since = stamp(tx.clock.now().subtract({ minutes: windowMinutes }));
  const [recent] = await tx.tx
    .select({ n: count() })
    .from(signInFailures)
    .where(
      and(
        eq(signInFailures.agencyId, agencyOf(tx)),
        eq(signInFailures.personId, personId),
        gt(signInFailures.at, since),
      ),
    );
  return recent?.n ?? 0;
}

async function forgiveTry(tx: TxCtx, id: string): Promise<void> {
  await tx.tx
    .delete(signInFailures)
    .where(and(eq(signInFailures.agencyId, agencyOf(tx)), eq(signInFailures.id, id)));
}
