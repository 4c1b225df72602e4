import { wordwise } from "#platform/text/reading.ts";
import { foreignStreets } from "./address-abroad.ts";
import { endOfAddress } from "./address-tail.ts";
import { anyWord, direction, number, street, streetToo, word } from "./address-words.ts";
import { after, before, matched, type Suggestion } from "./detector.ts";

const begins = "(?<![\\p{L}\\d$:.,/#@-])";
const twoNumbers = `(?:${number} )?${number}`;
const known = new RegExp(
  `${begins}${twoNumbers} (?:${direction} )?(?:${word} ){0,4}?${word} (?:${street}|${streetToo})\\b(?![-'’]\\p{L})\\.?(?: ${direction}\\b)?`,
  "gu",
);
/** "5 minutes down the street" is no address. */
const plainWords =
  "the|a|an|my|his|her|our|your|their|this|that|of|in|on|at|to|from|for|and|or|is|was|are|" +
  "were|down|up|next|same|other|more|people|cars?|kids?|guys?|men|times?|minutes?|mins?|" +
  "hours?|hrs?|days?|weeks?|months?|years?|feet|ft|miles?|blocks?|block|blk|am|pm|a\\.m\\.|" +
  "p\\.m\\.|officers?|units?|residents?|homes?|houses?|x|mph|percent|dollars?|bucks";
const texted = new RegExp(
  `${begins}${number} (?:${direction} )?(?:(?!(?:${plainWords})\\b)${anyWord} ){1,3}?(?:${street})\\b(?![-'’]\\p{L})\\.?(?: ${direction}\\b)?`,
  "giu",
);
const rural = new RegExp(
  `${begins}\\d{2,6} (?:${direction} )?(?:County (?:Road|Rd|Hwy|Highway)|Co\\.? Rd\\.?|CR|FM|RM|State (?:Route|Road|Hwy|Highway)|SR|SH|Highway|Hwy\\.?|US(?: Highway| Hwy|-)?|Ranch Road|Route|Rte\\.?|RR|Old Highway) ?#?\\d{1,4}[A-Z]?\\b(?: ${direction}\\b)?`,
  "gu",
);
const broadway = new RegExp(
  `${begins}\\d{2,5} (?:${direction} )?(?:Broadway|The Strand|The Alameda|Embarcadero)\\b`,
  "gu",
);
const box =
  /(?<![\p{L}\d])(?:\d{1,6} )?(?:P\.? ?O\.? ?Box|Post Office Box|POB|Apartado(?: Postal)?|Postfach|Casilla|HC \d{1,3},? Box|RR ?\d{1,3},? Box)\.? ?#?\d{1,6}[A-Z]?\b/giu;
const military =
  /(?<![\p{L}\d])(?:(?:PSC|CMR|Unit|UNIT) ?#?\d{1,5},? (?:Box|BOX) ?#?\d{1,5}|(?:USNS|USS|USCGC) \p{L}[\p{L}'’. -]{1,30})(?:[\s,]{1,3}(?:APO|FPO|DPO),? (?:AA|AE|AP) \d{5}(?:-\d{4})?)?/gu;
const fleet = /(?<![\p{L}\d])(?:APO|FPO|DPO),? (?:AA|AE|AP) \d{5}(?:-\d{4})?\b/gu;
const corner = new RegExp(
  `(?<![\\p{L}\\d])(?i:(?:the )?(?:corner|intersection) of )(?:${number} )?(?:${word} ){0,5}?(?i:ul\\.? )?(?:${word} ){0,4}?${word}(?: \\d{1,4})?(?: (?i:str?)\\b\\.?)? (?:and|&|at|/|y) (?:${word} ){0,4}${word}(?: (?:${street})\\b\\.?)?(?: \\d{1,4}\\b)?`,
  "gu",
);
const crossing = new RegExp(
  `(?<![\\p{L}\\d-])(?:${direction} )?(?:${word} ){1,3}?(?:${street})\\b\\.? ?(?:and|&|@|/|at) ?(?:${direction} )?(?:${word} ){1,3}?(?:${street})\\b\\.?`,
  "gu",
);
const ordinal =
  /(?<![\p{L}\d-])(?:\d{1,3}(?:st|nd|rd|th)(?: (?:St|Street|Ave|Avenue))?\.? (?:and|&|@|\/) ?\p{Lu}[\p{L}'’]{2,20}|\p{Lu}[\p{L}'’]{2,20} (?:and|&|@|\/) ?\d{1,3}(?:st|nd|rd|th))(?: (?:St|Street|Ave|Avenue|Rd|Road|Blvd)\b\.?)?(?![\p{L}\d-])/gu;
const alone =
  /(?<![\p{L}\d])(?:apartment|apt|suite|ste|trailer|trlr)(?:\.? ?#? ?[A-Z]?-?\d{1,5}[A-Z]?|(?:\.| #) ?[A-Z])(?![\p{L}\d])/giu;
const zip =
  /\b(?:zip(?: ?code)?|postal code|postcode|código postal|c\.p\.)(?: (?:is|was|code))?[ :]{1,3}((?=[\w -]{0,8}\d)[A-Z\d]{2,5}(?:[- ][A-Z\d]{2,4})?)\b/giu;

/** Where somebody lives or something happened, by number; streets alone and hundred blocks say no house. */
export function addresses(text: string): Suggestion[] {
  const cores = [
    ...matched(text, known, "ADDRESS", 0.9).filter((one) => isAddress(text, one)),
    ...matched(text, texted, "ADDRESS", 0.8).filter((one) => isAddress(text, one)),
    ...matched(text, rural, "ADDRESS", 0.85).filter((one) => isAddress(text, one)),
    ...matched(text, broadway, "ADDRESS", 0.8).filter((one) => isAddress(text, one)),
    ...matched(text, box, "ADDRESS", 0.93),
    ...matched(text, military, "ADDRESS", 0.94),
    ...matched(text, fleet, "ADDRESS", 0.9),
    ...matched(text, corner, "ADDRESS", 0.86),
    ...matched(text, crossing, "ADDRESS", 0.8).filter((one) => isCrossing(text, one)),
    ...matched(text, ordinal, "ADDRESS", 0.75),
    ...foreignStreets(text),
    ...matched(text, alone, "ADDRESS", 0.68),
  ];
  return [
    ...cores.map((one) => ({ ...one, end: withoutStop(text, endOfAddress(text, one.end)) })),
    ...matched(text, zip, "ADDRESS", 0.7),
  ];
}

/** The point of "St." belongs to the address, the one that ends the sentence does not. */
function withoutStop(text: string, end: number): number {
  return text[end - 1] === "." && /^(?:$|\s*$|\n|\s+\p{Lu}|["”)])/u.test(after(text, end, 6))
    ? end - 1
    : end;
}

const noHouse =
  /(?:\b(?:mile|milepost|exit|marker|mm|engine|unit|truck|station|district|beat|precinct|highway|hwy|route|interstate|i|us|sr|no|number|nearly|over|since|section|chapter|cuadra|bloque|top|channel|season|episode|grade|version)\.? ?|\bi-)$/iu;
const block = /^\d+(?:[- ]?(?:block|blk|hundred|cuadra))/iu;
const crowd =
  /^ (?:residents|neighbors|homes|houses|businesses|merchants|families|festival|parade|fair|block party|market|bridge replacement|closures?|improvement|project|song|songs|album|albums)\b/iu;
const measure = wordwise(
  /^\d{1,6} (?:minutes?|mins?|hours?|hrs?|days?|weeks?|months?|years?|feet|miles?|people|cars|kids|men|women|officers?|deputies|calls|blocks?|percent|dollars|a\.?m\.?|p\.?m\.?|of|and|to|or|the|more|times|january|february|march|april|may|june|july|august|september|october|november|december|jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec)\b/iu,
);

function isAddress(text: string, { start, end }: Suggestion): boolean {
  const head = before(text, start, 16);
  const core = text.slice(start, end);
  if (noHouse.test(head) && !/\b(?:at|in|en) $/iu.test(head)) return false;
  if (/^0+ /.test(core) || block.test(core) || measure.test(core)) return false;
  return !/\b(?:blocks?|cuadras?) (?:of )?$/iu.test(head) && !crowd.test(after(text, end, 24));
}

const noStreet =
  /^(?:the|a|an|my|his|her|that|this|our|in|on|at|from|to|of|for|across|down|up|by|way|no|one)\b/iu;

function isCrossing(text: string, { start, end }: Suggestion): boolean {
  const words = text.slice(start, end);
  const isCapital = /^(?:\p{Lu}|\d)/u.test(words) && /(?:and|&|@|\/|at) ?[\p{Lu}\d]/u.test(words);
  return isCapital && !noStreet.test(words);
}
