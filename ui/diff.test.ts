import assert from "node:assert/strict";
import { test } from "node:test";
import { array, assert as forAll, constantFrom, property } from "fast-check";
import { diffWords } from "./diff.ts";

test("a changed word is shown as removed and added", () => {
  assert.deepEqual(diffWords("Mill St is closed.", "Mill St is open."), [
    { kind: "same", text: "Mill St is " },
    { kind: "removed", text: "closed" },
    { kind: "added", text: "open" },
    { kind: "same", text: "." },
  ]);
});

test("the same text has no change", () => {
  assert.deepEqual(diffWords("Pier 2", "Pier 2"), [{ kind: "same", text: "Pier 2" }]);
  assert.deepEqual(diffWords("", ""), []);
});

test("without the additions the old text stands, without the removals the new one", () => {
  const text = array(constantFrom("river", "road", " ", ".", "closed", "¿qué?", "9th"), {
    maxLength: 30,
  }).map((words) => words.join(""));
  forAll(
    property(text, text, (before, after) => {
      const parts = diffWords(before, after);
      const read = (left: string) =>
        parts
          .filter(({ kind }) => kind !== left)
          .map((part) => part.text)
          .join("");
      assert.equal(read("added"), before);
      assert.equal(read("removed"), after);
    }),
  );
});
