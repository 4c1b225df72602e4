import { and, desc, eq, gte, inArray } from "drizzle-orm";
import { stamp } from "#platform/clock.ts";
import { agencyOf, type Ctx } from "#platform/context.ts";
import { read } from "#platform/db/database.ts";
import { limit } from "#platform/limits.ts";
import type { MessageContent } from "./content.ts";
import { messagesOf } from "./reading.ts";
import { alerts } from "./tables.ts";

const shownMax = limit("alert.public", 100, "alerts", "on the public site, the newest");
const shownDays = limit("alert.public-days", 90, "days", "an alert that is over stays on the site");

export interface PublicMessage {
  id: string;
  number: number;
  type: "Alert" | "Update" | "Cancel";
  issuedAt: string;
  content: MessageContent;
  cap: string;
}

export interface PublicAlert {
  id: string;
  state: "active" | "cancelled" | "expired";
  startedAt: string;
  expiresAt: string;
  nextUpdateBy: string | null;
  endedAt: string | null;
  /** What is out of it, the newest first: never what is being written, and never practice. */
  messages: PublicMessage[];
}

/** Alerts that the public is shown: those that are out, and for some months those that are over. */
export async function publicAlerts(ctx: Ctx): Promise<PublicAlert[]> {
  return read(ctx, async (tx) => {
    const rows = await tx.tx
      .select()
      .from(alerts)
      .where(
        and(
          eq(alerts.agencyId, agencyOf(tx)),
          eq(alerts.mode, "actual"),
          inArray(alerts.state, ["active", "cancelled", "expired"]),
          gte(alerts.startedAt, stamp(tx.clock.now().subtract({ hours: 24 * shownDays }))),
        ),
      )
      .orderBy(desc(alerts.startedAt))
      .limit(shownMax);
    if (rows.length === 0) return [];
    const all = Map.groupBy(
      await messagesOf(tx, ...rows.map(({ id }) => id)),
      ({ alertId }) => alertId,
    );
    return rows.flatMap((row) => {
      const { id, state, startedAt, expiresAt, nextUpdateBy, endedAt } = row;
      if (state === "draft" || state === "dropped" || !startedAt || !expiresAt) return [];
      const messages = (all.get(id) ?? []).flatMap(({ cap, issuedAt, ...one }): PublicMessage[] =>
        issuedAt === null || cap === null
          ? []
          : [
              {
                id: one.id,
                number: one.number,
                type: one.type,
                content: one.content,
                issuedAt,
                cap,
              },
            ],
      );
      messages.sort(newestFirst);
      return [{ id, state, startedAt, expiresAt, nextUpdateBy, endedAt, messages }];
    });
  });
}

/** Two of the same moment: what ends an alert was said last. */
function newestFirst(one: PublicMessage, other: PublicMessage): number {
  if (one.issuedAt !== other.issuedAt) return one.issuedAt < other.issuedAt ? 1 : -1;
  const rank = ({ type, number }: PublicMessage) => (type === "Cancel" ? 1e6 : number);
  return rank(other) - rank(one);
}
