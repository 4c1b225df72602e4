import { matched, type Suggestion } from "./detector.ts";

const passport =
  /\b(?:passport|pasaporte)(?: ?(?:number|no\.?|num\.?|n[uú]mero|#|book|card))?(?: (?:is|was|es|from|it['’]s)){0,2}[ :#]{0,3}((?=[A-Z]{0,2}\d)[A-Z0-9]{6,10})(?![\w-])/giu;

/** Behind the word for it alone: nine digits or a letter and eight are anything. */
export function passports(text: string): Suggestion[] {
  return matched(text, passport, "PASSPORT", 0.92);
}
