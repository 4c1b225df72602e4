import { birthDated, wholeDate } from "#platform/text/patterns.ts";
import { matched, type Suggestion } from "./detector.ts";

const month =
  "(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)";
const word =
  "(?:d\\.?o\\.?b\\.?|date of birth|birth ?date|birth ?day|b-?day|born|fecha de nacimiento|nacid[oa]|naci[oó]|f\\. ?n\\.)";
const date = `(?:${wholeDate}|\\d{1,2} ${month}\\.?,? (?:19|20)\\d{2}|\\d{1,2}[- ]?${month}[- ]?\\d{2,4}|${month}\\.? \\d{1,2}(?:st|nd|rd|th)?(?:,? '?\\d{2,4})?|(?:0[1-9]|1[0-2])[0-3]\\d(?:19|20)\\d{2}|\\d{1,2}/\\d{1,2}|(?:19|20)\\d{2}[/.]\\d{1,2}[/.]\\d{1,2})`;
const lead =
  "(?:[ :=#-]{1,3}|[ ,]{0,2}(?:is|was|of|on|the|el|it['’]?s|es|fue)\\b){0,4}[ \\t]{0,2}\\(?";
const named = new RegExp(`(?<![\\p{L}\\d])${word}${lead}(${date})(?![\\p{L}\\d])`, "giu");
/** "your date of birth. It's 2/16/1942": the answer follows the question. */
const answered = new RegExp(
  `(?:date of birth|birth ?date|birthday)[?.:]{0,2}\\s{1,3}(?:[\\p{L}-]{1,12}: ?)?(?:it['’]?s |it is )?(${date})(?![\\p{L}\\d])`,
  "giu",
);
const trailing = new RegExp(
  `(?<![\\p{L}\\d])(${wholeDate})(?: ?\\(?| is (?:my|his|her|their) )(?:d\\.?o\\.?b\\b|date of birth|birth ?day|birthdate)`,
  "giu",
);

/** A date that the words around it make somebody's birthday; other dates are left alone. */
export function birthDates(text: string): Suggestion[] {
  const dates = matched(text, birthDated, "DATE_OF_BIRTH", 0.9).map((one) => {
    const words = text.slice(one.start, one.end);
    const at = words.search(new RegExp(`${wholeDate}$`, "iu"));
    return { ...one, start: one.start + Math.max(0, at) };
  });
  return [
    ...dates,
    ...matched(text, named, "DATE_OF_BIRTH", 0.92),
    ...matched(text, answered, "DATE_OF_BIRTH", 0.9),
    ...matched(text, trailing, "DATE_OF_BIRTH", 0.9),
  ];
}
