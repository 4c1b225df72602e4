import { and, desc, eq, inArray, isNotNull, type SQL } from "drizzle-orm";
import { mediaItemsOf, type MediaItem } from "#media";
import type { Temporal } from "#platform/clock.ts";
import { agencyOf, type Ctx, type TxCtx } from "#platform/context.ts";
import { read } from "#platform/db/database.ts";
import { limit } from "#platform/limits.ts";
import { eventContent, languagesOf, type EventContent, type EventLanguage } from "./content.ts";
import type { EventRow } from "./reading.ts";
import { freePlaces, isClosed, isFull } from "./sign-up-rules.ts";
import { outreachEventPosts, outreachEvents, outreachEventVersions } from "./tables.ts";
import { noTally, talliesOf, type Tally } from "./tallies.ts";
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
  /** It comes again: each of its dates is an event by itself, and says whose date it is. */
  isSeries: boolean;
  seriesId: string | null;
  /** A date that says what its series says, and nothing else. */
  isAsItsSeries: boolean;
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

/** All that the newsroom shows, the earliest first. It asks no permission, and gives nothing that was not approved. */
export async function publicEvents(ctx: Ctx): Promise<PublicEvent[]> {
  return read(ctx, (tx) => publicWhere(tx)).then((events) => events.toReversed());
}

/** One of them, by its address. */
export async function publicEvent(ctx: Ctx, code: string): Promise<PublicEvent | undefined> {
  const [event] = await read(ctx, (tx) => publicWhere(tx, eq(outreachEvents.code, code)));
  return event;
}

/** With a fixed number of questions, however many there are: the site is made anew with every piece of news. */
async function publicWhere(tx: TxCtx, which?: SQL): Promise<PublicEvent[]> {
  const rows = await tx.tx
    .select({ event: outreachEvents, written: outreachEventVersions.content })
    .from(outreachEvents)
    .innerJoin(
      outreachEventVersions,
      and(
        eq(outreachEventVersions.agencyId, outreachEvents.agencyId),
        eq(outreachEventVersions.eventId, outreachEvents.id),
        eq(outreachEventVersions.version, outreachEvents.activeVersion),
      ),
    )
    .where(
      and(
        eq(outreachEvents.agencyId, agencyOf(tx)),
        isNotNull(outreachEvents.activeVersion),
        inArray(outreachEvents.state, ["active", "past", "cancelled"]),
        which,
      ),
    )
    .orderBy(desc(outreachEvents.startsAt))
    .limit(shownMax);
  const all = rows.map(({ event, written }) => ({ event, content: eventContent.parse(written) }));
  const ids = all.map(({ event }) => event.id);
  const photos = all.flatMap(({ content }) => (content.photo ? [content.photo.sha256] : []));
  const around: Around = {
    tallies: await talliesOf(tx, ids),
    spanish: await standingIn(tx, "es", [
      ...ids,
      ...all.flatMap(({ event }) => event.seriesId ?? []),
    ]),
    photos: await mediaItemsOf(tx, photos),
    now: tx.clock.now(),
  };
  return all.flatMap(({ event, content }) => publicOne(event, content, around));
}

interface Around {
  tallies: ReadonlyMap<string, Tally>;
  /** Of each event the version whose Spanish post was approved and is out. */
  spanish: ReadonlyMap<string, number | null>;
  photos: ReadonlyMap<string, MediaItem>;
  now: Temporal.Instant;
}

async function standingIn(tx: TxCtx, language: EventLanguage, ids: readonly string[]) {
  if (ids.length === 0) return new Map<string, number | null>();
  const { eventId, standsVersion } = outreachEventPosts;
  const rows = await tx.tx
    .select({ eventId, standsVersion })
    .from(outreachEventPosts)
    .where(
      and(
        eq(outreachEventPosts.agencyId, agencyOf(tx)),
        eq(outreachEventPosts.language, language),
        isNotNull(standsVersion),
        inArray(eventId, [...ids]),
      ),
    )
    .orderBy(standsVersion);
  return new Map(rows.map((row) => [row.eventId, row.standsVersion]));
}

function publicOne(event: EventRow, content: EventContent, around: Around): PublicEvent[] {
  const { id, code, state, sequence, startsAt, endsAt, changedAt, seriesId } = event;
  if (startsAt === null || endsAt === null) return [];
  if (state !== "active" && state !== "past" && state !== "cancelled") return [];
  const told = languagesOf(content)
    .filter((language) => language === "en" || isInSpanish(event, around))
    .map((language) => [language, tellIn(content, language)] as const);
  const { zone, kind, place, beats } = content;
  const item = content.photo && around.photos.get(content.photo.sha256);
  return [
    {
      id,
      code,
      state,
      kind,
      sequence,
      startsAt,
      endsAt,
      zone,
      activeAt: event.activeAt ?? changedAt,
      changedAt,
      cancelledAt: event.cancelledAt,
      isSeries: content.again !== null,
      seriesId,
      isAsItsSeries: event.seriesVersion !== null,
      place,
      where: whereOf(content),
      beats,
      told: new Map(told),
      photo: item ? photoOf(item) : null,
      signUp: content.again
        ? null
        : signUpOf(content, around.tallies.get(id) ?? noTally, around.now),
    },
  ];
}

/** The words of a date are its series' own until it goes its own way: so is what was approved in Spanish. */
function isInSpanish(event: EventRow, { spanish }: Around): boolean {
  const { id, activeVersion, seriesId, seriesVersion } = event;
  return seriesId !== null && seriesVersion !== null
    ? spanish.get(seriesId) === seriesVersion
    : spanish.get(id) === activeVersion;
}

function photoOf({ sha256, type, width, height }: MediaItem): PublicEvent["photo"] {
  return { sha256, type, width, height };
}

function signUpOf(
  content: EventContent,
  tally: Tally,
  now: Temporal.Instant,
): PublicEvent["signUp"] {
  const { signUp } = content;
  if (!signUp) return null;
  return {
    closesAt: timesOf(content).closes?.toInstant().toString() ?? "",
    isFull: isFull(content, tally),
    isClosed: isClosed(content, now),
    capacity: signUp.capacity,
    free: freePlaces(content, tally),
    partyMax: Math.min(signUp.partyMax, signUp.capacity ?? signUp.partyMax),
  };
}
