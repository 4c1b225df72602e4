import { and, eq } from "drizzle-orm";
import { authorize, personOf } from "#agency";
import { postVersion, resolveLocal } from "#publish";
import { stamp, Temporal } from "#platform/clock.ts";
import { agencyOf, type Ctx, type TxCtx } from "#platform/context.ts";
import { transact } from "#platform/db/database.ts";
import { Refusal } from "#platform/refusal.ts";
import { occurrenceRows, reconcile } from "./made.ts";
import { occurrencesOf } from "./rules.ts";
import { seriesExceptions } from "./schema.ts";
import { lockedSeries, tell } from "./series.ts";

/** Leaves one date out (`to` null), moves it, or puts it back where the rule has it (`to` undefined). */
export async function exceptOccurrence(
  ctx: Ctx,
  id: string,
  { occurrence, to }: { occurrence: string; to?: string | null | undefined },
): Promise<void> {
  await transact(ctx, async (tx) => {
    const known = await lockedSeries(tx, id);
    authorize(tx, "series.write");
    if (!occurrencesOf(known, new Map()).some((one) => one.occurrence === occurrence))
      throw new Refusal("no-such-date", "The series has no such date.", { status: 404 });
    if (typeof to === "string") mustBeAhead(tx, to, known.zone);
    const made = (await occurrenceRows(tx, id)).find((one) => one.occurrence === occurrence);
    if (made && (await postVersion(tx, made.postId)).post.state === "approved")
      throw new Refusal(
        "approved-occurrence",
        "This one is approved already. Move or recall its post itself.",
        { status: 409 },
      );
    const at = { agencyId: agencyOf(tx), seriesId: id, occurrence };
    await tx.tx.delete(seriesExceptions).where(theException(tx, id, occurrence));
    if (to !== undefined)
      await tx.tx.insert(seriesExceptions).values({
        ...at,
        movedTo: to,
        madeBy: personOf(tx).personId,
        madeAt: stamp(tx.clock.now()),
      });
    await reconcile(tx, known);
    await tell(tx, "planning.series-exception", known, { occurrence, to: to ?? null });
  });
}

function mustBeAhead(tx: TxCtx, local: string, zone: string): void {
  if (Temporal.Instant.compare(resolveLocal(local, zone).at, tx.clock.now()) <= 0)
    throw new Refusal("in-the-past", `${local.replace("T", " ")} has passed. Choose a later time.`);
}

function theException(tx: TxCtx, id: string, occurrence: string) {
  return and(
    eq(seriesExceptions.agencyId, agencyOf(tx)),
    eq(seriesExceptions.seriesId, id),
    eq(seriesExceptions.occurrence, occurrence),
  );
}
