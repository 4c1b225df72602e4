import { limit } from "#platform/limits.ts";
import {
  type Account,
  type Attempt,
  type Net,
  type OutboundMessage,
  type Published,
  SendError,
} from "../connector.ts";
import { draftLetter, type LetterDraft } from "./letter.ts";
import { type Progress, progressOf, recipientsIn, recipientsMax } from "./recipients.ts";
import { openRelay, type Outcome, type Relay, relayOf } from "./relay.ts";

const connectionsMax = limit("email.connections", 4, "connections a delivery", "relays count them");
const roundMax = limit(
  "email.round",
  50,
  "copies",
  "what was accepted is kept after each round; a crash leaves at most one round to be asked about",
);

/**
 * One copy to each recipient that no earlier attempt reached. Who was accepted is kept after each
 * round, so that a later try never writes to them again. A copy whose fate is unknown ends the
 * attempt as `unknown`: a person is asked before anyone gets a second copy.
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
  const progress = progressOf(attempt.progress);
  const draft = await draftLetter(net, account, message, attempt);
  const waiting = recipients.filter(
    (each) => !(each in progress.accepted || each in progress.refused),
  );
  const unknown: Record<string, string> = {};
  const later: Record<string, string> = {};
  for (let from = 0; from < waiting.length; from += roundMax) {
    const round = waiting.slice(from, from + roundMax);
    const outcomes = await sendRound(net, account, draft, round);
    for (const [address, outcome] of outcomes) {
      if (outcome.state === "accepted") progress.accepted[address] = outcome.id;
      else if (outcome.state === "refused") progress.refused[address] = outcome.says;
      else if (outcome.state === "unknown") unknown[address] = outcome.says;
      else later[address] = outcome.says;
    }
    await attempt.keep?.(progress);
    const isStopped = net.signal.aborted || outcomes.stopped !== undefined;
    if (!isStopped) continue;
    for (const each of waiting.slice(from + roundMax)) later[each] = "not tried yet";
    if (nothingBegan(progress, unknown) && outcomes.stopped) throw outcomes.stopped;
    break;
  }
  return concluded({ progress, unknown, later, attempt });
}

function nothingBegan(progress: Progress, unknown: Readonly<Record<string, string>>): boolean {
  return [progress.accepted, progress.refused, unknown].every(
    (each) => Object.keys(each).length === 0,
  );
}

/** Outcomes by address. `stopped`: why the rest of the round was not tried. */
class Outcomes extends Map<string, Outcome> {
  stopped: SendError | undefined;
}

/** Some connections share a round; each takes the next address until none is left. */
async function sendRound(
  net: Net,
  account: Account,
  draft: LetterDraft,
  round: readonly string[],
): Promise<Outcomes> {
  const outcomes = new Outcomes();
  const queue = [...round];
  const work = async () => {
    let relay: Relay | undefined;
    try {
      while (queue.length > 0 && outcomes.stopped === undefined && !net.signal.aborted) {
        relay = relay?.isOpen() === true ? relay : await openRelay(net, relayOf(account));
        const recipient = queue.shift();
        if (recipient === undefined) break;
        outcomes.set(recipient, await relay.send(await draft.for(recipient)));
      }
    } catch (error) {
      if (!(error instanceof SendError)) throw error;
      outcomes.stopped ??= error;
    } finally {
      relay?.[Symbol.dispose]();
    }
  };
  const hands = Math.min(connectionsMax, Math.ceil(round.length / 10));
  await Promise.all(Array.from({ length: hands }, work));
  for (const each of round) {
    if (!outcomes.has(each)) outcomes.set(each, { state: "later", says: "not tried yet" });
  }
  return outcomes;
}

interface Result {
  progress: Progress;
  unknown: Record<string, string>;
  later: Record<string, string>;
  attempt: Attempt;
}

/** The truth about every address, as the attempt's outcome. */
function concluded({ progress, unknown, later, attempt }: Result): Published {
  const native = { ...progress, unknown, waiting: later };
  const [accepted, refused, doubtful, waiting] = [
    Object.keys(progress.accepted).length,
    Object.keys(progress.refused).length,
    Object.keys(unknown).length,
    Object.keys(later).length,
  ];
  const counts = `${accepted} accepted, ${refused} refused, ${doubtful} unknown, ${waiting} waiting`;
  // Without a place to keep who was reached, a second try would write to them again.
  if (doubtful > 0 || (waiting > 0 && accepted > 0 && attempt.keep === undefined)) {
    throw new SendError("unknown", `The relay's answer was lost: ${counts}.`, { answer: native });
  }
  if (waiting > 0) {
    const options = { answer: native, retryAfterMs: 300_000 };
    throw new SendError("later", `The relay asks for patience: ${counts}.`, options);
  }
  const [first] = Object.values(progress.accepted);
  if (first === undefined) {
    throw new SendError("refused", `The relay refused every address: ${counts}.`, {
      answer: native,
    });
  }
  return { id: first, native };
}
