import { and, eq, isNull } from "drizzle-orm";
import { agencyOf, type Ctx, type TxCtx } from "#platform/context.ts";
import { read, transact } from "#platform/db/database.ts";
import { stamp } from "#platform/clock.ts";
import { Refusal } from "#platform/refusal.ts";
import { allPeople, personById, type Person } from "./people.ts";
import { authorize, verbsOf } from "./permission.ts";
import { lockouts, signInFailures } from "./schema.ts";

export async function isLockedOut(tx: TxCtx, personId: string): Promise<boolean> {
  const [row] = await tx.tx
    .select({ id: lockouts.id })
    .from(lockouts)
    .where(
      and(
        eq(lockouts.agencyId, agencyOf(tx)),
        eq(lockouts.personId, personId),
        isNull(lockouts.openedAt),
      ),
    )
    .limit(1);
  return row !== undefined;
}

/**
 * Everybody, and to whoever opens accounts or reads the trail: whose account is locked and since when.
 * For the others `lockedAt` is null: an account under attack is no news for the whole house.
 */
export async function peopleWithLocks(ctx: Ctx): Promise<(Person & { lockedAt: string | null })[]> {
  const mine = verbsOf(ctx.actor);
  const seesLocks = mine.includes("people.unlock") || mine.includes("audit.read");
  return read(ctx, async (tx) => {
    const everybody = await allPeople(tx);
    const rows = seesLocks
      ? await tx.tx
          .select({ personId: lockouts.personId, at: lockouts.at })
          .from(lockouts)
          .where(and(eq(lockouts.agencyId, agencyOf(tx)), isNull(lockouts.openedAt)))
      : [];
    const since = new Map(rows.map(({ personId, at }) => [personId, at]));
    return everybody.map((person) => ({ ...person, lockedAt: since.get(person.id) ?? null }));
  });
}

export async function clearFailures(tx: TxCtx, personId: string): Promise<void> {
  await tx.tx
    .delete(signInFailures)
    .where(and(eq(signInFailures.agencyId, agencyOf(tx)), eq(signInFailures.personId, personId)));
}

/** An administrator opens a locked account. */
export async function openAccount(ctx: Ctx, personId: string): Promise<void> {
  await transact(ctx, async (tx) => {
    authorize(tx, "people.unlock", { kind: "person", id: personId });
    await personById(tx, personId);
    const by = tx.actor.kind === "person" ? tx.actor.personId : null;
    const opened = await tx.tx
      .update(lockouts)
      .set({ openedAt: stamp(tx.clock.now()), openedBy: by })
      .where(
        and(
          eq(lockouts.agencyId, agencyOf(tx)),
          eq(lockouts.personId, personId),
          isNull(lockouts.openedAt),
        ),
      )
      .returning({ id: lockouts.id });
    if (opened.length === 0)
      throw new Refusal("not-locked", "This account is not locked.", { status: 409 });
    await clearFailures(tx, personId);
    await tx.happenings.tell(tx, {
      kind: "agency.account-opened",
      subject: { kind: "person", id: personId },
      facts: {},
    });
  });
}
