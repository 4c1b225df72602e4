import { and, eq } from "drizzle-orm";
import { z } from "zod";
import { authorize, personOf } from "#agency";
import { stamp } from "#platform/clock.ts";
import { agencyOf, type Ctx, type TxCtx } from "#platform/context.ts";
import { transact } from "#platform/db/database.ts";
import { limit } from "#platform/limits.ts";
import { Refusal } from "#platform/refusal.ts";
import { pageCaptures } from "./tables.ts";

const waitingMax = limit("pages.waiting", 500, "captures", "of one agency that wait at a time");

const address = z
  .url({ protocol: /^https?$/, error: "Give a web address, such as https://city.example/police." })
  .max(2_000);

export const captureDraft = z.object({ url: address, isFollowed: z.boolean().default(false) });

export type PageCapture = typeof pageCaptures.$inferSelect;

/** Has a page captured, in the background (`worker.ts`). Asking for one that waits already is no second. */
export async function askForCapture(
  ctx: Ctx,
  draft: z.output<typeof captureDraft>,
): Promise<{ id: string }> {
  return transact(ctx, async (tx) => {
    authorize(tx, "pages.capture");
    const [waiting] = await tx.tx
      .select({ id: pageCaptures.id })
      .from(pageCaptures)
      .where(
        and(
          eq(pageCaptures.agencyId, agencyOf(tx)),
          eq(pageCaptures.state, "waiting"),
          eq(pageCaptures.url, draft.url),
          eq(pageCaptures.isFollowed, draft.isFollowed),
        ),
      )
      .limit(1);
    if (waiting) return waiting;
    const id = await order(tx, { ...draft, why: "asked", askedBy: personOf(tx).personId });
    if (id === undefined)
      throw new Refusal(
        "captures-waiting",
        `${waitingMax} pages wait to be captured already. Ask again when some are done.`,
        { status: 429 },
      );
    await tx.happenings.tell(tx, {
      kind: "records.page-capture-asked",
      subject: { kind: "page-capture", id },
      facts: { url: draft.url, isFollowed: draft.isFollowed },
    });
    return { id };
  });
}

type Order = Pick<PageCapture, "url" | "isFollowed" | "why"> &
  Partial<Pick<PageCapture, "placeId" | "linkedFrom" | "askedBy">>;

/** Undefined: too many wait already. */
export async function order(tx: TxCtx, wanted: Order): Promise<string | undefined> {
  const waiting = await tx.tx.$count(
    pageCaptures,
    and(eq(pageCaptures.agencyId, agencyOf(tx)), eq(pageCaptures.state, "waiting")),
  );
  if (waiting >= waitingMax) return undefined;
  const id = tx.ids.uuid();
  await tx.tx.insert(pageCaptures).values({
    agencyId: agencyOf(tx),
    id,
    ...wanted,
    askedAt: stamp(tx.clock.now()),
    state: "waiting",
    tries: 0,
    pages: 0,
    parts: 0,
    sizeBytes: 0,
    leftOut: [],
  });
  return id;
}
