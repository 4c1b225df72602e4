import type { OutboundMessage } from "./outbound.ts";

/** The text with its link below it, for networks that take no card and make one of what they read. */
export function linked({ text, link }: OutboundMessage): string {
  return link === undefined || text.includes(link.url) ? text : `${text}\n\n${link.url}`;
}
