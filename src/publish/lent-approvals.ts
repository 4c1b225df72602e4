import { and, eq, inArray } from "drizzle-orm";
import { namesOf } from "#agency";
import type { PersonActor } from "#platform/context.ts";
import { agencyOf, type TxCtx } from "#platform/context.ts";
import { approvalDenial, type ApprovalCase } from "./approval-rules.ts";
import type { Standing } from "./delegations.ts";
import { delegations } from "./schema.ts";

/** In whose place somebody approves, and how long. */
export interface Lent {
  by: string;
  until: string;
}

/** Where this person may approve a case by a delegation alone (core A5); null where the own roles suffice or none does. */
export async function lentFor(
  tx: TxCtx,
  given: ApprovalCase,
  { personId: id, roles }: Pick<PersonActor, "personId" | "roles">,
  { delegationId, roles: lent }: Standing,
): Promise<Lent | null> {
  if (delegationId === undefined || approvalDenial(given, { id, roles }) === undefined) return null;
  if (approvalDenial(given, { id, roles: lent }) !== undefined) return null;
  return (await lentBy(tx, [delegationId])).get(delegationId) ?? null;
}

/** By the ids of delegations: who in command approved each, and when it ends. */
export async function lentBy(tx: TxCtx, ids: readonly string[]): Promise<Map<string, Lent>> {
  if (ids.length === 0) return new Map();
  const rows = await tx.tx
    .select({ id: delegations.id, by: delegations.approvedBy, until: delegations.endsAt })
    .from(delegations)
    .where(and(eq(delegations.agencyId, agencyOf(tx)), inArray(delegations.id, [...ids])));
  const names = await namesOf(
    tx,
    rows.flatMap(({ by }) => by ?? []),
  );
  return new Map(rows.map(({ id, by, until }) => [id, { by: names.get(by ?? "") ?? "", until }]));
}
