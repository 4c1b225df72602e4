import { and, eq } from "drizzle-orm";
import { authorize, personOf } from "#agency";
import { openChannels, type Networks } from "#channels";
import {
  deliveriesOf,
  discardPost,
  draftPost,
  fitWords,
  postContent,
  postVersion,
  recallPost,
  submitPost,
} from "#publish";
import { stamp } from "#platform/clock.ts";
import { agencyOf, type Ctx, type TxCtx } from "#platform/context.ts";
import { transact } from "#platform/db/database.ts";
import { Refusal } from "#platform/refusal.ts";
import { tellNotice } from "./drafting.ts";
import { classOf } from "./publishing.ts";
import { at, lockedNotice, versionOf } from "./reading.ts";
import { noticeEndings, noticePosts, notices } from "./tables.ts";
import { catalogues } from "./words/catalogue.ts";

export interface Ending {
  how: "located" | "withdrawn";
  /** Said in public: "located safe", or no more than that it is over. */
  outcome: "safe" | "other";
  why: string;
}

/** What became of the posts that say that it is over. */
export interface Replacement {
  language: string;
  postId: string | null;
  hash: string | null;
  /** Why it was not handed in: what was recalled is recalled all the same. */
  refused: { code: string; says: string } | null;
}

/**
 * One click: every post of the notice is taken back from wherever it stands, and its page, its feed entry and its pictures
 * leave the public's sight with this transaction. Taking back asks for no approval; what is said in its place, without a
 * name, does (core A2) and is handed in at once.
 */
export async function endNotice(
  ctx: Ctx,
  networks: Networks,
  id: string,
  ending: Ending,
): Promise<{ recalled: number; stopped: number; replacements: Replacement[] }> {
  const over = await transact(ctx, async (tx) => end(tx, id, ending));
  const replacements = [];
  if (ending.how === "located" && over.wasOut)
    for (const language of over.content.languages)
      replacements.push(await replace(ctx, networks, { id, language, ending }));
  return { recalled: over.recalled, stopped: over.stopped, replacements };
}

async function end(tx: TxCtx, id: string, { how, outcome, why }: Ending) {
  authorize(tx, "notice.end", { kind: "notice", id });
  const notice = await lockedNotice(tx, id);
  if (["located", "expired", "withdrawn"].includes(notice.state))
    throw new Refusal("notice-over", "This notice is over. Begin a new one.", { status: 409 });
  const { content } = await versionOf(tx, id);
  const now = stamp(tx.clock.now());
  await tx.tx.update(notices).set({ state: how, changedAt: now }).where(at(tx, id));
  await tx.tx.insert(noticeEndings).values({
    agencyId: agencyOf(tx),
    noticeId: id,
    how,
    outcome,
    why,
    endedBy: personOf(tx).personId,
    endedAt: now,
  });
  await tellNotice(tx, how, id, { outcome, version: notice.version }, why);
  const counts = { recalled: 0, stopped: 0 };
  for (const postId of await tellingPosts(tx, id)) {
    const { removing, stopped } = await takeBack(tx, postId, why);
    counts.recalled += removing;
    counts.stopped += stopped;
  }
  return { ...counts, content, wasOut: notice.activeVersion !== null };
}

async function tellingPosts(tx: TxCtx, id: string): Promise<string[]> {
  const rows = await tx.tx
    .select()
    .from(noticePosts)
    .where(
      and(
        eq(noticePosts.agencyId, agencyOf(tx)),
        eq(noticePosts.noticeId, id),
        eq(noticePosts.role, "tells"),
      ),
    );
  return rows.map(({ postId }) => postId);
}

/** By publish's own verbs: recalled where anything stands or waits, put away where nothing was let out yet. */
async function takeBack(tx: TxCtx, postId: string, why: string) {
  const { post } = await postVersion(tx, postId);
  if (post.state === "recalled" || post.discardedAt !== null) return { removing: 0, stopped: 0 };
  const gone = new Set(["refused", "expired", "recalled"]);
  const rows = await deliveriesOf(tx, postId);
  if (rows.some(({ state }) => !gone.has(state))) return recallPost(tx, postId, why);
  await discardPost(tx, postId);
  return { removing: 0, stopped: 0 };
}

interface ToReplace {
  id: string;
  language: keyof typeof catalogues;
  ending: Ending;
}

/** Says in a catalogue's own words that it is over: no name, no picture, nothing that anybody typed. */
async function replace(ctx: Ctx, networks: Networks, what: ToReplace): Promise<Replacement> {
  const { language } = what;
  try {
    return await transact(ctx, (tx) => writeEnd(tx, networks, what));
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    const refused = { code: error.code, says: error.message };
    return { language, postId: null, hash: null, refused };
  }
}

async function writeEnd(
  tx: TxCtx,
  networks: Networks,
  { id, language, ending }: ToReplace,
): Promise<Replacement> {
  const { content } = await versionOf(tx, id);
  const { over } = catalogues[language];
  const title = ending.outcome === "safe" ? over.safe : over.resolved;
  const words = {
    title,
    text: `${title}. ${over.overText} ${over.takeDown}`,
    short: `${title}. ${over.overText}`,
    alt: "",
    networks: {},
  };
  const open = await openChannels(tx);
  const channels = open.filter(
    (one) =>
      (content.channels.length === 0 || content.channels.includes(one.id)) &&
      networks.connector(tx, one.network).capabilities.textAlone !== false,
  );
  const draft = postContent.parse({
    title,
    text: words.text,
    channels: channels.map((one) => one.id),
    class: classOf(content),
    purpose: "inform",
    language,
  });
  const fitted = await fitWords(tx, networks, { content: draft, filled: words, channels });
  const { post, hash } = await draftPost(tx, fitted);
  await tx.tx
    .insert(noticePosts)
    .values({ agencyId: agencyOf(tx), noticeId: id, postId: post.id, language, role: "ends" });
  // Two people located on one day are told in the same words.
  await submitPost(tx, networks, post.id, { keys: [], isRepeat: true });
  return { language, postId: post.id, hash, refused: null };
}
