import {
  costsToRead,
  ownPostsSince,
  saysOtherwise,
  shownOn,
  type Channel,
  type Networks,
} from "#channels";
import { standingOn, type StandingPost } from "#publish";
import { instantOf, stamp } from "#platform/clock.ts";
import type { Ctx, TxCtx } from "#platform/context.ts";
import { sha256 } from "#platform/crypto/canonical.ts";
import { limit } from "#platform/limits.ts";
import type { AlarmDraft } from "./alarms.ts";

const everySeconds = limit(
  "watch.compare-every",
  1_800,
  "seconds",
  "between two comparisons of our posts with what the network shows",
);
const postsMax = limit(
  "watch.compared",
  10,
  "posts",
  "the newest of an account; each is a question",
);
const daysMax = limit("watch.compared-days", 14, "days", "older posts are compared no more");
/** A network may need a moment until it shows what it took. */
const settledMinutes = 2;
const textMax = 5_000;

/** One post that says something else than we said, or nothing any more. */
interface Tampered {
  standing: StandingPost;
  draft: AlarmDraft;
}

/** Compares what the network shows of our newest posts with what we sent; edits and recalls of ours are what we sent. */
export async function tamperedPosts(
  ctx: Ctx,
  networks: Networks,
  channel: Channel,
  comparedAt: string | null,
): Promise<{ comparedAt: string | null; found: Tampered[] }> {
  const now = ctx.clock.now();
  const next = comparedAt && instantOf(comparedAt).add({ seconds: everySeconds });
  const isEarly = next && now.epochMilliseconds < next.epochMilliseconds;
  const isDear = costsToRead(ctx, networks, channel.network);
  if (isEarly && !isDear) return { comparedAt, found: [] };
  const all = await standingOn(ctx, askOf(ctx, channel));
  if (all.length === 0) return { comparedAt, found: [] };
  const asked = isDear ? await toldOtherwise(ctx, channel, all, comparedAt) : all;
  const found: Tampered[] = [];
  for (const standing of asked) {
    const draft = await draftOf(ctx, networks, channel, standing);
    if (draft) found.push({ standing, draft });
  }
  return { comparedAt: stamp(now), found };
}

/**
 * Where each reading costs money, only the posts are asked for of which the poll itself brought other words; a deletion
 * is not seen there.
 */
async function toldOtherwise(
  ctx: Ctx,
  channel: Channel,
  all: readonly StandingPost[],
  comparedAt: string | null,
): Promise<StandingPost[]> {
  // A post that was too fresh at the last look is asked for now.
  const since = instantOf(comparedAt ?? channel.connectedAt).subtract({
    minutes: settledMinutes + 1,
  });
  const items = await ownPostsSince(ctx, channel.id, stamp(since));
  return all.filter(({ remote, message }) =>
    items.some(({ remoteId, text }) => remoteId === remote.id && saysOtherwise(text, message)),
  );
}

function askOf(ctx: Ctx, channel: Channel) {
  const now = ctx.clock.now();
  return {
    channelId: channel.id,
    since: stamp(now.subtract({ hours: 24 * daysMax })),
    until: stamp(now.subtract({ minutes: settledMinutes })),
    max: postsMax,
  };
}

async function draftOf(
  ctx: Ctx,
  networks: Networks,
  channel: Channel,
  standing: StandingPost,
): Promise<AlarmDraft | undefined> {
  const look = () => shownOn(ctx, networks, channel.id, standing);
  const first = await look();
  if (first === undefined || first.state === "same") return undefined;
  // Asked twice: one wrong page of a busy network is no alarm.
  const shown = await look();
  if (shown?.state !== first.state) return undefined;
  const { remote, message } = standing;
  const after = shown.state === "changed" ? shown.text : "";
  const change = { before: message.text.slice(0, textMax), after: after.slice(0, textMax) };
  return {
    channelId: channel.id,
    kind: shown.state === "changed" ? "edited" : "gone",
    key: `${remote.id} ${sha256(after).toString("hex").slice(0, 16)}`,
    evidence: { url: remote.url ?? null, changes: [{ field: "text", ...change }] },
  };
}

/** Those that still stand as they were when the network was asked. */
export async function stillOurs(
  tx: TxCtx,
  channel: Channel,
  found: readonly Tampered[],
): Promise<AlarmDraft[]> {
  if (found.length === 0) return [];
  const now = await standingOn(tx, askOf(tx, channel));
  return found
    .filter(({ standing }) =>
      now.some(
        ({ remote, sentAt }) => remote.id === standing.remote.id && sentAt === standing.sentAt,
      ),
    )
    .map(({ draft }) => draft);
}
