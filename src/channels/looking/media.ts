import { createHash } from "node:crypto";
import { and, asc, eq, lte } from "drizzle-orm";
import { allAgencies } from "#agency";
import { stamp } from "#platform/clock.ts";
import { agencyOf, asSystem, type Ctx, type TxCtx } from "#platform/context.ts";
import { read, transact } from "#platform/db/database.ts";
import { limit } from "#platform/limits.ts";
import { openAccount } from "../accounts.ts";
import type { InboundItem } from "../inbound.ts";
import type { Networks } from "../networks.ts";
import { inboundMedia } from "../schema.ts";
import { storedBytes, type Got } from "./bytes.ts";
import type { NotHad } from "./pieces.ts";

const perItemMax = limit("inbound.media", 20, "media", "fetched of one item");
const urlMax = limit("inbound.media-url", 2_000, "characters", "of a medium's address");
const turnMax = limit("inbound.media-turn", 50, "media", "fetched in one turn of an agency");
const fetchMs = limit(
  "inbound.media-time",
  20_000,
  "ms",
  "for one medium, or a piece of a large one",
);
const triesMax = limit("inbound.media-tries", 7, "tries", "over two days; then it stays missing");
const firstWaitSeconds = 1_800;

type Medium = typeof inboundMedia.$inferSelect;

/** In the transaction that keeps the items: a network may take its media away soon. */
export async function orderMedia(
  tx: TxCtx,
  channelId: string,
  added: readonly { id: string; item: InboundItem }[],
): Promise<void> {
  const dueAt = stamp(tx.clock.now());
  const rows = added.flatMap(({ id, item }) =>
    item.kind === "deleted"
      ? []
      : item.media.slice(0, perItemMax).map(({ url, type, alt = "" }) => ({
          agencyId: agencyOf(tx),
          channelId,
          remoteId: item.remoteId,
          name: createHash("sha256").update(url).digest("hex"),
          itemId: id,
          url: url.replaceAll("\0", "").slice(0, urlMax),
          type: type.replaceAll("\0", "").slice(0, 100),
          alt: alt.replaceAll("\0", "").slice(0, 5_000),
          state: "waiting" as const,
          tries: 0,
          dueAt,
        })),
  );
  // An edit shows the same picture again: it is on the record already.
  if (rows.length > 0) await tx.tx.insert(inboundMedia).values(rows).onConflictDoNothing();
}

export async function fetchAll(ctx: Ctx, networks: Networks): Promise<void> {
  for (const { agencyId } of await allAgencies(ctx))
    await fetchDue(asSystem(ctx, "media of items", agencyId), networks);
}

/** Brings the media of items onto the record, each once; what cannot be had is named with its reason and tried again. */
export async function fetchDue(ctx: Ctx, networks: Networks): Promise<void> {
  const due = await read(ctx, (tx) =>
    tx.tx
      .select()
      .from(inboundMedia)
      .where(
        and(
          eq(inboundMedia.agencyId, agencyOf(tx)),
          eq(inboundMedia.state, "waiting"),
          lte(inboundMedia.dueAt, stamp(tx.clock.now())),
        ),
      )
      .orderBy(asc(inboundMedia.dueAt))
      .limit(turnMax),
  );
  for (const medium of due) {
    const got = await bytesNow(ctx, networks, medium);
    await transact(ctx, async (tx) => {
      // Another process may have had it meanwhile, or its record was destroyed.
      if (!(await isStillWaiting(tx, medium))) return;
      if ("why" in got) await miss(tx, medium, got);
      else await keep(tx, medium, got);
    });
  }
}

async function bytesNow(ctx: Ctx, networks: Networks, medium: Medium): Promise<Got> {
  const { channel, account } = await openAccount(ctx, medium.channelId);
  // An account that was taken away lends its credential no more.
  const connector = channel.endedAt === null ? networks.connector(ctx, channel.network) : undefined;
  const netNow = () => networks.net(ctx, AbortSignal.timeout(fetchMs));
  return storedBytes(ctx.blobs, { connector, account, netNow }, medium);
}

async function isStillWaiting(tx: TxCtx, medium: Medium): Promise<boolean> {
  const [row] = await tx.tx.select().from(inboundMedia).where(at(tx, medium)).for("update");
  return row?.state === "waiting" && row.tries === medium.tries;
}

function at(tx: TxCtx, { channelId, remoteId, name }: Medium) {
  return and(
    eq(inboundMedia.agencyId, agencyOf(tx)),
    eq(inboundMedia.channelId, channelId),
    eq(inboundMedia.remoteId, remoteId),
    eq(inboundMedia.name, name),
  );
}

async function keep(
  tx: TxCtx,
  medium: Medium,
  { sha256, sizeBytes, type }: Exclude<Got, NotHad>,
): Promise<void> {
  await tx.tx.update(inboundMedia).set({ state: "kept", why: null }).where(at(tx, medium));
  const files = [
    { name: medium.alt || medium.type || "medium", type: type || medium.type, sha256 },
  ];
  await tell(tx, medium, "channels.media-kept", {
    text: medium.alt,
    media: [sha256],
    payload: { ...told(medium), files, sizeBytes },
  });
}

/** The first time and the last it is said on the record; in between it is only tried. */
async function miss(tx: TxCtx, medium: Medium, { why, isFinal = false }: NotHad): Promise<void> {
  const tries = medium.tries + 1;
  const isOver = isFinal || tries >= triesMax;
  const waitSeconds = firstWaitSeconds * 2 ** (tries - 1);
  const dueAt = stamp(tx.clock.now().add({ seconds: waitSeconds }));
  await tx.tx
    .update(inboundMedia)
    .set({ tries, why, dueAt, state: isOver ? "missing" : "waiting" })
    .where(at(tx, medium));
  if (tries > 1 && !isOver) return;
  const payload = { ...told(medium), why, tries, isOver };
  await tell(tx, medium, "channels.media-missing", { text: medium.alt, media: [], payload });
}

function told({ remoteId, url, type, alt }: Medium) {
  return { remoteId, url, type, alt };
}

async function tell(
  tx: TxCtx,
  { channelId, itemId, remoteId }: Medium,
  kind: string,
  record: { text: string; media: readonly string[]; payload: object },
): Promise<void> {
  await tx.happenings.tell(tx, {
    kind,
    subject: { kind: "inbound-item", id: itemId },
    facts: { channelId, remoteId },
    record: { ...record, channelId, direction: "in" },
  });
}
