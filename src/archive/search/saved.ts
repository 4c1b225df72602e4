import { and, asc, eq, isNull, or } from "drizzle-orm";
import { z } from "zod";
import { authorize, namesOf, personOf } from "#agency";
import { stamp } from "#platform/clock.ts";
import { agencyOf, type Ctx, type TxCtx } from "#platform/context.ts";
import { read, transact } from "#platform/db/database.ts";
import { limit } from "#platform/limits.ts";
import { found, Refusal } from "#platform/refusal.ts";
import { archiveSearches } from "../schema.ts";

const ownMax = limit("archive.saved-searches", 100, "searches", "kept by one person");
const listedMax = limit("archive.listed-searches", 500, "searches", "kept and shared, shown");

export const savedSearch = z.object({
  name: z.string().trim().min(1).max(80),
  /** As the page's address has it: it is run by going there. */
  query: z.record(z.string().max(20), z.string().max(500)).refine((one) => {
    return Object.keys(one).length <= 20;
  }),
  isShared: z.boolean(),
});
export type SavedSearch = z.infer<typeof savedSearch>;

/** One's own searches and those that others share, by name. */
export async function savedSearches(ctx: Ctx) {
  authorize(ctx, "archive.keep-searches");
  const me = ctx.actor.kind === "person" ? ctx.actor.personId : null;
  return read(ctx, async (tx) => {
    const mine = me === null ? undefined : eq(archiveSearches.ownerId, me);
    const rows = await tx.tx
      .select()
      .from(archiveSearches)
      .where(
        and(
          eq(archiveSearches.agencyId, agencyOf(tx)),
          isNull(archiveSearches.deletedAt),
          or(eq(archiveSearches.isShared, true), mine),
        ),
      )
      .orderBy(asc(archiveSearches.name), asc(archiveSearches.id))
      .limit(listedMax);
    const names = await namesOf(
      tx,
      rows.map(({ ownerId }) => ownerId),
    );
    return rows.map(({ id, name, query, isShared, ownerId, madeAt }) => ({
      id,
      name,
      query,
      isShared,
      isMine: ownerId === me,
      owner: names.get(ownerId) ?? "",
      madeAt,
    }));
  });
}

/** Keeps a search under a name: for oneself, or for the whole agency. */
export async function saveSearch(ctx: Ctx, draft: SavedSearch): Promise<{ id: string }> {
  return transact(ctx, async (tx) => {
    authorize(tx, "archive.keep-searches");
    const { personId: ownerId } = personOf(tx);
    const own = await tx.tx.$count(
      archiveSearches,
      and(
        eq(archiveSearches.agencyId, agencyOf(tx)),
        eq(archiveSearches.ownerId, ownerId),
        isNull(archiveSearches.deletedAt),
      ),
    );
    if (own >= ownMax)
      throw new Refusal(
        "too-many-searches",
        `You keep ${ownMax} searches, which is as many as can be kept. Delete one that you no longer need.`,
      );
    const id = tx.ids.uuid();
    const madeAt = stamp(tx.clock.now());
    await tx.tx
      .insert(archiveSearches)
      .values({ agencyId: agencyOf(tx), id, ...draft, ownerId, madeAt });
    await tell(tx, "archive.search-kept", id, draft);
    return { id };
  });
}

/** Renames one's own search, or shares it, or no longer. */
export async function changeSearch(
  ctx: Ctx,
  id: string,
  change: { name: string; isShared: boolean },
): Promise<void> {
  await transact(ctx, async (tx) => {
    authorize(tx, "archive.keep-searches", { kind: "search", id });
    await mustBeMine(tx, id);
    await tx.tx.update(archiveSearches).set(change).where(theSearch(tx, id));
    await tell(tx, "archive.search-changed", id, change);
  });
}

/** Deletes one's own search. It can be brought back. */
export async function deleteSearch(ctx: Ctx, id: string): Promise<void> {
  await setDeleted(ctx, id, true);
}

/** Brings back a search that one deleted. */
export async function restoreSearch(ctx: Ctx, id: string): Promise<void> {
  await setDeleted(ctx, id, false);
}

async function setDeleted(ctx: Ctx, id: string, isGone: boolean): Promise<void> {
  await transact(ctx, async (tx) => {
    authorize(tx, "archive.keep-searches", { kind: "search", id });
    const { name } = await mustBeMine(tx, id);
    const deletedAt = isGone ? stamp(tx.clock.now()) : null;
    await tx.tx.update(archiveSearches).set({ deletedAt }).where(theSearch(tx, id));
    await tell(tx, isGone ? "archive.search-deleted" : "archive.search-restored", id, { name });
  });
}

function theSearch(tx: TxCtx, id: string) {
  return and(eq(archiveSearches.agencyId, agencyOf(tx)), eq(archiveSearches.id, id));
}

async function mustBeMine(tx: TxCtx, id: string): Promise<{ name: string }> {
  const [row] = await tx.tx.select().from(archiveSearches).where(theSearch(tx, id)).for("update");
  const { ownerId, isShared, name } = found(row, "search");
  if (ownerId === personOf(tx).personId) return { name };
  // Whose search is not shared is nobody else's to know of.
  if (!isShared) found(undefined, "search");
  throw new Refusal("not-your-search", "Only whoever keeps this search can change it.", {
    status: 403,
  });
}

/** A kept search is a tool, not a record: it is in the audit trail, and not in the archive that it searches. */
async function tell(tx: TxCtx, kind: string, id: string, facts: object): Promise<void> {
  await tx.happenings.tell(tx, { kind, subject: { kind: "search", id }, facts });
}
