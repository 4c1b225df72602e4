import { and, desc, eq, isNull } from "drizzle-orm";
import {
  agencyOf,
  asSystem,
  type Ctx,
  type Origin,
  type PersonActor,
  type TxCtx,
} from "#platform/context.ts";
import { read, transact } from "#platform/db/database.ts";
import { stamp, Temporal } from "#platform/clock.ts";
import { found, Refusal } from "#platform/refusal.ts";
import { personOf } from "./permission.ts";
import { equalBytes, hashSecret } from "./secrets.ts";
import { sessions } from "./schema.ts";
import { personById, type Person } from "./people.ts";

export type Session = typeof sessions.$inferSelect;

/** CJIS IA-5: proved again after 30 idle minutes and after 12 hours in any case. */
export const idleMinutes = 30;
export const absoluteHours = 12;

export type Factor = "password" | "password+code" | "passkey" | "pass";

/** Begins a session and returns what the cookie holds: `agency.session.secret`. */
export async function beginSession(
  tx: TxCtx,
  personId: string,
  factor: Factor,
  from: Origin,
): Promise<{ session: Session; cookie: string }> {
  const secret = tx.ids.random(32).toString("base64url");
  const id = tx.ids.uuid();
  const now = stamp(tx.clock.now());
  const isComplete = factor !== "password";
  const [session] = await tx.tx
    .insert(sessions)
    .values({
      agencyId: agencyOf(tx),
      id,
      personId,
      secretHash: hashSecret(secret),
      isComplete,
      factor,
      startedAt: now,
      lastSeenAt: now,
      provedAt: now,
      address: from.address,
      agent: from.agent.slice(0, 300),
    })
    .returning();
  const begun = found(session, "session");
  if (isComplete) {
    const actor = actorOf(await personById(tx, personId), begun, from);
    await tx.happenings.tell(
      { ...tx, actor },
      {
        kind: "agency.signed-in",
        subject: { kind: "person", id: personId },
        facts: { factor, session: id, address: from.address },
      },
    );
  }
  return { session: begun, cookie: `${agencyOf(tx)}.${id}.${secret}` };
}

/** The person whose session it is, acting through it. */
export function actorOf(person: Person, session: Session, from: Origin): PersonActor {
  return {
    kind: "person",
    agencyId: session.agencyId,
    personId: person.id,
    name: person.name,
    roles: person.roles,
    via: "session",
    credentialId: session.id,
    provedAt: session.provedAt,
    from,
  };
}

export type SessionState =
  | { state: "none" }
  | { state: "incomplete"; session: Session }
  | { state: "locked" | "open"; session: Session; actor: PersonActor };

/** Who a cookie speaks for right now. Ends sessions that are past their twelve hours. */
export async function sessionOf(
  ctx: Ctx,
  cookie: string | undefined,
  from: Origin,
): Promise<SessionState> {
  const [agencyId = "", id = "", secret = ""] = cookie?.split(".") ?? [];
  if (!isUuid(agencyId) || !isUuid(id) || secret === "") return { state: "none" };
  const inAgency = asSystem(ctx, "sign-in", agencyId);
  return read(inAgency, async (tx) => {
    const [session] = await tx.tx
      .select()
      .from(sessions)
      .where(and(eq(sessions.agencyId, agencyId), eq(sessions.id, id)));
    if (
      !session ||
      session.endedAt !== null ||
      !equalBytes(Buffer.from(session.secretHash), Buffer.from(hashSecret(secret)))
    )
      return { state: "none" };
    const now = ctx.clock.now();
    if (isPast(session.startedAt, { hours: absoluteHours }, now)) return { state: "none" };
    if (!session.isComplete) {
      return isPast(session.startedAt, { minutes: 10 }, now)
        ? { state: "none" }
        : { state: "incomplete", session };
    }
    const person = await personById(tx, session.personId);
    if (person.endedAt !== null) return { state: "none" };
    const actor = actorOf(person, session, from);
    const idle = isPast(session.lastSeenAt, { minutes: idleMinutes }, now);
    return { state: session.lockedAt !== null || idle ? "locked" : "open", session, actor };
  });
}

/** Notes that the person is there: at most once a minute, so that reading costs no writes. */
export async function touchSession(ctx: Ctx, session: Session): Promise<void> {
  const now = ctx.clock.now();
  if (!isPast(session.lastSeenAt, { minutes: 1 }, now)) return;
  await transact(asSystem(ctx, "sessions", session.agencyId), (tx) =>
    tx.tx
      .update(sessions)
      .set({ lastSeenAt: stamp(now) })
      .where(at(session)),
  );
}

export async function lockSession(ctx: Ctx, session: Session): Promise<void> {
  await transact(ctx, async (tx) => {
    await tx.tx
      .update(sessions)
      .set({ lockedAt: stamp(tx.clock.now()) })
      .where(at(session));
    await tx.happenings.tell(tx, {
      kind: "agency.session-locked",
      subject: { kind: "session", id: session.id },
      facts: {},
    });
  });
}

/** After a factor was proved again: opens the lock and makes step-up fresh. Told as the person's own act. */
export async function proveSession(
  tx: TxCtx,
  session: Session,
  how: string,
  from: Origin,
): Promise<void> {
  const now = stamp(tx.clock.now());
  const actor = actorOf(await personById(tx, session.personId), session, from);
  await tx.tx
    .update(sessions)
    .set({ lockedAt: null, lastSeenAt: now, provedAt: now })
    .where(at(session));
  await tx.happenings.tell(
    { ...tx, actor },
    {
      kind: "agency.session-proved",
      subject: { kind: "session", id: session.id },
      facts: { how },
    },
  );
}

/** The person's own open sessions, newest first. */
export async function ownSessions(ctx: Ctx) {
  const person = personOf(ctx);
  return read(ctx, async (tx) => {
    const rows = await tx.tx
      .select()
      .from(sessions)
      .where(
        and(
          eq(sessions.agencyId, person.agencyId),
          eq(sessions.personId, person.personId),
          isNull(sessions.endedAt),
          eq(sessions.isComplete, true),
        ),
      )
      .orderBy(desc(sessions.lastSeenAt))
      .limit(50);
    return rows
      .filter((row) => !isPast(row.startedAt, { hours: absoluteHours }, ctx.clock.now()))
      .map(({ id, startedAt, lastSeenAt, address, agent, factor }) => ({
        id,
        startedAt,
        lastSeenAt,
        address,
        agent,
        factor,
        current: id === person.credentialId,
      }));
  });
}

export async function endSession(ctx: Ctx, id: string, why = "signed out"): Promise<void> {
  const person = personOf(ctx);
  await transact(ctx, async (tx) => {
    const ended = await tx.tx
      .update(sessions)
      .set({ endedAt: stamp(tx.clock.now()), endedWhy: why })
      .where(
        and(
          eq(sessions.agencyId, person.agencyId),
          eq(sessions.id, id),
          eq(sessions.personId, person.personId),
          isNull(sessions.endedAt),
        ),
      )
      .returning({ id: sessions.id });
    if (ended.length === 0)
      throw new Refusal("not-found", "There is no such session.", { status: 404 });
    await tx.happenings.tell(tx, {
      kind: "agency.session-ended",
      subject: { kind: "session", id },
      facts: { why },
    });
  });
}

export async function endSessionsOf(tx: TxCtx, personId: string, why: string): Promise<void> {
  await tx.tx
    .update(sessions)
    .set({ endedAt: stamp(tx.clock.now()), endedWhy: why })
    .where(
      and(
        eq(sessions.agencyId, agencyOf(tx)),
        eq(sessions.personId, personId),
        isNull(sessions.endedAt),
      ),
    );
}

export function isPast(
  since: string,
  duration: { hours?: number; minutes?: number },
  now: Temporal.Instant,
): boolean {
  return Temporal.Instant.compare(Temporal.Instant.from(since).add(duration), now) < 0;
}

export function isUuid(text: string): boolean {
  return /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/.test(text);
}

function at(session: Pick<Session, "agencyId" | "id">) {
  return and(eq(sessions.agencyId, session.agencyId), eq(sessions.id, session.id));
}
