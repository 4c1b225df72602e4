import { caseBare, caseNamed, stateCode } from "#platform/text/patterns.ts";
import { before, matched, type Suggestion } from "./detector.ts";

const states =
  "(?:alabama|alaska|arizona|california|colorado|florida|georgia|illinois|michigan|nevada|new york|ohio|oregon|texas|utah|washington)";
const license = new RegExp(
  `\\b(?:driver['’]?s?['’]? ?licen[sc]e|drivers? licen[sc]e|driving licen[sc]e|dr\\.? lic\\.?|DLN?|OLN|D\\.L\\.|operator['’]?s? licen[sc]e|CDL|licencia(?: de (?:conducir|manejo))?)(?: ?(?:number|no\\.?|num\\.?|n[uú]mero|#|id))?(?: (?:is|was|es|from|in|of|${stateCode}|${states}))*[ :#(-]{0,3}((?=[A-Z]{0,3}-?\\d)[A-Z]{0,3}-?\\d[\\d-]{3,14}[A-Z]{0,2}\\d{0,2})(?![\\w-])`.replace(
    "))*[",
    ")){0,3}[",
  ),
  "giu",
);
const passport =
  /\b(?:passport|pasaporte)(?: ?(?:number|no\.?|num\.?|n[uú]mero|#|book|card))?(?: (?:is|was|es|from|it['’]s)){0,2}[ :#]{0,3}((?=[A-Z]{0,2}\d)[A-Z0-9]{6,10})(?![\w-])/giu;

export function driverLicenses(text: string): Suggestion[] {
  return matched(text, license, "DRIVER_LICENSE", 0.93);
}

export function passports(text: string): Suggestion[] {
  return matched(text, passport, "PASSPORT", 0.92);
}

const notCase =
  /\b(?:bill|ordinance|resolution|section|code|law|zip|phone|call|text|llame|serial|model|lot|permit|route)\b[^.!?\n]{0,20}$/iu;

/** What leads into the records system: with its word, or numbered year first as many agencies do. */
export function caseNumbers(text: string): Suggestion[] {
  const named = matched(text, caseNamed, "CASE_NUMBER", 0.9).map((one) => {
    const words = text.slice(one.start, one.end);
    const at = words.search(/(?:[A-Z]{1,4}[- ]?)?\d[\dA-Z–-]*$/u);
    return { ...one, start: one.start + Math.max(0, at) };
  });
  const bare = matched(text, caseBare, "CASE_NUMBER", 0.78).filter(
    (one) => !notCase.test(before(text, one.start, 50)),
  );
  return [...named, ...bare];
}
