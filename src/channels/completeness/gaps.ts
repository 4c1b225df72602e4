import { and, eq, isNull } from "drizzle-orm";
import { stamp } from "#platform/clock.ts";
import { agencyOf, type TxCtx } from "#platform/context.ts";
import type { Happening } from "#platform/events.ts";
import { captureGaps } from "../schema.ts";
import type { GapDetail } from "./tables.ts";

/**
 * - `server-down`: nothing polled, for any account.
 * - `not-polled`: other accounts were polled, this one was not.
 * - `token-ended`, `refused`, `unreachable`: how the network's answers failed.
 * - `cursor-lost`: the network gave no place to go on from; what lay between may be missing.
 * - `counter`: the network counts more posts of ours than were captured; no time is missing.
 */
export type GapWhy =
  | "server-down"
  | "not-polled"
  | "token-ended"
  | "refused"
  | "unreachable"
  | "cursor-lost"
  | "counter";

export type Gap = typeof captureGaps.$inferSelect;

export interface GapDraft {
  channelId: string;
  why: GapWhy;
  fromAt: string;
  /** Null: it is open; the next poll that succeeds closes it. */
  untilAt: string | null;
  detail?: GapDetail;
}

/**
 * Keeps a gap and tells it on the record, so that the log itself says when nothing was captured. Call with the
 * channel's row locked: an account has one open gap at most.
 */
export async function noteGap(tx: TxCtx, draft: GapDraft): Promise<void> {
  const id = tx.ids.uuid();
  const { channelId, why, fromAt, untilAt, detail = {} } = draft;
  const seenAt = stamp(tx.clock.now());
  const row = { channelId, why, fromAt, untilAt, detail, seenAt };
  const fresh = await tx.tx
    .insert(captureGaps)
    .values({ agencyId: agencyOf(tx), id, ...row })
    .onConflictDoNothing()
    .returning({ id: captureGaps.id });
  if (fresh.length === 0) return;
  const opened = told("channels.capture-gap-opened", { id, channelId }, { why, fromAt, ...detail });
  const isOver = untilAt !== null && why !== "counter";
  const closing = isOver ? [closed({ id, channelId, why, fromAt }, untilAt)] : [];
  await tx.happenings.tell(tx, opened, ...closing);
}

/** Closes the account's open gap, if there is one. Returns whether there was. */
export async function closeGap(tx: TxCtx, channelId: string, untilAt: string): Promise<boolean> {
  const rows = await tx.tx
    .update(captureGaps)
    .set({ untilAt })
    .where(
      and(
        eq(captureGaps.agencyId, agencyOf(tx)),
        eq(captureGaps.channelId, channelId),
        isNull(captureGaps.untilAt),
      ),
    )
    .returning();
  await tx.happenings.tell(tx, ...rows.map((row) => closed(row, untilAt)));
  return rows.length > 0;
}

type Named = Pick<Gap, "id" | "channelId">;

function closed(gap: Named & Pick<Gap, "why" | "fromAt">, untilAt: string): Happening {
  const { why, fromAt } = gap;
  return told("channels.capture-gap-closed", gap, { why, fromAt, untilAt });
}

/** A happening about a gap, with its record: what stands in the log is what stands in the table. */
export function told(
  kind: string,
  { id, channelId }: Named,
  facts: Readonly<Record<string, string | number>>,
): Happening {
  return {
    kind,
    subject: { kind: "capture-gap", id },
    facts: { channelId, ...facts },
    record: {
      payload: { gap: id, ...facts },
      text: Object.values(facts).join(" "),
      channelId,
      direction: "internal",
    },
  };
}
