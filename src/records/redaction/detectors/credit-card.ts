import { before, type Suggestion } from "./detector.ts";

const digitRun = /(?<![\w.-])\d(?:[ -]?\d){11,18}(?![\w-]|\.\d)/gu;
/** Issuers' prefixes with the lengths they use: Visa, Mastercard, American Express, Diners, Discover, JCB, UnionPay. */
const issuers: readonly [RegExp, readonly number[]][] = [
  [/^4/, [13, 16, 19]],
  [/^(?:5[1-5]|222[1-9]|22[3-9]|2[3-6]|27[01]|2720)/, [16]],
  [/^3[47]/, [15]],
  [/^3(?:0[0-5]|[689])/, [14]],
  [/^(?:6011|64[4-9]|65)/, [16, 19]],
  [/^(?:2131|1800)/, [15]],
  [/^35(?:2[89]|[3-8])/, [16]],
  [/^62/, [16, 17, 18, 19]],
  [/^(?:50|5[6-9]|6\d)/, [12, 13, 14, 15, 16, 17, 18, 19]],
];
const word = /\b(?:cards?|cc|credit|debit|visa|master ?card|amex|discover|tarjeta)\b/iu;

/** Numbers that pass the check digit and begin as an issuer's do. */
export function creditCards(text: string): Suggestion[] {
  const found: Suggestion[] = [];
  for (const { 0: shown, index } of text.matchAll(digitRun)) {
    const digits = shown.replaceAll(/\D/g, "");
    if (!isLuhn(digits) || /^(\d)\1*$/.test(digits)) continue;
    const isIssued = issuers.some(
      ([prefix, lengths]) => prefix.test(digits) && lengths.includes(digits.length),
    );
    const isNamed = word.test(before(text, index, 60));
    if (!isNamed && !(isIssued && digits.length >= 13)) continue;
    found.push({
      type: "CREDIT_CARD",
      start: index,
      end: index + shown.length,
      confidence: isIssued ? 0.98 : 0.85,
    });
  }
  return found;
}

/** The check of ISO/IEC 7812: from the right, every second digit doubled, the sum ends in nought. */
function isLuhn(digits: string): boolean {
  let sum = 0;
  for (let at = 0; at < digits.length; at++) {
    const digit = Number(digits[digits.length - 1 - at]);
    const doubled = at % 2 === 1 ? digit * 2 : digit;
    sum += doubled > 9 ? doubled - 9 : doubled;
  }
  return sum % 10 === 0;
}
