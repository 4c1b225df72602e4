import { and, eq, inArray } from "drizzle-orm";
import { agencyOf, asSystem, type Ctx } from "#platform/context.ts";
import { transact } from "#platform/db/database.ts";
import type { Subscription } from "#platform/events.ts";
import { outreachCampaignPosts } from "../campaigns/tables.ts";
import { outreachEventPosts } from "../events/tables.ts";
import { outreachKits } from "./tables.ts";

/** What kits hear: that a post of theirs stands, was changed or was taken back. Their pages are made anew. */
export const kitNews: Subscription = {
  name: "outreach.kits",
  kinds: ["publish.delivery-sent", "publish.delivery-recalled", "publish.post-recalled"],
  async handle(ctx, { agencyId, subject, facts }) {
    const { post } = facts;
    const postId =
      typeof post === "string" ? post : subject.kind === "post" ? subject.id : undefined;
    if (postId) await kitTouched(asSystem(ctx, "kits", agencyId), postId);
  },
};

async function kitTouched(ctx: Ctx, postId: string): Promise<void> {
  await transact(ctx, async (tx) => {
    const [campaign] = await tx.tx
      .select({ id: outreachCampaignPosts.campaignId })
      .from(outreachCampaignPosts)
      .where(
        and(
          eq(outreachCampaignPosts.agencyId, agencyOf(tx)),
          eq(outreachCampaignPosts.postId, postId),
        ),
      );
    const [event] = await tx.tx
      .select({ id: outreachEventPosts.eventId })
      .from(outreachEventPosts)
      .where(
        and(eq(outreachEventPosts.agencyId, agencyOf(tx)), eq(outreachEventPosts.postId, postId)),
      );
    const ofIds = [campaign, event].flatMap((one) => (one ? [one.id] : []));
    if (ofIds.length === 0) return;
    const kits = await tx.tx
      .select({ id: outreachKits.id })
      .from(outreachKits)
      .where(
        and(
          eq(outreachKits.agencyId, agencyOf(tx)),
          inArray(outreachKits.ofId, ofIds),
          eq(outreachKits.state, "open"),
        ),
      );
    for (const { id } of kits)
      await tx.happenings.tell(tx, {
        kind: "outreach.kit-changed",
        subject: { kind: "kit", id },
        facts: { post: postId },
      });
  });
}
