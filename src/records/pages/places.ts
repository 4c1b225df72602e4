import { and, eq, isNull } from "drizzle-orm";
import { z } from "zod";
import { allAgencies, authorize, personOf } from "#agency";
import { stamp } from "#platform/clock.ts";
import { agencyOf, asSystem, type Ctx, type TxCtx } from "#platform/context.ts";
import { transact } from "#platform/db/database.ts";
import { limit } from "#platform/limits.ts";
import { found, Refusal } from "#platform/refusal.ts";
import { captureDraft, order } from "./asking.ts";
import { pagePlaces } from "./tables.ts";

const placesMax = limit("pages.places", 100, "pages", "of one agency, captured every night");

export const nightlyJob = "records.capture-pages";

export const placeDraft = captureDraft.extend({ name: z.string().trim().min(1).max(120) });

/** Names a page that is captured from now on every night, and at once. */
export async function addPlace(
  ctx: Ctx,
  draft: z.output<typeof placeDraft>,
): Promise<{ id: string }> {
  return transact(ctx, async (tx) => {
    authorize(tx, "pages.name");
    const { personId } = personOf(tx);
    const agencyId = agencyOf(tx);
    const open = and(eq(pagePlaces.agencyId, agencyId), isNull(pagePlaces.endedAt));
    if ((await tx.tx.$count(pagePlaces, open)) >= placesMax)
      throw new Refusal(
        "places-full",
        `At most ${placesMax} pages are captured every night. End one first.`,
      );
    const id = tx.ids.uuid();
    const addedAt = stamp(tx.clock.now());
    await tx.tx.insert(pagePlaces).values({ agencyId, id, ...draft, addedBy: personId, addedAt });
    const { url, isFollowed } = draft;
    await order(tx, { url, isFollowed, why: "nightly", placeId: id, askedBy: personId });
    await tellPlace(tx, "records.page-place-named", id, draft);
    return { id };
  });
}

/** It is captured no more; what was captured stays. */
export async function endPlace(ctx: Ctx, id: string): Promise<void> {
  await transact(ctx, async (tx) => {
    authorize(tx, "pages.name", { kind: "page-place", id });
    const [row] = await tx.tx
      .update(pagePlaces)
      .set({ endedAt: stamp(tx.clock.now()) })
      .where(
        and(
          eq(pagePlaces.agencyId, agencyOf(tx)),
          eq(pagePlaces.id, id),
          isNull(pagePlaces.endedAt),
        ),
      )
      .returning();
    const { name, url } = found(row, "page");
    await tellPlace(tx, "records.page-place-ended", id, { name, url });
  });
}

function tellPlace(tx: TxCtx, kind: string, id: string, facts: object) {
  return tx.happenings.tell(tx, { kind, subject: { kind: "page-place", id }, facts });
}

/** A nightly job: every named page of every agency is captured; what still waits from before is not asked for twice. */
export async function orderNightly(ctx: Ctx): Promise<void> {
  for (const { agencyId } of await allAgencies(ctx))
    await transact(asSystem(ctx, "page captures", agencyId), async (tx) => {
      const places = await tx.tx.raw<{ id: string; url: string; isFollowed: boolean }>(
        `select p.id, p.url, p.is_followed as "isFollowed" from page_places p
         where p.agency_id = $1 and p.ended_at is null and not exists (select 1 from page_captures c
           where c.agency_id = p.agency_id and c.place_id = p.id and c.state in ('waiting', 'capturing'))
         order by p.added_at`,
        [agencyId],
      );
      for (const { id, url, isFollowed } of places)
        await order(tx, { url, isFollowed, why: "nightly", placeId: id });
    });
}
