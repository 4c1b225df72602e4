import { isRecord } from "./exchange.ts";

/**
 * Where a delivery that is many sendings stands with each address, kept between tries as plain JSON. Who was accepted
 * or refused is never written to again for this delivery; who is in doubt only after a person has said so.
 */
export interface Mailing {
  /** Address → the relay's or gateway's id. */
  accepted: Record<string, string>;
  /** Address → its words. */
  refused: Record<string, string>;
  /** Address → why nobody knows whether it was taken. */
  unknown: Record<string, string>;
  /** How many have not been tried. */
  left: number;
}

/** Reads what an earlier try kept; anything unreadable counts as nobody reached yet. */
export function mailingOf(progress: unknown): Mailing {
  const left = isRecord(progress) ? Number(progress["left"] ?? 0) : 0;
  return {
    accepted: wordsIn(progress, "accepted"),
    refused: wordsIn(progress, "refused"),
    unknown: wordsIn(progress, "unknown"),
    left: Number.isInteger(left) ? left : 0,
  };
}

/** How many were reached or refused. */
export function settledIn({ accepted, refused }: Mailing): number {
  return Object.keys(accepted).length + Object.keys(refused).length;
}

function wordsIn(value: unknown, name: string): Record<string, string> {
  const inner = isRecord(value) ? value[name] : undefined;
  if (!isRecord(inner)) return {};
  return Object.fromEntries(
    Object.entries(inner).filter((each): each is [string, string] => typeof each[1] === "string"),
  );
}

/** What a person said of those in doubt: who of them got it. The others may be written to again. */
export function settledMailing(mailing: Mailing, reached: readonly string[]): Mailing {
  const got = reached.filter((each) => each in mailing.unknown);
  return {
    accepted: { ...mailing.accepted, ...Object.fromEntries(got.map((each) => [each, seen])) },
    refused: mailing.refused,
    unknown: {},
    left: mailing.left + Object.keys(mailing.unknown).length - got.length,
  };
}

const seen = "a person said that it arrived";
