import { sql } from "drizzle-orm";
import { agencyOf, type TxCtx } from "#platform/context.ts";
import { found } from "#platform/refusal.ts";
import { batesNumbers } from "./tables.ts";

/** "RPD-0000042". */
export function batesOf(prefix: string, number: number): string {
  return `${prefix}-${String(number).padStart(7, "0")}`;
}

/** The agency's next numbers; whoever else produces waits, so that no number is given twice. Returns the last. */
export async function takeBates(tx: TxCtx, count: number): Promise<number> {
  const [row] = await tx.tx
    .insert(batesNumbers)
    .values({ agencyId: agencyOf(tx), last: count })
    .onConflictDoUpdate({
      target: batesNumbers.agencyId,
      set: { last: sql`${batesNumbers.last} + ${count}` },
    })
    .returning();
  return found(row, "number").last;
}

/** "Riverside Police Department" is RPD. */
export function initialsOf(name: string): string {
  const initials = name
    .normalize("NFD")
    .split(/[^A-Za-z0-9]+/)
    .filter((word) => !/^(of|the|and|de|la)$/i.test(word))
    .map((word) => word.slice(0, 1).toUpperCase())
    .join("");
  return initials.slice(0, 8) || "DOC";
}
