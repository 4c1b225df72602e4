import { openChannels, practiceNetwork, type Networks } from "#channels";
import type { TxCtx } from "#platform/context.ts";
import type { PostContent } from "./content.ts";
import { fit } from "./template-fitting.ts";

/** A channel that an alert can go to: whatever shows words without a picture. */
export interface AlertChannel {
  id: string;
  name: string;
  network: string;
  /** Nobody but us ever sees what is sent to it: the practice network. */
  isPractice: boolean;
}

/** Where alerts can go. A test goes to practice channels, an alert to the others: never to both. */
export async function alertChannels(tx: TxCtx, networks: Networks): Promise<AlertChannel[]> {
  return (await openChannels(tx))
    .filter(({ network }) => networks.connector(tx, network).capabilities.textAlone !== false)
    .map(({ id, name, network }) => ({
      id,
      name,
      network,
      isPractice: network === practiceNetwork,
    }));
}

/** Channels that cannot show the whole text are given the short one. */
export async function fitAlert(
  tx: TxCtx,
  networks: Networks,
  content: PostContent,
  short: string,
): Promise<PostContent> {
  const wanted = new Set(content.channels);
  const channels = (await openChannels(tx)).filter(({ id }) => wanted.has(id));
  const filled = { title: content.title, text: content.text, short, alt: "", networks: {} };
  return fit(tx, networks, { content, filled, channels });
}
