import { ownAgency, type Person } from "#agency";
import { devicesOf, type Notice, type Pusher } from "#devices";
import { sha256 } from "#platform/crypto/canonical.ts";
import type { Ctx } from "#platform/context.ts";
import { transact } from "#platform/db/database.ts";
import type { RelayedEvent, Subscription } from "#platform/events.ts";
import { instantOf, Temporal } from "#platform/clock.ts";
import { limit } from "#platform/limits.ts";
import { z } from "zod";
import { languageOf, noticeWords, type NoticeAbout } from "./notice-words.ts";
import {
  approvalNews,
  awaitsReview,
  openSubmission,
  staffNews,
  type StaffNews,
} from "./staff-news.ts";

const tryingHours = limit(
  "notices.trying",
  3,
  "hours",
  "a push service that fails so long has failed; letters and Today tell it all the same",
);

/** What one device is to be told, as it waits in the outbox: each device has tries of its own. */
const due = z.object({
  device: z.string(),
  about: z.enum(["asked", "overdue", "glass"]),
  submission: z.string(),
  post: z.string(),
  title: z.string(),
  isLifeSafety: z.boolean(),
  language: z.enum(["en", "es"]),
  at: z.string(),
  until: z.string(),
});
type Due = z.infer<typeof due>;

/** The same news as the letters, to the devices of the same people. */
export const staffNotices: Subscription = {
  name: "publish.staff-notices",
  kinds: approvalNews,
  async handle(ctx, event) {
    const news = await staffNews(ctx, event);
    if (!news || news.about === "comment" || news.people.length === 0) return;
    const { about } = news;
    const { language } = await ownAgency(ctx);
    await transact(ctx, async (tx) => {
      const devices = await devicesOf(
        tx,
        news.people.map(({ id }) => id),
      );
      if (devices.length === 0) return;
      const whose = new Map(news.people.map((person) => [person.id, person]));
      const told = devices.map(({ id, personId }) =>
        dueOn(id, event, {
          ...news,
          about,
          language: languageOf(whose.get(personId)?.language ?? language),
        }),
      );
      await tx.happenings.tell(
        tx,
        ...told.map((facts) => ({ kind: "publish.notice-due", subject: event.subject, facts })),
        staffTold(event, { ...news, about }, devices.length),
      );
    });
  },
};

type Telling = StaffNews & { about: NoticeAbout };

function dueOn(device: string, event: RelayedEvent, news: Telling & Pick<Due, "language">): Due {
  const { about, postId: post, title, isLifeSafety, language, at, until } = news;
  const submission = String(event.facts["submission"] ?? "");
  return { device, about, submission, post, title, isLifeSafety, language, at, until };
}

/** On the record like a letter: what was said to how many, never the address of a device. */
function staffTold(event: RelayedEvent, news: Telling, devices: number) {
  const facts = { about: event.kind, people: peopleOf(news.people), devices, state: "push" };
  const words = noticeWords("en", news.about);
  return {
    kind: "publish.staff-told",
    subject: event.subject,
    facts,
    record: {
      payload: { ...facts, ...words, title: news.title },
      text: `${words.title}\n${news.title}`,
      direction: "internal" as const,
    },
  };
}

function peopleOf(people: readonly Person[]): number {
  return new Set(people.map(({ id }) => id)).size;
}

/**
 * Sends what waits for one device, unless it was decided or is over by now. A lost answer may send it twice; both bear
 * the post's topic, so that the second takes the first one's place.
 */
export function noticesSent(pusher: Pusher): Subscription {
  return {
    name: "publish.notices",
    isSlow: true,
    kinds: ["publish.notice-due"],
    async handle(ctx, event) {
      const what = due.parse(event.facts);
      if (isOver(ctx, what, event.at) || !(await isStillNews(ctx, what))) return;
      const reached = await pusher.send(ctx, what.device, noticeOf(what));
      if (reached === "later") throw new Error("the device's push service asks to wait");
    },
  };
}

function isOver(ctx: Ctx, { until }: Due, told: string): boolean {
  const last = instantOf(told).add({ hours: tryingHours });
  const now = ctx.clock.now();
  return [last, instantOf(until)].some((end) => Temporal.Instant.compare(now, end) >= 0);
}

async function isStillNews(ctx: Ctx, { about, submission, post }: Due): Promise<boolean> {
  if (about === "glass") return awaitsReview(ctx, post);
  return (await openSubmission(ctx, submission)) !== undefined;
}

function noticeOf({ about, post, title, isLifeSafety, language, at, until }: Due): Notice {
  const { title: heading, coming, over } = noticeWords(language, about);
  return {
    title: heading,
    about: title,
    ...(coming && over ? { due: { at, coming, over } } : {}),
    language,
    address: about === "glass" ? "/console/approvals#glass" : `/console/approvals#${post}`,
    topic: sha256(post).toString("base64url").slice(0, 32),
    isUrgent: isLifeSafety || about === "glass",
    until,
  };
}
