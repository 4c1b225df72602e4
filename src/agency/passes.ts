import { and, eq, isNull, ne } from "drizzle-orm";
import { agencyOf, asSystem, type Ctx, type Origin, type TxCtx } from "#platform/context.ts";
import { read, transact } from "#platform/db/database.ts";
import { stamp, Temporal } from "#platform/clock.ts";
import { found, Refusal } from "#platform/refusal.ts";
import { ownAgency } from "./agencies.ts";
import { enrolAuthenticator, makeRecoveryCodes, takeCode, wrongCode } from "./authenticators.ts";
import { addPerson, personById, type PersonDraft } from "./people.ts";
import { authorize, personOf } from "./permission.ts";
import { passes } from "./schema.ts";
import { checkPassword, equalBytes, hashSecret } from "./secrets.ts";
import { isUuid } from "./sessions.ts";
import { setPassword, welcome } from "./sign-in.ts";

export type PassKind = "invitation" | "recovery" | "demo";
type Pass = typeof passes.$inferSelect;

/** The passes with which an account of one's own is opened. */
export const waysIn: readonly PassKind[] = ["invitation", "recovery"];

const validHours: Record<PassKind, number> = { invitation: 72, recovery: 24, demo: 24 * 30 };

/** Makes a one-time way in and returns it once: `agency.pass.secret`. Only its hash is stored. */
export async function makePass(tx: TxCtx, personId: string, kind: PassKind): Promise<string> {
  const secret = tx.ids.random(24).toString("base64url");
  const id = tx.ids.uuid();
  const now = tx.clock.now();
  await tx.tx.insert(passes).values({
    agencyId: agencyOf(tx),
    id,
    personId,
    kind,
    secretHash: hashSecret(secret),
    madeBy: tx.actor.kind === "person" ? tx.actor.personId : null,
    madeAt: stamp(now),
    expiresAt: stamp(now.add({ hours: validHours[kind] })),
  });
  return `${agencyOf(tx)}.${id}.${secret}`;
}

/** Invites a person: the account exists at once, and opens with the link. */
export async function invite(ctx: Ctx, draft: PersonDraft) {
  return transact(ctx, async (tx) => {
    authorize(tx, "people.invite");
    if (draft.roles.length > 0) authorize(tx, "role.grant");
    const person = await addPerson(tx, draft);
    const pass = await makePass(tx, person.id, "invitation");
    await tx.happenings.tell(tx, {
      kind: "agency.person-invited",
      subject: { kind: "person", id: person.id },
      facts: { email: person.email },
    });
    return { person, pass };
  });
}

/**
 * Recovery of a lost second factor needs two administrators (T10, the SEC's lesson): one asks, another
 * seconds, and only then is the link made. Never by telephone or e-mail alone.
 */
export async function askRecovery(ctx: Ctx, personId: string): Promise<{ id: string }> {
  return transact(ctx, async (tx) => {
    authorize(tx, "people.recover", { kind: "person", id: personId });
    await personById(tx, personId);
    const id = tx.ids.uuid();
    const now = tx.clock.now();
    await tx.tx.insert(passes).values({
      agencyId: agencyOf(tx),
      id,
      personId,
      kind: "recovery",
      secretHash: "",
      madeBy: personOf(tx).personId,
      madeAt: stamp(now),
      expiresAt: stamp(now.add({ hours: validHours.recovery })),
    });
    await tx.happenings.tell(tx, {
      kind: "agency.recovery-asked",
      subject: { kind: "person", id: personId },
      facts: { pass: id },
    });
    return { id };
  });
}

export async function secondRecovery(ctx: Ctx, passId: string): Promise<{ pass: string }> {
  return transact(ctx, async (tx) => {
    const me = personOf(tx).personId;
    const [row] = await tx.tx
      .select()
      .from(passes)
      .where(and(at(tx, passId), eq(passes.kind, "recovery"), isNull(passes.secondedBy)));
    const asked = found(row, "recovery");
    authorize(
      tx,
      "people.recover",
      { kind: "person", id: asked.personId, agencyId: asked.agencyId },
      [
        asked.madeBy === me
          ? { code: "second-person", reason: "Another administrator must second this recovery." }
          : undefined,
        asked.personId === me
          ? { code: "own-recovery", reason: "You cannot second the recovery of your own account." }
          : undefined,
      ],
    );
    const secret = tx.ids.random(24).toString("base64url");
    await tx.tx
      .update(passes)
      .set({ secondedBy: me, secretHash: hashSecret(secret) })
      .where(at(tx, passId));
    await tx.happenings.tell(tx, {
      kind: "agency.recovery-seconded",
      subject: { kind: "person", id: asked.personId },
      facts: { pass: passId },
    });
    return { pass: `${agencyOf(tx)}.${passId}.${secret}` };
  });
}

export async function openRecoveries(ctx: Ctx) {
  authorize(ctx, "recovery.read");
  return read(ctx, (tx) =>
    tx.tx
      .select({
        id: passes.id,
        personId: passes.personId,
        madeBy: passes.madeBy,
        madeAt: passes.madeAt,
      })
      .from(passes)
      .where(
        and(
          eq(passes.agencyId, agencyOf(tx)),
          eq(passes.kind, "recovery"),
          isNull(passes.secondedBy),
          isNull(passes.usedAt),
        ),
      ),
  );
}

/** Reads a pass without using it up. The answer is one for all that is wrong with it. */
export async function passOf(ctx: Ctx, given: string, kinds: readonly PassKind[]): Promise<Pass> {
  const [agencyId = "", id = "", secret = ""] = given.split(".");
  const gone = new Refusal(
    "pass-gone",
    "This link has been used, has expired or is not complete. Ask an administrator for a new one.",
    { status: 410 },
  );
  if (!isUuid(agencyId) || !isUuid(id) || secret === "") throw gone;
  const inAgency = asSystem(ctx, "sign-in", agencyId);
  const [row] = await read(inAgency, (tx) => tx.tx.select().from(passes).where(at(tx, id)));
  const right =
    row &&
    row.secretHash !== "" &&
    equalBytes(Buffer.from(row.secretHash), Buffer.from(hashSecret(secret)));
  const fresh =
    row &&
    row.usedAt === null &&
    Temporal.Instant.compare(Temporal.Instant.from(row.expiresAt), ctx.clock.now()) > 0;
  if (!right || !fresh || !kinds.some((kind) => kind === row.kind)) throw gone;
  return row;
}

/** The demo's printed sign-ins work without a second factor: its agency holds invented people only. */
export async function signInWithDemoPass(ctx: Ctx, given: string, from: Origin) {
  const pass = await passOf(ctx, given, ["demo"]);
  return transact(asSystem(ctx, "sign-in", pass.agencyId), async (tx) => {
    const agency = await ownAgency(tx);
    if (!agency.isDemo)
      throw new Refusal("not-a-demo", "Printed sign-ins exist in the demo agency only.", {
        status: 403,
      });
    return welcome(tx, pass.personId, "pass", from);
  });
}

/** First step of an invitation or a recovery: a new password, and an authenticator to confirm. */
export async function acceptPass(ctx: Ctx, given: string, password: string) {
  const pass = await passOf(ctx, given, waysIn);
  return transact(asSystem(ctx, "sign-in", pass.agencyId), async (tx) => {
    const person = await personById(tx, pass.personId);
    const agency = await ownAgency(tx);
    checkPassword(password, { email: person.email, name: person.name, agency: agency.shortName });
    await setPassword(tx, person.id, password);
    return enrolAuthenticator(tx, person, agency.shortName);
  });
}

/** Last step: the first code of the authenticator uses the pass up and signs in. */
export async function confirmPass(ctx: Ctx, given: string, code: string, from: Origin) {
  const pass = await passOf(ctx, given, waysIn);
  return transact(asSystem(ctx, "sign-in", pass.agencyId), async (tx) => {
    if (!(await takeCode(tx, pass.personId, code))) throw wrongCode();
    const used = await tx.tx
      .update(passes)
      .set({ usedAt: stamp(tx.clock.now()) })
      .where(and(at(tx, pass.id), isNull(passes.usedAt), ne(passes.secretHash, "")))
      .returning({ id: passes.id });
    if (used.length === 0)
      throw new Refusal("pass-gone", "This link was just used.", { status: 410 });
    const recoveryCodes = await makeRecoveryCodes(tx, pass.personId);
    return { ...(await welcome(tx, pass.personId, "password+code", from)), recoveryCodes };
  });
}

function at(tx: TxCtx, id: string) {
  return and(eq(passes.agencyId, agencyOf(tx)), eq(passes.id, id));
}
