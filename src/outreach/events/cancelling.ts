import { authorize, personOf } from "#agency";
import type { Networks } from "#channels";
import { draftPost, fitWords, postContent, submitPost } from "#publish";
import { stamp } from "#platform/clock.ts";
import { agencyOf, type Ctx, type TxCtx } from "#platform/context.ts";
import { transact } from "#platform/db/database.ts";
import { Refusal } from "#platform/refusal.ts";
import { takeBack } from "../taking-back.ts";
import { languagesOf, type EventLanguage } from "./content.ts";
import { eventOver, tellEvent } from "./drafting.ts";
import { tellSignedUp } from "./letters.ts";
import { channelsOf, eventClass } from "./publishing.ts";
import { at, eventPosts, eventVersion, lockedEvent } from "./reading.ts";
import { callOffDates } from "./spreading.ts";
import { outreachEventPosts, outreachEvents } from "./tables.ts";
import { tellIn } from "./telling.ts";
import { eventWords } from "./words.ts";

/** What became of the posts that say that it is cancelled. */
export interface Replacement {
  language: EventLanguage;
  postId: string | null;
  /** Why it was not handed in: what was recalled is recalled all the same. */
  refused: { code: string; says: string } | null;
}

interface Place {
  networks: Networks;
}

/**
 * Calls an event off. Its page and its entry in calendars say so with this transaction, whoever signed up is written to,
 * and its posts are taken back: that asks for no approval. What is said in their place does (core A2), and is handed in.
 */
export async function cancelEvent(ctx: Ctx, place: Place, id: string, why: string) {
  const over = await transact(ctx, (tx) => cancel(tx, id, why));
  const replacements: Replacement[] = [];
  if (over.wasOut)
    for (const language of over.languages)
      replacements.push(await replace(ctx, place, id, language));
  return { recalled: over.recalled, stopped: over.stopped, replacements };
}

async function cancel(tx: TxCtx, id: string, why: string) {
  authorize(tx, "event.cancel", { kind: "event", id });
  const event = await lockedEvent(tx, id);
  if (["past", "cancelled", "discarded"].includes(event.state)) throw eventOver();
  const wasOut = event.activeVersion !== null;
  const { content } = await eventVersion(tx, id, event.activeVersion ?? undefined);
  const now = stamp(tx.clock.now());
  const sequence = event.sequence + 1;
  await tx.tx
    .update(outreachEvents)
    .set({
      state: wasOut ? "cancelled" : "discarded",
      sequence,
      seriesVersion: null,
      changedAt: now,
      cancelledAt: now,
      cancelledBy: personOf(tx).personId,
      cancelledWhy: why,
    })
    .where(at(tx, id));
  const what = wasOut ? "cancelled" : "discarded";
  await tellEvent(tx, what, id, { version: event.version, sequence }, why);
  const counts = { recalled: 0, stopped: 0 };
  for (const { postId, role } of await eventPosts(tx, id)) {
    if (role !== "tells") continue;
    const { removing, stopped } = await takeBack(tx, postId, why);
    counts.recalled += removing;
    counts.stopped += stopped;
  }
  if (wasOut) await tellSignedUp(tx, id, "cancelled", sequence);
  if (wasOut && content.again) await callOffDates(tx, id, why);
  return { ...counts, wasOut, languages: languagesOf(content) };
}

async function replace(
  ctx: Ctx,
  place: Place,
  id: string,
  language: EventLanguage,
): Promise<Replacement> {
  try {
    return await transact(ctx, (tx) => writeEnd(tx, place, id, language));
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    return { language, postId: null, refused: { code: error.code, says: error.message } };
  }
}

/** In words that were approved with the event, and the catalogue's. */
async function writeEnd(
  tx: TxCtx,
  { networks }: Place,
  id: string,
  language: EventLanguage,
): Promise<Replacement> {
  const { event } = await eventVersion(tx, id);
  const { content } = await eventVersion(tx, id, event.activeVersion ?? undefined);
  const say = eventWords[language];
  const told = tellIn(content, language);
  const title = say.cancelledTitle(told.title).slice(0, 200);
  // Without an address: what the policy says of addresses would keep it in, and nobody is there to read it.
  const text = `${title}
${say.cancelledText(told.when)}`;
  const filled = { title, text, short: title, alt: "", networks: {} };
  const all = await channelsOf(tx, networks, { ...content, photo: null });
  const draft = postContent.parse({
    title,
    text,
    channels: all.map((one) => one.id),
    class: eventClass,
    purpose: "inform",
    beats: content.beats,
    language,
  });
  const fitted = await fitWords(tx, networks, { content: draft, filled, channels: all });
  const { post } = await draftPost(tx, fitted);
  await tx.tx
    .insert(outreachEventPosts)
    .values({ agencyId: agencyOf(tx), eventId: id, postId: post.id, language, role: "ends" });
  await submitPost(tx, networks, post.id, { keys: [], isRepeat: true });
  return { language, postId: post.id, refused: null };
}
