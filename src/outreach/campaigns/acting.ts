import { z } from "zod";
import { authorize, personOf } from "#agency";
import type { Networks } from "#channels";
import { deliveriesOf, postVersion, submitPost } from "#publish";
import { stamp } from "#platform/clock.ts";
import { type Ctx } from "#platform/context.ts";
import { read, transact } from "#platform/db/database.ts";
import { Refusal } from "#platform/refusal.ts";
import { takeBack } from "../taking-back.ts";
import {
  at,
  campaignPosts,
  lockedCampaign,
  mustRun,
  tellCampaign,
  theCampaign,
} from "./starting.ts";
import { outreachCampaigns } from "./tables.ts";

const warned = z.array(
  z.object({ key: z.string(), reason: z.object({ en: z.string(), es: z.string() }) }),
);
type Warned = z.infer<typeof warned>[number];

/** What came of handing one post in. */
export interface HandedIn {
  postId: string;
  refused: { code: string; says: string; findings: readonly Warned[] } | null;
}

/**
 * Hands in what is still a draft, each post by itself: one that the policy keeps in keeps no other. What was warned of is
 * read first, as in the composer.
 */
export async function submitCampaign(
  ctx: Ctx,
  networks: Networks,
  id: string,
  acknowledged: readonly string[],
): Promise<HandedIn[]> {
  const drafts = await read(ctx, async (tx) => {
    authorize(tx, "campaign.submit", { kind: "campaign", id });
    await theCampaign(tx, id);
    const ready: string[] = [];
    for (const { postId } of await campaignPosts(tx, id)) {
      const { post } = await postVersion(tx, postId);
      if (post.discardedAt === null && ["draft", "returned"].includes(post.state))
        ready.push(postId);
    }
    return ready;
  });
  const results: HandedIn[] = [];
  for (const postId of drafts)
    results.push(await handIn(ctx, networks, id, { postId, acknowledged }));
  return results;
}

async function handIn(
  ctx: Ctx,
  networks: Networks,
  id: string,
  { postId, acknowledged }: { postId: string; acknowledged: readonly string[] },
): Promise<HandedIn> {
  try {
    await transact(ctx, async (tx) => {
      mustRun(await lockedCampaign(tx, id));
      // The two languages of one post, and a campaign of last year, say much the same.
      await submitPost(tx, networks, postId, { keys: acknowledged, isRepeat: true });
    });
    return { postId, refused: null };
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    const { data: findings = [] } = warned.safeParse(error.details?.["findings"]);
    return { postId, refused: { code: error.code, says: error.message, findings } };
  }
}

/**
 * Ends a campaign before its time: drafts are put away and what was approved does not go out any more. What stands stays;
 * to take it back is each post's own act.
 */
export async function endCampaign(ctx: Ctx, id: string, why: string) {
  return transact(ctx, async (tx) => {
    authorize(tx, "campaign.end", { kind: "campaign", id });
    mustRun(await lockedCampaign(tx, id));
    const counts = { stopped: 0, standing: 0 };
    for (const { postId } of await campaignPosts(tx, id)) {
      const { post } = await postVersion(tx, postId);
      if (post.state === "recalled" || post.discardedAt !== null) continue;
      const rows = await deliveriesOf(tx, postId);
      if (rows.some(({ state }) => out.has(state))) counts.standing += 1;
      else {
        await takeBack(tx, postId, why);
        counts.stopped += 1;
      }
    }
    const now = stamp(tx.clock.now());
    await tx.tx
      .update(outreachCampaigns)
      .set({ state: "ended", endedAt: now, endedBy: personOf(tx).personId, endedWhy: why })
      .where(at(tx, id));
    await tellCampaign(tx, "ended", id, counts, why);
    return counts;
  });
}

/** On a network, or on the way there. */
const out = new Set(["sent", "sending", "unconfirmed", "asked"]);
