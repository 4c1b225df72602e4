import { and, asc, eq, inArray, isNull, ne, or, sql } from "drizzle-orm";
import { agencyOf, type Ctx, type TxCtx } from "#platform/context.ts";
import { isDuplicate, read, transact } from "#platform/db/database.ts";
import { stamp } from "#platform/clock.ts";
import { found, Refusal } from "#platform/refusal.ts";
import { authorize, personOf, type Denial } from "./permission.ts";
import { isRole, type Role } from "./roles.ts";
import { passes, people, roleGrants, tokens } from "./schema.ts";
import { endSessionsOf } from "./sessions.ts";

export type Person = typeof people.$inferSelect & { roles: Role[] };

export async function personById(ctx: Ctx, id: string): Promise<Person> {
  return read(ctx, async (tx) => {
    const [row] = await tx.tx
      .select()
      .from(people)
      .where(and(eq(people.agencyId, agencyOf(ctx)), eq(people.id, id)));
    const person = found(row, "person");
    return { ...person, roles: (await rolesOf(tx, [id])).get(id) ?? [] };
  });
}

export async function personByEmail(ctx: Ctx, email: string): Promise<Person> {
  return read(ctx, async (tx) => {
    const [row] = await tx.tx
      .select()
      .from(people)
      .where(and(eq(people.agencyId, agencyOf(ctx)), eq(people.email, email.trim().toLowerCase())));
    return personById(tx, found(row, "person").id);
  });
}

export async function allPeople(ctx: Ctx): Promise<Person[]> {
  authorize(ctx, "people.read");
  return read(ctx, async (tx) => {
    const rows = await tx.tx
      .select()
      .from(people)
      .where(eq(people.agencyId, agencyOf(ctx)))
      .orderBy(asc(people.name));
    const granted = await rolesOf(
      tx,
      rows.map(({ id }) => id),
    );
    return rows.map((row) => ({ ...row, roles: granted.get(row.id) ?? [] }));
  });
}

/** People with one of these roles whose accounts are open: whom to ask for an approval. */
export async function peopleWithRole(ctx: Ctx, wanted: readonly Role[]): Promise<Person[]> {
  return read(ctx, async (tx) => {
    const rows = await tx.tx
      .selectDistinct({ person: people })
      .from(people)
      .innerJoin(
        roleGrants,
        and(eq(roleGrants.agencyId, people.agencyId), eq(roleGrants.personId, people.id)),
      )
      .where(
        and(
          eq(people.agencyId, agencyOf(ctx)),
          inArray(roleGrants.role, [...wanted]),
          isNull(people.endedAt),
        ),
      );
    const granted = await rolesOf(
      tx,
      rows.map(({ person }) => person.id),
    );
    return rows.map(({ person }) => ({ ...person, roles: granted.get(person.id) ?? [] }));
  });
}

/** Titles and names by id, for screens that say who: "Sgt. Tom Diaz". Ended accounts keep their names. */
export async function namesOf(ctx: Ctx, ids: readonly string[]): Promise<Map<string, string>> {
  const wanted = [...new Set(ids)];
  if (wanted.length === 0) return new Map();
  return read(ctx, async (tx) => {
    const rows = await tx.tx
      .select({ id: people.id, name: people.name, title: people.title })
      .from(people)
      .where(and(eq(people.agencyId, agencyOf(tx)), inArray(people.id, wanted)));
    return new Map(rows.map(({ id, name, title }) => [id, `${title} ${name}`.trim()]));
  });
}

/** The names of a person's roles, in a question about `people`. */
export const rolesSql = sql<string[]>`array(select g.role from ${roleGrants} g
  where g.agency_id = ${people.agencyId} and g.person_id = ${people.id} order by g.role)`;

async function rolesOf(tx: TxCtx, ids: readonly string[]): Promise<Map<string, Role[]>> {
  const byPerson = new Map<string, Role[]>();
  if (ids.length === 0) return byPerson;
  const rows = await tx.tx
    .select()
    .from(roleGrants)
    .where(and(eq(roleGrants.agencyId, agencyOf(tx)), inArray(roleGrants.personId, [...ids])))
    .orderBy(roleGrants.role);
  for (const { personId, role } of rows) {
    if (isRole(role)) byPerson.set(personId, [...(byPerson.get(personId) ?? []), role]);
  }
  return byPerson;
}

export interface PersonDraft {
  email: string;
  name: string;
  title?: string;
  roles: readonly Role[];
  unitId?: string;
}

/** Adds a person and grants the roles. Who may call is the caller's matter: invitation, set-up, seed. */
export async function addPerson(tx: TxCtx, draft: PersonDraft): Promise<Person> {
  const id = tx.ids.uuid();
  const email = draft.email.trim().toLowerCase();
  try {
    await tx.tx.insert(people).values({
      agencyId: agencyOf(tx),
      id,
      email,
      name: draft.name.trim(),
      title: draft.title ?? "",
      unitId: draft.unitId ?? null,
      madeAt: stamp(tx.clock.now()),
    });
  } catch (cause) {
    if (!isDuplicate(cause)) throw cause;
    throw new Refusal("email-taken", `${email} already belongs to somebody here.`, {
      status: 409,
      cause,
    });
  }
  await tx.happenings.tell(tx, {
    kind: "agency.person-added",
    subject: { kind: "person", id },
    facts: { name: draft.name, email },
  });
  for (const role of draft.roles) await insertGrant(tx, id, role);
  return personById(tx, id);
}

/** Only the set-up does this, to its administrator who never signed in. */
export async function renamePerson(
  tx: TxCtx,
  id: string,
  { name, email }: Pick<PersonDraft, "name" | "email">,
): Promise<Person> {
  await tx.tx
    .update(people)
    .set({ name: name.trim(), email: email.trim().toLowerCase() })
    .where(and(eq(people.agencyId, agencyOf(tx)), eq(people.id, id)));
  return personById(tx, id);
}

async function insertGrant(tx: TxCtx, personId: string, role: Role): Promise<void> {
  const grantedBy = tx.actor.kind === "person" ? tx.actor.personId : null;
  await tx.tx
    .insert(roleGrants)
    .values({ agencyId: agencyOf(tx), personId, role, grantedBy, grantedAt: stamp(tx.clock.now()) })
    .onConflictDoNothing();
  await tx.happenings.tell(tx, {
    kind: "agency.role-granted",
    subject: { kind: "person", id: personId },
    facts: { role },
  });
}

export async function grantRole(ctx: Ctx, personId: string, role: Role): Promise<void> {
  await transact(ctx, async (tx) => {
    const person = await personById(tx, personId);
    authorize(tx, "role.grant", { kind: "person", id: personId, agencyId: person.agencyId }, [
      notYourself(tx, personId, role),
    ]);
    await insertGrant(tx, personId, role);
    await endSessionsOf(tx, personId, "a role was granted");
  });
}

export async function revokeRole(ctx: Ctx, personId: string, role: Role): Promise<void> {
  await transact(ctx, async (tx) => {
    const person = await personById(tx, personId);
    authorize(tx, "role.grant", { kind: "person", id: personId, agencyId: person.agencyId });
    if (role === "administrator") await keepAnAdministrator(tx, personId);
    await tx.tx
      .delete(roleGrants)
      .where(
        and(
          eq(roleGrants.agencyId, agencyOf(tx)),
          eq(roleGrants.personId, personId),
          eq(roleGrants.role, role),
        ),
      );
    await tx.happenings.tell(tx, {
      kind: "agency.role-revoked",
      subject: { kind: "person", id: personId },
      facts: { role },
    });
    await endSessionsOf(tx, personId, "a role was taken back");
  });
}

/** In which language the console and its letters speak to this person, on whatever device. */
export async function chooseLanguage(ctx: Ctx, language: "en" | "es"): Promise<void> {
  await transact(ctx, async (tx) => {
    authorize(tx, "session.own");
    const { personId } = personOf(tx);
    const changed = await tx.tx
      .update(people)
      .set({ language })
      .where(
        and(
          eq(people.agencyId, agencyOf(tx)),
          eq(people.id, personId),
          or(isNull(people.language), ne(people.language, language)),
        ),
      )
      .returning({ id: people.id });
    if (changed.length === 0) return;
    await tx.happenings.tell(tx, {
      kind: "agency.language-chosen",
      subject: { kind: "person", id: personId },
      facts: { language },
    });
  });
}

/** Separation of duties: nobody makes himself an approver of his own posts. */
function notYourself(tx: TxCtx, personId: string, role: Role): Denial | undefined {
  const own = tx.actor.kind === "person" && tx.actor.personId === personId;
  return own
    ? {
        code: "own-role",
        reason: `You cannot grant yourself the role ${role}. Another administrator can.`,
      }
    : undefined;
}

/** Ends an account: its sessions, tokens and passes end with it (core P3, T27); its roles rest until it opens again. */
export async function endPerson(ctx: Ctx, personId: string, why: string): Promise<void> {
  await transact(ctx, async (tx) => {
    const person = await personById(tx, personId);
    authorize(tx, "people.end", { kind: "person", id: personId, agencyId: person.agencyId });
    await keepAnAdministrator(tx, personId);
    await closeAccount(tx, personId, why);
  });
}

/** What ending means, whoever ended it. The caller decides whether it may be. */
export async function closeAccount(tx: TxCtx, personId: string, why: string): Promise<void> {
  const now = stamp(tx.clock.now());
  const agencyId = agencyOf(tx);
  await tx.tx
    .update(people)
    .set({ endedAt: now, endedWhy: why })
    .where(and(eq(people.agencyId, agencyId), eq(people.id, personId)));
  await tx.tx
    .update(tokens)
    .set({ endedAt: now })
    .where(
      and(eq(tokens.agencyId, agencyId), eq(tokens.personId, personId), isNull(tokens.endedAt)),
    );
  await tx.tx
    .update(passes)
    .set({ usedAt: now })
    .where(
      and(eq(passes.agencyId, agencyId), eq(passes.personId, personId), isNull(passes.usedAt)),
    );
  await endSessionsOf(tx, personId, why);
  await tx.happenings.tell(tx, {
    kind: "agency.person-ended",
    subject: { kind: "person", id: personId },
    facts: { why },
  });
}

export async function reopenPerson(ctx: Ctx, personId: string): Promise<void> {
  await transact(ctx, async (tx) => {
    const person = await personById(tx, personId);
    authorize(tx, "people.end", { kind: "person", id: personId, agencyId: person.agencyId });
    if (person.endedAt === null)
      throw new Refusal("not-ended", "This account is open.", { status: 409 });
    await tx.tx
      .update(people)
      .set({ endedAt: null, endedWhy: null, lastSeenAt: stamp(tx.clock.now()) })
      .where(and(eq(people.agencyId, agencyOf(tx)), eq(people.id, personId)));
    await tx.happenings.tell(tx, {
      kind: "agency.person-reopened",
      subject: { kind: "person", id: personId },
      facts: {},
    });
  });
}

async function keepAnAdministrator(tx: TxCtx, exceptPersonId: string): Promise<void> {
  const administrators = await peopleWithRole(tx, ["administrator"]);
  if (administrators.some(({ id }) => id !== exceptPersonId)) return;
  if (!administrators.some(({ id }) => id === exceptPersonId)) return;
  throw new Refusal(
    "last-administrator",
    "This is the only administrator. Make another one first.",
    { status: 409 },
  );
}
