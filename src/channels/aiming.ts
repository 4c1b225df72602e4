import type { Connector } from "./connector.ts";
import type { OutboundMessage } from "./outbound.ts";
import { SendError } from "./send-error.ts";

/** The last wall: whatever was found or not found before, a message for some beats never goes to everybody. */
export function mustBeAimed(
  { title, capabilities }: Pick<Connector, "title" | "capabilities">,
  { onlyBeats, places }: OutboundMessage,
): void {
  if (!onlyBeats) return;
  if (capabilities.placeTargeting === undefined)
    throw new SendError(
      "refused",
      `${title} cannot keep a post to some beats. Make a new version: leave this channel out, or send it to everybody there.`,
    );
  if (places === undefined || places.length === 0)
    throw new SendError(
      "refused",
      `A beat of this post has no place on ${title}. An administrator names it; then make a new version.`,
    );
}
