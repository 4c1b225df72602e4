import { limit } from "#platform/limits.ts";
import { type Account, type Attempt, type Net, type Published, SendError } from "./connector.ts";
import { isRecord } from "./exchange.ts";

const handsMax = limit("channels.mailing.hands", 4, "messages at once", "gateways count them");
const roundMax = limit(
  "channels.mailing.round",
  50,
  "messages",
  "what was accepted is kept after each round; a crash leaves at most one round to be looked up",
);

/** Address → the gateway's id, or its words. Neither is ever sent to again for this delivery. */
export interface Mailing {
  accepted: Record<string, string>;
  refused: Record<string, string>;
}

export function mailingOf(progress: unknown): Mailing {
  return { accepted: wordsIn(progress, "accepted"), refused: wordsIn(progress, "refused") };
}

function wordsIn(value: unknown, name: string): Record<string, string> {
  const inner = isRecord(value) ? value[name] : undefined;
  if (!isRecord(inner)) return {};
  return Object.fromEntries(
    Object.entries(inner).filter((each): each is [string, string] => typeof each[1] === "string"),
  );
}

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
}

interface Round {
  mailing: Mailing;
  unknown: Record<string, string>;
  firstRefusal: SendError | undefined;
  stopped: SendError | undefined;
}

/**
 * One message to each address that no earlier try reached and that did not ask to be left alone. A
 * message whose fate is unknown ends the try as `unknown`.
 */
export async function sendToAll(ask: MailingAsk): Promise<Published> {
  const { account, attempt, recipients } = ask;
  const mailing = mailingOf(attempt.progress);
  const round: Round = { mailing, unknown: {}, firstRefusal: undefined, stopped: undefined };
  const out = (await account.optedOut?.()) ?? new Set<string>();
  for (const each of recipients)
    if (out.has(each) && !(each in mailing.accepted))
      mailing.refused[each] = "asked to be left alone";
  const waiting = recipients.filter(
    (each) => !(each in mailing.accepted) && !(each in mailing.refused),
  );
  for (let from = 0; from < waiting.length; from += roundMax) {
    await sendRound(ask, round, waiting.slice(from, from + roundMax));
    await attempt.keep?.(mailing);
    if (round.stopped !== undefined || ask.net.signal.aborted) break;
  }
  const left = waiting.filter(
    (each) => !(each in mailing.accepted || each in mailing.refused || each in round.unknown),
  );
  return concluded(round, left.length, attempt);
}

async function sendRound(ask: MailingAsk, round: Round, addresses: readonly string[]) {
  const queue = [...addresses];
  const work = async () => {
    while (round.stopped === undefined && !ask.net.signal.aborted) {
      const address = queue.shift();
      if (address === undefined) return;
      await sendOne(ask, round, address);
    }
  };
  await Promise.all(Array.from({ length: Math.min(handsMax, addresses.length) }, work));
}

async function sendOne(ask: MailingAsk, round: Round, address: string): Promise<void> {
  try {
    round.mailing.accepted[address] = await ask.send(address);
  } catch (error) {
    if (!(error instanceof SendError)) throw error;
    if (error.class === "unknown") {
      round.unknown[address] = error.message;
      round.stopped ??= error;
    } else if (error.class === "refused" && ask.isAboutAddress(error)) {
      round.mailing.refused[address] = error.message;
      round.firstRefusal ??= error;
    } else round.stopped ??= error;
  }
}

/** The truth about every address, as the try's outcome. */
function concluded(round: Round, left: number, attempt: Attempt): Published {
  const { mailing, unknown, stopped, firstRefusal } = round;
  const accepted = Object.values(mailing.accepted);
  const doubtful = Object.keys(unknown).length;
  const counts = `${accepted.length} accepted, ${Object.keys(mailing.refused).length} refused, ${doubtful} unknown, ${left} waiting`;
  const native = { ...mailing, unknown };
  // Without a place to keep who was reached, a second try would write to them again.
  if (doubtful > 0 || (left > 0 && accepted.length > 0 && attempt.keep === undefined)) {
    const why = stopped?.message ?? "The gateway's answer was lost.";
    throw new SendError("unknown", `${why} ${counts}.`, { answer: native, cause: stopped });
  }
  if (left > 0) throw patience(stopped, accepted.length, { counts, native });
  const [first] = accepted;
  if (first === undefined) {
    const why = firstRefusal?.message ?? "Nobody is left to write to.";
    throw new SendError("refused", `${why} ${counts}.`, { answer: firstRefusal?.answer ?? native });
  }
  return { id: first, native };
}

function patience(
  stopped: SendError | undefined,
  accepted: number,
  { counts, native }: { counts: string; native: unknown },
): SendError {
  if (stopped === undefined) {
    const options = { answer: native, retryAfterMs: 1_000 };
    return new SendError("later", `The time of one try was over: ${counts}.`, options);
  }
  if (accepted === 0) return stopped;
  const wait = { answer: native, retryAfterMs: stopped.retryAfterMs ?? 60_000, cause: stopped };
  // Some have it: a "no for good" in the middle is for a person, who must not start anew blindly.
  const isFatal = stopped.class === "refused" || stopped.class === "expired";
  return new SendError(isFatal ? "expired" : "later", `${stopped.message} ${counts}.`, wait);
}
