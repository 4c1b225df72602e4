import { before, matched, type Suggestion } from "./detector.ts";

const ibanShape =
  /(?<![\p{L}\d])[A-Z]{2}\d{2}(?: ?[A-Z0-9]{4}){2,7}(?: ?[A-Z0-9]{1,4})?(?![\p{L}\d])/giu;

/** By ISO 13616: the first four signs to the end, letters as numbers, the rest of 97 is one. */
export function ibans(text: string): Suggestion[] {
  return matched(text, ibanShape, "IBAN", 0.98).flatMap((one) => {
    const shown = text.slice(one.start, one.end);
    const signs = shown.replaceAll(" ", "").toUpperCase();
    if (isIban(signs)) return [one];
    // The next word may have been taken for a last group.
    const shorter = shown.slice(0, Math.max(0, shown.lastIndexOf(" ")));
    if (isIban(shorter.replaceAll(" ", "").toUpperCase()))
      return [{ ...one, end: one.start + shorter.length }];
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
