import { and, asc, eq, inArray } from "drizzle-orm";
import { auditLook, authorize, personOf } from "#agency";
import { stamp } from "#platform/clock.ts";
import { agencyOf, type Ctx } from "#platform/context.ts";
import { transact } from "#platform/db/database.ts";
import { found, Refusal } from "#platform/refusal.ts";
import { tellEvent } from "./drafting.ts";
import { lockedEvent, theEvent } from "./reading.ts";
import { openPerson } from "./sealed-person.ts";
import { outreachEventLetters, outreachEventSignUps } from "./sign-up-tables.ts";

export interface AtTheDoor {
  id: string;
  state: "placed" | "waiting";
  people: number;
  email: string;
  need: string;
  askedAt: string;
}

/** Who comes, with their addresses and needs. Each look is in the trail (core P4). */
export async function doorList(ctx: Ctx, id: string, how = "looked at"): Promise<AtTheDoor[]> {
  return transact(ctx, async (tx) => {
    authorize(tx, "event.open-door-list", { kind: "event", id });
    await theEvent(tx, id);
    await auditLook(tx, { kind: "event", id }, `${how} the door list of an event`);
    const rows = await tx.tx
      .select()
      .from(outreachEventSignUps)
      .where(
        and(eq(outreachEventSignUps.agencyId, agencyOf(tx)), eq(outreachEventSignUps.eventId, id)),
      )
      .orderBy(asc(outreachEventSignUps.state), asc(outreachEventSignUps.askedAt));
    const list: AtTheDoor[] = [];
    for (const { sealed, ...row } of rows) {
      const { email, need } = await openPerson(tx, row.id, sealed);
      const { id: signUpId, state, people, askedAt } = row;
      list.push({ id: signUpId, state, people, email, need, askedAt });
    }
    return list;
  });
}

/** The same as a table to print (RFC 4180). What a spreadsheet would take for a formula is told as text. */
export async function doorCsv(ctx: Ctx, id: string): Promise<string> {
  const list = await doorList(ctx, id, "took a copy of");
  const rows = list.map(({ state, people, email, need, askedAt }) => [
    state,
    String(people),
    email,
    need,
    askedAt,
  ]);
  return [["list", "people", "e-mail", "needs", "signed up"], ...rows]
    .map((row) => `${row.map(csvCell).join(",")}\r\n`)
    .join("");
}

/** OWASP, CSV injection: a cell that begins like a formula, a control sign or a full-width twin of one is quoted. */
export function csvCell(text: string): string {
  const told = /^[\s\u0000-\u001f]*[=+\-@＝＋－＠|%]|^[\t\r\n]/u.test(text) ? `'${text}` : text;
  return `"${told.replaceAll('"', '""')}"`;
}

/** Letters that may or may not have gone: a person who knows says so, or has them sent again. */
export async function unknownLetters(ctx: Ctx, eventId: string) {
  return transact(ctx, async (tx) => {
    const { id, kind, triedAt, state } = outreachEventLetters;
    return tx.tx
      .select({ id, kind, triedAt, state })
      .from(outreachEventLetters)
      .where(
        and(
          eq(outreachEventLetters.agencyId, agencyOf(tx)),
          eq(outreachEventLetters.eventId, eventId),
          inArray(state, ["unknown", "refused"]),
        ),
      );
  });
}

export async function settleLetter(ctx: Ctx, letterId: string, isAgain: boolean): Promise<void> {
  await transact(ctx, async (tx) => {
    authorize(tx, "event.settle-letter", { kind: "event-letter", id: letterId });
    const which = and(
      eq(outreachEventLetters.agencyId, agencyOf(tx)),
      eq(outreachEventLetters.id, letterId),
    );
    const [row] = await tx.tx.select().from(outreachEventLetters).where(which).for("update");
    const { eventId, state } = found(row, "letter");
    await lockedEvent(tx, eventId);
    if (state !== "unknown" && state !== "refused")
      throw new Refusal("letter-settled", "This letter needs no answer any more.", { status: 409 });
    await tx.tx
      .update(outreachEventLetters)
      .set({ state: isAgain ? "waiting" : "left", triedAt: null, tries: 0 })
      .where(which);
    const facts = { again: isAgain, by: personOf(tx).personId, at: stamp(tx.clock.now()) };
    await tellEvent(tx, "letter-settled", eventId, facts);
  });
}
