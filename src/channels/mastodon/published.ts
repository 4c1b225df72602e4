import type { Published } from "../attempt.ts";
import type { OutboundMessage } from "../outbound.ts";
import { SendError } from "../send-error.ts";
import { cleaned, textField } from "../exchange.ts";
import { outcomeOf, type Place } from "./calls.ts";

/** A Status as the sender keeps it; anything else in the answer leaves the attempt unconfirmed. */
export function published(body: unknown, place: Place): Published {
  const native = cleaned(body, [place.token]);
  const outcome = outcomeOf(body);
  if (outcome === "published") {
    return { id: textField(body, "id"), url: textField(body, "url"), native };
  }
  const sentence =
    outcome === "scheduled"
      ? "The server put the post aside for later, which nobody asked for."
      : "The server's answer names no post.";
  throw new SendError("unknown", sentence, { answer: native });
}

/** Mastodon has no card to send: it makes one from a link in the text. */
export function linked({ text, link }: OutboundMessage): string {
  return link === undefined || text.includes(link.url) ? text : `${text}\n\n${link.url}`;
}
