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
  if (delivery.remoteId === null) return undefined;
  const known = knownRemote(delivery);
  if (known) return known;
  const finding = await sender.find(orderOf(delivery), sendSignal());
  return finding.found ? finding.remote : undefined;
}

/** The network's own id of a delivery; undefined where there is none, or only an address that a person gave. */
export function knownRemote({ remoteId, remoteUrl, remoteExtra }: Delivery): Remote | undefined {
  const extra = remoteExtra as Record<string, string> | null;
  if (remoteId === null || extra?.["knownBy"] === byAddress.knownBy) return undefined;
  return {
    id: remoteId,
    ...(remoteUrl === null ? {} : { url: remoteUrl }),
    ...(extra === null ? {} : { extra }),
  };
}
