import { before, type Suggestion, matched } from "./detector.ts";

const ibanShape =
  /(?<![\p{L}\d])[A-Z]{2}\d{2}(?: ?[A-Z0-9]{4}){2,7}(?: ?[A-Z0-9]{1,4})?(?![\p{L}\d])/giu;
const nine = /(?<![\w-])\d{9}(?![\w-])/gu;
const account =
  /\b(?:account|acct|a\/c|cuenta|checking|savings)(?: ?(?:number|no\.?|num\.?|n[uú]mero|#))?(?: (?:ending in|is|was|de|of|es))?[ :#]{0,3}(\d[\d -]{4,18}\d)(?![\w-])/giu;

/** By ISO 13616: the first four signs to the end, letters as numbers, the rest of 97 is one. */
export function ibans(text: string): Suggestion[] {
  return matched(text, ibanShape, "IBAN", 0.98).flatMap((one) => {
    const shown = text.slice(one.start, one.end);
    const signs = shown.replaceAll(" ", "").toUpperCase();
    if (isIban(signs)) return [one];
    const isNamed = /\biban\b/iu.test(before(text, one.start, 40));
    return isNamed && /^\w{15,34}$/.test(signs) ? [{ ...one, confidence: 0.8 }] : [];
  });
}

function isIban(signs: string): boolean {
  if (signs.length < 15 || signs.length > 34) return false;
  let rest = 0;
  for (const sign of signs.slice(4) + signs.slice(0, 4))
    for (const digit of String(Number.parseInt(sign, 36))) rest = (rest * 10 + Number(digit)) % 97;
  return rest === 1;
}

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
