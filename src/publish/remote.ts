import type { Remote, Sender } from "#channels";
import type { Delivery } from "./moves.ts";
import { orderOf, sendSignal } from "./orders.ts";

/** Kept with what a person saw: its address stands where the network's own id would. */
export const byAddress = { knownBy: "address" } as const;

/**
 * What the network knows this delivery by. If a person only gave its address, the network is asked for the id:
 * undefined when it does not say. To ask a network to remove an address would remove nothing and look like success.
 */
export async function remoteOf(sender: Sender, delivery: Delivery): Promise<Remote | undefined> {
  const { remoteId, remoteUrl, remoteExtra } = delivery;
  if (remoteId === null) return undefined;
  const extra = (remoteExtra ?? {}) as Record<string, string>;
  if (extra["knownBy"] === byAddress.knownBy) {
    const finding = await sender.find(orderOf(delivery), sendSignal());
    return finding.found ? finding.remote : undefined;
  }
  return {
    id: remoteId,
    ...(remoteUrl === null ? {} : { url: remoteUrl }),
    ...(remoteExtra === null ? {} : { extra }),
  };
}
