import { limit } from "#platform/limits.ts";
import type { Account } from "../account.ts";
import type { Attempt, Published } from "../attempt.ts";
import type { Net } from "../connector.ts";
import type { OutboundMessage } from "../outbound.ts";
import { SendError } from "../send-error.ts";
import { mayBegin } from "../mailing.ts";
import { type Mailing, mailingOf } from "../mailing-progress.ts";
import { draftLetter, type LetterDraft } from "./letter.ts";
import { recipientsIn, recipientsMax } from "./recipients.ts";
import { openRelay, type Outcome, type Relay, relayOf } from "./relay.ts";

const connectionsMax = limit("email.connections", 4, "connections a delivery", "relays count them");
const roundMax = limit(
  "email.round",
  50,
  "copies",
  "who is about to be written to is kept before each round; a crash leaves at most one to be asked about",
);

interface Posting {
  net: Net;
  account: Account;
  attempt: Attempt;
  draft: LetterDraft;
  mailing: Mailing;
  /** Address → why it is tried another time. */
  later: Record<string, string>;
  /** One a hand, kept from round to round. */
  relays: (Relay | undefined)[];
  /** Why nobody else is tried now: the relay's, or the end of this try's time. */
  stopped: SendError | "time" | undefined;
}

/**
 * One copy to each recipient whom no earlier try reached. Who is about to be written to is kept before each round,
 * and what became of it after: a later try writes to nobody again, and a person is asked only about those copies
 * whose fate nobody knows, once all others are done.
 */
export async function publish(
  net: Net,
  account: Account,
  message: OutboundMessage,
  attempt: Attempt,
): Promise<Published> {
  const recipients = recipientsIn(account.settings["recipients"] ?? "");
  if (recipients.length === 0 || recipients.length > recipientsMax) {
    throw new SendError("refused", `The list must hold 1 to ${recipientsMax} addresses.`);
  }
  const mailing = mailingOf(attempt.progress);
  const before = settledIn(mailing);
  const draft = await draftLetter(net, account, message, attempt);
  const known = [mailing.accepted, mailing.refused, mailing.unknown];
  const waiting = recipients.filter((each) => !known.some((one) => each in one));
  const posting: Posting = {
    net,
    account,
    attempt,
    draft,
    mailing,
    later: {},
    relays: [],
    stopped: undefined,
  };
  try {
    await sendAll(posting, waiting);
  } finally {
    for (const relay of posting.relays) relay?.[Symbol.dispose]();
  }
  const isFurther = settledIn(mailing) > before;
  if (posting.stopped instanceof SendError && settledIn(mailing) === 0) throw posting.stopped;
  return concluded(posting, isFurther);
}

function settledIn({ accepted, refused, unknown }: Mailing): number {
  return [accepted, refused, unknown].reduce((sum, one) => sum + Object.keys(one).length, 0);
}

async function sendAll(posting: Posting, waiting: readonly string[]): Promise<void> {
  const { mailing, attempt, later } = posting;
  for (let from = 0; from < waiting.length; from += roundMax) {
    const round = waiting.slice(from, from + roundMax);
    for (const each of round) mailing.unknown[each] = "it was being sent when the program stopped";
    mailing.left = waiting.length - from - round.length + Object.keys(later).length;
    await attempt.keep?.(mailing);
    await sendRound(posting, round);
    if (posting.stopped === undefined) continue;
    for (const each of waiting.slice(from + roundMax)) later[each] = "not tried yet";
    break;
  }
  mailing.left = Object.keys(later).length;
  if (waiting.length > 0) await attempt.keep?.(mailing);
}

/** Some connections share a round; each takes the next address until none is left. */
async function sendRound(posting: Posting, round: readonly string[]): Promise<void> {
  const queue = [...round];
  const hands = Math.min(connectionsMax, Math.ceil(round.length / 10));
  const work = async (hand: number) => {
    try {
      while (queue.length > 0 && (await goesOn(posting))) {
        const relay = await relayFor(posting, hand);
        const recipient = queue.shift();
        if (recipient === undefined) return;
        note(posting, recipient, await relay.send(await posting.draft.for(recipient)));
      }
    } catch (error) {
      if (!(error instanceof SendError)) throw error;
      posting.stopped ??= error;
    }
  };
  await Promise.all(Array.from({ length: hands }, (_one, hand) => work(hand)));
  for (const each of queue) note(posting, each, { state: "later", says: "not tried yet" });
}

async function goesOn(posting: Posting): Promise<boolean> {
  if (posting.stopped === undefined && !(await mayBegin(posting.net, posting.attempt)))
    posting.stopped ??= "time";
  return posting.stopped === undefined;
}

async function relayFor({ net, account, relays }: Posting, hand: number): Promise<Relay> {
  const known = relays[hand];
  if (known?.isOpen() === true) return known;
  known?.[Symbol.dispose]();
  const relay = await openRelay(net, relayOf(account));
  relays[hand] = relay;
  return relay;
}

function note({ mailing, later }: Posting, address: string, outcome: Outcome): void {
  delete mailing.unknown[address];
  if (outcome.state === "accepted") mailing.accepted[address] = outcome.id;
  else if (outcome.state === "refused") mailing.refused[address] = outcome.says;
  else if (outcome.state === "unknown") mailing.unknown[address] = outcome.says;
  else later[address] = outcome.says;
}

/** The truth about every address, as the try's outcome. */
function concluded(posting: Posting, isFurther: boolean): Published {
  const { mailing, later, attempt, stopped } = posting;
  const native = { ...mailing, waiting: later };
  const count = (one: object) => Object.keys(one).length;
  const [accepted, doubtful, waiting] = [mailing.accepted, mailing.unknown, later].map(count);
  const counts = `${accepted} accepted, ${count(mailing.refused)} refused, ${doubtful} unknown, ${waiting} waiting`;
  const isKept = attempt.keep !== undefined;
  // Without a place to keep who was reached, a second try would write to them again.
  const isLost = isKept ? waiting === 0 && doubtful !== 0 : waiting !== 0 && accepted !== 0;
  if (isLost || (!isKept && doubtful !== 0))
    throw new SendError("unknown", `The relay's answer was lost: ${counts}.`, { answer: native });
  if (waiting !== 0 && stopped === "time") {
    const options = { answer: { counts }, retryAfterMs: 1_000, goesOn: isFurther };
    throw new SendError("later", `The list goes on with who is left: ${counts}.`, options);
  }
  if (waiting !== 0) {
    const options = { answer: native, retryAfterMs: 300_000 };
    const [why = "The relay asks for patience."] = Object.values(later);
    throw new SendError("later", `${why} In all: ${counts}.`, options);
  }
  const [first] = Object.values(mailing.accepted);
  if (first === undefined) {
    const [why = "The relay refused every address."] = Object.values(mailing.refused);
    throw new SendError("refused", `${why} In all: ${counts}.`, {
      answer: native,
    });
  }
  return { id: first, native };
}
