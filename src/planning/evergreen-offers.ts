import { and, asc, eq } from "drizzle-orm";
import { authorize, namesOf, ownAgency } from "#agency";
import { postContent, postVersion } from "#publish";
import { Temporal } from "#platform/clock.ts";
import { agencyOf, type Ctx, type TxCtx } from "#platform/context.ts";
import { read } from "#platform/db/database.ts";
import { limit } from "#platform/limits.ts";
import { evergreens, evergreenUses } from "./schema.ts";
import { dayOf, daysBetween, type Day } from "./weeks.ts";

export const evergreensMax = limit("evergreens", 300, "posts", "kept to be used again");

export type WhyNot = "expired" | "too-soon" | "retired";

/** Whether an evergreen post may be used on a day, and if not, why and from when. */
export function offerOf(
  given: { expiresOn: Day; minDays: number; isRetired: boolean; lastUsedOn: Day | undefined },
  today: Day,
): { isOffered: boolean; why: WhyNot | null; inDays: number | null } {
  if (given.isRetired) return { isOffered: false, why: "retired", inDays: null };
  if (today > given.expiresOn) return { isOffered: false, why: "expired", inDays: null };
  const passed = given.lastUsedOn === undefined ? Infinity : daysBetween(given.lastUsedOn, today);
  if (passed < given.minDays)
    return { isOffered: false, why: "too-soon", inDays: given.minDays - passed };
  return { isOffered: true, why: null, inDays: null };
}

/** Every kept post with whether it may be used today, and why not. */
export async function allEvergreens(ctx: Ctx) {
  authorize(ctx, "plan.read");
  return read(ctx, async (tx) => {
    const rows = await rowsOf(tx);
    const names = await namesOf(
      tx,
      rows.map(({ madeBy }) => madeBy),
    );
    const whole = [];
    for (const { content, ...row } of rows)
      whole.push({
        ...row,
        text: postContent.parse(content).text,
        author: names.get(row.madeBy) ?? "",
        ...(await offerNow(tx, row)),
      });
    return whole;
  });
}

/** Whether it may be used today, told from when its words were last said, or are to be. */
export async function offerNow(tx: TxCtx, row: Omit<typeof evergreens.$inferSelect, "content">) {
  const uses = await tx.tx
    .select()
    .from(evergreenUses)
    .where(and(eq(evergreenUses.agencyId, agencyOf(tx)), eq(evergreenUses.evergreenId, row.id)))
    .orderBy(asc(evergreenUses.usedAt));
  const { timeZone } = await ownAgency(tx);
  const stood = [];
  for (const { postId, usedAt } of uses) {
    const { post } = await postVersion(tx, postId);
    // A use whose draft was put away was none. One with a time counts from that time, though it lies ahead.
    if (post.discardedAt === null) stood.push(post.publishAt ?? usedAt);
  }
  const last = stood.toSorted((a, b) => Temporal.Instant.compare(a, b)).at(-1);
  const lastUsedOn = last === undefined ? undefined : dayOf(last, timeZone);
  const { expiresOn, minDays, retiredAt } = row;
  const given = { expiresOn, minDays, isRetired: retiredAt !== null, lastUsedOn };
  return {
    ...offerOf(given, await todayOf(tx)),
    uses: stood.length,
    lastUsedOn: lastUsedOn ?? null,
  };
}

export async function todayOf(tx: TxCtx): Promise<Day> {
  return dayOf(tx.clock.now().toString(), (await ownAgency(tx)).timeZone);
}

export function rowsOf(tx: TxCtx) {
  return tx.tx
    .select()
    .from(evergreens)
    .where(eq(evergreens.agencyId, agencyOf(tx)))
    .orderBy(asc(evergreens.title))
    .limit(evergreensMax);
}
