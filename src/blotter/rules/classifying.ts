import type { BlotterPolicy, Protection, Rule, ShowRule } from "./policy.ts";

export type Judged = { shown: ShowRule } | { withheld: Protection };

/** Brackets that say what a type is not. */
const denial = /\((?:NO|NOT|EXCEPT|DOES NOT)\b[^)]*\)?/gi;

/** What the policy says of a type of call, as a dispatch system writes it. */
export function judgeType(policy: BlotterPolicy, type: string): Judged {
  const whole = wordsOf(type);
  // "FIGHT - PHYSICAL (NO WEAPONS)" is no call about weapons; but what might protect is never passed over.
  const affirmed = wordsOf(type.replaceAll(denial, " "));
  const rule = policy.rules.find((one) => fits(one, one.does === "show" ? affirmed : whole));
  if (!rule) return { withheld: "unknown-type" };
  return rule.does === "show" ? { shown: rule } : { withheld: rule.protection };
}

/**
 * What it says of a call that had several types: one that is protected protects it for good. Calls of domestic violence
 * begin as a disturbance, and end as one on paper (field data: a third of sensitive calls began with a harmless type).
 * The newest type says what the public reads.
 */
export function judgeCall(policy: BlotterPolicy, types: readonly string[]): Judged {
  const judged = types.filter((type) => type.trim() !== "").map((type) => judgeType(policy, type));
  const known = judged.find((one) => "withheld" in one && one.withheld !== "unknown-type");
  return known ?? judged.at(-1) ?? { withheld: "unknown-type" };
}

function fits({ words }: Rule, type: readonly string[]): boolean {
  return words.some((word) => {
    if (word.startsWith("=")) return wordsOf(word.slice(1)).join(" ") === type.join(" ");
    const wanted = wordsOf(word);
    return type.some((_one, at) => wanted.every((each, offset) => isWord(each, type[at + offset])));
  });
}

/** `*` at its end: whatever goes on from here. */
function isWord(wanted: string, word: string | undefined): boolean {
  if (word === undefined) return false;
  return wanted.endsWith("*") ? word.startsWith(wanted.slice(0, -1)) : word === wanted;
}

/** Letters and digits in capitals, as dispatch systems write; D.V. and D/V are DV. */
function wordsOf(type: string): string[] {
  return (
    type
      .normalize("NFKC")
      .toUpperCase()
      .replaceAll(/\b([A-Z])[./](?=[A-Z]\b)/g, "$1")
      .match(/[\p{L}\p{N}]+\*?/gu) ?? []
  );
}
