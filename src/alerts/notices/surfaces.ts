import { and, eq } from "drizzle-orm";
import { channelNames } from "#channels";
import { deliveriesOf, postVersion } from "#publish";
import { instantOf, Temporal } from "#platform/clock.ts";
import { agencyOf, type TxCtx } from "#platform/context.ts";
import { endingOf, theNotice } from "./reading.ts";
import { noticePosts } from "./tables.ts";

/** One place where a notice stands or stood, and what shows that it is there or gone. */
export interface Surface {
  key: string;
  what: "page" | "photo" | "feed" | "flyers" | "post";
  /** Of a post: the channel's name. */
  channel: string | null;
  channelId: string | null;
  network: string | null;
  language: string | null;
  role: "tells" | "ends" | null;
  state: string;
  /** True: proven. */
  isDone: boolean;
  at: string | null;
  url: string | null;
  postId: string | null;
  deliveryId: string | null;
  reason: string | null;
}

export interface Surfaces {
  surfaces: Surface[];
  /** From the click until so many of a hundred channels were known to be clear; null: not yet, or it is not over. */
  confirmed: { share: number; seconds: number | null; channels: number; clear: number };
}

const share = 95;

/** Everywhere that the public may meet it. A network's own answer to the removal is the proof of a channel. */
export async function surfacesOf(tx: TxCtx, id: string): Promise<Surfaces> {
  const notice = await theNotice(tx, id);
  const ending = await endingOf(tx, id);
  const own = ownSurfaces(notice.activeVersion !== null, ending);
  const posts = followed(await postSurfaces(tx, id));
  return {
    surfaces: [...own, ...posts],
    confirmed: confirmedOf(posts, ending?.endedAt ?? null),
  };
}

/** The newsroom itself says when its files are gone. */
function ownSurfaces(
  wasOut: boolean,
  ending: { endedAt: string; clearedAt: string | null } | undefined,
): Surface[] {
  if (!wasOut) return [];
  const clearedAt = ending?.clearedAt ?? null;
  const stateOf = (what: Surface["what"]) => {
    if (!ending) return "stands";
    if (clearedAt === null) return "recalling";
    return what === "page" || what === "flyers" ? "replaced" : "gone";
  };
  return (["page", "photo", "feed", "flyers"] as const).map((what) => ({
    key: what,
    what,
    channel: null,
    channelId: null,
    network: null,
    language: null,
    role: null,
    state: stateOf(what),
    isDone: clearedAt !== null,
    at: clearedAt ?? ending?.endedAt ?? null,
    url: null,
    postId: null,
    deliveryId: null,
    reason: null,
  }));
}

async function postSurfaces(tx: TxCtx, id: string): Promise<Surface[]> {
  const channels = await channelNames(tx);
  const rows = await tx.tx
    .select()
    .from(noticePosts)
    .where(and(eq(noticePosts.agencyId, agencyOf(tx)), eq(noticePosts.noticeId, id)))
    .orderBy(noticePosts.role, noticePosts.language);
  const all: Surface[] = [];
  for (const { postId, language, role } of rows) {
    const { post } = await postVersion(tx, postId);
    const deliveries = await deliveriesOf(tx, postId);
    const shown = deliveries.filter(
      (one) =>
        one.part === 0 &&
        (role === "ends"
          ? one.version === post.version
          : one.state !== "refused" || one.sentAt !== null),
    );
    for (const one of shown)
      all.push({
        key: one.id,
        what: "post",
        channel: channels.get(one.channelId)?.name ?? null,
        channelId: one.channelId,
        network: channels.get(one.channelId)?.network ?? null,
        language,
        role,
        state: one.state,
        isDone: role === "ends" ? one.state === "sent" : one.state === "recalled",
        at: one.changedAt,
        url: one.remoteUrl,
        postId,
        deliveryId: one.id,
        reason: one.reason,
      });
    if (shown.length === 0)
      all.push({
        key: postId,
        what: "post",
        channel: null,
        channelId: null,
        network: null,
        language,
        role,
        state: post.discardedAt ? "discarded" : post.state,
        isDone: post.discardedAt !== null,
        at: post.changedAt,
        url: null,
        postId,
        deliveryId: null,
        reason: null,
      });
  }
  return all;
}

/**
 * A letter or a text message cannot be taken back: what proves it is that the message which says that it is over was
 * accepted for the same readers.
 */
function followed(all: readonly Surface[]): Surface[] {
  return all.map((one) => {
    if (one.role !== "tells" || one.state !== "sent") return one;
    const answer = all.find(
      (each) =>
        each.role === "ends" &&
        each.state === "sent" &&
        each.channelId === one.channelId &&
        each.language === one.language,
    );
    return answer ? { ...one, state: "followed", isDone: true, at: answer.at } : one;
  });
}

/** Only what stood counts: a channel that it never reached is no success. */
function confirmedOf(posts: readonly Surface[], endedAt: string | null): Surfaces["confirmed"] {
  const stood = posts.filter(
    ({ role, state }) =>
      role === "tells" && ["sent", "recalling", "recalled", "followed"].includes(state),
  );
  const clear = stood.filter(({ isDone }) => isDone);
  const told = { share, channels: stood.length, clear: clear.length };
  const needed = Math.ceil((stood.length * share) / 100);
  const times = clear.flatMap(({ at }) => (at === null ? [] : [instantOf(at)]));
  const last = times.sort(Temporal.Instant.compare)[needed - 1];
  const seconds = endedAt !== null && last ? instantOf(endedAt).until(last).total("seconds") : null;
  return { ...told, seconds: seconds === null ? null : Math.max(0, seconds) };
}
