import type { Net } from "./connector.ts";
import type { OutboundMedia } from "./outbound.ts";

/**
 * The address of a medium for a network that takes fewer kinds of pictures than people have: what is none of
 * `taken` is written anew as JPEG before it is lent. Videos stay as they are.
 */
export function lendAsTaken(
  net: Net,
  { sha256, type }: OutboundMedia,
  taken: readonly string[],
): Promise<string> {
  const isTaken = !type.startsWith("image/") || taken.includes(type);
  return isTaken ? net.lend(sha256, type) : net.lend(sha256, type, "image/jpeg");
}
