import { before, matched, type Suggestion } from "./detector.ts";

const nine = /(?<![\w-])\d{9}(?![\w-])/gu;
const account =
  /\b(?:account|acct|a\/c|cuenta|checking|savings)(?: ?(?:number|no\.?|num\.?|n[uú]mero|#))?(?: (?:ending in|is|was|de|of|es))?[ :#]{0,3}(\d[\d -]{4,18}\d)(?![\w-])/giu;

/** Routing numbers of US banks by their checksum, and account numbers by the word. */
export function bankNumbers(text: string): Suggestion[] {
  const routing = matched(text, nine, "ROUTING_NUMBER", 0.94).filter(
    (one) =>
      isRouting(text.slice(one.start, one.end)) &&
      /\b(?:routing|aba|rtn|transit)\b[^\n]{0,30}$/iu.test(before(text, one.start, 44)),
  );
  return [...routing, ...matched(text, account, "BANK_ACCOUNT", 0.82)];
}

/** Weights 3, 7, 1 over nine digits, the sum ends in nought; the first two digits are a Federal Reserve district's. */
function isRouting(digits: string): boolean {
  const district = Number(digits.slice(0, 2));
  if (!(district <= 12 || (district >= 21 && district <= 32) || (district >= 61 && district <= 72)))
    return false;
  const sum = [...digits].reduce(
    (all, digit, at) => all + Number(digit) * ([3, 7, 1][at % 3] ?? 0),
    0,
  );
  return sum % 10 === 0;
}
