import { and, eq, gte, inArray } from "drizzle-orm";
import { stamp } from "#platform/clock.ts";
import { agencyOf, type TxCtx } from "#platform/context.ts";
import { canonicalize } from "#platform/crypto/canonical.ts";
import { deletedVersion, type InboundItem, type Looked } from "../inbound.ts";
import { keepItems } from "../receiving.ts";
import { channels, inboundLooks } from "../schema.ts";

/** An item as the record has it, and how it stood at the last look. */
export interface Known {
  [column: string]: unknown;
  /** Of its newest version; null: we know that it exists, and no more. */
  id: string | null;
  remoteId: string;
  kind: "post" | "comment" | "mention" | "context";
  handle: string;
  name: string;
  text: string;
  inReplyTo: string | null;
  counts: Record<string, number>;
  isHidden: boolean | null;
  wasLookedAt: boolean;
}

/** Keeps what changed since the last look, in one transaction; two processes that look at once leave it once. */
export async function keepLooked(
  tx: TxCtx,
  channelId: string,
  due: readonly Known[],
  looked: readonly Looked[],
): Promise<void> {
  // Two processes take their turns one after the other.
  await tx.tx
    .select({ id: channels.id })
    .from(channels)
    .where(and(eq(channels.agencyId, agencyOf(tx)), eq(channels.id, channelId)))
    .for("update");
  const others = await lookedAtMeanwhile(tx, channelId, due);
  const seen = new Map(looked.map((one) => [one.remoteId, one]));
  const own = due.filter(({ remoteId }) => !others.has(remoteId));
  const pairs = own.flatMap((known) => {
    const now = seen.get(known.remoteId);
    return now ? [{ known, now }] : [];
  });
  await keepItems(
    tx,
    channelId,
    pairs.flatMap(({ known, now }) => itemNow(tx, known, now) ?? []),
  );
  for (const { known, now } of pairs) await tellChanges(tx, channelId, known, now);
  const lookedAt = stamp(tx.clock.now());
  for (const known of own) {
    const now = seen.get(known.remoteId);
    const counts = { ...(now?.counts ?? known.counts) };
    const isHidden = now?.isHidden ?? known.isHidden;
    const row = { lookedAt, counts, isHidden };
    await tx.tx
      .insert(inboundLooks)
      .values({ agencyId: agencyOf(tx), channelId, remoteId: known.remoteId, ...row })
      .onConflictDoUpdate({
        target: [inboundLooks.agencyId, inboundLooks.channelId, inboundLooks.remoteId],
        set: row,
      });
  }
}

/** Another process had its turn between our question and our lock. */
async function lookedAtMeanwhile(
  tx: TxCtx,
  channelId: string,
  due: readonly Known[],
): Promise<Set<string>> {
  const since = stamp(tx.clock.now().subtract({ minutes: 2 }));
  const names = due.map(({ remoteId }) => remoteId);
  const rows = await tx.tx
    .select({ remoteId: inboundLooks.remoteId })
    .from(inboundLooks)
    .where(
      and(
        eq(inboundLooks.agencyId, agencyOf(tx)),
        eq(inboundLooks.channelId, channelId),
        inArray(inboundLooks.remoteId, names),
        gte(inboundLooks.lookedAt, since),
      ),
    );
  return new Set(rows.map(({ remoteId }) => remoteId));
}

/** A version that is known already adds nothing; a deletion is a version of its own, with the words that were there. */
function itemNow(tx: TxCtx, known: Known, now: Looked): InboundItem | undefined {
  if (now.state === "there") return now.item && { ...now.item, kind: known.kind };
  if (known.id === null) return undefined;
  const { remoteId, handle, name, text } = known;
  return {
    remoteId,
    version: deletedVersion,
    kind: "deleted",
    occurredAt: stamp(tx.clock.now()),
    author: { remoteId: "", handle, displayName: name },
    text,
    media: [],
    native: { remoteId, seen: "gone", was: known.kind },
  };
}

async function tellChanges(
  tx: TxCtx,
  channelId: string,
  { id, remoteId, counts: before, isHidden: wasHidden, wasLookedAt }: Known,
  { state, counts, isHidden }: Looked,
): Promise<void> {
  if (id === null || state === "gone") return;
  const subject = { kind: "inbound-item", id };
  const facts = { channelId, remoteId };
  const common = { channelId, direction: "in" as const };
  if (counts && hasChanged(before, counts))
    await tx.happenings.tell(tx, {
      kind: "channels.reactions-counted",
      subject,
      facts,
      record: {
        ...common,
        text: "",
        payload: { remoteId, counts, before: wasLookedAt ? before : null },
      },
    });
  if (isHidden !== undefined && isHidden !== (wasHidden ?? false))
    await tx.happenings.tell(tx, {
      kind: isHidden ? "channels.item-hidden" : "channels.item-unhidden",
      subject,
      facts,
      record: { ...common, text: "", payload: { remoteId, isHidden } },
    });
}

/** Nothing yet and none at all are the same. */
function hasChanged(
  before: Readonly<Record<string, number>>,
  now: Readonly<Record<string, number>>,
): boolean {
  const some = (counts: Readonly<Record<string, number>>) =>
    canonicalize(Object.fromEntries(Object.entries(counts).filter(([, count]) => count > 0)));
  return some(before) !== some(now);
}
