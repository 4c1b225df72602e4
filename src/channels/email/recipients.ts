import { limit } from "#platform/limits.ts";

export const recipientsMax = limit(
  "email.recipients",
  500,
  "addresses",
  "one delivery is one act; larger lists are the relay's, reached by their one address",
);
const addressCharactersMax = 254;

/** A plain mailbox as every relay takes it (RFC 5321, without comments or quoted parts). */
const mailbox =
  /^[a-z0-9!#$%&'*+/=?^_`{|}~.-]{1,64}@(?=.{1,190}$)[a-z0-9](?:[a-z0-9-]*[a-z0-9])?(?:\.[a-z0-9](?:[a-z0-9-]*[a-z0-9])?)*$/i;

export function isMailbox(address: string): boolean {
  return address.length <= addressCharactersMax && mailbox.test(address);
}

/** One address a line; empty lines and doubles (in any case of letters) are left out. */
export function recipientsIn(lines: string): string[] {
  const seen = new Map<string, string>();
  for (const line of lines.split(/\r?\n/)) {
    const address = line.trim();
    if (address !== "" && !seen.has(address.toLowerCase()))
      seen.set(address.toLowerCase(), address);
  }
  return [...seen.values()];
}
