import { and, eq, isNotNull, isNull, sql, type SQL } from "drizzle-orm";
import { instantOf, stamp, Temporal } from "#platform/clock.ts";
import { Refusal } from "#platform/refusal.ts";
import { agencyOf, type Ctx, type TxCtx } from "#platform/context.ts";
import { read, transact } from "#platform/db/database.ts";
import type { LiveState } from "../live.ts";
import { websitePosts, websiteStreams, type StreamFile } from "../schema.ts";
import { SendError } from "../send-error.ts";
import { shownCaptions, type ShownCaptions } from "./captions.ts";

type Row = typeof websiteStreams.$inferSelect;

/** A live stream of the newsroom's own. Instants are RFC 3339. */
export interface WebsiteStream {
  postId: string;
  startsAt: string;
  startedAt: string | null;
  heardAt: string | null;
  endAskedAt: string | null;
  endedAt: string | null;
  hasCaptions: boolean;
  recording: readonly StreamFile[];
}

const keySizeBytes = 24;

function at(tx: TxCtx, postId: string) {
  return and(eq(websiteStreams.agencyId, agencyOf(tx)), eq(websiteStreams.postId, postId));
}

function placeOf(tx: TxCtx, postId: string) {
  return { table: "website_streams", column: "sealed", agencyId: agencyOf(tx), rowId: postId };
}

/** With the post that announces it, in its transaction; another start moves it while nothing has begun. */
export async function announceStream(tx: TxCtx, postId: string, startsAt: string): Promise<void> {
  const known = await rowOf(tx, postId);
  if (!known) {
    const keys = await tx.vault.keysOf(tx, agencyOf(tx));
    const key = Buffer.from(tx.ids.random(keySizeBytes)).toString("base64url");
    const sealed = keys.seal(placeOf(tx, postId), key);
    await tx.tx.insert(websiteStreams).values({ agencyId: agencyOf(tx), postId, sealed, startsAt });
  } else if (!Temporal.Instant.from(startsAt).equals(instantOf(known.startsAt))) {
    if (known.startedAt)
      throw new SendError(
        "refused",
        "The live stream has begun, or is over: its start can be moved no more.",
      );
    await tx.tx.update(websiteStreams).set({ startsAt }).where(at(tx, postId));
  }
}

async function rowOf(tx: TxCtx, postId: string): Promise<Row | undefined> {
  const [row] = await tx.tx.select().from(websiteStreams).where(at(tx, postId));
  return row;
}

/** Where it stands; gone once its post was taken back. */
export async function websiteStreamState(ctx: Ctx, postId: string): Promise<LiveState> {
  return read(ctx, async (tx) => {
    const row = await rowOf(tx, postId);
    if (!row || !(await isStanding(tx, postId))) return { state: "gone" };
    const { startsAt, startedAt, endedAt, endAskedAt, recording } = row;
    const isKept = endedAt !== null && recording.length > 0;
    const ours = isKept
      ? ("recorded" as const)
      : endAskedAt
        ? ("ending" as const)
        : ("on" as const);
    return {
      state: endedAt ? "ended" : startedAt ? "live" : "upcoming",
      startsAt,
      ...(startedAt ? { startedAt } : {}),
      ...(endedAt ? { endedAt } : {}),
      ...(isKept || (startedAt && !endedAt) ? { ours } : {}),
    };
  });
}

async function isStanding(tx: TxCtx, postId: string): Promise<boolean> {
  const rows = await tx.tx
    .select({ id: websitePosts.id })
    .from(websitePosts)
    .where(
      and(
        eq(websitePosts.agencyId, agencyOf(tx)),
        eq(websitePosts.id, postId),
        isNull(websitePosts.removedAt),
      ),
    );
  return rows.length > 0;
}

/** The key and the row of a stream that may still be sent to; undefined where there is none. */
export async function openWebsiteStream(
  ctx: Ctx,
  postId: string,
): Promise<(WebsiteStream & { key: string }) | undefined> {
  return read(ctx, async (tx) => {
    const row = await rowOf(tx, postId);
    if (!row || row.endedAt || row.endAskedAt || !(await isStanding(tx, postId))) return undefined;
    const keys = await tx.vault.keysOf(tx, agencyOf(tx));
    return { ...row, key: keys.open(placeOf(tx, postId), row.sealed).toString() };
  });
}

/** A stream of a post that stands, with the captions that were written for its recording. */
export interface ShownStream extends WebsiteStream {
  captions: readonly ShownCaptions[];
}

export async function websiteStreamsOf(ctx: Ctx): Promise<ShownStream[]> {
  const streams = await streamsWhere(ctx, eq(websiteStreams.agencyId, agencyOf(ctx)));
  const captions = Map.groupBy(await shownCaptions(ctx), ({ postId }) => postId);
  return streams
    .filter(({ isStanding: stands }) => stands)
    .map((one) => ({ ...one, captions: captions.get(one.postId) ?? [] }));
}

/** What began and is not over, with whether its post still stands. */
export function startedStreams(ctx: Ctx): Promise<(WebsiteStream & { isStanding: boolean })[]> {
  return streamsWhere(
    ctx,
    and(
      eq(websiteStreams.agencyId, agencyOf(ctx)),
      isNotNull(websiteStreams.startedAt),
      isNull(websiteStreams.endedAt),
    ),
  );
}

async function streamsWhere(
  ctx: Ctx,
  which: SQL | undefined,
): Promise<(WebsiteStream & { isStanding: boolean })[]> {
  return read(ctx, async (tx) => {
    const rows = await tx.tx
      .select({ stream: websiteStreams, removedAt: websitePosts.removedAt })
      .from(websiteStreams)
      .innerJoin(
        websitePosts,
        and(
          eq(websitePosts.agencyId, websiteStreams.agencyId),
          eq(websitePosts.id, websiteStreams.postId),
        ),
      )
      .where(which);
    return rows.map(({ stream: { sealed: _sealed, ...stream }, removedAt }) => ({
      ...stream,
      isStanding: removedAt === null,
    }));
  });
}

/** It is on the air: told once, however many renditions begin. */
export async function beginStream(ctx: Ctx, postId: string): Promise<void> {
  await transact(ctx, async (tx) => {
    const now = stamp(tx.clock.now());
    const begun = await tx.tx
      .update(websiteStreams)
      .set({ startedAt: now, heardAt: now })
      .where(and(at(tx, postId), isNull(websiteStreams.startedAt)))
      .returning({ id: websiteStreams.postId });
    if (begun.length > 0) await tx.happenings.tell(tx, changed(postId, "live-began"));
  });
}

/** The encoder was heard; whether it brings captions. */
export async function heardStream(ctx: Ctx, postId: string, hasCaptions: boolean): Promise<void> {
  await transact(ctx, async (tx) => {
    const [known] = await tx.tx
      .update(websiteStreams)
      .set({
        heardAt: stamp(tx.clock.now()),
        hasCaptions: sql`${websiteStreams.hasCaptions} or ${hasCaptions}`,
      })
      .where(at(tx, postId))
      .returning({ had: websiteStreams.hasCaptions });
    if (known && hasCaptions && !known.had)
      await tx.happenings.tell(tx, changed(postId, "live-captions"));
  });
}

/**
 * Somebody of the agency ends it: its encoder is turned away from here on, and what was sent is kept as its recording.
 * Throws Refusal where no stream of ours is on.
 */
export async function askStreamEnd(tx: TxCtx, postId: string): Promise<void> {
  const asked = await tx.tx
    .update(websiteStreams)
    .set({ endAskedAt: stamp(tx.clock.now()) })
    .where(
      and(
        at(tx, postId),
        isNotNull(websiteStreams.startedAt),
        isNull(websiteStreams.endedAt),
        isNull(websiteStreams.endAskedAt),
      ),
    )
    .returning({ id: websiteStreams.postId });
  if (asked.length === 0)
    throw new Refusal("live-not-on", "No live stream of ours is on the air there.", {
      status: 409,
    });
}

/** It is over: what was kept of it becomes a record, with its bytes (core R1). */
export async function endStream(
  ctx: Ctx,
  postId: string,
  recording: readonly StreamFile[],
): Promise<void> {
  await transact(ctx, async (tx) => {
    const [ended] = await tx.tx
      .update(websiteStreams)
      .set({ endedAt: stamp(tx.clock.now()), recording: [...recording] })
      .where(and(at(tx, postId), isNull(websiteStreams.endedAt)))
      .returning();
    if (!ended) return;
    const [post] = await tx.tx
      .select({ channelId: websitePosts.channelId, title: websitePosts.title })
      .from(websitePosts)
      .where(and(eq(websitePosts.agencyId, agencyOf(tx)), eq(websitePosts.id, postId)));
    const { sealed: _sealed, agencyId: _agency, ...payload } = ended;
    await tx.happenings.tell(tx, {
      ...changed(postId, "live-ended"),
      record: {
        payload: { ...payload, title: post?.title ?? "" },
        text: `Live stream: ${post?.title ?? ""}`,
        media: recording.map(({ sha256 }) => sha256),
        direction: "out",
        ...(post ? { channelId: post.channelId } : {}),
      },
    });
  });
}

function changed(id: string, how: string) {
  return {
    kind: "channels.website-changed",
    subject: { kind: "website-post", id },
    facts: { how },
  };
}
