import { and, eq, isNull } from "drizzle-orm";
import { authorize } from "#agency";
import { channelById, type Channel, type Networks } from "#channels";
import { stamp } from "#platform/clock.ts";
import { agencyOf, type Ctx, type TxCtx } from "#platform/context.ts";
import { read, transact } from "#platform/db/database.ts";
import { found, Refusal } from "#platform/refusal.ts";
import { lockedDelivery } from "./deliveries.ts";
import { heldBy } from "./hold-rules.ts";
import { holdFact } from "./holds.ts";
import { moveDeliveries, type Delivery } from "./moves.ts";
import { messageOf } from "./orders.ts";
import { byAddress } from "./remote.ts";
import { deliveries, holds, posts } from "./schema.ts";

/** What a person takes to the network's own app, where the network lets no program post it. */
export interface HandPost {
  channel: string;
  /** The account there. */
  profileUrl: string;
  title: string;
  /** Exactly what was approved for this channel. */
  text: string;
  /** Of a live stream: when it begins, RFC 3339. */
  startsAt?: string;
  media: { sha256: string; type: string; alt: string }[];
}

/** Hands a refused delivery over, as it was approved. Rejects when it may not go out at all. */
export async function handOver(ctx: Ctx, networks: Networks, id: string): Promise<HandPost> {
  return read(ctx, async (tx) => {
    const delivery = await lookedAt(tx, id);
    await mustBeFree(tx, delivery);
    const { name, profileUrl } = await accountOf(tx, networks, delivery);
    const { text, title = "", media, live } = messageOf(delivery);
    const carried = media.map(({ sha256, type, alt }) => ({ sha256, type, alt }));
    return { channel: name, profileUrl, title, text, media: carried, ...live };
  });
}

/**
 * A person posted the approved words in the network's own app, and says where. The delivery counts as sent and is
 * watched, corrected and recalled like any other; who said so stands on the record.
 */
export async function postedByHand(
  ctx: Ctx,
  networks: Networks,
  { id, url: address }: { id: string; url: string },
): Promise<void> {
  await transact(ctx, async (tx) => {
    const delivery = await lockedDelivery(tx, id);
    await mustBeFree(tx, delivery);
    const url = addressOn((await accountOf(tx, networks, delivery)).profileUrl, address);
    await moveDeliveries(tx, [
      {
        delivery,
        to: "sent",
        reason: "a person posted it by hand",
        set: {
          remoteId: url,
          remoteUrl: url,
          remoteExtra: byAddress,
          sentAt: stamp(tx.clock.now()),
        },
        native: { byHand: true, url },
      },
    ]);
  });
}

/** Letters and text messages have no app of a network, and no address. */
async function accountOf(tx: TxCtx, networks: Networks, delivery: Delivery): Promise<Channel> {
  const channel = await channelById(tx, delivery.channelId);
  const { capabilities, title } = networks.connector(tx, channel.network);
  if (capabilities.hasAddress === false)
    throw new Refusal("no-address", `${title} is not posted by hand: it has no addresses.`);
  return channel;
}

/** Reading it locks nothing. */
async function lookedAt(tx: TxCtx, id: string): Promise<Delivery> {
  const [row] = await tx.tx
    .select()
    .from(deliveries)
    .where(and(eq(deliveries.agencyId, agencyOf(tx)), eq(deliveries.id, id)));
  return found(row, "delivery");
}

/** The approved version, refused by its network alone: neither recalled, nor edited since, nor held (core A1, D4). */
async function mustBeFree(tx: TxCtx, delivery: Delivery): Promise<void> {
  const { id, agencyId, postId } = delivery;
  authorize(tx, "delivery.settle", { kind: "delivery", id, agencyId });
  const [post] = await tx.tx
    .select({ state: posts.state, version: posts.version })
    .from(posts)
    .where(and(eq(posts.agencyId, agencyId), eq(posts.id, postId)));
  if (post?.state !== "approved" || post.version !== delivery.version)
    throw new Refusal(
      "edited-since",
      "These words are not the approved ones any more. Look at the newest version.",
      { status: 409 },
    );
  if (delivery.state !== "refused")
    throw new Refusal("not-refused", "Only what the network refused is posted by hand.", {
      status: 409,
    });
  const active = await tx.tx.select().from(holds).where(isNull(holds.liftedAt));
  if (heldBy(active.map(holdFact), delivery) !== undefined)
    throw new Refusal(
      "held",
      "A hold is in force for this channel: nothing goes out by hand either.",
      {
        status: 409,
      },
    );
}

/** The address of a post on the network of this account; anything else would vouch for a stranger's page. */
function addressOn(profileUrl: string, address: string): string {
  const url = URL.parse(address.trim());
  const own = URL.parse(profileUrl);
  if (!url || url.protocol !== own?.protocol || siteOf(url) !== siteOf(own))
    throw new Refusal(
      "other-network",
      `Give the whole address of the post, as the network shows it: it begins like ${own?.origin ?? profileUrl}.`,
    );
  url.username = "";
  url.password = "";
  return url.href;
}

/** "m.facebook.com" and "www.facebook.com" are one site. */
function siteOf({ hostname, port }: URL): string {
  return `${hostname.split(".").slice(-2).join(".")}:${port}`;
}
