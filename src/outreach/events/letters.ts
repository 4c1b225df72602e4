import { and, eq } from "drizzle-orm";
import { stamp } from "#platform/clock.ts";
import { agencyOf, type TxCtx } from "#platform/context.ts";
import { tellEvent } from "./drafting.ts";
import { outreachEventLetters, outreachEventSignUps, type LetterKind } from "./sign-up-tables.ts";

interface LetterDraft {
  eventId: string;
  signUpId: string;
  kind: LetterKind;
  round: number;
}

/** Puts a letter down to be sent: once for each sign-up, kind and round, whoever asks again. */
export async function makeLetter(tx: TxCtx, draft: LetterDraft): Promise<void> {
  await tx.tx
    .insert(outreachEventLetters)
    .values({
      agencyId: agencyOf(tx),
      id: tx.ids.uuid(),
      ...draft,
      state: "waiting",
      madeAt: stamp(tx.clock.now()),
    })
    .onConflictDoNothing();
}

/** One letter to everybody who signed up. A reminder goes to those alone who have a place. */
export async function tellSignedUp(
  tx: TxCtx,
  eventId: string,
  kind: "changed" | "cancelled" | "reminder",
  round: number,
): Promise<void> {
  const rows = await tx.tx
    .select({ id: outreachEventSignUps.id })
    .from(outreachEventSignUps)
    .where(
      and(
        eq(outreachEventSignUps.agencyId, agencyOf(tx)),
        eq(outreachEventSignUps.eventId, eventId),
        kind === "reminder" ? eq(outreachEventSignUps.state, "placed") : undefined,
      ),
    );
  for (const { id: signUpId } of rows) await makeLetter(tx, { eventId, signUpId, kind, round });
  if (rows.length > 0) await tellEvent(tx, "letters-made", eventId, { kind, signUps: rows.length });
}
