import { and, eq, sql } from "drizzle-orm";
import { allAgencies, ownAgency } from "#agency";
import { openChannels, type Sender } from "#channels";
import { stamp } from "#platform/clock.ts";
import { agencyOf, asSystem, type Ctx, type TxCtx } from "#platform/context.ts";
import { sha256 } from "#platform/crypto/canonical.ts";
import { read, transact } from "#platform/db/database.ts";
import { limit } from "#platform/limits.ts";
import type { EventLanguage } from "./content.ts";
import { signUpKey } from "./keys.ts";
import { letterOf } from "./letter-words.ts";
import { eventUrl } from "./publishing.ts";
import { eventVersion } from "./reading.ts";
import { openPerson } from "./sealed-person.ts";
import {
  outreachEventLetters,
  outreachEventSignUps,
  type LetterKind,
  type LetterState,
} from "./sign-up-tables.ts";
import { tellIn, whereOf } from "./telling.ts";

const paceMax = limit(
  "event-letters.pace",
  60,
  "letters a minute",
  "of one agency; a full hall is written to within minutes, and no relay is flooded",
);
const sendMs = limit("event-letters.send", 20_000, "ms", "for one letter to reach the relay");
const triesMax = limit("event-letters.tries", 10, "tries", "while the relay asks for patience");
const lostMinutes = limit(
  "event-letters.lost",
  10,
  "minutes",
  "then nobody knows whether a letter went, and a person is asked (core D3)",
);

export interface LetterOutside {
  sender: Sender;
  origin: string;
}

/** Each minute, and when there is news: what is to be said to those who signed up, paced. */
export async function sendLetters(ctx: Ctx, outside: LetterOutside): Promise<void> {
  for (const { agencyId } of await allAgencies(ctx))
    await sendLettersOf(asSystem(ctx, "events", agencyId), outside);
}

/** Letters of one agency. The intent is committed before a byte leaves: what was lost under way is not sent again. */
export async function sendLettersOf(ctx: Ctx, outside: LetterOutside): Promise<number> {
  const relay = await relayOf(ctx);
  if (relay === undefined) return 0;
  const claimed = await claim(ctx);
  for (const id of claimed) await sendOne(ctx, outside, relay, id);
  return claimed.length;
}

async function relayOf(ctx: Ctx): Promise<string | undefined> {
  const all = (await openChannels(ctx)).filter(({ network }) => network === "email");
  return (all.find(({ settings }) => settings["who"] === "subscribers") ?? all[0])?.id;
}

async function claim(ctx: Ctx): Promise<string[]> {
  return transact(ctx, async (tx) => {
    const now = tx.clock.now();
    const [lost, minute] = [
      stamp(now.subtract({ minutes: lostMinutes })),
      stamp(now.subtract({ minutes: 1 })),
    ];
    await tx.tx.raw(
      `update outreach_event_letters set state = 'unknown'
       where agency_id = $1 and state = 'sending' and tried_at < $2`,
      [agencyOf(tx), lost],
    );
    const rows = await tx.tx.raw<{ id: string }>(
      // Materialized: as part of a join it could be asked for more than once, and give more than the pace.
      `with due as materialized (
         select id from outreach_event_letters
         where agency_id = $1 and state = 'waiting' and (tried_at is null or tried_at <= $3)
         order by made_at, id
         limit greatest(0, ${paceMax} - (select count(*) from outreach_event_letters
                                         where agency_id = $1 and tried_at > $3)::int)
         for update skip locked)
       update outreach_event_letters l set state = 'sending', tried_at = $2, tries = l.tries + 1
       from due where l.agency_id = $1 and l.id = due.id returning l.id`,
      [agencyOf(tx), stamp(now), minute],
    );
    return rows.map(({ id }) => id);
  });
}

async function sendOne(
  ctx: Ctx,
  { sender, origin }: LetterOutside,
  channelId: string,
  id: string,
): Promise<void> {
  const letter = await read(ctx, (tx) => written(tx, origin, id));
  if (!letter) return settle(ctx, id, "left");
  const { to, title, text, language, tries } = letter;
  const outcome = await sender.letter(
    {
      agencyId: agencyOf(ctx),
      channelId,
      message: { title, text, languages: [language], media: [] },
      attempt: {
        key: id,
        number: tries,
        payloadHash: sha256(text).toString("hex"),
        startedAt: ctx.clock.now(),
      },
    },
    [to],
    AbortSignal.timeout(sendMs),
  );
  if (outcome.state === "sent") return settle(ctx, id, "sent");
  if (outcome.state === "later") return settle(ctx, id, tries < triesMax ? "waiting" : "refused");
  await settle(ctx, id, outcome.state === "unknown" ? "unknown" : "refused");
}

async function settle(ctx: Ctx, id: string, state: LetterState): Promise<void> {
  await transact(ctx, (tx) =>
    tx.tx
      .update(outreachEventLetters)
      .set({ state })
      .where(
        and(
          eq(outreachEventLetters.agencyId, agencyOf(tx)),
          eq(outreachEventLetters.id, id),
          eq(outreachEventLetters.state, "sending"),
        ),
      ),
  );
}

/** Undefined where it has nothing more to tell: whoever gave up is gone, and what was cancelled reminds nobody. */
async function written(tx: TxCtx, origin: string, id: string) {
  const [row] = await tx.tx
    .select({ letter: outreachEventLetters, person: outreachEventSignUps })
    .from(outreachEventLetters)
    .innerJoin(
      outreachEventSignUps,
      and(
        eq(outreachEventSignUps.agencyId, outreachEventLetters.agencyId),
        eq(outreachEventSignUps.id, sql`${outreachEventLetters.signUpId}`),
      ),
    )
    .where(and(eq(outreachEventLetters.agencyId, agencyOf(tx)), eq(outreachEventLetters.id, id)));
  if (!row) return undefined;
  const { letter, person } = row;
  const { event } = await eventVersion(tx, letter.eventId);
  if (!isStillTrue(letter.kind, person.state, event.state)) return undefined;
  const { content } = await eventVersion(tx, letter.eventId, event.activeVersion ?? undefined);
  const language: EventLanguage = person.language === "es" ? "es" : "en";
  const told = tellIn(content, language);
  const link = (await signUpKey(tx)).link(person.id);
  const base = language === "en" ? origin : `${origin}/es`;
  const facts = {
    agency: (await ownAgency(tx)).name,
    title: told.title,
    when: told.when,
    where: whereOf(content),
    people: person.people,
    page: eventUrl(origin, event.code, language),
    giveUp: `${base}/sign-up/give-up/${link}`,
  };
  const { email: to } = await openPerson(tx, person.id, person.sealed);
  return { to, language, tries: letter.tries, ...letterOf(letter.kind, language, facts) };
}

function isStillTrue(kind: LetterKind, person: string, event: string): boolean {
  if (event === "cancelled") return kind === "cancelled";
  if (event !== "active") return false;
  return kind !== "waiting" || person === "waiting";
}
