import { limit } from "#platform/limits.ts";
import type { Account } from "./account.ts";
import type { Attempt, Finding, Published } from "./attempt.ts";
import type { Net } from "./connector.ts";
import { SendError } from "./send-error.ts";
import { concluded } from "./mailing-outcome.ts";
import { type Mailing, mailingOf, settledIn } from "./mailing-progress.ts";

const handsMax = limit("channels.mailing.hands", 4, "messages at once", "gateways count them");
const blindRoundMax = limit(
  "channels.mailing.blind-round",
  12,
  "messages",
  "after a crash a person is asked about each of one round",
);
const roundMax = limit(
  "channels.mailing.round",
  50,
  "messages",
  "what was accepted is kept after each round; a crash leaves at most one round to be looked up",
);

const lostRowMax = limit(
  "channels.mailing.lost-row",
  8,
  "lost answers in a row",
  "a gateway that loses every answer is left alone for a while, before all of a list is in doubt",
);

/** Telephone numbers as E.164, one a line; what is none is left out. */
export function numbersIn(lines: string): string[] {
  const all = lines.split(/\r?\n/).map((line) => line.replaceAll(/[\s().-]/g, ""));
  return [...new Set(all.filter(isNumber))];
}

export function isNumber(text: string): boolean {
  return /^\+[1-9]\d{6,14}$/.test(text);
}

export interface MailingAsk {
  net: Net;
  account: Account;
  attempt: Attempt;
  recipients: readonly string[];
  /** One message to one address; resolves with the gateway's id, throws SendError. */
  send(address: string): Promise<string>;
  /** Whether a refusal is about this address alone; any other one stops the rest. */
  isAboutAddress(error: SendError): boolean;
  /**
   * True where nobody can look up what became of a message: who is written to is kept as in doubt before, so that a
   * person is asked about those alone of whom no answer came, and the others go on meanwhile.
   */
  isBlind?: true;
}

/**
 * What is known of a blind mailing whose answers were lost. Each address is kept as in doubt before its message leaves,
 * so a try that goes on with the others doubles nothing; then a person is asked, because `why`.
 */
export function blindFinding(attempt: Attempt, why: string): Finding {
  const { left } = mailingOf(attempt.progress);
  const isNothingSent = attempt.progress === undefined && attempt.keep !== undefined;
  if (left > 0 || isNothingSent) return { found: false, absent: true, keyed: true };
  return { found: false, absent: false, why, isForGood: true };
}

export interface Round {
  mailing: Mailing;
  /** Who was reached or refused before this try. */
  before: number;
  firstRefusal: SendError | undefined;
  firstDoubt: SendError | undefined;
  /** Answers lost since the last one that came. */
  lostInRow: number;
  stopped: SendError | undefined;
}

/**
 * One message to each address that no earlier try reached and that did not ask to be left alone. A
 * message whose fate is unknown ends the try as `unknown`.
 */
export async function sendToAll(ask: MailingAsk): Promise<Published> {
  const { account, attempt, recipients } = ask;
  const mailing = mailingOf(attempt.progress);
  // Who was in doubt has been looked up, or a person has said: they are written to like everybody who is left.
  if (ask.isBlind !== true) mailing.unknown = {};
  const before = settledIn(mailing);
  const none = { firstRefusal: undefined, firstDoubt: undefined, lostInRow: 0, stopped: undefined };
  const round: Round = { mailing, before, ...none };
  const out = (await account.optedOut?.()) ?? new Set<string>();
  for (const each of recipients)
    if (out.has(each) && !(each in mailing.accepted))
      mailing.refused[each] = "asked to be left alone";
  const isOpen = (each: string) =>
    !(each in mailing.accepted || each in mailing.refused || each in mailing.unknown);
  const waiting = recipients.filter(isOpen);
  const keep = async () => {
    mailing.left = waiting.filter(isOpen).length;
    await attempt.keep?.(mailing);
  };
  const size = ask.isBlind === true ? blindRoundMax : roundMax;
  for (let from = 0; from < waiting.length; from += size) {
    const addresses = waiting.slice(from, from + size);
    if (ask.isBlind === true) {
      for (const each of addresses) mailing.unknown[each] = inFlight;
      await keep();
    }
    const goesOn = await sendRound(ask, round, addresses);
    await keep();
    if (!goesOn) break;
  }
  return concluded(ask, round);
}

const inFlight = "it was being sent when the program stopped";

/** False when the try must end: the gateway said no, its time is over, or a hold was placed. */
async function sendRound(
  ask: MailingAsk,
  round: Round,
  addresses: readonly string[],
): Promise<boolean> {
  const queue = [...addresses];
  let goesOn = true;
  const work = async () => {
    while (queue.length > 0) {
      goesOn &&= round.stopped === undefined && (await mayBegin(ask.net, ask.attempt));
      if (!goesOn) return;
      const address = queue.shift();
      if (address === undefined) return;
      await sendOne(ask, round, address);
    }
  };
  await Promise.all(Array.from({ length: Math.min(handsMax, addresses.length) }, work));
  for (const each of queue) delete round.mailing.unknown[each];
  return goesOn && round.stopped === undefined;
}

/** Whether one more of many sendings may begin: asked before each of them. */
export async function mayBegin(net: Net, attempt: Attempt): Promise<boolean> {
  return !net.signal.aborted && (await attempt.mayBegin?.()) !== false;
}

async function sendOne(ask: MailingAsk, round: Round, address: string): Promise<void> {
  try {
    const id = await ask.send(address);
    delete round.mailing.unknown[address];
    round.mailing.accepted[address] = id;
    round.lostInRow = 0;
  } catch (error) {
    if (!(error instanceof SendError)) throw error;
    delete round.mailing.unknown[address];
    if (error.class === "unknown") {
      round.mailing.unknown[address] = error.message;
      round.firstDoubt ??= error;
      round.lostInRow += 1;
      if (ask.isBlind !== true || round.lostInRow >= lostRowMax) round.stopped ??= error;
    } else if (error.class === "refused" && ask.isAboutAddress(error)) {
      round.mailing.refused[address] = error.message;
      round.firstRefusal ??= error;
    } else round.stopped ??= error;
  }
}
