import { and, eq } from "drizzle-orm";
import { authorize, personOf } from "#agency";
import { accountsFor, openChannels, type Networks } from "#channels";
import { readinessOf } from "#policy";
import {
  draftPost,
  editPost,
  fitWords,
  postContent,
  postVersion,
  submitPost,
  type PostContent,
} from "#publish";
import { stamp } from "#platform/clock.ts";
import { agencyOf, type Ctx, type TxCtx } from "#platform/context.ts";
import { transact } from "#platform/db/database.ts";
import { Refusal } from "#platform/refusal.ts";
import { languagesOf, type EventContent, type EventLanguage } from "./content.ts";
import { eventOver, placeOf, tellEvent } from "./drafting.ts";
import { at, eventPosts, eventVersion, lockedEvent, type EventVersion } from "./reading.ts";
import { eventFindings } from "./rules.ts";
import { outreachEventPosts, outreachEvents, outreachEventVersions } from "./tables.ts";
import { postWords, tellIn } from "./telling.ts";

export interface EventSubmission {
  /** The version that was on screen. */
  version: number;
  /** Keys of the policy's warnings about its posts that were read. */
  acknowledged: readonly string[];
  /** Of a version that follows one that is out: what is new, in words for the public. */
  correction?: string | undefined;
}

/** Which approvals its posts need. */
export const eventClass = "event";
const eventPurpose = "engage";

/** Where everybody finds it. */
export function eventUrl(origin: string, code: string, language: EventLanguage = "en"): string {
  return `${origin}${language === "en" ? "" : `/${language}`}/events/${code}`;
}

/**
 * Hands an event in: its posts are written, one for each language, and handed in. The page, the calendar and the posts
 * come to stand with the approval of those posts and not before (core A2).
 */
export async function submitEvent(
  ctx: Ctx,
  networks: Networks,
  origin: string,
  id: string,
  given: EventSubmission,
) {
  return transact(ctx, async (tx) => {
    authorize(tx, "event.submit", { kind: "event", id });
    await lockedEvent(tx, id);
    const current = await eventVersion(tx, id);
    authorize(tx, "event.submit", { kind: "event", id }, [
      (await readinessOf(tx, personOf(tx).personId)).denial,
    ]);
    mustBeOpen(current, given.version);
    await mustBeReady(tx, current.content);
    const now = stamp(tx.clock.now());
    await freeze(tx, current, now);
    const posts = [];
    for (const language of languagesOf(current.content))
      posts.push({
        language,
        ...(await writePost(tx, { networks, origin, current, language, given })),
      });
    if (current.event.state === "draft")
      await tx.tx
        .update(outreachEvents)
        .set({ state: "submitted", changedAt: now })
        .where(at(tx, id));
    const facts = {
      version: current.version,
      hash: current.hash,
      posts: posts.map((post) => post.id),
    };
    await tellEvent(tx, "submitted", id, facts, current.content);
    return { posts };
  });
}

function mustBeOpen({ event, submittedAt }: EventVersion, shown: number): void {
  if (["past", "cancelled", "discarded"].includes(event.state)) throw eventOver();
  if (event.version !== shown)
    throw new Refusal(
      "event-edited",
      "Somebody else changed this event meanwhile. Look at it again.",
      { status: 409, details: { version: event.version } },
    );
  if (submittedAt !== null)
    throw new Refusal("event-submitted", "This version was handed in already.", { status: 409 });
}

async function mustBeReady(tx: TxCtx, content: EventContent): Promise<void> {
  const findings = eventFindings(content, await placeOf(tx));
  const [first] = findings;
  if (first)
    throw new Refusal("event-not-ready", `The event cannot be published yet: ${first.says.en}`, {
      details: { findings },
    });
}

async function freeze(tx: TxCtx, { event, version }: EventVersion, now: string): Promise<void> {
  await tx.tx
    .update(outreachEventVersions)
    .set({ submittedAt: now, submittedBy: personOf(tx).personId })
    .where(
      and(
        eq(outreachEventVersions.agencyId, agencyOf(tx)),
        eq(outreachEventVersions.eventId, event.id),
        eq(outreachEventVersions.version, version),
      ),
    );
}

interface Writing {
  networks: Networks;
  origin: string;
  current: EventVersion;
  language: EventLanguage;
  given: EventSubmission;
}

async function writePost(tx: TxCtx, writing: Writing) {
  const { current, language, given, networks } = writing;
  const { event } = current;
  const content = await contentOf(tx, writing);
  const known = await postFor(tx, event.id, language);
  const isOut = event.activeVersion !== null;
  const made =
    known === undefined
      ? await draftPost(tx, content)
      : await editPost(tx, known, {
          ...content,
          ...(isOut ? { correction: given.correction?.trim() || "The event was changed." } : {}),
        });
  const postId = made.post.id;
  if (known === undefined)
    await tx.tx
      .insert(outreachEventPosts)
      .values({ agencyId: agencyOf(tx), eventId: event.id, postId, language, role: "tells" });
  const { dueAt } = await submitPost(tx, networks, postId, { keys: given.acknowledged });
  return { id: postId, hash: made.hash, dueAt };
}

/** The post of an earlier version that may be edited: what was recalled stays so. */
async function postFor(tx: TxCtx, id: string, language: string): Promise<string | undefined> {
  for (const row of await eventPosts(tx, id)) {
    if (row.role !== "tells" || row.language !== language) continue;
    const { post } = await postVersion(tx, row.postId);
    if (post.state !== "recalled" && post.discardedAt === null) return row.postId;
  }
  return undefined;
}

async function contentOf(tx: TxCtx, writing: Writing): Promise<PostContent> {
  const { networks, origin, language } = writing;
  const { event, version, hash, content } = writing.current;
  const told = tellIn(content, language);
  const filled = postWords(content, told, eventUrl(origin, event.code, language));
  const channels = await channelsOf(tx, networks, content);
  const draft = postContent.parse({
    title: filled.title,
    text: filled.text,
    media: content.photo ? [{ sha256: content.photo.sha256, alt: told.photoAlt }] : [],
    channels: channels.map(({ id }) => id),
    class: eventClass,
    purpose: eventPurpose,
    beats: content.beats,
    language,
    carries: { kind: "event", id: event.id, version, sha256: hash },
  });
  return fitWords(tx, networks, { content: draft, filled, channels });
}

/** As chosen, or every open channel that takes what it is, of the agency or of the event's beats. */
export async function channelsOf(tx: TxCtx, networks: Networks, content: EventContent) {
  const { channels, beats } = content;
  const open = channels.length > 0 ? await openChannels(tx) : await accountsFor(tx, beats);
  return open.filter(
    ({ id, network }) =>
      (channels.length === 0 || channels.includes(id)) &&
      (content.photo !== null || networks.connector(tx, network).capabilities.textAlone !== false),
  );
}
