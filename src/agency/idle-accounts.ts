import { and, eq, gte, isNull, lt, notExists, or } from "drizzle-orm";
import { agencyOf, type Ctx, type TxCtx } from "#platform/context.ts";
import { transact } from "#platform/db/database.ts";
import { stamp } from "#platform/clock.ts";
import { limit } from "#platform/limits.ts";
import { closeAccount, peopleWithRole } from "./people.ts";
import { people, tokens } from "./schema.ts";

const idleDays = limit(
  "account.idle",
  90,
  "days",
  "CJIS AC-2(3): an account nobody uses is switched off; an administrator opens it again",
);

/**
 * Switches off every account that neither signed in nor used a token for 90 days. One administrator is
 * always left: an agency that nobody can open again would be lost, so the one seen last stays, and the
 * trail says so at every run.
 */
export async function endIdlePeople(ctx: Ctx): Promise<number> {
  return transact(ctx, async (tx) => {
    const idle = await idlePeople(tx);
    const spared = await administratorToSpare(tx, new Set(idle));
    for (const id of idle) {
      if (id !== spared) await closeAccount(tx, id, `not used for ${idleDays} days`);
    }
    if (spared === undefined) return idle.length;
    await tx.happenings.tell(tx, {
      kind: "agency.idle-administrator-kept",
      subject: { kind: "person", id: spared },
      facts: { idleDays, why: "the last administrator" },
    });
    return idle.length - 1;
  });
}

async function idlePeople(tx: TxCtx): Promise<string[]> {
  const before = stamp(tx.clock.now().subtract({ hours: 24 * idleDays }));
  const usedToken = tx.tx
    .select({ id: tokens.id })
    .from(tokens)
    .where(
      and(
        eq(tokens.agencyId, people.agencyId),
        eq(tokens.personId, people.id),
        gte(tokens.lastUsedAt, before),
      ),
    );
  const rows = await tx.tx
    .select({ id: people.id })
    .from(people)
    .where(
      and(
        eq(people.agencyId, agencyOf(tx)),
        isNull(people.endedAt),
        or(
          lt(people.lastSeenAt, before),
          and(isNull(people.lastSeenAt), lt(people.madeAt, before)),
        ),
        notExists(usedToken),
      ),
    );
  return rows.map(({ id }) => id);
}

/** The administrator who was here last, where no other would be left. */
async function administratorToSpare(
  tx: TxCtx,
  idle: ReadonlySet<string>,
): Promise<string | undefined> {
  const administrators = await peopleWithRole(tx, ["administrator"]);
  if (administrators.some(({ id }) => !idle.has(id))) return undefined;
  const lastSeen = (one: (typeof administrators)[number]) => one.lastSeenAt ?? one.madeAt;
  return administrators.toSorted((a, b) => lastSeen(b).localeCompare(lastSeen(a)))[0]?.id;
}
