import { and, eq } from "drizzle-orm";
import { z } from "zod";
import { authorize, personOf } from "#agency";
import { deliveriesOf, draftPost, postContent, postVersion } from "#publish";
import { stamp, Temporal } from "#platform/clock.ts";
import { agencyOf, type Ctx, type TxCtx } from "#platform/context.ts";
import { transact } from "#platform/db/database.ts";
import { found, Refusal } from "#platform/refusal.ts";
import { evergreensMax, offerNow, rowsOf, todayOf, type WhyNot } from "./evergreen-offers.ts";
import { evergreens, evergreenUses } from "./schema.ts";

export const evergreenDraft = z.strictObject({
  title: z.string().trim().min(1).max(120),
  /** The post whose words are kept. */
  postId: z.uuid(),
  expiresOn: z.iso.date(),
  minDays: z.number().int().min(1).max(730),
});

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
    // What these words said once already counts: nobody is to read them again the next day.
    const said = await firstSentAt(tx, postId);
    if (said !== undefined)
      await tx.tx.insert(evergreenUses).values({
        agencyId: agencyOf(tx),
        evergreenId: row.id,
        postId,
        usedBy: row.madeBy,
        usedAt: said,
      });
    await tell(tx, "planning.evergreen-kept", row.id, { title, post: postId, expiresOn, minDays });
    return row;
  });
}

async function firstSentAt(tx: TxCtx, postId: string): Promise<string | undefined> {
  const sent = (await deliveriesOf(tx, postId)).flatMap(({ sentAt }) => sentAt ?? []);
  return sent.toSorted((a, b) => Temporal.Instant.compare(a, b))[0];
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
