import type { PDU } from "smpp/lib/pdu.js";
import { systemClock } from "#platform/clock.ts";
import { limit } from "#platform/limits.ts";
import type { Account } from "../../account.ts";
import type { Net } from "../../connector.ts";
import type { Heard } from "../../hook.ts";
import type { Received } from "../../inbound.ts";
import { heardIn } from "./hearing.ts";
import { sortParts } from "./parts.ts";
import { placeOf } from "./place.ts";
import { openSession, type Session } from "./session.ts";

const quietMsMax = limit("sms.smpp.quiet", 1_500, "milliseconds", "then nothing more waits there");
const drainMsMax = limit(
  "sms.smpp.drain",
  20_000,
  "milliseconds",
  "the other channels are read too; the rest waits for the next poll",
);
const batchMax = limit("sms.smpp.batch", 100, "messages", "kept in one transaction");
const queueMax = limit("sms.smpp.queue", 1_000, "messages", "then the gateway is asked to wait");
const lookMs = 25;
const statusQueueFull = 0x14;

/**
 * A short session that takes what waits at the gateway. Each message is acknowledged after it is on record and not
 * before: what is lost on the way comes again with the next poll.
 */
export async function receive(
  net: Net,
  account: Account,
  _cursor: string | undefined,
  keep?: (heard: Heard) => Promise<void>,
): Promise<Received> {
  const nothing = { items: [], cursor: undefined, counters: {}, more: false };
  // Whoever cannot put it on record must not take it away from the gateway.
  if (keep === undefined) return nothing;
  const queue: PDU[] = [];
  let full: PDU[] = [];
  const heard = (pdu: PDU) => void (queue.length < queueMax ? queue : full).push(pdu);
  await using session = await openSession(net, placeOf(account), "receiver", heard);
  const take = () => {
    for (const pdu of full) session.link.answer(pdu, statusQueueFull);
    full = [];
    return queue.splice(0, batchMax);
  };
  await drain(session, take, async (pdus) => {
    await keep(heardIn(net, account, pdus));
    for (const pdu of pdus.flat()) session.link.answer(pdu);
  });
  return nothing;
}

/** Hands on batches of whole texts until the gateway has been quiet for a while; then what is left in parts, too. */
async function drain(
  { link, signal }: Session,
  take: () => PDU[],
  handOn: (texts: readonly PDU[][]) => Promise<void>,
): Promise<void> {
  let open: PDU[] = [];
  let quietMs = 0;
  for (let spentMs = 0; link.isOpen && !signal.aborted; spentMs += lookMs) {
    const fresh = take();
    quietMs = fresh.length > 0 ? 0 : quietMs + lookMs;
    const sorted = sortParts([...open, ...fresh]);
    open = sorted.open;
    if (sorted.whole.length > 0) await handOn(sorted.whole);
    if (quietMs >= quietMsMax || spentMs >= drainMsMax) break;
    if (fresh.length === 0) await systemClock.sleep(lookMs, signal);
  }
  if (open.length > 0 && link.isOpen) await handOn(open.map((pdu) => [pdu]));
}
