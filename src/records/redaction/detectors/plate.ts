import {
  noPlateWord,
  plateNamed,
  platePainted,
  plateWithState,
  vehicleWord,
} from "#platform/text/patterns.ts";
import { after, before, matched, type Suggestion } from "./detector.ts";

const casual =
  /\b(?:plates?|license|lic|tags?|registration|placas?)(?: (?:number|no|num|is|was|of|#|es|del?|the|license|it|i|think|reads?|starts?|starting|with|begins?|partial)){0,4} ?[:#]? ?["“]?((?=[a-z]{0,3}\d{1,4}|\d{1,3}[a-z])[a-z0-9]{2,4}[- ]?[a-z0-9]{2,4})(?![\w])/giu;
const someMonth = /^(?:JAN|FEB|MAR|APR|MAY|JUN|JUL|AUG|SEP|OCT|NOV|DEC|CAD|RCW|CVC|SUV|USC|DUI)/;

/** A plate needs the word, the state or a vehicle beside it: letters and digits alone are anything. */
export function plates(text: string): Suggestion[] {
  const named = [plateNamed, plateWithState].flatMap((pattern) =>
    matched(text, pattern, "PLATE", 0.88).filter((one) => isPlate(text, one)),
  );
  const said = matched(text, casual, "PLATE", 0.7).filter(
    (one) =>
      isPlate(text, one) &&
      /\d/.test(text.slice(one.start, one.end)) &&
      !/\b(?:number|no|expires?d?|driver['’]?s)\b[^a-z]{0,3}$/iu.test(before(text, one.start, 10)),
  );
  const painted = matched(text, platePainted, "PLATE", 0.75).filter((one) => {
    const around = before(text, one.start, 70) + " " + after(text, one.end, 50);
    const value = text.slice(one.start, one.end);
    return vehicleWord.test(around) && !noPlateWord.test(around) && !someMonth.test(value);
  });
  return [...named, ...said, ...painted];
}

function isPlate(text: string, { start, end }: Suggestion): boolean {
  const value = text.slice(start, end);
  if (!/\d/.test(value) || /^-\w/.test(after(text, end, 2))) return false;
  if (value.length < 4 || /^\d{1,4}$/.test(value) || /^(?:19|20)\d\d$/.test(value)) return false;
  return !/\b(?:driver['’]?s?|DL|OLN|drivers?) (?:licen[sc]e|lic)\b/iu.test(before(text, end, 50));
}
