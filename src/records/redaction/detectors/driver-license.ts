import { stateCode } from "#platform/text/patterns.ts";
import { matched, type Suggestion } from "./detector.ts";

const states =
  "(?:alabama|alaska|arizona|california|colorado|florida|georgia|illinois|michigan|nevada|new york|ohio|oregon|texas|utah|washington)";
const license = new RegExp(
  `\\b(?:driver['’]?s?['’]? ?licen[sc]e|drivers? licen[sc]e|driving licen[sc]e|dr\\.? lic\\.?|DLN?|OLN|D\\.L\\.|operator['’]?s? licen[sc]e|CDL|licencia(?: de (?:conducir|manejo))?)(?: ?(?:number|no\\.?|num\\.?|n[uú]mero|#|id))?(?: (?:is|was|es|from|in|of|${stateCode}|${states})){0,3}[ :#(-]{0,3}((?=(?:[A-Z-]{0,6}\\d){3})[A-Z0-9][A-Z0-9-]{3,18}[A-Z0-9])(?![\\w-])`,
  "giu",
);

/** What stands behind the words for it; the states number too differently for more than letters and digits. */
export function driverLicenses(text: string): Suggestion[] {
  return matched(text, license, "DRIVER_LICENSE", 0.93);
}
