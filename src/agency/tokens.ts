import { and, desc, eq, isNull } from "drizzle-orm";
import { agencyOf, asSystem, type Ctx, type Origin, type PersonActor } from "#platform/context.ts";
import { read, transact } from "#platform/db/database.ts";
import { stamp, Temporal } from "#platform/clock.ts";
import { limit } from "#platform/limits.ts";
import { found, Refusal } from "#platform/refusal.ts";
import { rolesSql } from "./people.ts";
import { allVerbs, authorize, personOf } from "./permission.ts";
import { equalBytes, hashSecret } from "./secrets.ts";
import { isRole } from "./roles.ts";
import { people, tokens } from "./schema.ts";
import { isPast, isUuid } from "./sessions.ts";

type Token = typeof tokens.$inferSelect;

const daysMax = limit("token.life", 366, "days", "every token ends; make a new one in time");

/** Makes an API token for oneself; its text is shown this once, only its hash is kept (T11). */
export async function createToken(
  ctx: Ctx,
  draft: { name: string; scopes: readonly string[]; days: number },
) {
  return transact(ctx, async (tx) => {
    authorize(tx, "token.create");
    const person = personOf(tx);
    const verbs = allVerbs();
    const unknown = draft.scopes.filter(
      (scope) =>
        !verbs.some(
          (verb) => verb === scope || (scope.endsWith(".*") && verb.startsWith(scope.slice(0, -1))),
        ),
    );
    if (unknown.length > 0 || draft.scopes.length === 0) {
      throw new Refusal(
        "unknown-scope",
        `Name at least one known scope. Not known: ${unknown.join(", ") || "none named"}.`,
      );
    }
    if (!(draft.days >= 1 && draft.days <= daysMax))
      throw new Refusal("token-life", `A token lives between 1 and ${daysMax} days.`);
    const secret = tx.ids.random(32).toString("base64url");
    const id = tx.ids.uuid();
    const now = tx.clock.now();
    const expiresAt = stamp(now.add({ hours: 24 * draft.days }));
    await tx.tx.insert(tokens).values({
      agencyId: agencyOf(tx),
      id,
      personId: person.personId,
      name: draft.name,
      secretHash: hashSecret(secret),
      scopes: [...draft.scopes],
      madeAt: stamp(now),
      expiresAt,
    });
    await tx.happenings.tell(tx, {
      kind: "agency.token-created",
      subject: { kind: "token", id },
      facts: { name: draft.name, scopes: [...draft.scopes], expiresAt },
    });
    return { id, token: `obt.${agencyOf(tx)}.${id}.${secret}`, expiresAt };
  });
}

/** Who a bearer token speaks for, if anybody. */
export async function actorOfToken(
  ctx: Ctx,
  bearer: string,
  from: Origin,
): Promise<PersonActor | undefined> {
  const [kind, agencyId = "", id = "", secret = ""] = bearer.split(".");
  if (kind !== "obt" || !isUuid(agencyId) || !isUuid(id)) return undefined;
  const known = await read(asSystem(ctx, "tokens", agencyId), async (tx) => {
    // In one question: every request of a token asks it.
    const [bearerOf] = await tx.tx
      .select({ row: tokens, person: people, roles: rolesSql })
      .from(tokens)
      .innerJoin(people, and(eq(people.agencyId, tokens.agencyId), eq(people.id, tokens.personId)))
      .where(and(eq(tokens.agencyId, agencyId), eq(tokens.id, id), isNull(tokens.endedAt)));
    if (!bearerOf) return undefined;
    const { row, person, roles } = bearerOf;
    if (!equalBytes(Buffer.from(row.secretHash), Buffer.from(hashSecret(secret)))) return undefined;
    if (Temporal.Instant.compare(Temporal.Instant.from(row.expiresAt), ctx.clock.now()) <= 0)
      return undefined;
    if (person.endedAt !== null) return undefined;
    const scopes = Array.isArray(row.scopes)
      ? row.scopes.filter((scope) => typeof scope === "string")
      : [];
    const actor: PersonActor = {
      kind: "person",
      agencyId,
      personId: person.id,
      name: person.name,
      roles: roles.filter(isRole),
      via: "token",
      credentialId: id,
      scopes,
      from,
    };
    return { row, actor };
  });
  if (known) await touchToken(ctx, known.row);
  return known?.actor;
}

/** Notes that a token was used: at most once an hour, so that reading costs no writes. */
async function touchToken(ctx: Ctx, { agencyId, id, lastUsedAt }: Token): Promise<void> {
  const now = ctx.clock.now();
  if (lastUsedAt !== null && !isPast(lastUsedAt, { hours: 1 }, now)) return;
  await transact(asSystem(ctx, "tokens", agencyId), (tx) =>
    tx.tx
      .update(tokens)
      .set({ lastUsedAt: stamp(now) })
      .where(and(eq(tokens.agencyId, agencyId), eq(tokens.id, id))),
  );
}

export async function ownTokens(ctx: Ctx) {
  authorize(ctx, "token.read");
  const person = personOf(ctx);
  return read(ctx, (tx) =>
    tx.tx
      .select({
        id: tokens.id,
        name: tokens.name,
        scopes: tokens.scopes,
        madeAt: tokens.madeAt,
        expiresAt: tokens.expiresAt,
        lastUsedAt: tokens.lastUsedAt,
        endedAt: tokens.endedAt,
      })
      .from(tokens)
      .where(and(eq(tokens.agencyId, person.agencyId), eq(tokens.personId, person.personId)))
      .orderBy(desc(tokens.id))
      .limit(100),
  );
}

export async function endToken(ctx: Ctx, id: string): Promise<void> {
  await transact(ctx, async (tx) => {
    authorize(tx, "token.create");
    const [ended] = await tx.tx
      .update(tokens)
      .set({ endedAt: stamp(tx.clock.now()) })
      .where(
        and(
          eq(tokens.agencyId, agencyOf(tx)),
          eq(tokens.id, id),
          eq(tokens.personId, personOf(tx).personId),
          isNull(tokens.endedAt),
        ),
      )
      .returning({ id: tokens.id });
    found(ended, "token");
    await tx.happenings.tell(tx, {
      kind: "agency.token-ended",
      subject: { kind: "token", id },
      facts: {},
    });
  });
}
