import { limit } from "#platform/limits.ts";
import type { Account } from "./account.ts";
import type { Attempt, Finding, Published } from "./attempt.ts";
import type { Net } from "./connector.ts";
import { mayBegin } from "./mailing.ts";
import type { OutboundMessage } from "./outbound.ts";
import type { Copy, CopyOutcome, FanOut, FanOutCounts, Reader } from "./readers.ts";
import { SendError } from "./send-error.ts";

const roundMax = limit(
  "channels.fan-out.round",
  48,
  "copies",
  "whose intent is on record before their bytes leave; a crash leaves at most two rounds in doubt",
);
const lostRowMax = limit(
  "channels.fan-out.lost-row",
  8,
  "lost answers in a row",
  "then it is left alone for a while, before all subscribers are in doubt",
);
const goOnMs = 50;
const idleMs = 2_000;
const lostRestMs = 60_000;

export interface FanOutAsk {
  net: Net;
  account: Account;
  message: OutboundMessage;
  attempt: Attempt;
  /** Copies on their way at once. */
  hands: number;
  /** Copies a minute that the relay or gateway is sent at most; as fast as it takes them where absent. */
  perMinute?: number | undefined;
  /** One copy, by one of the hands. What it throws stops the whole try, and says that nothing of this copy left. */
  send(reader: Reader, hand: number): Promise<CopyOutcome>;
}

/** What every try keeps at hand. */
interface Flow {
  ask: FanOutAsk;
  fanOut: FanOut;
  ready: Reader[];
  done: Copy[];
  asking: Promise<void> | undefined;
  isDry: boolean;
  stopped: SendError | "time" | undefined;
  settled: number;
  lostInRow: number;
  beganMs: number;
  begun: number;
}

/**
 * One copy to each subscriber whom the post is for. Intents and answers are written in rounds, while the hands go on:
 * whatever stops this try, nobody is missed, and nobody is written to again of whom it is not known that nothing came.
 */
export async function sendToReaders(ask: FanOutAsk): Promise<Published> {
  const fanOut = await ask.account.readers?.(ask.attempt, ask.message);
  if (!fanOut) throw new SendError("refused", "Nobody can subscribe to this channel here.");
  const flow: Flow = {
    ask,
    fanOut,
    ready: [],
    done: [],
    asking: undefined,
    isDry: false,
    stopped: undefined,
    settled: 0,
    lostInRow: 0,
    beganMs: ask.net.now().epochMilliseconds,
    begun: 0,
  };
  await Promise.all(Array.from({ length: ask.hands }, (_one, hand) => work(flow, hand)));
  await flow.asking;
  for (const { id } of flow.ready) flow.done.push({ id, state: "untouched" });
  await fanOut.exchange(flow.done, 0);
  return concluded(flow, await fanOut.counts());
}

/**
 * What a lost answer of the whole try means: every copy has its own row, and those that were under way are in doubt there
 * and not sent again, so the try may go on with the others.
 */
export const fanOutFinding: Finding = { found: false, absent: true, keyed: true };

async function work(flow: Flow, hand: number): Promise<void> {
  for (;;) {
    const reader = await next(flow);
    if (!reader) return;
    try {
      await pause(flow);
      const outcome = await flow.ask.send(reader, hand);
      flow.done.push({ id: reader.id, ...outcome });
      noteLost(flow, outcome);
      if (outcome.state !== "later" && outcome.state !== "untouched") flow.settled += 1;
    } catch (error) {
      flow.done.push({ id: reader.id, state: "untouched" });
      if (!(error instanceof SendError)) throw error;
      flow.stopped ??= error;
      return;
    }
  }
}

function noteLost(flow: Flow, { state }: CopyOutcome): void {
  flow.lostInRow = state === "unknown" ? flow.lostInRow + 1 : 0;
  if (flow.lostInRow < lostRowMax) return;
  const says = "Every answer is lost: it is left alone for a while.";
  flow.stopped ??= new SendError("later", says, { retryAfterMs: lostRestMs });
}

/** The next reader; asks for more before the last is gone, so that no hand waits for the database. */
async function next(flow: Flow): Promise<Reader | undefined> {
  const { ask } = flow;
  while (flow.stopped === undefined) {
    if (!(await mayBegin(ask.net, ask.attempt))) {
      flow.stopped ??= "time";
      return undefined;
    }
    if (flow.ready.length < roundMax / 2 && !flow.isDry) flow.asking ??= more(flow);
    const reader = flow.ready.shift();
    if (reader || flow.isDry) return reader;
    await flow.asking;
  }
  return undefined;
}

async function more(flow: Flow): Promise<void> {
  const done = flow.done.splice(0);
  try {
    const readers = await flow.fanOut.exchange(done, roundMax);
    if (readers.length === 0) flow.isDry = true;
    flow.ready.push(...readers);
  } finally {
    flow.asking = undefined;
  }
}

/** Keeps to the pace that was agreed with the relay: no faster than evenly, from the beginning of the try. */
async function pause(flow: Flow): Promise<void> {
  const { perMinute, net } = flow.ask;
  flow.begun += 1;
  if (perMinute === undefined) return;
  const dueMs = flow.beganMs + ((flow.begun - 1) * 60_000) / perMinute;
  const waitMs = dueMs - net.now().epochMilliseconds;
  if (waitMs > 0) await net.sleep(waitMs);
}

/** What the try as a whole came to. Counts alone: who reads an agency's news is nobody's business. */
function concluded(flow: Flow, counts: FanOutCounts): Published {
  const { stopped } = flow;
  const { accepted, refused, unknown, waiting, resting, firstId } = counts;
  const native = { accepted, refused, unknown, waiting, resting };
  const told = `${accepted} accepted, ${refused} refused, ${unknown} unknown, ${waiting} waiting, ${resting} for the end of quiet hours or a letter of the day`;
  if (waiting > 0) throw goingOn(flow, counts, { told, native });
  if (stopped instanceof SendError && accepted === 0 && resting === 0) throw stopped;
  if (firstId !== undefined) return { id: firstId, native };
  // Our own list took the order: it goes out at the end of quiet hours, or in the letter of the day.
  if (resting > 0) return { id: `list:${flow.ask.attempt.key}`, native };
  if (unknown + refused === 0)
    throw new SendError("refused", "Nobody subscribed to what this post is about.", {
      answer: native,
    });
  throw new SendError("refused", `No copy is known to have arrived. In all: ${told}.`, {
    answer: native,
  });
}

function goingOn(
  { stopped, settled, ask }: Flow,
  { accepted, nextAtMs }: FanOutCounts,
  { told, native }: { told: string; native: unknown },
): SendError {
  if (stopped instanceof SendError) {
    if (accepted === 0) return stopped;
    // Some have it: a "no for good" in the middle is for a person.
    const isFatal = stopped.class === "refused" || stopped.class === "expired";
    const options = { answer: native, retryAfterMs: stopped.retryAfterMs ?? 60_000 };
    const why = `${stopped.message} In all: ${told}.`;
    return new SendError(isFatal ? "expired" : "later", why, { ...options, cause: stopped });
  }
  const dueMs = (nextAtMs ?? 0) - ask.net.now().epochMilliseconds;
  const options = {
    answer: native,
    retryAfterMs: Math.max(settled > 0 ? goOnMs : idleMs, dueMs),
    goesOn: true,
  };
  const says =
    settled > 0 ? `The list goes on with who is left: ${told}.` : `Others go first: ${told}.`;
  return new SendError("later", says, options);
}
