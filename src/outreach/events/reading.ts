import { and, count, desc, eq, inArray, isNotNull, isNull } from "drizzle-orm";
import { authorize } from "#agency";
import { agencyOf, type Ctx, type TxCtx } from "#platform/context.ts";
import { read } from "#platform/db/database.ts";
import { limit } from "#platform/limits.ts";
import { found } from "#platform/refusal.ts";
import { eventContent, type EventContent } from "./content.ts";
import { outreachEventPosts, outreachEvents, outreachEventVersions } from "./tables.ts";
import { talliesOf } from "./tallies.ts";

const listMax = limit("events.list", 300, "events", "of one page of the staff's list");

export type EventRow = typeof outreachEvents.$inferSelect;

export interface EventVersion {
  event: EventRow;
  version: number;
  hash: string;
  content: EventContent;
  writtenBy: string;
  submittedAt: string | null;
}

/** Events, the latest beginning first, each with how many signed up. */
export async function listEvents(ctx: Ctx, { when }: { when: "coming" | "over" }) {
  authorize(ctx, "event.read");
  const states =
    when === "coming"
      ? (["draft", "submitted", "active"] as const)
      : (["past", "cancelled", "discarded"] as const);
  return read(ctx, async (tx) => {
    const rows = await tx.tx
      .select()
      .from(outreachEvents)
      .where(
        and(
          eq(outreachEvents.agencyId, agencyOf(tx)),
          inArray(outreachEvents.state, [...states]),
          // The dates of one that comes again stand on its page.
          isNull(outreachEvents.seriesId),
        ),
      )
      .orderBy(when === "coming" ? outreachEvents.startsAt : desc(outreachEvents.startsAt))
      .limit(listMax);
    const tallies = await talliesOf(
      tx,
      rows.map(({ id }) => id),
    );
    const dates = await dateCounts(tx);
    return rows.map(({ cancelledWhy: _why, cancelledBy: _by, ...row }) => ({
      ...row,
      dates: dates.get(row.id) ?? 0,
      tally: tallies.get(row.id) ?? null,
    }));
  });
}

export async function lockedEvent(tx: TxCtx, id: string): Promise<EventRow> {
  const [row] = await tx.tx.select().from(outreachEvents).where(at(tx, id)).for("update");
  return found(row, "event");
}

export async function theEvent(tx: TxCtx, id: string): Promise<EventRow> {
  const [row] = await tx.tx.select().from(outreachEvents).where(at(tx, id));
  return found(row, "event");
}

export async function eventVersion(tx: TxCtx, id: string, version?: number): Promise<EventVersion> {
  const event = await theEvent(tx, id);
  const [row] = await tx.tx
    .select()
    .from(outreachEventVersions)
    .where(
      and(
        eq(outreachEventVersions.agencyId, agencyOf(tx)),
        eq(outreachEventVersions.eventId, id),
        eq(outreachEventVersions.version, version ?? event.version),
      ),
    );
  const { hash, content, writtenBy, submittedAt, ...known } = found(row, "version");
  const parsed = eventContent.parse(content);
  return { event, version: known.version, hash, content: parsed, writtenBy, submittedAt };
}

/** How many dates each series has. */
async function dateCounts(tx: TxCtx): Promise<Map<string, number>> {
  const { agencyId, seriesId } = outreachEvents;
  const rows = await tx.tx
    .select({ seriesId, dates: count() })
    .from(outreachEvents)
    .where(and(eq(agencyId, agencyOf(tx)), isNotNull(seriesId)))
    .groupBy(seriesId);
  return new Map(rows.map((row) => [row.seriesId ?? "", row.dates]));
}

/** The dates of one that comes again, by their days, each with how many come. */
export async function datesOfSeries(tx: TxCtx, seriesId: string) {
  const rows = await tx.tx
    .select()
    .from(outreachEvents)
    .where(and(eq(outreachEvents.agencyId, agencyOf(tx)), eq(outreachEvents.seriesId, seriesId)))
    .orderBy(outreachEvents.occurrence);
  const tallies = await talliesOf(
    tx,
    rows.map(({ id }) => id),
  );
  return rows.map(({ id, state, startsAt, occurrence, seriesVersion }) => ({
    id,
    state,
    startsAt,
    occurrence,
    isChanged: seriesVersion === null,
    people: tallies.get(id)?.people ?? 0,
  }));
}

export async function eventPosts(tx: TxCtx, id: string) {
  return tx.tx
    .select()
    .from(outreachEventPosts)
    .where(and(eq(outreachEventPosts.agencyId, agencyOf(tx)), eq(outreachEventPosts.eventId, id)))
    .orderBy(outreachEventPosts.role, outreachEventPosts.language);
}

export function at(tx: TxCtx, id: string) {
  return and(eq(outreachEvents.agencyId, agencyOf(tx)), eq(outreachEvents.id, id));
}
