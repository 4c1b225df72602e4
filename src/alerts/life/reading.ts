import { and, asc, desc, eq, inArray } from "drizzle-orm";
import { agencyOf, type TxCtx } from "#platform/context.ts";
import { limit } from "#platform/limits.ts";
import { found } from "#platform/refusal.ts";
import { alertMessages, alertPosts, alerts } from "./tables.ts";

export type Alert = typeof alerts.$inferSelect;
export type Message = typeof alertMessages.$inferSelect;
export type MessagePost = typeof alertPosts.$inferSelect;

const listedMax = limit("alert.listed", 200, "alerts", "the newest, on one page");

/** The alert, locked until the transaction ends. */
export async function lockedAlert(tx: TxCtx, id: string): Promise<Alert> {
  const [row] = await tx.tx
    .select()
    .from(alerts)
    .where(and(eq(alerts.agencyId, agencyOf(tx)), eq(alerts.id, id)))
    .for("update");
  return found(row, "alert");
}

export async function alertOf(tx: TxCtx, id: string): Promise<Alert> {
  const [row] = await tx.tx
    .select()
    .from(alerts)
    .where(and(eq(alerts.agencyId, agencyOf(tx)), eq(alerts.id, id)));
  return found(row, "alert");
}

export function newestAlerts(tx: TxCtx): Promise<Alert[]> {
  return tx.tx
    .select()
    .from(alerts)
    .where(eq(alerts.agencyId, agencyOf(tx)))
    .orderBy(desc(alerts.draftedAt))
    .limit(listedMax);
}

/** In the order in which they were begun. */
export function messagesOf(tx: TxCtx, ...alertIds: string[]): Promise<Message[]> {
  return tx.tx
    .select()
    .from(alertMessages)
    .where(and(eq(alertMessages.agencyId, agencyOf(tx)), inArray(alertMessages.alertId, alertIds)))
    .orderBy(asc(alertMessages.alertId), asc(alertMessages.number));
}

export function postsOf(tx: TxCtx, messageIds: readonly string[]): Promise<MessagePost[]> {
  return tx.tx
    .select()
    .from(alertPosts)
    .where(
      and(eq(alertPosts.agencyId, agencyOf(tx)), inArray(alertPosts.messageId, [...messageIds])),
    )
    .orderBy(asc(alertPosts.language));
}
