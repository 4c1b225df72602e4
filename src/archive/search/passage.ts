import type { Compiled } from "./compiling.ts";
import { marksOf } from "./matching.ts";

/** A piece of a text around what was found in it. */
export interface Passage {
  text: string;
  /** UTF-16 places in it of what was asked for. */
  marks: [start: number, end: number][];
  /** Something of the text stands before it, after it. */
  isCutBefore: boolean;
  isCutAfter: boolean;
}

const shown = 280;
const lead = 70;

/** The passage that shows why a record was found: around its first match, from a word's beginning. */
export function passageOf(words: Compiled | undefined, text: string): Passage {
  const marks = words ? marksOf(words, text) : [];
  const first = marks[0]?.[0] ?? 0;
  const from = first < shown / 2 ? 0 : afterSpace(text, first - lead, first);
  const until = Math.min(text.length, from + shown);
  return {
    text: text.slice(from, until),
    marks: marks
      .filter(([start, end]) => start >= from && end <= until)
      .map(([start, end]) => [start - from, end - from]),
    isCutBefore: from > 0,
    isCutAfter: until < text.length,
  };
}

function afterSpace(text: string, from: number, latest: number): number {
  const space = text.slice(from, latest).search(/\s/);
  return space === -1 ? latest : from + space + 1;
}
