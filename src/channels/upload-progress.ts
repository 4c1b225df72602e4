import type { Attempt } from "./attempt.ts";
import { isRecord } from "./exchange.ts";

/** What earlier tries of one delivery already brought to the network, by what it is. */
export type Kept = Readonly<Record<string, string>>;

/** The words kept by an earlier try; anything unreadable counts as nothing kept. */
export function keptOf(attempt: Attempt): Kept {
  const { progress } = attempt;
  if (!isRecord(progress)) return {};
  return Object.fromEntries(
    Object.entries(progress).filter(
      (each): each is [string, string] => typeof each[1] === "string",
    ),
  );
}

/** Remembers uploads and containers as they are made, so that the next try goes on and not again. */
export function openKept(attempt: Attempt): {
  get(name: string): string | undefined;
  set(name: string, value: string): Promise<void>;
  forget(name: string): Promise<void>;
} {
  let kept: Kept = keptOf(attempt);
  return {
    get: (name) => kept[name],
    async set(name, value) {
      kept = { ...kept, [name]: value };
      await attempt.keep?.(kept);
    },
    async forget(name) {
      const { [name]: _gone, ...rest } = kept;
      kept = rest;
      await attempt.keep?.(kept);
    },
  };
}
