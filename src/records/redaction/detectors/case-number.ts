import { caseBare, caseNamed } from "#platform/text/patterns.ts";
import { before, matched, type Suggestion } from "./detector.ts";

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
