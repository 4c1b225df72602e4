import type { Span } from "#platform/text/reading.ts";

/** What may have to be taken out before a record is handed over. */
const suggestionTypes = [
  "PERSON",
  "JUVENILE",
  "AGE_OF_MINOR",
  "MEDICAL",
  "ADDRESS",
  "PHONE",
  "EMAIL",
  "USERNAME",
  "DATE_OF_BIRTH",
  "SSN",
  "DRIVER_LICENSE",
  "PASSPORT",
  "PLATE",
  "VIN",
  "CASE_NUMBER",
  "CREDIT_CARD",
  "BANK_ACCOUNT",
  "ROUTING_NUMBER",
  "IBAN",
  "IP_ADDRESS",
  "GPS",
] as const;
export type SuggestionType = (typeof suggestionTypes)[number];

/** Words that a person may want to take out; `start` and `end` are UTF-16 offsets, the end exclusive. */
export interface Suggestion extends Span {
  type: SuggestionType;
  /** From 0 to 1; the detectors' own order of strength, no measured probability. */
  confidence: number;
}

/** Whole names that the agency knows; they are found whatever the words around them are. */
export interface NameLists {
  people?: readonly string[] | undefined;
  minors?: readonly string[] | undefined;
  officers?: readonly string[] | undefined;
}

/** Looks for one type. Takes time in proportion to the text's length, whatever stands in it. */
export type Detector = (text: string) => Suggestion[];

/** The characters around a place that a detector may look at; wider looks would make long texts slow. */
export function before(text: string, at: number, characters: number): string {
  return text.slice(Math.max(0, at - characters), at);
}

export function after(text: string, at: number, characters: number): string {
  return text.slice(at, at + characters);
}

/** Every match of `pattern`, or of its first group where it has one, as a suggestion. */
export function matched(
  text: string,
  pattern: RegExp,
  type: SuggestionType,
  confidence: number,
): Suggestion[] {
  const found: Suggestion[] = [];
  for (const match of text.matchAll(pattern)) {
    const value = match[1] ?? match[0];
    const start = match.index + match[0].lastIndexOf(value);
    found.push({ type, start, end: start + value.length, confidence });
  }
  return found;
}
