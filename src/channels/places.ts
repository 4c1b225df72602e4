import { and, eq, isNull, sql } from "drizzle-orm";
import { allBeats, authorize } from "#agency";
import { agencyOf, type Ctx } from "#platform/context.ts";
import { read, transact } from "#platform/db/database.ts";
import { limit } from "#platform/limits.ts";
import { found, Refusal } from "#platform/refusal.ts";
import { channelById, openAccount } from "./accounts.ts";
import type { Account } from "./account.ts";
import type { Connector, Net } from "./connector.ts";
import type { Networks } from "./networks.ts";
import type { BeatPlaces, Place, Placing } from "./placing.ts";
import { channels } from "./schema.ts";
import { SendError } from "./send-error.ts";

export const placesMax = limit(
  "channels.places",
  50,
  "places of a beat on one channel",
  "a beat is a handful of postcodes or neighborhoods",
);
const askMs = limit("channels.places-time", 15_000, "ms", "a network's list of places");

/** Every open channel's places by beat: what `onlyBeats` means there. */
export async function placesByChannel(ctx: Ctx): Promise<ReadonlyMap<string, BeatPlaces>> {
  const rows = await read(ctx, (tx) =>
    tx.tx
      .select({ id: channels.id, places: channels.places })
      .from(channels)
      .where(and(eq(channels.agencyId, agencyOf(tx)), isNull(channels.endedAt))),
  );
  return new Map(rows.map(({ id, places }) => [id, places]));
}

/** Places of the network whose names fit the words. Refuses with `no-places`, `places-not-read`. */
export async function searchPlaces(
  ctx: Ctx,
  networks: Networks,
  channelId: string,
  words: string,
): Promise<Place[]> {
  const channel = await channelById(ctx, channelId);
  authorize(ctx, "channel.places", { kind: "channel", id: channelId, agencyId: channel.agencyId });
  return asked(ctx, networks, channelId, (placing, net, account) =>
    placing.search(net, account, words),
  );
}

export interface PlacesDraft {
  channelId: string;
  beatId: string;
  /** Of the network's places; none: the beat has no place there any more. */
  keys: readonly string[];
}

/**
 * Says which of the network's places a beat is. Each is checked at the network and kept under the network's
 * own name. It counts for what is approved from now on.
 */
export async function setPlaces(
  ctx: Ctx,
  networks: Networks,
  { channelId, beatId, keys }: PlacesDraft,
): Promise<Place[]> {
  const channel = await channelById(ctx, channelId);
  authorize(ctx, "channel.places", { kind: "channel", id: channelId, agencyId: channel.agencyId });
  const beat = found(
    (await allBeats(ctx)).find(({ id }) => id === beatId),
    "beat",
  );
  const wanted = [...new Set(keys)];
  const places = await asked(ctx, networks, channelId, async (placing, net, account) =>
    wanted.length === 0 ? [] : placing.known(net, account, wanted),
  );
  const unknown = wanted.filter((key) => !places.some((place) => place.key === key));
  if (unknown.length > 0)
    throw new Refusal("unknown-place", "The network does not know one of these places any more.", {
      details: { unknown },
    });
  await transact(ctx, async (tx) => {
    const mine = places.length === 0 ? {} : { [beatId]: places };
    await tx.tx
      .update(channels)
      .set({ places: sql`(${channels.places} - ${beatId}) || ${JSON.stringify(mine)}::jsonb` })
      .where(and(eq(channels.agencyId, agencyOf(tx)), eq(channels.id, channelId)));
    const facts = { beat: beat.code, places: places.map(({ name }) => name).join("; ") };
    await tx.happenings.tell(tx, {
      kind: "channels.places-set",
      subject: { kind: "channel", id: channelId },
      facts,
      record: {
        payload: { beatId, beat: beat.code, places },
        text: `${beat.code} ${beat.name}: ${facts.places}`,
        channelId,
        direction: "internal",
      },
    });
  });
  return places;
}

async function asked(
  ctx: Ctx,
  networks: Networks,
  channelId: string,
  ask: (placing: Placing, net: Net, account: Account) => Promise<Place[]>,
): Promise<Place[]> {
  const { channel, account } = await openAccount(ctx, channelId);
  const connector = networks.connector(ctx, channel.network);
  const net = networks.net(ctx, AbortSignal.timeout(askMs));
  return ask(placingOf(connector), net, account).catch((cause: unknown) => {
    if (!(cause instanceof SendError)) throw cause;
    const { title } = connector;
    const sentence = `${title} did not tell its places: ${cause.message}`;
    throw new Refusal("places-not-read", sentence, { cause });
  });
}

function placingOf({ placing, title }: Connector): Placing {
  if (placing) return placing;
  throw new Refusal("no-places", `${title} cannot keep a post to some places.`, { status: 409 });
}
