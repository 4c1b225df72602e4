import {
  approvePost,
  breakGlass,
  deliveriesOf,
  draftPost,
  editPost,
  glassToReview,
  recallPost,
  returnPost,
  reviewBreakGlass,
  submitPost,
  type PostContentDraft,
} from "#publish";
import type { Temporal } from "#platform/clock.ts";
import { contentOf, withPicture } from "./contents.ts";
import { beatsIn } from "./preparing.ts";
import { zone, type Story } from "./story.ts";
import type { Comment, Told } from "./told.ts";

/** What a message becomes while it is lived: known once it was drafted. */
interface Lived {
  told: Told;
  at: Temporal.Instant;
  content: PostContentDraft;
  postId: string;
  hash: string;
}

/** Puts everything that one message goes through on the story's calendar. */
export function tell(story: Story, given: Told): void {
  const at = story.day(given.daysAgo, given.at);
  const told = dated(given, at);
  const lived: Lived = { told, at, content: {}, postId: "", hash: "" };
  if (told.plannedDaysBefore) plan(story, lived, told.plannedDaysBefore);
  else write(story, lived);
  if (told.edit) change(story, lived, told.edit);
  if (told.recall) takeBack(story, lived, told.recall);
  for (const comment of told.comments ?? []) answer(story, lived, comment);
}

/** Weekdays by name: a month that always ends today has other dates each day. */
export function dated<One extends { title: string; text: string; short?: string }>(
  one: One,
  at: Temporal.Instant,
): One {
  const day = at.toZonedDateTimeISO(zone).toPlainDate();
  const fill = (text: string) =>
    text.replaceAll(/\{day\+(\d+)\}/g, (_whole, days: string) =>
      day.add({ days: Number(days) }).toLocaleString("en-US", { weekday: "long" }),
    );
  const { title, text, short } = one;
  return { ...one, title: fill(title), text: fill(text), ...(short ? { short: fill(short) } : {}) };
}

/** Written, handed in and approved in the minutes before it goes out. */
function write(story: Story, lived: Lived): void {
  const { told, at } = lived;
  const before = (minutes: number) => at.subtract({ minutes });
  const people = told.approvedBy.length;
  story.at(before(told.returned ? 45 : 5 + 4 * people), () => draft(story, lived));
  if (told.returned) sendBack(story, lived, told.returned);
  if (told.glass) {
    story.at(at, () => shatter(story, lived));
  } else {
    story.at(before(2 + 4 * people), () => submit(story, lived));
    told.approvedBy.forEach((email, index) =>
      story.at(before(4 * (people - 1 - index)), () => approve(story, lived, email)),
    );
  }
  story.at(at.add({ seconds: 3 }), () => sendOut(story, told.isFacebookBusy ?? false));
  if (told.isFacebookBusy) story.at(at.add({ seconds: 95 }), () => story.send());
}

/** Written days before, approved that day, out at its time on the wall clock. */
function plan(story: Story, lived: Lived, daysBefore: number): void {
  const { told, at } = lived;
  const written = at.subtract({ hours: 24 * daysBefore, minutes: 40 });
  const local = at.toZonedDateTimeISO(zone).toPlainDateTime().toString({ smallestUnit: "minute" });
  story.at(written, () => draft(story, lived, { publish: { when: "at", local, zone } }));
  story.at(written.add({ minutes: 6 }), () => submit(story, lived));
  told.approvedBy.forEach((email, index) =>
    story.at(written.add({ minutes: 25 + 9 * index }), () => approve(story, lived, email)),
  );
  story.at(at.add({ seconds: 1 }), () => story.send());
}

async function draft(
  story: Story,
  lived: Lived,
  more: Partial<PostContentDraft> = {},
): Promise<void> {
  const { told } = lived;
  const author = await story.as(told.by);
  const media = await withPicture(author, told.picture);
  const beats = await beatsIn(story, told);
  lived.content = { ...contentOf(told, story.channels, beats, media), ...more };
  const first = told.returned ? { ...lived.content, text: told.returned.firstText } : lived.content;
  const { post, hash } = await draftPost(author, first);
  Object.assign(lived, { postId: post.id, hash });
}

async function submit(story: Story, { told, postId }: Lived): Promise<void> {
  await submitPost(await story.as(told.by), story.assembly.networks, postId);
}

async function approve(story: Story, { postId, hash }: Lived, email: string): Promise<void> {
  await approvePost(await story.as(email), { postId, hash });
}

/** The first words come back with a reason; better ones take their place. */
function sendBack(story: Story, lived: Lived, given: NonNullable<Told["returned"]>): void {
  const before = (minutes: number) => lived.at.subtract({ minutes });
  story.at(before(42), () => submit(story, lived));
  story.at(before(30), async () => returnPost(await story.as(given.by), lived.postId, given.why));
  story.at(before(14), async () => {
    const { hash } = await editPost(await story.as(lived.told.by), lived.postId, lived.content);
    lived.hash = hash;
  });
}

async function shatter(story: Story, { told, at, postId, hash }: Lived): Promise<void> {
  const { glass } = told;
  if (!glass) return;
  const reason = glass.reason;
  await breakGlass(await story.as(told.by), story.assembly.networks, { postId, hash, reason });
  await story.relay();
  const { review } = glass;
  if (!review) return;
  story.at(at.add({ minutes: review.afterMinutes }), async () => {
    const command = await story.as(review.by);
    const broken = (await glassToReview(command)).find((one) => one.postId === postId);
    if (broken) await reviewBreakGlass(command, broken.id, review.note);
  });
}

async function sendOut(story: Story, isFacebookBusy: boolean): Promise<void> {
  const onlyFor = story.channel("Facebook").handle;
  if (isFacebookBusy) story.network.control({ rate5xx: 1, onlyFor });
  await story.send();
  story.network.control({ rate5xx: 0, onlyFor: "" });
}

/** The next version: a new approval, then changed in place where the network can. */
function change(story: Story, lived: Lived, edit: NonNullable<Told["edit"]>): void {
  const at = lived.at.add({ minutes: edit.afterMinutes });
  story.at(at.subtract({ minutes: 7 }), async () => {
    const { told, content } = lived;
    const words = { ...told, text: dated({ ...told, ...edit }, lived.at).text };
    const next = contentOf(words, story.channels, content.beats ?? [], content.media);
    lived.content = next;
    lived.hash = (await editPost(await story.as(told.by), lived.postId, next)).hash;
    await submit(story, lived);
  });
  story.at(at, () => approve(story, lived, edit.approvedBy));
  story.at(at.add({ seconds: 2 }), () => story.send());
}

function takeBack(story: Story, lived: Lived, recall: NonNullable<Told["recall"]>): void {
  story.at(lived.at.add({ minutes: recall.afterMinutes }), async () => {
    await recallPost(await story.as(lived.told.by), lived.postId, recall.reason);
    await story.send();
  });
}

/** A resident writes under the post; the next poll finds it. */
function answer(story: Story, lived: Lived, [name, minutes, author, text]: Comment): void {
  const at = lived.at.add({ minutes });
  story.at(at, async () => {
    const channel = story.channel(name);
    const rows = await deliveriesOf(story.system, lived.postId);
    const row = rows.findLast((one) => one.channelId === channel.id && one.state === "sent");
    if (!row?.remoteId) throw new Error(`nothing stands on ${name} to answer to`);
    const answered = await fetch(`${story.network.url}/api/posts/${row.remoteId}/comments`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ author, text }),
    });
    if (!answered.ok) throw new Error(await answered.text());
  });
  story.at(at.add({ seconds: 40 }), () => story.receive([story.channel(name)]));
}
