import { and, eq, inArray, isNull, lte } from "drizzle-orm";
import { authorize } from "#agency";
import { deliveriesOf, postVersion } from "#publish";
import { instantOf, stamp, Temporal } from "#platform/clock.ts";
import { agencyOf, asSystem, type Ctx, type TxCtx } from "#platform/context.ts";
import { read, transact } from "#platform/db/database.ts";
import { limit } from "#platform/limits.ts";
import { bookingVerdict } from "./booking-law.ts";
import { placeOf, tellNotice } from "./drafting.ts";
import { at, lockedNotice, versionOf } from "./reading.ts";
import { expiryOf } from "./rules.ts";
import { noticeEndings, noticePosts, notices } from "./tables.ts";

const atOnce = limit("notices.settled", 200, "notices", "ended by their time in one turn");

/**
 * A delivery of one of its posts stands: what was approved with it is public now. The hash in the post is that of the
 * version, so nothing comes to stand that was not approved.
 */
export async function noticeStands(ctx: Ctx, postId: string): Promise<void> {
  await transact(ctx, async (tx) => {
    const [row] = await tx.tx
      .select()
      .from(noticePosts)
      .where(and(eq(noticePosts.agencyId, agencyOf(tx)), eq(noticePosts.postId, postId)));
    if (!row || row.role !== "tells") return;
    const notice = await lockedNotice(tx, row.noticeId);
    authorize(tx, "notice.settle", { kind: "notice", id: notice.id });
    // What was located or withdrawn meanwhile does not come back.
    if (notice.state !== "submitted" && notice.state !== "active") return;
    const version = await approvedVersion(tx, notice.id, postId);
    if (version === undefined || version <= (notice.activeVersion ?? 0)) return;
    const { content } = await versionOf(tx, notice.id, version);
    const activeAt = notice.activeAt ?? stamp(tx.clock.now());
    await tx.tx
      .update(notices)
      .set({
        state: "active",
        activeVersion: version,
        activeAt,
        expiresAt: await endOf(tx, content, activeAt),
        changedAt: stamp(tx.clock.now()),
      })
      .where(at(tx, notice.id));
    await tellNotice(tx, "activated", notice.id, { version }, content);
  });
}

/** The newest version of the notice that a delivery which stands was approved with. */
async function approvedVersion(tx: TxCtx, id: string, postId: string): Promise<number | undefined> {
  const sent = (await deliveriesOf(tx, postId)).filter(({ state }) => state === "sent");
  const newest = Math.max(0, ...sent.map(({ version }) => version));
  if (newest === 0) return undefined;
  const { content } = await postVersion(tx, postId, newest);
  const { carries } = content;
  if (carries?.kind !== "notice" || carries.id !== id) return undefined;
  const { hash } = await versionOf(tx, id, carries.version);
  return hash === carries.sha256 ? carries.version : undefined;
}

/** What was chosen, or sooner where the law on booking photographs says so: counted from the day it came out. */
async function endOf(
  tx: TxCtx,
  content: Parameters<typeof expiryOf>[0],
  activeAt: string,
): Promise<string | null> {
  const { state, timeZone } = await placeOf(tx);
  const chosen = expiryOf(content, timeZone);
  const verdict = bookingVerdict(state, content);
  const days = verdict.may ? verdict.days : 0;
  if (days === undefined) return chosen ? stamp(chosen) : null;
  const byLaw = instantOf(activeAt).toZonedDateTimeISO(timeZone).add({ days }).toInstant();
  return stamp(chosen && Temporal.Instant.compare(chosen, byLaw) < 0 ? chosen : byLaw);
}

/** The newsroom was made anew: nothing of these is in it any more but that they are over. */
export async function noticesCleared(ctx: Ctx, ids: readonly string[]): Promise<void> {
  if (ids.length === 0) return;
  await transact(ctx, async (tx) => {
    authorize(tx, "notice.settle", { kind: "notice" });
    const cleared = await tx.tx
      .update(noticeEndings)
      .set({ clearedAt: stamp(tx.clock.now()) })
      .where(
        and(
          eq(noticeEndings.agencyId, agencyOf(tx)),
          inArray(noticeEndings.noticeId, [...ids]),
          isNull(noticeEndings.clearedAt),
        ),
      )
      .returning({ id: noticeEndings.noticeId });
    const what = "Page, photographs, flyers and feed entry are gone from the newsroom.";
    for (const { id } of cleared) await tellNotice(tx, "cleared", id, {}, what);
  });
}

/**
 * Each minute: a notice whose time is over leaves the public's sight. Its posts carry the same time, under the approval,
 * and are taken down by it.
 */
export async function expireNotices(ctx: Ctx): Promise<void> {
  const now = stamp(ctx.clock.now());
  const due = await read(asSystem(ctx, "notices", null), (tx) =>
    tx.tx
      .select({ agencyId: notices.agencyId, id: notices.id })
      .from(notices)
      .where(and(eq(notices.state, "active"), lte(notices.expiresAt, now)))
      .limit(atOnce),
  );
  for (const { agencyId, id } of due)
    await transact(asSystem(ctx, "notices", agencyId), async (tx) => {
      const notice = await lockedNotice(tx, id);
      authorize(tx, "notice.settle", { kind: "notice", id });
      if (notice.state !== "active") return;
      await tx.tx.update(notices).set({ state: "expired", changedAt: now }).where(at(tx, id));
      await tx.tx.insert(noticeEndings).values({
        agencyId,
        noticeId: id,
        how: "expired",
        outcome: "other",
        why: "Its time was over.",
        endedBy: null,
        endedAt: now,
      });
      await tellNotice(tx, "expired", id, { version: notice.version }, "Its time was over.");
    });
}
