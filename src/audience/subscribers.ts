import { and, eq, type SQL } from "drizzle-orm";
import { ownAgency } from "#agency";
import { agencyOf, type TxCtx } from "#platform/context.ts";
import { isEqual } from "#platform/crypto/equal.ts";
import { claimedId } from "#platform/crypto/link-keys.ts";
import type { AudienceKey, LinkPurpose } from "./keys.ts";
import { audienceDays, subscribers, type Way } from "./schema.ts";

export type Subscriber = typeof subscribers.$inferSelect;

export function byId(tx: TxCtx, id: string): SQL | undefined {
  return and(eq(subscribers.agencyId, agencyOf(tx)), eq(subscribers.id, id));
}

export function byLookup(tx: TxCtx, way: Way, lookup: Buffer): SQL | undefined {
  return and(
    eq(subscribers.agencyId, agencyOf(tx)),
    eq(subscribers.way, way),
    eq(subscribers.lookup, lookup),
  );
}

/** The row, locked until the transaction ends. */
export async function locked(tx: TxCtx, which: SQL | undefined): Promise<Subscriber | undefined> {
  const [row] = await tx.tx.select().from(subscribers).where(which).for("update");
  return row;
}

/** Whom a link belongs to, if the agency wrote it and the subscription is still there. */
export async function ofLink(
  tx: TxCtx,
  key: AudienceKey,
  purpose: LinkPurpose,
  link: string,
): Promise<Subscriber | undefined> {
  const id = claimedId(link);
  const row = id === undefined ? undefined : await locked(tx, byId(tx, id));
  if (!row) return undefined;
  const round = purpose === "confirm" ? roundOf(row) : "";
  return isEqual(link, key.link(purpose, row.id, round)) ? row : undefined;
}

/** A new suspension makes earlier confirmations void: it needs one of its own. */
export function roundOf({ suspendedAt }: Pick<Subscriber, "suspendedAt">): string {
  return suspendedAt ?? "";
}

export type Change = "joined" | "departed" | "suspended";

/** Counts who came and went, by the agency's day: the number stays when the row is gone. */
export async function count(tx: TxCtx, way: Way, change: Change): Promise<void> {
  const { timeZone } = await ownAgency(tx);
  const day = tx.clock.now().toZonedDateTimeISO(timeZone).toPlainDate().toString();
  const row = { agencyId: agencyOf(tx), day, way };
  await tx.tx.insert(audienceDays).values(row).onConflictDoNothing();
  await tx.tx.raw(
    `update audience_days set ${change} = ${change} + 1 where agency_id = $1 and day = $2 and way = $3`,
    [row.agencyId, day, way],
  );
}

/** The one way out: the row is gone, and with it the address. The trail keeps that somebody left, and never who. */
export async function remove(tx: TxCtx, row: Subscriber, how: string): Promise<void> {
  await tx.tx.delete(subscribers).where(byId(tx, row.id));
  if (row.confirmedAt === null) return;
  await count(tx, row.way, "departed");
  await tx.happenings.tell(tx, {
    kind: "audience.subscriber-left",
    subject: { kind: "subscriber", id: row.id },
    facts: { way: row.way, how },
  });
}
