import { z } from "zod";
import { authorize, ownAgency } from "#agency";
import { openChannels } from "#channels";
import { draftPost, postContent } from "#publish";
import { stamp } from "#platform/clock.ts";
import { agencyOf, type Ctx } from "#platform/context.ts";
import { transact } from "#platform/db/database.ts";
import { Refusal } from "#platform/refusal.ts";
import { makeLinks } from "./links.ts";
import { openingContent } from "./opening.ts";
import { theOpening } from "./openings.ts";
import { openingPosts } from "./tables.ts";

export const dayDraft = z.strictObject({
  /** As the person agreed to be called: "Off. Petrov". */
  who: z.string().trim().min(2).max(60),
  day: z.iso.date(),
  channels: z.array(z.uuid()).min(1).max(60),
});

interface Moment {
  time: string;
  title: string;
  text: string;
}

/** A day in six posts, as a model: each is a draft that is made true, gets its picture, and is approved by itself. */
function moments(who: string, job: string): readonly Moment[] {
  return [
    {
      time: "06:30",
      title: `A day with ${who}: the start`,
      text: `Good morning. Today we spend a shift with ${who}. First thing: the briefing. What happened last night, what to look for today. Ask us your questions below; ${who} answers at the end of the day.`,
    },
    {
      time: "09:00",
      title: `A day with ${who}: on the road`,
      text: `The first call of the day is done. Most of this work is talking: listening, writing it down, and finding out what helps. [Say what kind of call it was. No names, no addresses.]`,
    },
    {
      time: "12:00",
      title: `A day with ${who}: how it began`,
      text: `Lunch, and time for a question: why this job? ${who} says: “[In their own words.]”`,
    },
    {
      time: "14:30",
      title: `A day with ${who}: what is hard`,
      text: `We promised to be honest. What is hard about this work? ${who} says: “[In their own words.]”`,
    },
    {
      time: "17:00",
      title: `A day with ${who}: your questions`,
      text: `You asked, ${who} answers: [Two or three questions of the day, with the answers.]`,
    },
    {
      time: "18:30",
      title: `A day with ${who}: the end of the shift`,
      text: `Home safe. Thank you for coming along with ${who}. Could this be your work? We are looking for: ${job}. What it asks, what it pays and how to apply:`,
    },
  ];
}

/**
 * Begins a day in the life of somebody who works here: six drafts at their times, the last one with a link of its own for
 * each channel. Drafts and no more: each is approved like any other post.
 */
export async function beginDay(
  ctx: Ctx,
  openingId: string,
  origin: string,
  given: z.input<typeof dayDraft>,
): Promise<{ posts: string[] }> {
  return transact(ctx, async (tx) => {
    authorize(tx, "opening.write", { kind: "opening", id: openingId });
    const { who, day, channels } = dayDraft.parse(given);
    const opening = await theOpening(tx, openingId);
    if (opening.closedAt !== null || opening.shown === null)
      throw new Refusal(
        "opening-not-public",
        "Only an opening that is public has a day in the life.",
      );
    const { timeZone: zone } = await ownAgency(tx);
    const chosen = (await openChannels(tx)).filter(({ id }) => channels.includes(id));
    const places = chosen.map(({ name, network }) => placeOf(name, network));
    const campaign = `day-in-the-life-${day}`;
    const links = await makeLinks(tx, { openingId, campaign, places });
    const all = moments(who, openingContent.parse(opening.shown).title.en);
    const posts: string[] = [];
    for (const [at, { time, title, text }] of all.entries()) {
      const isLast = at === all.length - 1;
      const page = `${origin}/jobs/${opening.code}`;
      const own = chosen.map(({ id, name }) => {
        const code = links.find((one) => one.name === name)?.code ?? "";
        return [id, { text: `${text} ${origin}/go/${code}` }] as const;
      });
      const content = postContent.parse({
        title,
        text: isLast ? `${text} ${page}` : text,
        channels: chosen.map(({ id }) => id),
        ...(isLast ? { variants: Object.fromEntries(own) } : {}),
        purpose: "recruit",
        publish: { when: "at", local: `${day}T${time}`, zone },
      });
      const { post } = await draftPost(tx, content);
      posts.push(post.id);
      await tx.tx.insert(openingPosts).values({
        agencyId: agencyOf(tx),
        openingId,
        postId: post.id,
        position: at + 1,
        madeAt: stamp(tx.clock.now()),
      });
    }
    await tx.happenings.tell(tx, {
      kind: "outreach.day-begun",
      subject: { kind: "opening", id: openingId },
      facts: { day, posts },
    });
    return { posts };
  });
}

/** How web analytics name where a channel's readers come from. */
function placeOf(name: string, network: string) {
  const source = network.toLowerCase().replaceAll(/[^a-z0-9]+/g, "-") || "other";
  const own = name
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, "-")
    .replaceAll(/^-|-$/g, "");
  const medium = { email: "email", text: "sms", sms: "sms", website: "web" }[source] ?? "social";
  // Accounts of the practice network stand for others: by their own names they are told apart.
  return { name, source: network === "sandbox" ? own.slice(0, 60) || "practice" : source, medium };
}
