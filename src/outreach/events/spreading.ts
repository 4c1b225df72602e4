import { and, eq } from "drizzle-orm";
import { noteUses } from "#media";
import { stamp } from "#platform/clock.ts";
import { agencyOf, type TxCtx } from "#platform/context.ts";
import { eventHash, type EventContent } from "./content.ts";
import { codeOf, shownOf, tellEvent } from "./drafting.ts";
import { tellSignedUp } from "./letters.ts";
import { moveUp } from "./moving-up.ts";
import { at, eventVersion, type EventRow, type EventVersion } from "./reading.ts";
import { datesOf, onDay } from "./series.ts";
import { outreachEvents, outreachEventVersions } from "./tables.ts";

/**
 * Gives each date of a series that was approved its own event: its page, its places, its entry in calendars. What each
 * says follows from the approved version and the day alone, so the one approval covers them all (core A2). A date that
 * somebody changed or called off stays as it is; one that the new rule does not name any more is called off.
 */
export async function spread(tx: TxCtx, series: EventVersion): Promise<void> {
  const now = stamp(tx.clock.now());
  const days = new Set(datesOf(series.content));
  for (const date of await lockedDates(tx, series.event.id)) {
    const isNamed = days.delete(date.occurrence ?? "");
    if (!follows(date) || (date.endsAt ?? "") <= now) continue;
    if (isNamed) await follow(tx, series, date);
    else await callOff(tx, date, "The series was changed: it does not come on this day any more.");
  }
  for (const day of days) {
    const content = onDay(series.content, day);
    if ((shownOf(content).endsAt ?? "") > now) await begin(tx, series, day, content);
  }
}

/** The whole series is called off: what is ahead of it goes, what was is left. */
export async function callOffDates(tx: TxCtx, seriesId: string, why: string): Promise<void> {
  for (const date of await lockedDates(tx, seriesId))
    if (date.state === "active") await callOff(tx, date, why);
}

/** By their days. */
async function lockedDates(tx: TxCtx, seriesId: string): Promise<EventRow[]> {
  return tx.tx
    .select()
    .from(outreachEvents)
    .where(and(eq(outreachEvents.agencyId, agencyOf(tx)), eq(outreachEvents.seriesId, seriesId)))
    .orderBy(outreachEvents.occurrence)
    .for("update");
}

/** Nobody has changed it, nor begun to. */
function follows({ state, version, activeVersion, seriesVersion }: EventRow): boolean {
  return state === "active" && seriesVersion !== null && version === activeVersion;
}

async function begin(
  tx: TxCtx,
  { event, version, writtenBy, submittedAt }: EventVersion,
  day: string,
  content: EventContent,
): Promise<void> {
  const id = tx.ids.uuid();
  const now = stamp(tx.clock.now());
  await tx.tx.insert(outreachEvents).values({
    agencyId: agencyOf(tx),
    id,
    code: codeOf(id),
    state: "active",
    version: 1,
    activeVersion: 1,
    ...shownOf(content),
    draftedBy: event.draftedBy,
    draftedAt: now,
    changedAt: now,
    activeAt: now,
    seriesId: event.id,
    occurrence: day,
    seriesVersion: version,
  });
  await write(tx, id, 1, content, { writtenBy, submittedAt });
  const facts = { version: 1, sequence: 0, series: event.id, seriesVersion: version };
  await tellEvent(tx, "activated", id, facts, content);
}

async function follow(tx: TxCtx, series: EventVersion, date: EventRow): Promise<void> {
  const { id } = date;
  const content = onDay(series.content, date.occurrence ?? "");
  const seriesVersion = series.version;
  const stood = await eventVersion(tx, id, date.version);
  if (stood.hash === eventHash(content)) {
    await tx.tx.update(outreachEvents).set({ seriesVersion }).where(at(tx, id));
    return;
  }
  const [version, sequence] = [date.version + 1, date.sequence + 1];
  await write(tx, id, version, content, series);
  await tx.tx
    .update(outreachEvents)
    .set({
      version,
      activeVersion: version,
      sequence,
      seriesVersion,
      ...shownOf(content),
      changedAt: stamp(tx.clock.now()),
    })
    .where(at(tx, id));
  const facts = { version, sequence, series: series.event.id, seriesVersion };
  await tellEvent(tx, "activated", id, facts, content);
  await moveUp(tx, id);
  if (isElsewhere(stood.content, content)) await tellSignedUp(tx, id, "changed", sequence);
}

/** In the name of whoever wrote the series' version: what was approved is theirs. */
async function write(
  tx: TxCtx,
  id: string,
  version: number,
  content: EventContent,
  { writtenBy, submittedAt }: Pick<EventVersion, "writtenBy" | "submittedAt">,
): Promise<void> {
  await tx.tx.insert(outreachEventVersions).values({
    agencyId: agencyOf(tx),
    eventId: id,
    version,
    hash: eventHash(content),
    content,
    writtenBy,
    writtenAt: stamp(tx.clock.now()),
    submittedAt,
    submittedBy: writtenBy,
  });
  await noteUses(tx, { kind: "event", id }, content.photo ? [content.photo.sha256] : []);
}

async function callOff(tx: TxCtx, { id, version, sequence: was }: EventRow, why: string) {
  const sequence = was + 1;
  const now = stamp(tx.clock.now());
  await tx.tx
    .update(outreachEvents)
    .set({
      state: "cancelled",
      sequence,
      seriesVersion: null,
      changedAt: now,
      cancelledAt: now,
      cancelledWhy: why,
    })
    .where(at(tx, id));
  await tellEvent(tx, "cancelled", id, { version, sequence }, why);
  await tellSignedUp(tx, id, "cancelled", sequence);
}

/** Whoever signed up is told of another time or place; of other words they need no letter. */
export function isElsewhere(before: EventContent, after: EventContent): boolean {
  const where = ({ starts, ends, place }: EventContent) =>
    JSON.stringify([starts, ends, place.name, place.address]);
  return where(before) !== where(after);
}
