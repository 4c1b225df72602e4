import { socialSecurityGrouped } from "#platform/text/patterns.ts";
import { before, matched, type Suggestion } from "./detector.ts";

/** Area never 000, 666 or 900 to 999, group never 00, serial never 0000. */
const bare = /(?<![\w-])(?!000|666|9\d\d)\d{3}(?!00)\d{2}(?!0000)\d{4}(?![\w-])/gu;
const dotted = /(?<![\w.-])(?!000|666|9\d\d)\d{3}\.(?!00)\d{2}\.(?!0000)\d{4}(?![\w.-])/gu;
/** With the word for it, also what the Administration never gave out: a slip of the pen is still somebody's. */
const anyGrouped = /(?<![\w-])\d{3}[-. ]\d{2}[-. ]\d{4}(?![\w-])/gu;
const word =
  /\b(?:ssn?|ss ?#|social(?: security)?(?: (?:number|no\.?|num|card))?|soc|seguro social|itin|tax ?id)\b[^.!?\n]{0,24}$/iu;
const lastFour =
  /\blast (?:four|4)(?: digits)?(?: of)?(?: (?:his|her|my|the|their))? (?:ssn|social(?: security)?(?: number)?)(?: is| are|:)? {0,2}(\d{4})\b/giu;
const serial =
  /\b(?:case|report|incident|tracking|order|invoice|part|serial|badge|flight)[^.!?\n]{0,12}$/iu;

export function socialSecurityNumbers(text: string): Suggestion[] {
  const named = (one: Suggestion) => word.test(before(text, one.start, 48));
  return [
    ...matched(text, socialSecurityGrouped, "SSN", 0.96).filter(
      (one) => named(one) || !serial.test(before(text, one.start, 30)),
    ),
    ...matched(text, dotted, "SSN", 0.8),
    ...matched(text, bare, "SSN", 0.9).filter(named),
    ...matched(text, anyGrouped, "SSN", 0.9).filter(named),
    ...matched(text, lastFour, "SSN", 0.85),
  ];
}
