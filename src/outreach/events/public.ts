import { and, desc, eq, isNotNull } from "drizzle-orm";
import { mediaItemsOf } from "#media";
import { agencyOf, type Ctx, type TxCtx } from "#platform/context.ts";
import { read } from "#platform/db/database.ts";
import { limit } from "#platform/limits.ts";
import { languagesOf, type EventLanguage } from "./content.ts";
import { eventPosts, eventVersion, type EventRow } from "./reading.ts";
import { freePlaces, isClosed, isFull } from "./sign-up-rules.ts";
import { outreachEvents } from "./tables.ts";
import { tallyOf } from "./tallies.ts";
import { tellIn, whereOf, type ToldEvent } from "./telling.ts";
import { timesOf } from "./times.ts";

const shownMax = limit(
  "events.shown",
  500,
  "events",
  "on the newsroom; those over longest go first",
);

/** An event as everybody may see it: the version that was approved. */
export interface PublicEvent {
  id: string;
  code: string;
  state: "active" | "past" | "cancelled";
  kind: string;
  sequence: number;
  startsAt: string;
  endsAt: string;
  zone: string;
  activeAt: string;
  changedAt: string;
  cancelledAt: string | null;
  place: { name: string; address: string; point: { lat: number; lon: number } | null };
  where: string;
  beats: readonly string[];
  /** By language: those that were approved. */
  told: ReadonlyMap<EventLanguage, ToldEvent>;
  photo: { sha256: string; type: string; width: number; height: number } | null;
  signUp: {
    closesAt: string;
    isFull: boolean;
    isClosed: boolean;
    capacity: number | null;
    /** Places that are free; null: as many as want to. */
    free: number | null;
    partyMax: number;
  } | null;
}

/** All that the newsroom shows. It asks no permission, and gives nothing that was not approved. */
export async function publicEvents(ctx: Ctx): Promise<PublicEvent[]> {
  return read(ctx, async (tx) => {
    const rows = await tx.tx
      .select()
      .from(outreachEvents)
      .where(
        and(eq(outreachEvents.agencyId, agencyOf(tx)), isNotNull(outreachEvents.activeVersion)),
      )
      .orderBy(desc(outreachEvents.startsAt))
      .limit(shownMax);
    const shown: PublicEvent[] = [];
    for (const row of rows) shown.push(...(await publicOne(tx, row)));
    return shown.toReversed();
  });
}

/** One of them, by its address. */
export async function publicEvent(ctx: Ctx, code: string): Promise<PublicEvent | undefined> {
  return read(ctx, async (tx) => {
    const [row] = await tx.tx
      .select()
      .from(outreachEvents)
      .where(
        and(
          eq(outreachEvents.agencyId, agencyOf(tx)),
          eq(outreachEvents.code, code),
          isNotNull(outreachEvents.activeVersion),
        ),
      );
    return row ? (await publicOne(tx, row))[0] : undefined;
  });
}

async function publicOne(tx: TxCtx, event: EventRow): Promise<PublicEvent[]> {
  const { activeVersion, state, startsAt, endsAt } = event;
  if (activeVersion === null || startsAt === null || endsAt === null) return [];
  if (state === "draft" || state === "submitted" || state === "discarded") return [];
  const { content } = await eventVersion(tx, event.id, activeVersion);
  const posts = await eventPosts(tx, event.id);
  const stands = (language: EventLanguage) =>
    language === "en" ||
    posts.some((one) => one.language === language && one.standsVersion === activeVersion);
  const told = languagesOf(content)
    .filter(stands)
    .map((one) => [one, tellIn(content, one)] as const);
  const closes = timesOf(content).closes;
  const { id, code, sequence, changedAt, cancelledAt } = event;
  const { zone, kind, place, beats } = content;
  const tally = await tallyOf(tx, id);
  const signUp = content.signUp && {
    closesAt: closes?.toInstant().toString() ?? startsAt,
    isFull: isFull(content, tally),
    free: freePlaces(content, tally),
    partyMax: Math.min(content.signUp.partyMax, content.signUp.capacity ?? content.signUp.partyMax),
    isClosed: isClosed(content, tx.clock.now()),
    capacity: content.signUp.capacity,
  };
  const where = whereOf(content);
  const photo = await photoOf(tx, content.photo?.sha256);
  const activeAt = event.activeAt ?? changedAt;
  const shared = { id, code, state, kind, sequence, startsAt, endsAt, zone, activeAt, changedAt };
  return [{ ...shared, cancelledAt, place, where, beats, told: new Map(told), photo, signUp }];
}

async function photoOf(tx: TxCtx, sha256: string | undefined): Promise<PublicEvent["photo"]> {
  if (sha256 === undefined) return null;
  const item = (await mediaItemsOf(tx, [sha256])).get(sha256);
  if (!item) return null;
  const { type, width, height } = item;
  return { sha256, type, width, height };
}
