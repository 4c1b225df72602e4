import { z } from "zod";
import { agencyOf, type TxCtx } from "#platform/context.ts";

/** What is known of somebody who signed up: opened to write to them, and for the door list. */
const person = z.object({ email: z.string(), need: z.string() });
export type Person = z.infer<typeof person>;

function place(tx: TxCtx, rowId: string) {
  const agencyId = agencyOf(tx);
  return { table: "outreach_event_sign_ups", column: "sealed", agencyId, rowId };
}

export async function sealPerson(tx: TxCtx, id: string, given: Person): Promise<Buffer> {
  const keys = await tx.vault.keysOf(tx, agencyOf(tx));
  return keys.seal(place(tx, id), JSON.stringify(given));
}

export async function openPerson(tx: TxCtx, id: string, sealed: Uint8Array): Promise<Person> {
  const keys = await tx.vault.keysOf(tx, agencyOf(tx));
  return person.parse(JSON.parse(keys.open(place(tx, id), sealed).toString("utf8")));
}
