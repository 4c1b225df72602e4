import "./verbs.ts";
import type { SafeClient } from "#platform/http/safe-client.ts";
import { slice } from "#platform/slice.ts";
import type { Networks, Sender } from "#channels";
import type { Pusher } from "#devices";
import { Dispatcher } from "./dispatcher.ts";
import { escalateOverdue, expireLate } from "./escalation.ts";
import { cardFetcher } from "./link-card.ts";
import { linkChecker } from "./link-check.ts";
import { publishRoutes } from "./routes.ts";
import { staffLetters } from "./staff-letters.ts";
import { noticesSent, staffNotices } from "./staff-notices.ts";
import { takeDownDue } from "./taking-down.ts";
import { modelTemplatesComing } from "./template-adoption.ts";
import { settleLeftDrafts } from "./working-copies.ts";

export interface PublishOutside {
  /** Where the console is, for links in letters. */
  origin: string;
  /** Fetches link cards: the guarded client without any allowed inner server, in tight bounds. */
  web: Pick<SafeClient, "fetch">;
  /** Reaches the devices of approvers. */
  pusher: Pusher;
}

/** From a draft to every network: versions, approvals, deliveries, holds and recalls. */
export function publish(networks: Networks, sender: Sender, outside: PublishOutside) {
  return slice({
    name: "publish",
    routes: publishRoutes(networks, {
      fetchCard: cardFetcher(outside.web),
      links: linkChecker(outside.web),
      origin: outside.origin,
    }),
    on: [
      staffLetters(sender, outside.origin),
      staffNotices,
      noticesSent(outside.pusher),
      modelTemplatesComing,
    ],
    workers: [
      {
        name: "dispatcher",
        run: (ctx, signal) => new Dispatcher(ctx, networks, sender).run(signal),
      },
    ],
    jobs: [
      {
        name: "publish.escalate",
        schedule: "* * * * *",
        run: async (ctx) => void (await escalateOverdue(ctx)),
      },
      {
        name: "publish.expire",
        schedule: "* * * * *",
        run: async (ctx) => void (await expireLate(ctx)),
      },
      {
        name: "publish.take-down",
        schedule: "* * * * *",
        run: async (ctx) => void (await takeDownDue(ctx)),
      },
      {
        name: "publish.settle-drafts",
        schedule: "* * * * *",
        run: async (ctx) => void (await settleLeftDrafts(ctx)),
      },
    ],
  });
}

export { postErasers } from "./erasing.ts";
export { approvePost, returnPost, submitPost, withdrawApproval } from "./approvals.ts";
export { pendingApprovals } from "./pending-approvals.ts";
export { armedUntil, disarmPost, fireArmed, reopenArmed } from "./arming.ts";
export { breakGlass, glassToReview, reviewBreakGlass } from "./break-glass.ts";
export { commentOnDraft, resolveComment } from "./draft-comments.ts";
export { beginCorrection } from "./correcting.ts";
export { oldFacts, type OldFact } from "./old-facts.ts";
export { takeBackPost, takeDownDue } from "./taking-down.ts";
export { postContent, type PostContent, type PostContentDraft } from "./content.ts";
export { plannedPosts, type PlannedPost } from "./planned.ts";
export { approveDelegation, endDelegation, proposeDelegation } from "./delegations.ts";
export { deliveriesOf, retryDelivery } from "./deliveries.ts";
export { settleDelivery } from "./settlement.ts";
export { claimAndSend, Dispatcher } from "./dispatcher.ts";
export { escalateOverdue } from "./escalation.ts";
export { heldDeliveries } from "./held-deliveries.ts";
export { activeHolds, liftHold, placeHold } from "./holds.ts";
export { cardBytesMax, cardMsMax } from "./link-card.ts";
export { linkChecker } from "./link-check.ts";
export { lintPost } from "./lint.ts";
export { mediaOf } from "./measure.ts";
export { postsCarrying } from "./media-uses.ts";
export { listPosts } from "./post-list.ts";
export { discardPost, draftPost, editPost, postVersion, restorePost } from "./posts.ts";
export { knownOn, publishedAfter, type ChangePlace, type PublishedDelivery } from "./published.ts";
export { recallPost } from "./recalling.ts";
export { sendRested, standingNews, type StandingNews } from "./rested.ts";
export { standingOn, type StandingPost } from "./standing-posts.ts";
export type { PublishRoutes } from "./routes.ts";
export { fit as fitWords } from "./template-fitting.ts";
export { resolveLocal } from "./schedule.ts";
export { alertChannels, fitAlert, type AlertChannel } from "./alert-fitting.ts";
export type { Networks } from "#channels";
export { certifyTranslation } from "./template-certifications.ts";
export type { TemplateContent, TemplateField, Wording } from "./template-content.ts";
export { allTemplates, templatePage } from "./template-pages.ts";
export type { AlertDraft, AlertWay } from "./template-posts.ts";
export { writeTemplate } from "./templates.ts";
export { beatsOf } from "./about-beat.ts";
export { standingOf, type Counts, type Standing } from "./standing.ts";
export { keepDraft, settleLeftDrafts } from "./working-copies.ts";
