import assert from "node:assert/strict";
import { test } from "node:test";
import {
  blankSheet,
  openSuggestions,
  piecesOf,
  refusing,
  withMarks,
  withoutMark,
  wordSpans,
} from "./sheet.ts";

const mark = (start: number, end: number, code = "a") => ({ start, end, code });
const hint = (start: number, end: number) => ({ start, end, type: "PHONE", confidence: 0.9 });

test("a new mark lies on top of older ones, and neighbours of one code are one", () => {
  const sheet = withMarks(blankSheet, [mark(0, 10), mark(4, 6, "b")]);
  assert.deepEqual(sheet.marks, [mark(0, 4), mark(4, 6, "b"), mark(6, 10)]);
  assert.deepEqual(withMarks(sheet, [mark(4, 6)]).marks, [mark(0, 10)]);
  assert.deepEqual(withoutMark(sheet, mark(4, 6)).marks, [mark(0, 4), mark(6, 10)]);
});

test("a suggestion is open until it is marked or left in", () => {
  const all = [hint(0, 4), hint(6, 9), hint(12, 14)];
  const sheet = refusing(withMarks(blankSheet, [mark(0, 5)]), [hint(6, 9)]);
  assert.deepEqual(openSuggestions(all, sheet), [hint(12, 14)]);
});

test("the pieces of a text are the text again, cut where its look changes", () => {
  const text = "Dana called 555-0142 at noon";
  const pieces = piecesOf(text, [mark(0, 4)], [hint(12, 20)], { start: 2, end: 14 });
  assert.equal(pieces.map((one) => one.text).join(""), text);
  assert.deepEqual(
    pieces.map((one) => [
      one.text,
      one.mark !== undefined,
      one.suggestion !== undefined,
      one.isChosen,
    ]),
    [
      ["Da", true, false, false],
      ["na", true, false, true],
      [" called ", false, false, true],
      ["55", false, true, true],
      ["5-0142", false, true, false],
      [" at noon", false, false, false],
    ],
  );
  assert.deepEqual(pieces.map((one) => one.endsMark).slice(0, 2), [false, true]);
  assert.deepEqual(wordSpans("a 👋 b").length, 2);
});
