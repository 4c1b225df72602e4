import { and, asc, eq, inArray, ne } from "drizzle-orm";
import { z } from "zod";
import { authorize, namesOf, personOf } from "#agency";
import { countRecords, gatherRecords, searchQuery, toldWords, type Marks } from "#archive";
import { stamp } from "#platform/clock.ts";
import { agencyOf, type Ctx, type TxCtx } from "#platform/context.ts";
import { transact } from "#platform/db/database.ts";
import { limit } from "#platform/limits.ts";
import { Refusal } from "#platform/refusal.ts";
import type { Blocker } from "../retention/erasers.ts";
import { underLegalHold } from "../retention/held.ts";
import { lockedOpenRequest, numberOf, takeTurn } from "./request.ts";
import { recordRequests, requestItems, requestSearches } from "./tables.ts";

const setMax = limit("requests.set", 20_000, "records", "in one frozen search of a request");
const setsMax = limit("requests.sets", 100, "searches", "frozen for one request");
const atOnce = 1_000;

/** What one searches for: the archive's own search, page by page left out. At least one of it is said. */
export const setQuery = searchQuery.omit({ before: true }).extend({
  words: z.string().trim().min(1).max(500).optional(),
  hasMedia: z.boolean().optional(),
  hold: z.boolean().optional(),
  hidden: z.boolean().optional(),
});
export type SetQuery = z.infer<typeof setQuery>;

/** How much a search would take into the set, and how it was read. Nothing is kept of it but the trail. */
export async function countSet(ctx: Ctx, id: string, query: SetQuery, marks: Marks = ownMarks) {
  return transact(ctx, async (tx) => {
    authorize(tx, "requests.search", { kind: "request", id });
    await lockedOpenRequest(tx, id);
    const found = await countRecords(tx, mustAsk(query), boundsOf(id, marks));
    return { found, understood: toldWords(query.words) };
  });
}

/** What this slice knows of records by itself; whoever puts the program together knows of more. */
const ownMarks: Marks = { hold: underLegalHold };

/** A request names itself in every word that is searched for it. */
function boundsOf(id: string, marks: Marks) {
  return { except: { kind: "request", id }, max: setMax, marks };
}

function mustAsk(query: SetQuery): SetQuery {
  if (Object.keys(query).length > 0) return query;
  throw new Refusal("empty-search", "Say what to search for: words, a channel or a time.");
}

/** Freezes what a search finds now. The set is never changed: a later search adds another beside it. */
export async function freezeSearch(
  ctx: Ctx,
  id: string,
  { query, note }: { query: SetQuery; note: string },
  marks: Marks = ownMarks,
): Promise<{ id: string; found: number }> {
  return transact(ctx, async (tx) => {
    authorize(tx, "requests.search", { kind: "request", id });
    const request = await lockedOpenRequest(tx, id);
    const sets = await setsOf(tx, id);
    if (sets.length >= setsMax)
      throw new Refusal("too-many-sets", `At most ${setsMax} searches are frozen for a request.`);
    const gathered = await gatherRecords(tx, mustAsk(query), boundsOf(id, marks));
    if (gathered.length > setMax)
      throw new Refusal(
        "set-too-large",
        `This search finds more than ${setMax} records. Narrow it by time or channel, and freeze several.`,
      );
    const searchId = tx.ids.uuid();
    await tx.tx.insert(requestSearches).values({
      agencyId: agencyOf(tx),
      id: searchId,
      requestId: id,
      query,
      note,
      found: gathered.length,
      frozenBy: personOf(tx).personId,
      frozenAt: stamp(tx.clock.now()),
    });
    const rows = gathered.map(({ id: recordId, ...one }) => ({
      agencyId: agencyOf(tx),
      searchId,
      requestId: id,
      recordId,
      ...one,
    }));
    for (let from = 0; from < rows.length; from += atOnce)
      await tx.tx.insert(requestItems).values(rows.slice(from, from + atOnce));
    const facts = { number: numberOf(request), search: searchId, query, found: gathered.length };
    await tx.happenings.tell(tx, {
      kind: "records.search-frozen",
      subject: { kind: "request", id },
      facts,
      record: { payload: { ...facts, note }, text: note, direction: "internal" },
    });
    return { id: searchId, found: gathered.length };
  });
}

/** The frozen searches of a request, oldest first. */
export async function setsOf(tx: TxCtx, requestId: string) {
  const rows = await tx.tx
    .select()
    .from(requestSearches)
    .where(
      and(eq(requestSearches.agencyId, agencyOf(tx)), eq(requestSearches.requestId, requestId)),
    )
    .orderBy(asc(requestSearches.id))
    .limit(setsMax);
  const names = await namesOf(
    tx,
    rows.map(({ frozenBy }) => frozenBy),
  );
  return rows.map(({ id, query, note, found, frozenAt, frozenBy }) => ({
    id,
    query,
    note,
    found,
    frozenAt,
    frozenBy: names.get(frozenBy) ?? "",
  }));
}

/**
 * What open requests need of some records, so that it is not destroyed under them: what lies in their frozen sets, and
 * everything while one of them has not been searched for. Nobody files a request until this transaction is over.
 */
export const openRequestBlocks: Blocker = {
  why: "open-request",
  async blocked(tx, recordIds) {
    await takeTurn(tx);
    const open = await tx.tx
      .select({ id: recordRequests.id, search: requestSearches.id })
      .from(recordRequests)
      .leftJoin(
        requestSearches,
        and(
          eq(requestSearches.agencyId, recordRequests.agencyId),
          eq(requestSearches.requestId, recordRequests.id),
        ),
      )
      .where(and(eq(recordRequests.agencyId, agencyOf(tx)), ne(recordRequests.state, "closed")))
      .for("update", { of: recordRequests });
    if (open.length === 0 || recordIds.length === 0) return new Set();
    if (open.some(({ search }) => search === null)) return new Set(recordIds);
    const needed = await tx.tx
      .selectDistinct({ recordId: requestItems.recordId })
      .from(requestItems)
      .where(
        and(
          eq(requestItems.agencyId, agencyOf(tx)),
          inArray(
            requestItems.requestId,
            open.map(({ id }) => id),
          ),
          inArray(requestItems.recordId, [...recordIds]),
        ),
      );
    return new Set(needed.map(({ recordId }) => recordId));
  },
};
