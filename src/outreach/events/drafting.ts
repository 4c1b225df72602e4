import { and, eq } from "drizzle-orm";
import { authorize, ownAgency, personOf } from "#agency";
import { openChannels } from "#channels";
import { mediaItemsOf, noteUses } from "#media";
import { readinessOf } from "#policy";
import { stamp } from "#platform/clock.ts";
import { agencyOf, type Ctx, type TxCtx } from "#platform/context.ts";
import { transact } from "#platform/db/database.ts";
import { Refusal } from "#platform/refusal.ts";
import { eventContent, eventHash, type EventContent, type EventDraft } from "./content.ts";
import { at, eventVersion, lockedEvent, type EventRow, type EventVersion } from "./reading.ts";
import { spanOf } from "./series.ts";
import { outreachEvents, outreachEventVersions } from "./tables.ts";
import { timesOf } from "./times.ts";

/** Begins an event. Whoever drafts is ready by the policy (2.1), as for a post. */
export async function draftEvent(ctx: Ctx, given: EventDraft): Promise<EventVersion> {
  return transact(ctx, async (tx) => {
    await mayDraft(tx);
    const content = await checked(tx, given);
    const id = tx.ids.uuid();
    const now = stamp(tx.clock.now());
    await tx.tx.insert(outreachEvents).values({
      agencyId: agencyOf(tx),
      id,
      code: codeOf(id),
      state: "draft",
      version: 1,
      ...shownOf(content),
      draftedBy: personOf(tx).personId,
      draftedAt: now,
      changedAt: now,
    });
    await writeVersion(tx, id, 1, content);
    await tellEvent(tx, "drafted", id, { version: 1, kind: content.kind }, content);
    return eventVersion(tx, id, 1);
  });
}

/** The same again on another date: a draft of its own. */
export async function copyEvent(ctx: Ctx, id: string, starts: string): Promise<EventVersion> {
  return transact(ctx, async (tx) => {
    authorize(tx, "event.draft", { kind: "event", id });
    const { content } = await eventVersion(tx, id);
    const before = timesOf(content);
    const after = timesOf({ ...content, starts }).starts;
    const moved = (one: typeof before.ends) =>
      before.starts && after && one
        ? after.add(before.starts.until(one)).toPlainDateTime().toString().slice(0, 16)
        : "";
    const signUp = content.signUp && {
      ...content.signUp,
      closes: content.signUp.closes ? moved(before.closes) : "",
    };
    // The days left out were those of the other dates.
    const again = content.again && { ...content.again, leftOut: [] };
    return draftEvent(tx, { ...content, starts, ends: moved(before.ends), signUp, again });
  });
}

/** Saves what is typed. A version that was handed in stays as it is, and the next one begins. */
export async function saveEvent(
  ctx: Ctx,
  id: string,
  given: EventDraft,
  expected: number,
): Promise<EventVersion> {
  return transact(ctx, async (tx) => {
    authorize(tx, "event.draft", { kind: "event", id });
    const event = await lockedEvent(tx, id);
    await mayDraft(tx, id);
    if (["past", "cancelled", "discarded"].includes(event.state)) throw eventOver();
    if (event.version !== expected)
      throw new Refusal(
        "event-edited",
        "Somebody else changed this event meanwhile. Your text is kept here; reload to see theirs.",
        { status: 409, details: { version: event.version } },
      );
    const content = await checked(tx, event.seriesId ? { ...given, again: null } : given);
    await mustStayWhatItIs(tx, event, content);
    const current = await eventVersion(tx, id, event.version);
    if (current.hash === eventHash(content)) return current;
    const isFrozen = current.submittedAt !== null;
    const version = isFrozen ? event.version + 1 : event.version;
    if (isFrozen) await writeVersion(tx, id, version, content);
    else await overwrite(tx, id, version, content);
    // What the public sees keeps its time until the new one is approved.
    const shown = event.activeVersion === null ? shownOf(content) : { title: content.title };
    await tx.tx
      .update(outreachEvents)
      .set({ version, ...shown, changedAt: stamp(tx.clock.now()) })
      .where(at(tx, id));
    if (isFrozen) await tellEvent(tx, "edited", id, { version }, content);
    return eventVersion(tx, id, version);
  });
}

/** People follow its page, and have places: one event does not become many under them, nor many one. */
async function mustStayWhatItIs(tx: TxCtx, event: EventRow, { again }: EventContent) {
  if (event.activeVersion === null) return;
  const { content } = await eventVersion(tx, event.id, event.activeVersion);
  if ((content.again === null) === (again === null)) return;
  throw new Refusal(
    "event-series",
    "An event that is public stays what it is: one date, or one that comes again. Copy it to begin the other.",
    { status: 409 },
  );
}

export function eventOver(): Refusal {
  return new Refusal("event-over", "This event is over. Begin a new one.", { status: 409 });
}

async function mayDraft(tx: TxCtx, id?: string): Promise<void> {
  const { denial } = await readinessOf(tx, personOf(tx).personId);
  authorize(tx, "event.draft", { kind: "event", ...(id ? { id } : {}) }, [denial]);
}

/** A picture that is not in the agency's library is none; the zone is the agency's. */
async function checked(tx: TxCtx, given: EventDraft): Promise<EventContent> {
  const content = eventContent.parse(given);
  const { timeZone } = await ownAgency(tx);
  const { photo } = content;
  if (photo) {
    const known = await mediaItemsOf(tx, [photo.sha256]);
    if (!known.get(photo.sha256)?.type.startsWith("image/"))
      throw new Refusal(
        "event-picture",
        "A picture of this event is not in the library. Add it again.",
      );
  }
  return { ...content, zone: timeZone };
}

async function writeVersion(tx: TxCtx, id: string, version: number, content: EventContent) {
  await tx.tx
    .insert(outreachEventVersions)
    .values({ agencyId: agencyOf(tx), eventId: id, version, ...written(tx, content) });
  await noteUses(tx, { kind: "event", id }, content.photo ? [content.photo.sha256] : []);
}

async function overwrite(tx: TxCtx, id: string, version: number, content: EventContent) {
  await tx.tx
    .update(outreachEventVersions)
    .set(written(tx, content))
    .where(
      and(
        eq(outreachEventVersions.agencyId, agencyOf(tx)),
        eq(outreachEventVersions.eventId, id),
        eq(outreachEventVersions.version, version),
      ),
    );
  await noteUses(tx, { kind: "event", id }, content.photo ? [content.photo.sha256] : []);
}

function written(tx: TxCtx, content: EventContent) {
  return {
    hash: eventHash(content),
    content,
    writtenBy: personOf(tx).personId,
    writtenAt: stamp(tx.clock.now()),
  };
}

/** What lists know of it. */
export function shownOf(content: EventContent) {
  const { first, last } = spanOf(content);
  const [{ starts }, { ends }] = [timesOf(first), timesOf(last)];
  return {
    kind: content.kind,
    title: content.title,
    startsAt: starts ? stamp(starts.toInstant()) : null,
    endsAt: ends ? stamp(ends.toInstant()) : null,
  };
}

/** Ten letters and digits of the part that chance made: short enough to be read out. */
export function codeOf(id: string): string {
  return BigInt(`0x${id.replaceAll("-", "").slice(-14)}`)
    .toString(32)
    .padStart(12, "0")
    .slice(-10);
}

/** Tells of an event, with all of it where it is a record. */
export async function tellEvent(
  tx: TxCtx,
  what: string,
  id: string,
  facts: Readonly<Record<string, unknown>>,
  content?: EventContent | string,
): Promise<void> {
  const record = content === undefined ? undefined : recordOf(what, facts, content);
  await tx.happenings.tell(tx, {
    kind: `outreach.event-${what}`,
    subject: { kind: "event", id },
    facts: { ...facts },
    ...(record ? { record } : {}),
  });
}

/** What was published went out to everybody; all else is the agency's own. */
function recordOf(
  what: string,
  facts: Readonly<Record<string, unknown>>,
  content: EventContent | string,
) {
  const direction = what === "activated" ? ("out" as const) : ("internal" as const);
  if (typeof content === "string")
    return { payload: { ...facts, why: content }, text: content, direction };
  const { title, about, place, access, help, es, photo } = content;
  const all = [title, about, place.name, place.address, access, help, es?.title, es?.about];
  return {
    payload: { ...facts, content },
    text: all.filter(Boolean).join("\n"),
    ...(photo ? { media: [photo.sha256] } : {}),
    direction,
  };
}

/** What the rules have to know of the agency. */
export async function placeOf(tx: TxCtx) {
  const open = await openChannels(tx);
  return {
    now: tx.clock.now(),
    hasMail: open.some(({ network }) => network === "email"),
    channels: open.map(({ id }) => id),
  };
}
