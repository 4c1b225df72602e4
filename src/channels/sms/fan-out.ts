import type { Published } from "../attempt.ts";
import { sendToReaders } from "../fan-out.ts";
import { type MailingAsk, sendToAll } from "../mailing.ts";
import type { OutboundMessage } from "../outbound.ts";
import type { CopyOutcome, GoneWhy } from "../readers.ts";
import { SendError } from "../send-error.ts";
import { hasSubscribers } from "../subscribed.ts";

const handsMax = 4;

interface TextsAsk extends MailingAsk {
  message: OutboundMessage;
  /** Whether a refusal says that a telephone is no more, or wants nothing. */
  goneWhy?(error: SendError): GoneWhy | undefined;
}

/** One text to each telephone of the list, or of those who subscribed. */
export async function sendTexts(ask: TextsAsk): Promise<Published> {
  const { net, account, message, attempt } = ask;
  if (!hasSubscribers("sms", account.settings)) return sendToAll(ask);
  // STOP that was written before there was a subscription counts for it too.
  const out = (await account.optedOut?.()) ?? new Set<string>();
  const send = async ({ address }: { address: string }): Promise<CopyOutcome> => {
    if (out.has(address)) return { state: "gone", why: "asked" };
    try {
      return { state: "accepted", remoteId: await ask.send(address) };
    } catch (error) {
      if (!(error instanceof SendError)) throw error;
      if (error.class === "unknown") return { state: "unknown" };
      if (error.class !== "refused" || !ask.isAboutAddress(error)) throw error;
      const why = ask.goneWhy?.(error);
      return why ? { state: "gone", why } : { state: "refused" };
    }
  };
  return sendToReaders({ net, account, message, attempt, hands: handsMax, send });
}
