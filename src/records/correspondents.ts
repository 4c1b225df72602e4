import { limit } from "#platform/limits.ts";

const lengthMax = limit(
  "records.correspondents",
  20_000,
  "characters",
  "of who wrote to whom, among a message's words; its own fields hold all of them",
);

/**
 * The last line of a message's words: who wrote to whom, "Sam > Alex, Kim (Officer Cole)", with whose telephone or
 * mailbox it is where neither of them says so. Only what is among a record's words is found, and can be taken out.
 */
export function correspondents(from: string, to: readonly string[], custodian = ""): string {
  const named = [from, to.filter(Boolean).join(", ")].filter(Boolean).join(" > ");
  const isNamed = custodian === "" || from === custodian || to.includes(custodian);
  const line = isNamed ? named : `${named} (${custodian})`;
  return line
    .replaceAll(/[\p{Cc}\s]+/gu, " ")
    .trim()
    .slice(0, lengthMax);
}
