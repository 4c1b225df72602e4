import { and, eq, sql } from "drizzle-orm";
import { isMailbox } from "#channels";
import { stamp } from "#platform/clock.ts";
import { agencyOf, type Ctx, type TxCtx } from "#platform/context.ts";
import { isEqual } from "#platform/crypto/equal.ts";
import { claimedId } from "#platform/crypto/link-keys.ts";
import { transact } from "#platform/db/database.ts";
import { limit } from "#platform/limits.ts";
import { notFound, Refusal } from "#platform/refusal.ts";
import { partyMax, type EventContent, type EventLanguage } from "./content.ts";
import { tellEvent } from "./drafting.ts";
import { signUpKey } from "./keys.ts";
import { makeLetter } from "./letters.ts";
import { moveUp } from "./moving-up.ts";
import { eventVersion, lockedEvent, type EventRow } from "./reading.ts";
import { sealPerson } from "./sealed-person.ts";
import { freePlaces, isClosed } from "./sign-up-rules.ts";
import { outreachEventSignUps, outreachEventTallies } from "./sign-up-tables.ts";
import { outreachEvents } from "./tables.ts";
import { tallyOf } from "./tallies.ts";

const asksMax = limit(
  "sign-ups.asks",
  3,
  "letters an address and event",
  "whoever types somebody else's address may not have them written to without end",
);
export const needMax = limit(
  "sign-ups.need",
  200,
  "characters",
  "what somebody needs to take part, in a line",
);
const waitingMax = limit("sign-ups.waiting", 2_000, "people", "on one waiting list");

export interface SignUpDraft {
  email: string;
  people: number;
  need: string;
  language: EventLanguage;
}

/**
 * Somebody means to come. What comes back is the same whether the address was known or not, and whether there was a
 * place: the letter says it. The event's row is locked, so that the last place is given once.
 */
export async function signUp(ctx: Ctx, code: string, draft: SignUpDraft): Promise<void> {
  const email = draft.email.trim();
  if (!isMailbox(email))
    throw new Refusal(
      "sign-up-address",
      "This is no e-mail address. Write it like name@example.com.",
    );
  await transact(ctx, async (tx) => {
    const { event, content } = await openEvent(tx, code);
    mustFit(content, draft);
    const key = await signUpKey(tx);
    const lookup = key.lookup(event.id, email);
    const [known] = await tx.tx
      .select()
      .from(outreachEventSignUps)
      .where(
        and(
          eq(outreachEventSignUps.agencyId, agencyOf(tx)),
          eq(outreachEventSignUps.eventId, event.id),
          eq(outreachEventSignUps.lookup, lookup),
        ),
      );
    if (known) return askedAgain(tx, event.id, known);
    await entered(tx, { event, content, lookup, draft: { ...draft, email } });
  });
}

async function openEvent(
  tx: TxCtx,
  code: string,
): Promise<{ event: EventRow; content: EventContent }> {
  const [row] = await tx.tx
    .select({ id: outreachEvents.id })
    .from(outreachEvents)
    .where(and(eq(outreachEvents.agencyId, agencyOf(tx)), eq(outreachEvents.code, code)));
  if (!row) throw notFound("event");
  const event = await lockedEvent(tx, row.id);
  if (event.activeVersion === null) throw notFound("event");
  const { content } = await eventVersion(tx, event.id, event.activeVersion);
  if (
    event.state !== "active" ||
    !content.signUp ||
    content.again ||
    isClosed(content, tx.clock.now())
  )
    throw new Refusal("sign-up-closed", "Sign-up for this event is closed.", { status: 409 });
  return { event, content };
}

function mustFit({ signUp: asked }: EventContent, { people, need }: SignUpDraft): void {
  const most = Math.min(asked?.partyMax ?? partyMax, asked?.capacity ?? partyMax);
  if (!Number.isInteger(people) || people < 1 || people > most)
    throw new Refusal("sign-up-people", "Say how many people come: as many as the form allows.");
  if (need.length > needMax)
    throw new Refusal("sign-up-need", "Say what you need in one short line.");
}

type SignUpRow = typeof outreachEventSignUps.$inferSelect;

/** The letter is sent once more; who is in already changes nothing this way. */
async function askedAgain(tx: TxCtx, eventId: string, known: SignUpRow): Promise<void> {
  if (known.asks >= asksMax) return;
  const asks = known.asks + 1;
  await tx.tx.update(outreachEventSignUps).set({ asks }).where(byId(tx, known.id));
  await makeLetter(tx, { eventId, signUpId: known.id, kind: known.state, round: asks });
  await tellEvent(tx, "letters-made", eventId, { kind: known.state });
}

interface Entry {
  event: EventRow;
  content: EventContent;
  lookup: Buffer;
  draft: SignUpDraft;
}

async function entered(tx: TxCtx, { event, content, lookup, draft }: Entry): Promise<void> {
  const tally = await tallyOf(tx, event.id);
  const free = freePlaces(content, tally);
  const isPlaced = free === null || draft.people <= free;
  if (!isPlaced && tally.waiting + draft.people > waitingMax)
    throw new Refusal("sign-up-closed", "Sign-up for this event is closed.", { status: 409 });
  const id = tx.ids.uuid();
  const state = isPlaced ? "placed" : "waiting";
  const need = draft.need.trim();
  await tx.tx.insert(outreachEventSignUps).values({
    agencyId: agencyOf(tx),
    id,
    eventId: event.id,
    state,
    people: draft.people,
    lookup,
    sealed: await sealPerson(tx, id, { email: draft.email, need }),
    hasNeed: need !== "",
    language: draft.language,
    askedAt: stamp(tx.clock.now()),
  });
  await makeLetter(tx, { eventId: event.id, signUpId: id, kind: state, round: 1 });
  await tellEvent(tx, "signed-up", event.id, { people: draft.people, state });
  await tellFullness(tx, event.id, free);
}

/** The page says whether there are places: it is made anew when that turns. */
async function tellFullness(tx: TxCtx, id: string, before: number | null): Promise<void> {
  const event = await lockedEvent(tx, id);
  if (event.activeVersion === null || before === null) return;
  const { content } = await eventVersion(tx, id, event.activeVersion);
  const after = freePlaces(content, await tallyOf(tx, id));
  if ((before === 0) !== (after === 0))
    await tellEvent(tx, after === 0 ? "filled" : "freed", id, {});
}

/** What the page of a link shows: which event, and how many. Looking at it changes nothing. */
export async function ownSignUp(ctx: Ctx, link: string) {
  return transact(ctx, async (tx) => {
    const row = await ofLink(tx, link);
    const { event } = await eventVersion(tx, row.eventId);
    return { code: event.code, people: row.people, state: row.state };
  });
}

/** One press: the place is free, whoever waited longest moves up, and nothing is left of the address. */
export async function giveUp(ctx: Ctx, link: string): Promise<void> {
  await transact(ctx, async (tx) => {
    const { id, eventId, people } = await ofLink(tx, link);
    const event = await lockedEvent(tx, eventId);
    const content = (await eventVersion(tx, eventId, event.activeVersion ?? undefined)).content;
    const before = freePlaces(content, await tallyOf(tx, eventId));
    const gone = await tx.tx
      .delete(outreachEventSignUps)
      .where(byId(tx, id))
      .returning({ id: outreachEventSignUps.id });
    // Pressed twice at once: the second finds nothing.
    if (gone.length === 0) return;
    await tx.tx.raw("delete from outreach_event_letters where agency_id = $1 and sign_up_id = $2", [
      agencyOf(tx),
      id,
    ]);
    await tx.tx
      .insert(outreachEventTallies)
      .values({ agencyId: agencyOf(tx), eventId, gaveUp: people })
      .onConflictDoUpdate({
        target: [outreachEventTallies.agencyId, outreachEventTallies.eventId],
        set: { gaveUp: sql`${outreachEventTallies.gaveUp} + ${people}` },
      });
    await tellEvent(tx, "gave-up", eventId, { people });
    await moveUp(tx, eventId);
    await tellFullness(tx, eventId, before);
  });
}

async function ofLink(tx: TxCtx, link: string): Promise<SignUpRow> {
  const id = claimedId(link);
  const key = await signUpKey(tx);
  const rows = id ? await tx.tx.select().from(outreachEventSignUps).where(byId(tx, id)) : [];
  const [row] = rows;
  if (!row || !isEqual(link, key.link(row.id)))
    throw new Refusal("sign-up-over", "This link is no longer good.", { status: 404 });
  return row;
}

function byId(tx: TxCtx, id: string) {
  return and(eq(outreachEventSignUps.agencyId, agencyOf(tx)), eq(outreachEventSignUps.id, id));
}
