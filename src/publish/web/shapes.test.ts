import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { splitText, withoutWords, withPlain } from "./shapes.ts";

test("a long text is split between sentences, and no word of it is lost", () => {
  const text = "Elm St is closed. Use Oak St instead.\n\nSchools open at ten. Buses run late.";
  assert.deepEqual(splitText(text, 45), [
    "Elm St is closed. Use Oak St instead.",
    "Schools open at ten. Buses run late.",
  ]);
  assert.deepEqual(splitText(text, 20), [
    "Elm St is closed.",
    "Use Oak St instead.",
    "Schools open at ten.",
    "Buses run late.",
  ]);
});

test("each piece fits, whatever is typed, and together they say the same", () => {
  const words = fc.array(fc.string({ unit: "grapheme", minLength: 1, maxLength: 30 }), {
    maxLength: 40,
  });
  fc.assert(
    fc.property(words, fc.integer({ min: 5, max: 60 }), (given, max) => {
      const text = given.join(" ");
      const parts = splitText(text, max);
      for (const part of parts) assert.ok([...new Intl.Segmenter().segment(part)].length <= max);
      const bare = (one: string) => one.replaceAll(/\s+/g, "");
      assert.equal(bare(parts.join("")), bare(text));
    }),
  );
});

test("leaving pictures out on a channel and its own words do not undo each other", () => {
  const worded = { x: { text: "Short" }, bsky: { title: "Other" } };
  const plain = withPlain(worded, "x", true);
  assert.deepEqual(plain, { x: { text: "Short", plain: true }, bsky: { title: "Other" } });
  assert.deepEqual(withPlain(plain, "x", false), worded);
  assert.deepEqual(withoutWords(plain, "x"), { x: { plain: true }, bsky: { title: "Other" } });
  assert.deepEqual(withoutWords(worded, "x"), { bsky: { title: "Other" } });
  assert.deepEqual(withPlain(withPlain({}, "x", true), "x", false), {});
});
