import assert from "node:assert/strict";
import { test } from "node:test";
import { marked, wordsOf } from "./marks.ts";

const matches = (text: string, query: string) =>
  marked(text, query).flatMap(({ text, isMatch }) => (isMatch ? [text] : []));

test("a query's words are those it asks for, not those it leaves out", () => {
  assert.deepEqual(wordsOf('"bike lights" or pier -closed -"not this"'), ["bik", "light", "pier"]);
});

test("words are marked in all their common forms", () => {
  assert.deepEqual(matches("Road closed. We are closing roads.", "close road"), [
    "Road",
    "closed",
    "closing",
    "roads",
  ]);
});

test("a match far into a text is shown with what stands around it", () => {
  const pieces = marked(`${"word ".repeat(200)}flood ${"tail ".repeat(200)}`, "flood");
  assert.equal(pieces[0]?.text, "… ");
  assert.ok(pieces.some(({ text, isMatch }) => isMatch && text === "flood"));
  assert.ok(pieces.map(({ text }) => text).join("").length < 300);
});

test("the pieces of a short text are the whole of it", () => {
  const text = "River level: 14 ft at <b>Main</b>";
  assert.equal(
    marked(text, "main")
      .map((piece) => piece.text)
      .join(""),
    text,
  );
});
