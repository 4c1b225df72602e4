import { limit } from "#platform/limits.ts";
import type { Account } from "../account.ts";
import type { Attempt, Published } from "../attempt.ts";
import type { Net } from "../connector.ts";
import { sendToReaders } from "../fan-out.ts";
import type { OutboundMessage } from "../outbound.ts";
import type { CopyOutcome, Reader } from "../readers.ts";
import { isNoMailbox } from "./errors.ts";
import { draftLetter } from "./letter.ts";
import { openRelay, type Outcome, type Relay, relayOf } from "./relay.ts";

const connectionsMax = limit(
  "email.fan-out",
  8,
  "connections a delivery",
  "to subscribers, who may be a hundred thousand; a relay that counts them says so with 421",
);
const putOffMs = limit(
  "email.put-off",
  300_000,
  "milliseconds",
  "until a reader is tried again whose server asks for patience (RFC 5321 4.5.4.1)",
);

/** One letter to each confirmed subscriber whom the post is for. */
export async function publishToReaders(
  net: Net,
  account: Account,
  message: OutboundMessage,
  attempt: Attempt,
): Promise<Published> {
  const draft = await draftLetter(net, account, message, attempt);
  const relays: (Relay | undefined)[] = [];
  const pace = Number(account.settings["pace"] || 0);
  const relayFor = async (hand: number): Promise<Relay> => {
    const known = relays[hand];
    if (known?.isOpen() === true) return known;
    known?.[Symbol.dispose]();
    const relay = await openRelay(net, relayOf(account));
    relays[hand] = relay;
    return relay;
  };
  const send = async (reader: Reader, hand: number) => {
    const relay = await relayFor(hand);
    return meant(await relay.send(await draft.for(reader.address, reader)));
  };
  try {
    const ask = { net, account, message, attempt, hands: connectionsMax, send };
    return await sendToReaders({ ...ask, perMinute: pace || undefined });
  } finally {
    for (const relay of relays) relay?.[Symbol.dispose]();
  }
}

function meant(outcome: Outcome): CopyOutcome {
  if (outcome.state === "accepted") return { state: "accepted", remoteId: outcome.id };
  if (outcome.state === "unknown") return { state: "unknown" };
  if (outcome.state === "later") return { state: "later", retryAfterMs: putOffMs };
  return isNoMailbox(outcome.says) ? { state: "gone", why: "no-mailbox" } : { state: "refused" };
}
