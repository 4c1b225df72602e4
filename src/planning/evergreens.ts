import { and, asc, eq } from "drizzle-orm";
import { z } from "zod";
import { authorize, namesOf, ownAgency, personOf } from "#agency";
import { draftPost, postContent, postVersion } from "#publish";
import { stamp } from "#platform/clock.ts";
import { agencyOf, type Ctx, type TxCtx } from "#platform/context.ts";
import { read, transact } from "#platform/db/database.ts";
import { limit } from "#platform/limits.ts";
import { found, Refusal } from "#platform/refusal.ts";
import { evergreens, evergreenUses } from "./schema.ts";
import { dayOf, daysBetween, type Day } from "./weeks.ts";

const evergreensMax = limit("evergreens", 300, "posts", "kept to be used again");

export const evergreenDraft = z.strictObject({
  title: z.string().trim().min(1).max(120),
  /** The post whose words are kept. */
  postId: z.uuid(),
  expiresOn: z.iso.date(),
  minDays: z.number().int().min(1).max(730),
});

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

/** Keeps the words of a post to be used again. */
export async function keepEvergreen(ctx: Ctx, given: z.input<typeof evergreenDraft>) {
  return transact(ctx, async (tx) => {
    authorize(tx, "evergreen.write");
    const { title, postId, expiresOn, minDays } = evergreenDraft.parse(given);
    const { content } = await postVersion(tx, postId);
    if ((await rowsOf(tx)).length >= evergreensMax)
      throw new Refusal("too-many-evergreens", `${evergreensMax} are kept already. Retire one.`);
    const today = await todayOf(tx);
    if (expiresOn < today)
      throw new Refusal("expired-already", "That day has passed. Choose a later one.");
    const {
      publish: _time,
      takeDown: _down,
      correction: _put,
      template: _from,
      ...words
    } = content;
    const [made] = await tx.tx
      .insert(evergreens)
      .values({
        agencyId: agencyOf(tx),
        id: tx.ids.uuid(),
        title,
        content: postContent.parse(words),
        objective: content.purpose,
        expiresOn,
        minDays,
        madeBy: personOf(tx).personId,
        madeAt: stamp(tx.clock.now()),
      })
      .returning();
    const row = found(made, "evergreen");
    await tell(tx, "planning.evergreen-kept", row.id, { title, post: postId, expiresOn, minDays });
    return row;
  });
}

export async function retireEvergreen(ctx: Ctx, id: string): Promise<void> {
  await transact(ctx, async (tx) => {
    authorize(tx, "evergreen.write");
    const row = await locked(tx, id);
    await tx.tx
      .update(evergreens)
      .set({ retiredAt: stamp(tx.clock.now()) })
      .where(theOne(tx, id));
    await tell(tx, "planning.evergreen-retired", id, { title: row.title });
  });
}

/** A new draft with the kept words. It is approved like any other, every time. */
export async function useEvergreen(ctx: Ctx, id: string): Promise<{ postId: string }> {
  return transact(ctx, async (tx) => {
    authorize(tx, "evergreen.use");
    const row = await locked(tx, id);
    const { why, inDays } = await offerNow(tx, row);
    if (why !== null) throw notOffered(why, inDays, row.expiresOn);
    const { post } = await draftPost(tx, postContent.parse(row.content));
    await tx.tx.insert(evergreenUses).values({
      agencyId: agencyOf(tx),
      evergreenId: id,
      postId: post.id,
      usedBy: personOf(tx).personId,
      usedAt: stamp(tx.clock.now()),
    });
    await tell(tx, "planning.evergreen-used", id, { post: post.id });
    return { postId: post.id };
  });
}

function notOffered(why: WhyNot, inDays: number | null, expiresOn: string): Refusal {
  if (why === "expired")
    return new Refusal(
      "evergreen-expired",
      `It was to be used until ${expiresOn}. Keep a new one.`,
    );
  if (why === "retired")
    return new Refusal("evergreen-retired", "This evergreen post was retired.", { status: 409 });
  return new Refusal(
    "evergreen-too-soon",
    `It was used lately. It may be used in ${inDays} days.`,
    {
      details: { days: inDays },
    },
  );
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

async function offerNow(tx: TxCtx, row: Omit<typeof evergreens.$inferSelect, "content">) {
  const uses = await tx.tx
    .select()
    .from(evergreenUses)
    .where(and(eq(evergreenUses.agencyId, agencyOf(tx)), eq(evergreenUses.evergreenId, row.id)))
    .orderBy(asc(evergreenUses.usedAt));
  const { timeZone } = await ownAgency(tx);
  // A use whose draft was put away was none.
  const stood = [];
  for (const use of uses)
    if ((await postVersion(tx, use.postId)).post.discardedAt === null) stood.push(use);
  const last = stood.at(-1)?.usedAt;
  const lastUsedOn = last === undefined ? undefined : dayOf(last, timeZone);
  const { expiresOn, minDays, retiredAt } = row;
  const given = { expiresOn, minDays, isRetired: retiredAt !== null, lastUsedOn };
  return {
    ...offerOf(given, await todayOf(tx)),
    uses: stood.length,
    lastUsedOn: lastUsedOn ?? null,
  };
}

async function todayOf(tx: TxCtx): Promise<Day> {
  return dayOf(tx.clock.now().toString(), (await ownAgency(tx)).timeZone);
}

function rowsOf(tx: TxCtx) {
  return tx.tx
    .select()
    .from(evergreens)
    .where(eq(evergreens.agencyId, agencyOf(tx)))
    .orderBy(asc(evergreens.title))
    .limit(evergreensMax);
}

async function locked(tx: TxCtx, id: string) {
  const [row] = await tx.tx.select().from(evergreens).where(theOne(tx, id)).for("update");
  return found(row, "evergreen");
}

function theOne(tx: TxCtx, id: string) {
  return and(eq(evergreens.agencyId, agencyOf(tx)), eq(evergreens.id, id));
}

async function tell(tx: TxCtx, kind: string, id: string, facts: object): Promise<void> {
  await tx.happenings.tell(tx, { kind, subject: { kind: "evergreen", id }, facts });
}
