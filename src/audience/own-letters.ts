import { openChannels, type OutboundMessage, type Sender } from "#channels";
import { nowMs, stamp } from "#platform/clock.ts";
import type { Ctx } from "#platform/context.ts";
import { sha256 } from "#platform/crypto/canonical.ts";
import { limit } from "#platform/limits.ts";

const triesMax = limit(
  "audience.own-tries",
  20,
  "tries",
  "of one letter of calls or of the day, then it is left",
);
const tryMs = limit(
  "audience.own-time",
  45_000,
  "ms",
  "for one try of a letter of calls or of the day",
);
const againMs = 60_000;
const lookMs = 500;

export interface LettersOutside {
  sender: Sender;
  /** Where the newsroom is. */
  origin: string;
  /** False while a hold is in force: nothing goes to the public then. */
  mayWrite(ctx: Ctx): Promise<boolean>;
}

/** A letter to many that is no post: a fan-out of its id. */
interface OwnLetter {
  id: string;
  agencyId: string;
  channelId: string;
  tries: number;
}

export interface LetterChange {
  nextAt?: string | null;
  endedAt?: string;
  tries?: number;
}

/** What a sort of letters does in its own way. */
export interface LetterSort {
  /** What it says now: looked up for each try and while it goes, so that what was taken back is not in it. */
  messageNow(): Promise<OutboundMessage | undefined>;
  /** That a try of it begins goes on the record. */
  tellTry(message: OutboundMessage): Promise<void>;
  note(set: LetterChange): Promise<void>;
}

/**
 * One try. Each copy has its own row, as that of a post has: nobody is written to twice. "over": nothing of it goes out any
 * more.
 */
export async function sendOwnLetter(
  ctx: Ctx,
  outside: LettersOutside,
  letter: OwnLetter,
  sort: LetterSort,
): Promise<"sent" | "over"> {
  const at = (milliseconds: number) => stamp(ctx.clock.now().add({ milliseconds }));
  if (!(await outside.mayWrite(ctx))) {
    await sort.note({ nextAt: at(againMs) });
    return "sent";
  }
  const message = await sort.messageNow();
  const isOpen = (await openChannels(ctx)).some(({ id }) => id === letter.channelId);
  if (!message || !isOpen || letter.tries >= triesMax) {
    await sort.note({ endedAt: at(0), nextAt: null });
    return "over";
  }
  await sort.tellTry(message);
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
        mayBegin: stillSo(ctx, outside, sort, message),
      },
    },
    AbortSignal.timeout(tryMs * 2),
  );
  // Those who sleep are written to when their hours are over; the rest of them have it.
  if (outcome.state === "sent") await sort.note({ nextAt: null });
  else {
    const wait = outcome.state === "later" ? (outcome.retryAfterMs ?? againMs) : againMs;
    // A long list goes on try after try: that is no failure.
    const isOn = outcome.state === "later" && outcome.goesOn === true;
    await sort.note({ nextAt: at(Math.ceil(wait)), tries: letter.tries + (isOn ? 0 : 1) });
  }
  return "sent";
}

/** Asked before each copy: what is taken back meanwhile stops the rest, who get it without that. */
function stillSo(
  ctx: Ctx,
  outside: LettersOutside,
  sort: LetterSort,
  { text }: OutboundMessage,
): () => Promise<boolean> {
  const beganMs = nowMs(ctx.clock);
  let looked = { atMs: Number.NEGATIVE_INFINITY, stands: true };
  return async () => {
    const atMs = nowMs(ctx.clock);
    if (atMs - looked.atMs >= lookMs) {
      const now = await sort.messageNow();
      looked = { atMs, stands: now?.text === text && (await outside.mayWrite(ctx)) };
    }
    return looked.stands && atMs - beganMs < tryMs;
  };
}
