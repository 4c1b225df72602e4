import { and, asc, eq, isNull, lte } from "drizzle-orm";
import { allBeats, ownAgency } from "#agency";
import { callsFirstShown, shownCall, type ToldCall } from "#blotter";
import type { OutboundMessage } from "#channels";
import { stamp } from "#platform/clock.ts";
import { agencyOf, asSystem, type Ctx } from "#platform/context.ts";
import { read, transact } from "#platform/db/database.ts";
import { limit } from "#platform/limits.ts";
import { sendOwnLetter, type LettersOutside } from "../own-letters.ts";
import { letterLanguage } from "../words.ts";
import { callLetters } from "../schema.ts";
import { letterOf, noteOf } from "./wording.ts";

const turnMax = limit("audience.call-letters", 50, "letters of calls", "sent in one turn");
type CallLetter = typeof callLetters.$inferSelect;

/** Sends what is due. Each copy has its own row, as that of a post has: nobody is written to twice. */
export async function sendCallLetters(ctx: Ctx, outside: LettersOutside): Promise<void> {
  const due = await read(asSystem(ctx, "audience", null), (tx) =>
    tx.tx
      .select()
      .from(callLetters)
      .where(and(isNull(callLetters.endedAt), lte(callLetters.nextAt, stamp(ctx.clock.now()))))
      .orderBy(asc(callLetters.nextAt), asc(callLetters.id))
      .limit(turnMax),
  );
  for (const letter of due)
    await sendCallLetter(asSystem(ctx, "audience", letter.agencyId), outside, letter);
}

/** The letter of that fan-out, where it is one; a post's delivery else. */
export async function callLetterById(ctx: Ctx, id: string): Promise<CallLetter | undefined> {
  const [row] = await read(ctx, (tx) =>
    tx.tx
      .select()
      .from(callLetters)
      .where(and(eq(callLetters.agencyId, agencyOf(tx)), eq(callLetters.id, id))),
  );
  return row;
}

/**
 * One try. What it says is looked up now: a call that was taken back since is not in it, and where none is left nobody is
 * written to. "over": nothing of it goes out any more.
 */
export function sendCallLetter(
  ctx: Ctx,
  outside: LettersOutside,
  letter: CallLetter,
): Promise<"sent" | "over"> {
  let calls: readonly ToldCall[] = [];
  return sendOwnLetter(ctx, outside, letter, {
    async messageNow() {
      const made = await messageOf(ctx, outside, letter);
      calls = made?.calls ?? [];
      return made?.message;
    },
    tellTry: (message) => tellTry(ctx, letter, message, calls),
    note: (set) => note(ctx, letter, set),
  });
}

async function messageOf(
  ctx: Ctx,
  { origin }: LettersOutside,
  letter: CallLetter,
): Promise<{ message: OutboundMessage; calls: ToldCall[] } | undefined> {
  const { beatId, callId, sinceAt: since, untilAt: until } = letter;
  const beat = (await allBeats(ctx)).find(({ id }) => id === beatId);
  const calls =
    callId === null
      ? await callsFirstShown(ctx, { beatId, since, until })
      : [await shownCall(ctx, callId)].filter((one) => one !== undefined);
  const [first] = calls;
  if (!beat || !first) return undefined;
  const language = letterLanguage(letter.language);
  const base = language === "en" ? origin : `${origin}/es`;
  const url = `${base}/beats/${encodeURIComponent(beat.code.toLowerCase())}`;
  const facts = { agency: await ownAgency(ctx), beat, url, language, calls };
  const says = callId === null ? letterOf(facts) : noteOf(facts, first, letter.way);
  return { message: { ...says, languages: [language], beats: [beatId], media: [] }, calls };
}

async function tellTry(
  ctx: Ctx,
  { id, beatId, language, cadence, tries }: CallLetter,
  { title = "", text }: OutboundMessage,
  calls: readonly ToldCall[],
): Promise<void> {
  await transact(ctx, (tx) =>
    tx.happenings.tell(tx, {
      kind: "audience.calls-told",
      subject: { kind: "call-letter", id },
      facts: { beatId, cadence, language, calls: calls.length, try: tries + 1 },
      record: {
        direction: "out",
        text: `${title}\n${text}`,
        payload: { beatId, cadence, language, calls: calls.map((one) => one.id) },
      },
    }),
  );
}

async function note(ctx: Ctx, { id }: CallLetter, set: Partial<CallLetter>): Promise<void> {
  await transact(ctx, (tx) =>
    tx.tx
      .update(callLetters)
      .set(set)
      .where(and(eq(callLetters.agencyId, agencyOf(tx)), eq(callLetters.id, id))),
  );
}
