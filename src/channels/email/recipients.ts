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

/** Where one delivery stands with each address. Kept between attempts as plain JSON. */
export interface Progress {
  /** Address → the relay's id of acceptance. Never sent to again. */
  accepted: Record<string, string>;
  /** Address → the relay's words. Never sent to again. */
  refused: Record<string, string>;
}

/** Reads what an earlier attempt kept; anything unreadable counts as nothing accepted yet. */
export function progressOf(value: unknown): Progress {
  return { accepted: words(value, "accepted"), refused: words(value, "refused") };
}

function words(value: unknown, name: string): Record<string, string> {
  if (typeof value !== "object" || value === null) return {};
  const inner: unknown = Object.entries(value).find(([key]) => key === name)?.[1];
  if (typeof inner !== "object" || inner === null) return {};
  return Object.fromEntries(
    Object.entries(inner).filter((each): each is [string, string] => typeof each[1] === "string"),
  );
}
