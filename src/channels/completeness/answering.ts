import { and, asc, desc, eq, getColumns, gte, inArray, isNull, lte, ne, or } from "drizzle-orm";
import { authorize, namesOf, personOf } from "#agency";
import { stamp } from "#platform/clock.ts";
import { agencyOf, type Ctx, type TxCtx } from "#platform/context.ts";
import { read, transact } from "#platform/db/database.ts";
import { limit } from "#platform/limits.ts";
import { found, Refusal } from "#platform/refusal.ts";
import { captureGaps, channels } from "../schema.ts";
import { told, type Gap } from "./gaps.ts";

const shownMax = limit("capture.gaps", 200, "gaps", "of the page, those without an answer first");

const ofChannel = and(
  eq(channels.agencyId, captureGaps.agencyId),
  eq(channels.id, captureGaps.channelId),
);

/** The gaps that nobody has answered, oldest first: the frame of every page tells of them. */
export async function unansweredGaps(ctx: Ctx) {
  return read(ctx, (tx) =>
    tx.tx
      .select({ id: captureGaps.id, channel: channels.name, fromAt: captureGaps.fromAt })
      .from(captureGaps)
      .innerJoin(channels, ofChannel)
      .where(and(eq(captureGaps.agencyId, agencyOf(tx)), isNull(captureGaps.answeredAt)))
      .orderBy(asc(captureGaps.fromAt), asc(captureGaps.id))
      .limit(shownMax),
  );
}

/** Every gap, those without an answer first, then the newest, with who answered. */
export async function allGaps(tx: TxCtx) {
  const rows = await tx.tx
    .select({ ...getColumns(captureGaps), channel: channels.name })
    .from(captureGaps)
    .innerJoin(channels, ofChannel)
    .where(eq(captureGaps.agencyId, agencyOf(tx)))
    .orderBy(desc(isNull(captureGaps.answeredAt)), desc(captureGaps.fromAt), asc(captureGaps.id))
    .limit(shownMax);
  const names = await namesOf(
    tx,
    rows.flatMap(({ answeredBy }) => answeredBy ?? []),
  );
  return rows.map(({ agencyId: _agencyId, answeredBy, ...row }) => ({
    ...row,
    by: names.get(answeredBy ?? "") ?? "",
  }));
}

/**
 * A person looked into a gap and says what it was. With `alike` the word stands for every gap of the same cause at the
 * same time too: one server that was down is one answer. Returns how many were answered.
 */
export async function answerGap(
  ctx: Ctx,
  { id, note, alike }: { id: string; note: string; alike: boolean },
): Promise<number> {
  return transact(ctx, async (tx) => {
    const [row] = await tx.tx
      .select()
      .from(captureGaps)
      .where(and(eq(captureGaps.agencyId, agencyOf(tx)), eq(captureGaps.id, id)))
      .for("update");
    const gap = found(row, "gap");
    authorize(tx, "capture.answer", { kind: "capture-gap", id, agencyId: gap.agencyId });
    if (gap.answeredAt !== null)
      throw new Refusal("gap-answered", "Somebody has answered for this gap already.", {
        status: 409,
      });
    const all = alike ? [gap, ...(await gapsAlike(tx, gap))] : [gap];
    await tx.tx
      .update(captureGaps)
      .set({ answeredAt: stamp(tx.clock.now()), answeredBy: personOf(tx).personId, note })
      .where(
        and(
          eq(captureGaps.agencyId, agencyOf(tx)),
          inArray(
            captureGaps.id,
            all.map((one) => one.id),
          ),
        ),
      );
    await tx.happenings.tell(
      tx,
      ...all.map((one) => told("channels.capture-gap-answered", one, { why: one.why, note })),
    );
    return all.length;
  });
}

async function gapsAlike(tx: TxCtx, gap: Gap): Promise<Gap[]> {
  const same = and(
    eq(captureGaps.agencyId, agencyOf(tx)),
    eq(captureGaps.why, gap.why),
    ne(captureGaps.id, gap.id),
    isNull(captureGaps.answeredAt),
  );
  const until = gap.untilAt ?? stamp(tx.clock.now());
  const rows = await tx.tx
    .select()
    .from(captureGaps)
    .where(
      and(
        same,
        lte(captureGaps.fromAt, until),
        or(isNull(captureGaps.untilAt), gte(captureGaps.untilAt, gap.fromAt)),
      ),
    )
    .orderBy(asc(captureGaps.id))
    .for("update");
  return rows;
}
