import { desc, eq } from "drizzle-orm";
import { authorize } from "#agency";
import { channelNames } from "#channels";
import { deliveriesOf, postVersion, resolveLocal, standingOf } from "#publish";
import { agencyOf, type Ctx, type TxCtx } from "#platform/context.ts";
import { read } from "#platform/db/database.ts";
import { limit } from "#platform/limits.ts";
import { campaignModels } from "./models.ts";
import { campaignPosts, theCampaign } from "./starting.ts";
import { outreachCampaigns } from "./tables.ts";

const listMax = limit("campaigns.list", 200, "campaigns", "of one page of the list");

/** Campaigns, the latest first, with what there is to begin one from. */
export async function listCampaigns(ctx: Ctx) {
  authorize(ctx, "campaign.read");
  return read(ctx, async (tx) => {
    const rows = await tx.tx
      .select()
      .from(outreachCampaigns)
      .where(eq(outreachCampaigns.agencyId, agencyOf(tx)))
      .orderBy(desc(outreachCampaigns.startsOn))
      .limit(listMax);
    const campaigns = [];
    for (const row of rows) {
      const posts = await postsOf(tx, row.id);
      campaigns.push({ ...row, counts: countsOf(posts) });
    }
    return { campaigns, models: campaignModels };
  });
}

/** One campaign: its posts with where each stands, and what came of them. */
export async function campaignPage(ctx: Ctx, id: string) {
  authorize(ctx, "campaign.read", { kind: "campaign", id });
  return read(ctx, async (tx) => {
    const campaign = await theCampaign(tx, id);
    const posts = await postsOf(tx, id);
    return { campaign, posts, counts: countsOf(posts) };
  });
}

export type CampaignPost = Awaited<ReturnType<typeof postsOf>>[number];

async function postsOf(tx: TxCtx, id: string) {
  const names = await channelNames(tx);
  const posts = [];
  for (const { postId, piece, language, offsetDays } of await campaignPosts(tx, id)) {
    const { post, content } = await postVersion(tx, postId);
    const { publish } = content;
    const { standing } = await standingOf(tx, postId);
    const sent = (await deliveriesOf(tx, postId)).filter(
      (one) => one.state === "sent" && one.part === 0,
    );
    posts.push({
      postId,
      piece,
      language,
      offsetDays,
      title: content.title,
      text: content.text,
      version: post.version,
      at: publish.when === "at" ? resolveLocal(publish.local, publish.zone).at.toString() : null,
      standing: post.discardedAt === null ? standing : ("discarded" as const),
      sentTo: sent.map((one) => ({
        channel: names.get(one.channelId)?.name ?? "",
        url: one.remoteUrl,
      })),
    });
  }
  return posts;
}

/** How far it is: each post counted once. */
function countsOf(posts: readonly CampaignPost[]) {
  const of = (...standings: CampaignPost["standing"][]) =>
    posts.filter(({ standing }) => standings.includes(standing)).length;
  return {
    posts: posts.length,
    drafts: of("draft", "returned"),
    submitted: of("submitted"),
    waiting: of("waiting", "armed", "sending"),
    out: of("sent", "partly-sent", "unconfirmed", "needs-person"),
    stopped: of("discarded", "recalled", "recalling", "partly-recalled", "expired"),
    places: posts.reduce((sum, { sentTo }) => sum + sentTo.length, 0),
  };
}
