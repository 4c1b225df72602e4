import { and, asc, eq, isNull, lte } from "drizzle-orm";
import { allBeats, ownAgency } from "#agency";
import { callsFirstShown, shownCall, type ToldCall } from "#blotter";
import { openChannels, type OutboundMessage, type Sender } from "#channels";
import { nowMs, stamp } from "#platform/clock.ts";
import { agencyOf, asSystem, type Ctx } from "#platform/context.ts";
import { sha256 } from "#platform/crypto/canonical.ts";
import { read, transact } from "#platform/db/database.ts";
import { limit } from "#platform/limits.ts";
import { letterLanguage } from "../words.ts";
import { callLetters } from "../schema.ts";
import { letterOf, noteOf } from "./wording.ts";

const turnMax = limit("audience.call-letters", 50, "letters of calls", "sent in one turn");
const triesMax = limit(
  "audience.call-tries",
  20,
  "tries",
  "of one letter of calls, then it is left",
);
const tryMs = limit("audience.call-time", 45_000, "ms", "for one try of a letter of calls");
const againMs = 60_000;
const lookMs = 500;

export interface CallLettersOutside {
  sender: Sender;
  /** Where the newsroom is. */
  origin: string;
  /** False while a hold is in force: nothing goes to the public then. */
  mayWrite(ctx: Ctx): Promise<boolean>;
}

type CallLetter = typeof callLetters.$inferSelect;

/** Sends what is due. Each copy has its own row, as that of a post has: nobody is written to twice. */
export async function sendCallLetters(ctx: Ctx, outside: CallLettersOutside): Promise<void> {
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
export async function sendCallLetter(
  ctx: Ctx,
  outside: CallLettersOutside,
  letter: CallLetter,
): Promise<"sent" | "over"> {
  if (!(await outside.mayWrite(ctx))) {
    await note(ctx, letter, { nextAt: stamp(ctx.clock.now().add({ milliseconds: againMs })) });
    return "sent";
  }
  const made = await messageOf(ctx, outside, letter);
  const isOpen = (await openChannels(ctx)).some(({ id }) => id === letter.channelId);
  if (!made || !isOpen || letter.tries >= triesMax) {
    await note(ctx, letter, { endedAt: stamp(ctx.clock.now()), nextAt: null });
    return "over";
  }
  const { message, calls } = made;
  await tellTry(ctx, letter, message, calls);
  const outcome = await outside.sender.publish(
    {
      agencyId: letter.agencyId,
      channelId: letter.channelId,
      message,
      attempt: {
        key: letter.id,
        number: letter.tries + 1,
        payloadHash: sha256(message.text).toString("hex"),
        startedAt: ctx.clock.now(),
        mayBegin: stillSo(ctx, outside, letter, message),
      },
    },
    AbortSignal.timeout(tryMs * 2),
  );
  // Those who sleep are written to when their hours are over; the rest of them have it.
  if (outcome.state === "sent") await note(ctx, letter, { nextAt: null });
  else {
    const wait = outcome.state === "later" ? (outcome.retryAfterMs ?? againMs) : againMs;
    const nextAt = stamp(ctx.clock.now().add({ milliseconds: Math.ceil(wait) }));
    await note(ctx, letter, { nextAt, tries: letter.tries + 1 });
  }
  return "sent";
}

/** Asked before each copy: a call that is taken back meanwhile stops the rest, who get it without that call. */
function stillSo(
  ctx: Ctx,
  outside: CallLettersOutside,
  letter: CallLetter,
  { text }: OutboundMessage,
): () => Promise<boolean> {
  const beganMs = nowMs(ctx.clock);
  let looked = { atMs: Number.NEGATIVE_INFINITY, stands: true };
  return async () => {
    const atMs = nowMs(ctx.clock);
    if (atMs - looked.atMs >= lookMs) {
      const now = await messageOf(ctx, outside, letter);
      looked = { atMs, stands: now?.message.text === text && (await outside.mayWrite(ctx)) };
    }
    return looked.stands && atMs - beganMs < tryMs;
  };
}

async function messageOf(
  ctx: Ctx,
  { origin }: CallLettersOutside,
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
  const says = callId === null ? letterOf(facts) : noteOf(facts, first);
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
