import { lt, and, eq } from "drizzle-orm";
import { instantOf, stamp, Temporal } from "#platform/clock.ts";
import { agencyOf, type Ctx, type TxCtx } from "#platform/context.ts";
import { isEqual } from "#platform/crypto/equal.ts";
import { transact } from "#platform/db/database.ts";
import { limit } from "#platform/limits.ts";
import { Refusal } from "#platform/refusal.ts";
import { checkedAddress, lookupOf, sealAddress } from "./addresses.ts";
import { choicesShape, columnsOf, type Choices } from "./choices.ts";
import { audienceKey } from "./keys.ts";
import { subscribers, type Way } from "./schema.ts";
import { byId, byLookup, count, locked, ofLink, type Subscriber } from "./subscribers.ts";

const confirmHours = limit(
  "audience.confirm",
  48,
  "hours",
  "then an address that nobody confirmed is deleted",
);
const asksMax = limit(
  "audience.asks",
  3,
  "confirmations a day an address",
  "whoever types somebody else's address may not have them written to without end",
);
const codesMax = limit("audience.codes", 5, "wrong codes", "then another one must be asked for");

export interface SubscribeDraft {
  way: Way;
  /** As it was typed, or what the browser handed out. */
  address: string;
  language: "en" | "es";
  choices: Choices;
}

/**
 * Somebody asks for news to an address. Nothing but the question whether they did goes there until it is answered. What
 * comes back is the same whether the address was known or not.
 */
export async function subscribe(ctx: Ctx, draft: SubscribeDraft): Promise<void> {
  const address = checkedAddress(draft.way, draft.address);
  await transact(ctx, async (tx) => {
    const key = await audienceKey(tx);
    const known = await locked(tx, byLookup(tx, draft.way, lookupOf(key, draft.way, address)));
    const row = known ? await askedAgain(tx, known, draft) : await entered(tx, draft, address);
    if (!row) return;
    const isIn = row.confirmedAt !== null && row.suspendedAt === null;
    await tx.happenings.tell(tx, {
      kind: isIn ? "audience.link-asked" : "audience.confirmation-asked",
      subject: { kind: "subscriber", id: row.id },
      facts: { way: row.way },
    });
  });
}

/** A browser said yes to its own user: that is its confirmation. Returns the link of its page. */
export async function subscribeBrowser(
  ctx: Ctx,
  draft: Omit<SubscribeDraft, "way">,
): Promise<string> {
  return transact(ctx, async (tx) => {
    const key = await audienceKey(tx);
    const whole = { ...draft, way: "push" as const };
    const known = await locked(tx, byLookup(tx, "push", lookupOf(key, "push", draft.address)));
    const row = known ?? (await entered(tx, whole, draft.address));
    const sealed = await sealAddress(tx, row.id, draft.address);
    const set = { sealed, ...(await columnsOf(tx, draft.choices)) };
    await tx.tx.update(subscribers).set(set).where(byId(tx, row.id));
    await confirmed(tx, row);
    return key.link("manage", row.id);
  });
}

async function entered(tx: TxCtx, draft: SubscribeDraft, address: string): Promise<Subscriber> {
  const id = tx.ids.uuid();
  const key = await audienceKey(tx);
  const now = tx.clock.now();
  const [row] = await tx.tx
    .insert(subscribers)
    .values({
      agencyId: agencyOf(tx),
      id,
      way: draft.way,
      lookup: lookupOf(key, draft.way, address),
      sealed: await sealAddress(tx, id, address),
      language: draft.language,
      ...(await columnsOf(tx, choicesShape.parse(draft.choices))),
      askedAt: stamp(now),
      expiresAt: stamp(now.add({ hours: confirmHours })),
    })
    .onConflictDoNothing()
    .returning();
  // The same form was sent twice at once: the other one asks.
  if (!row) throw new Refusal("asked-already", "This was asked a moment ago.", { status: 409 });
  return row;
}

/** What was chosen counts for whoever is not in yet; who is in changes it on a page of their own. */
async function askedAgain(
  tx: TxCtx,
  row: Subscriber,
  { language, choices }: SubscribeDraft,
): Promise<Subscriber | undefined> {
  const now = tx.clock.now();
  const isOld =
    Temporal.Instant.compare(instantOf(row.askedAt).add({ hours: 24 }), now) <= 0 ||
    isOver(row, now);
  const asks = isOld ? 1 : row.asks + 1;
  if (asks > asksMax) return undefined;
  const isIn = row.confirmedAt !== null && row.suspendedAt === null;
  const wanted = isIn ? {} : { language, ...(await columnsOf(tx, choices)) };
  const expiresAt = row.confirmedAt === null ? stamp(now.add({ hours: confirmHours })) : null;
  const set = { ...wanted, asks, wrongCodes: 0, expiresAt, askedAt: stamp(now) };
  const [next] = await tx.tx.update(subscribers).set(set).where(byId(tx, row.id)).returning();
  return next;
}

function isOver({ expiresAt }: Subscriber, now: Temporal.Instant): boolean {
  return expiresAt !== null && Temporal.Instant.compare(instantOf(expiresAt), now) <= 0;
}

/** The link of the letter, by its button: looking at the page confirms nothing. Returns the link of one's own page. */
export async function confirm(ctx: Ctx, link: string): Promise<string> {
  return transact(ctx, async (tx) => {
    const key = await audienceKey(tx);
    const row = await ofLink(tx, key, "confirm", link);
    if (!row || isOver(row, tx.clock.now())) throw linkOver();
    await confirmed(tx, row);
    return key.link("manage", row.id);
  });
}

export function linkOver(): Refusal {
  return new Refusal("link-over", "This link is no longer good. Subscribe again.", { status: 404 });
}

/** The code that was texted, typed on the page. An unknown number and a wrong code are answered alike. */
export async function confirmByCode(ctx: Ctx, telephone: string, code: string): Promise<string> {
  const address = checkedAddress("text", telephone);
  const link = await transact(ctx, async (tx) => {
    const key = await audienceKey(tx);
    const row = await locked(tx, byLookup(tx, "text", lookupOf(key, "text", address)));
    if (!row || isOver(row, tx.clock.now()) || row.wrongCodes >= codesMax) return undefined;
    if (!isEqual(code.trim(), key.code(row.id, row.askedAt))) {
      const wrongCodes = row.wrongCodes + 1;
      await tx.tx.update(subscribers).set({ wrongCodes }).where(byId(tx, row.id));
      return undefined;
    }
    await confirmed(tx, row);
    return key.link("manage", row.id);
  });
  if (link === undefined)
    throw new Refusal(
      "wrong-code",
      "This code is not right. Look at the newest text, or ask anew.",
    );
  return link;
}

/** YES from the telephone itself. */
export async function confirmTelephone(tx: TxCtx, address: string): Promise<void> {
  const key = await audienceKey(tx);
  const row = await locked(tx, byLookup(tx, "text", lookupOf(key, "text", address)));
  if (row && !isOver(row, tx.clock.now())) await confirmed(tx, row);
}

async function confirmed(tx: TxCtx, row: Subscriber): Promise<void> {
  if (row.confirmedAt !== null && row.suspendedAt === null) return;
  const now = stamp(tx.clock.now());
  const well = { suspendedAt: null, suspendedWhy: null, failures: 0, wrongCodes: 0 };
  const set = { ...well, confirmedAt: now, expiresAt: null };
  await tx.tx.update(subscribers).set(set).where(byId(tx, row.id));
  await count(tx, row.way, "joined");
  await tx.happenings.tell(tx, {
    kind: "audience.subscriber-confirmed",
    subject: { kind: "subscriber", id: row.id },
    facts: { way: row.way },
  });
}

/** Addresses that nobody confirmed in time. */
export async function forgetUnconfirmed(ctx: Ctx): Promise<number> {
  return transact(ctx, async (tx) => {
    const gone = await tx.tx
      .delete(subscribers)
      .where(
        and(
          eq(subscribers.agencyId, agencyOf(tx)),
          lt(subscribers.expiresAt, stamp(tx.clock.now())),
        ),
      )
      .returning({ id: subscribers.id });
    return gone.length;
  });
}
