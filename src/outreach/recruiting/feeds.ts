import { and, asc, eq, isNull } from "drizzle-orm";
import { z } from "zod";
import { authorize, namesOf, personOf } from "#agency";
import { stamp } from "#platform/clock.ts";
import { agencyOf, type Ctx, type TxCtx } from "#platform/context.ts";
import { read, transact } from "#platform/db/database.ts";
import { limit } from "#platform/limits.ts";
import { found, Refusal } from "#platform/refusal.ts";
import { openingFeeds } from "./tables.ts";

const feedsMax = limit("opening-feeds", 10, "lists of jobs", "that an agency has read");

export const openingFeedDraft = z.strictObject({
  name: z.string().trim().min(1).max(120),
  url: z.url({ protocol: /^https?$/ }).max(2_000),
  everyMinutes: z.int().min(15).max(1_440).default(60),
});
export type OpeningFeed = typeof openingFeeds.$inferSelect;

/** Has a list of jobs read from now on. What is new in it waits for an approval; what is gone from it closes. */
export async function addOpeningFeed(
  ctx: Ctx,
  given: z.input<typeof openingFeedDraft>,
): Promise<{ id: string }> {
  return transact(ctx, async (tx) => {
    authorize(tx, "opening.write");
    const draft = openingFeedDraft.parse(given);
    const known = await standingFeeds(tx);
    if (known.length >= feedsMax)
      throw new Refusal("too-many-job-lists", `${feedsMax} lists are read already. End one first.`);
    if (known.some(({ url }) => url === draft.url))
      throw new Refusal("job-list-exists", "This list is read already.", { status: 409 });
    const now = stamp(tx.clock.now());
    const id = tx.ids.uuid();
    await tx.tx.insert(openingFeeds).values({
      agencyId: agencyOf(tx),
      id,
      ...draft,
      ownerId: personOf(tx).personId,
      madeAt: now,
      nextAt: now,
    });
    await tellFeed(tx, "added", id, { url: draft.url });
    return { id };
  });
}

/** Ends the reading. Openings that came of it stay as they are, and are closed by hand or by their day. */
export async function endOpeningFeed(ctx: Ctx, id: string): Promise<void> {
  await transact(ctx, async (tx) => {
    authorize(tx, "opening.write", { kind: "list of jobs", id });
    const [ended] = await tx.tx
      .update(openingFeeds)
      .set({ endedAt: stamp(tx.clock.now()) })
      .where(and(isFeed(tx, id), isNull(openingFeeds.endedAt)))
      .returning();
    found(ended, "list of jobs");
    await tellFeed(tx, "ended", id, {});
  });
}

export async function listOpeningFeeds(ctx: Ctx) {
  authorize(ctx, "opening.read");
  return read(ctx, async (tx) => {
    const rows = await standingFeeds(tx);
    const names = await namesOf(
      tx,
      rows.map(({ ownerId }) => ownerId),
    );
    return rows.map(({ agencyId: _agency, ownerId, ...row }) => ({
      ...row,
      owner: names.get(ownerId) ?? "",
    }));
  });
}

function standingFeeds(tx: TxCtx): Promise<OpeningFeed[]> {
  return tx.tx
    .select()
    .from(openingFeeds)
    .where(and(eq(openingFeeds.agencyId, agencyOf(tx)), isNull(openingFeeds.endedAt)))
    .orderBy(asc(openingFeeds.name));
}

export function isFeed(tx: TxCtx, id: string) {
  return and(eq(openingFeeds.agencyId, agencyOf(tx)), eq(openingFeeds.id, id));
}

export async function tellFeed(
  tx: TxCtx,
  what: string,
  id: string,
  facts: object,
  outcome?: "failed",
) {
  await tx.happenings.tell(tx, {
    kind: `outreach.opening-feed-${what}`,
    subject: { kind: "opening-feed", id },
    facts: { ...facts },
    ...(outcome ? { outcome } : {}),
  });
}
