import { isSupportedCountry, parsePhoneNumberFromString } from "libphonenumber-js/min";
import { after, before, type Suggestion } from "./detector.ts";

/** Digits in groups as telephones are written, an extension behind; bounded, so read once. */
const candidate =
  /(?<![\p{L}\d.@#$%/-])(?:\+|00)?(?:\(\+?\d{1,4}\)|\d{1,11})(?:[ .\-–/]{0,2}(?:\(\d{1,5}\)|\d{1,10})){0,6}(?: ?(?:x|ext\.?|extension|#)\.? ?\d{1,6})?(?![\p{L}\d%]|[./-]\d)/giu;
const extension = / ?(?:x|ext\.?|extension|#)\.? ?\d{1,6}$/iu;

const said =
  /(?:\b(?:call|calls|called|calling|text|texts|texted|txt|phone|telephone|tel|cell|cellphone|mobile|fax|desk|whatsapp|signal|reach(?:ed)?|dial(?:ed)?|ring|contact|number|num|ph|cb|callback|call ?back|office|home|work|voicemail|landline|pager|hotline|answering|llam[ae]\w*|tel[eé]fono|celular|m[oó]vil|n[uú]mero)\b[^\n.!?]{0,28}|\b[cphwmof]\s?[:#]\s?)$/iu;
const labelled =
  /(?:^|\n)[>? \t]*(?:phones?|telephone|tel|cell|mobile|fax|desk|office|home|work)\b[ .:]{0,3}\n?[ \t]*$/iu;
const saidAfter = /^[ \t]?[-–(,]? ?(?:office|fax|mobile|cell|home|work|desk|phone|direct)\b/iu;
const otherNumber =
  /\b(?:case|incident|report|cad|event|badge|serial|model|order|invoice|tracking|confirmation|claim|policy|ticket|citation|docket|warrant|account|acct|routing|card|iban|ssn|ss|social(?: security)?|license|vin|part|item|sku|isbn|zip|unit|reference|ref|flight|dl|oln|passport|cuenta|caso|expediente|section|ordinance|resolution)(?: ?(?:number|no\.?|num\.?|#|id))?(?: (?:is|was|of))?[ :#-]{0,3}$/iu;
const dateLike =
  /^(?:\d{1,2}[-/. ]\d{1,2}[-/. ](?:19|20)?\d{2}|(?:19|20)\d{2}[-/. ]\d{1,2}[-/. ]\d{1,2}(?: \d{1,2})?|(?:19|20)\d{2} ?[-–] ?(?:19|20)?\d{2}|(?:19|20)\d{2}|\d{3}-\d{2}-\d{4})$/u;

/** Telephones: by the plans of all countries where one is told, by the North American shape, else by the words around. */
export function phones(text: string): Suggestion[] {
  const found: Suggestion[] = [];
  for (const { 0: shown, index } of text.matchAll(candidate)) {
    const confidence = confidenceOf(text, shown, index);
    if (confidence > 0)
      found.push({ type: "PHONE", start: index, end: index + shown.length, confidence });
  }
  return found;
}

const american =
  /^(?:(?:\+|00)?1[ .-]?)?(?:\([2-9]\d{2}\)|[2-9]\d{2})[ .–-]{0,2}[2-9]\d{2}[ .–-]\d{4}$/u;
const american10 = /^(?:\+?1)?[2-9]\d{2}[2-9]\d{6}$/u;
const local = /^[2-9]\d{2}[ .–-]\d{4}$/u;

function confidenceOf(text: string, shown: string, index: number): number {
  const plain = shown.replace(extension, "");
  const digits = plain.replaceAll(/\D/g, "");
  if (digits.length < 7 || digits.length > 15 || dateLike.test(plain)) return 0;
  const head = before(text, index, 44);
  if (otherNumber.test(head) && !/\b(?:phone|cell|tel)\b/iu.test(head)) return 0;
  if (american.test(plain)) return 0.93;
  if (/^(?:\+|00\d)/.test(plain)) return isOfSomeCountry(plain) ? 0.95 : 0.75;
  const isSaid =
    said.test(head) || labelled.test(head) || saidAfter.test(after(text, index + shown.length, 12));
  if (american10.test(digits) && american10.test(plain))
    return isSaid ? 0.92 : isUnited(plain) ? 0.7 : 0;
  if (local.test(plain))
    return isSaid ? 0.88 : isStreetBehind(text, index + shown.length) ? 0 : 0.62;
  if (isSaid) return 0.8;
  // In no context: several groups with a bracket, a leading nought, or pairs and threes as telephones are spoken.
  const groups = plain.split(/[^\d]+/).filter(Boolean);
  if (/^\(\d{2,5}\) ?\d{3,4}[- ]?\d{3,4}$/.test(plain)) return 0.7;
  if (/^0\d/.test(plain) && groups.length >= 2 && digits.length >= 9) return 0.68;
  return groups.length >= 3 &&
    digits.length >= 8 &&
    groups.every(({ length }) => length >= 2 && length <= 4)
    ? 0.55
    : 0;
}

function isUnited(shown: string): boolean {
  return parsePhoneNumberFromString(shown, "US")?.isValid() ?? false;
}

function isOfSomeCountry(shown: string): boolean {
  const international = shown.replace(/^00/, "+").replaceAll("(0)", "");
  const number = parsePhoneNumberFromString(international);
  return number !== undefined && number.isPossible() && isSupportedCountry(number.country ?? "US");
}

function isStreetBehind(text: string, end: number): boolean {
  return /^ (?:[NSEW]\.? )?\p{Lu}\p{L}+ (?:St|Ave|Rd|Dr|Ln|Street|Road)/u.test(
    after(text, end, 30),
  );
}
