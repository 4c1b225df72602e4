import { and, eq, isNull } from "drizzle-orm";
import { asSystem, agencyOf, type Ctx, type TxCtx } from "#platform/context.ts";
import { millisecondsOf, nowMs, stamp } from "#platform/clock.ts";
import { read, transact } from "#platform/db/database.ts";
import { limit } from "#platform/limits.ts";
import type { Happening } from "#platform/events.ts";
import { openAccount } from "./accounts.ts";
import { beat, beatFailed, countItems, type Polled } from "./completeness/heartbeat.ts";
import type { InboundItem, Received } from "./inbound.ts";
import type { Heard } from "./hook.ts";
import { withKnownWords } from "./known-words.ts";
import { orderMedia } from "./looking/media.ts";
import type { Networks } from "./networks.ts";
import { channels, inboundItems } from "./schema.ts";
import { noteWishes } from "./wishes.ts";

const pagesMax = limit(
  "channels.receive.pages",
  20,
  "pages a poll",
  "the rest waits for the next poll",
);
const rowsMax = limit(
  "channels.receive.rows",
  250,
  "items",
  "kept by one statement; a first reading brings thousands, and PostgreSQL takes 65,535 values",
);
const pollMs = limit("channels.receive.time", 60_000, "ms", "one poll of one channel");

/** Reads what is new on a channel and captures it. Idempotent: telling an item twice adds nothing. */
export async function receiveChannel(
  ctx: Ctx,
  networks: Networks,
  channelId: string,
): Promise<number> {
  const { channel, account } = await openAccount(ctx, channelId);
  const connector = networks.connector(ctx, channel.network);
  if (!connector.receive || channel.endedAt !== null) return 0;
  const net = networks.net(ctx, AbortSignal.timeout(pollMs));
  let cursor = channel.cursor ?? undefined;
  let captured = 0;
  const keepNow = async (heard: Heard) => {
    captured += await transact(ctx, (tx) => keepHeard(tx, channelId, heard));
  };
  const { pollSeconds } = connector.capabilities;
  try {
    for (let page = 0; page < pagesMax; page++) {
      const received: Received = await connector.receive(net, account, cursor, keepNow);
      const polled = { channelId, pollSeconds, cursorFrom: cursor, isFirstPage: page === 0 };
      captured += await transact(ctx, (tx) => keep(tx, polled, received));
      if (!received.more || received.cursor === cursor) break;
      cursor = received.cursor;
    }
  } catch (error) {
    await transact(ctx, (tx) => beatFailed(tx, { channelId, pollSeconds }, error));
    throw error;
  }
  return captured;
}

/** Items with who asked to be left alone, in the caller's transaction; returns how many items were new. */
export async function keepHeard(tx: TxCtx, channelId: string, heard: Heard): Promise<number> {
  const fresh = await keepItems(tx, channelId, heard.items);
  await countItems(tx, channelId, fresh);
  await noteWishes(tx, channelId, { wishes: heard.optOuts ?? [], fresh });
  return fresh.length;
}

/** Items, cursor, counters and the poll's heartbeat in one transaction with their archive entries (core R1). */
async function keep(tx: TxCtx, polled: Polled, received: Received): Promise<number> {
  const { channelId } = polled;
  await beat(tx, polled, received);
  const fresh = await keepHeard(tx, channelId, received);
  await tx.tx
    .update(channels)
    .set({
      cursor: received.cursor ?? null,
      counters: received.counters,
      receivedAt: stamp(tx.clock.now()),
    })
    .where(and(eq(channels.agencyId, agencyOf(tx)), eq(channels.id, channelId)));
  return fresh;
}

/** Captures what is new among the items, whoever told them, and returns that. */
export async function keepItems(
  tx: TxCtx,
  channelId: string,
  items: readonly InboundItem[],
): Promise<InboundItem[]> {
  const all = await withKnownWords(tx, channelId, items);
  const fresh: InboundItem[] = [];
  for (let at = 0; at < all.length; at += rowsMax) {
    const added = await insertNew(tx, channelId, all.slice(at, at + rowsMax));
    await orderMedia(tx, channelId, added);
    await tx.happenings.tell(tx, ...added.map(({ id, item }) => captured(channelId, id, item)));
    fresh.push(...added.map(({ item }) => item));
  }
  return fresh;
}

/** The items that were not known yet, each once, with the ids they were given. */
async function insertNew(
  tx: TxCtx,
  channelId: string,
  items: readonly InboundItem[],
): Promise<{ id: string; item: InboundItem }[]> {
  const given = new Map(items.map((item) => [tx.ids.uuid(), item]));
  const capturedAt = stamp(tx.clock.now());
  const added = await tx.tx
    .insert(inboundItems)
    .values(
      [...given].map(([id, item]) => ({
        agencyId: agencyOf(tx),
        id,
        channelId,
        remoteId: item.remoteId,
        version: item.version,
        kind: item.kind,
        occurredAt: item.occurredAt,
        capturedAt,
        authorHandle: storable(item.author.handle),
        authorName: storable(item.author.displayName),
        text: storable(item.text),
        url: item.url ?? null,
        inReplyTo: item.inReplyTo ?? null,
      })),
    )
    .onConflictDoNothing()
    .returning({ id: inboundItems.id });
  return added.flatMap(({ id }) => {
    const item = given.get(id);
    return item ? [{ id, item }] : [];
  });
}

/** PostgreSQL holds no NUL in a text; the record's sealed payload keeps it as it came. */
function storable(text: string): string {
  return text.replaceAll("\0", "\ufffd");
}

function captured(channelId: string, id: string, item: InboundItem): Happening {
  return {
    kind: `channels.${item.kind}-received`,
    subject: { kind: "inbound-item", id },
    facts: { channelId, remoteId: item.remoteId, version: item.version },
    occurredAt: item.occurredAt,
    record: {
      payload: item.native,
      text: `${item.author.displayName} @${item.author.handle}\n${item.text}`,
      channelId,
      direction: "in",
    },
  };
}

/** One poll of every open channel; a channel that fails does not stop the others. */
export async function receiveAll(ctx: Ctx, networks: Networks): Promise<void> {
  const open = await read(asSystem(ctx, "receiving", null), (tx) =>
    tx.tx
      .select({
        id: channels.id,
        agencyId: channels.agencyId,
        network: channels.network,
        receivedAt: channels.receivedAt,
      })
      .from(channels)
      .where(isNull(channels.endedAt)),
  );
  for (const { id, agencyId, network, receivedAt } of open) {
    const { pollSeconds = 0 } = networks.connector(ctx, network).capabilities;
    const agoMs = nowMs(ctx.clock) - (receivedAt === null ? 0 : millisecondsOf(receivedAt));
    // A clock that was put back leaves the last poll in the future: nobody waits for that.
    if (agoMs >= 0 && agoMs < pollSeconds * 1_000) continue;
    await receiveChannel(asSystem(ctx, "receiving", agencyId), networks, id).catch(
      (error: unknown) =>
        ctx.log.warn({ err: error, channelId: id }, "a channel could not be read"),
    );
  }
}
