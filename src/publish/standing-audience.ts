import { and, desc, eq, inArray, lt } from "drizzle-orm";
import { channelById, type Networks, type Outcome, type OutboundMessage } from "#channels";
import { agencyOf, type TxCtx } from "#platform/context.ts";
import { Refusal } from "#platform/refusal.ts";
import type { PostContent } from "./content.ts";
import type { Delivery } from "./moves.ts";
import type { PostVersion } from "./posts.ts";
import { deliveries } from "./schema.ts";

type Aimed = Pick<OutboundMessage, "onlyBeats" | "beats" | "places">;

/** Who sees a correction is who sees what it corrects: the places are those of then. */
export function withAudienceOf(message: OutboundMessage, before: unknown): OutboundMessage {
  const { places } = (before ?? {}) as Aimed;
  return message.onlyBeats && places ? { ...message, places } : message;
}

/** A network changes the words of what stands, and not who sees it. Undefined where nothing hinders the edit. */
export function otherAudience(
  before: Pick<Delivery, "payload">,
  after: Pick<Delivery, "payload">,
): Outcome | undefined {
  if (keyOf(before.payload as Aimed) === keyOf(after.payload as Aimed)) return undefined;
  const reason =
    "Who sees a published post cannot be changed. Recall it there and write a new one.";
  return { state: "refused", reason, answer: null };
}

/** Refuses a correction that is for others than those who see the post now (`audience-stands`). */
export async function mustKeepAudience(
  tx: TxCtx,
  networks: Networks,
  { post, version, content }: PostVersion,
): Promise<void> {
  if (version === 1) return;
  const standing = await tx.tx
    .select({ channelId: deliveries.channelId, payload: deliveries.payload })
    .from(deliveries)
    .where(
      and(
        eq(deliveries.agencyId, agencyOf(tx)),
        eq(deliveries.postId, post.id),
        eq(deliveries.part, 0),
        lt(deliveries.version, version),
        inArray(deliveries.state, ["sent", "recalling"]),
      ),
    )
    .orderBy(desc(deliveries.version));
  for (const { channelId, payload } of standing) {
    if (!content.channels.includes(channelId)) continue;
    if (keyOf(payload as Aimed) === keyOf(aimOn(content, channelId))) continue;
    const { network, name } = await channelById(tx, channelId);
    if (networks.connector(tx, network).capabilities.placeTargeting === undefined) continue;
    throw new Refusal(
      "audience-stands",
      `${name}: who sees a published post cannot be changed. Recall it there and write a new one.`,
      { status: 409, details: { channelId, name } },
    );
  }
}

function aimOn({ onlyBeats, everybodyOn, beats }: PostContent, channelId: string): Aimed {
  return onlyBeats && !everybodyOn?.includes(channelId) ? { onlyBeats, beats } : {};
}

function keyOf({ onlyBeats, beats = [] }: Aimed): string {
  return onlyBeats ? [...beats].sort().join(" ") : "everybody";
}
