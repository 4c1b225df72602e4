import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { normalised, similarity } from "./similarity.ts";

const words = fc.array(fc.constantFrom("road", "closed", "river", "mill", "café", "9th", "open"), {
  minLength: 1,
  maxLength: 40,
});

test("a text is as like another as the other is like it, wholly like itself, and never more", () => {
  fc.assert(
    fc.property(words, words, (one, other) => {
      const [a, b] = [one.join(" "), other.join(" ")];
      const part = similarity(a, b);
      assert.equal(part, similarity(b, a));
      assert.ok(part >= 0 && part <= 1);
      assert.equal(similarity(a, a), 1);
    }),
  );
});

test("case, accents, punctuation and addresses make no difference", () => {
  fc.assert(
    fc.property(words, (one) => {
      const text = one.join(" ");
      const dressed = `${one.join(", ").toUpperCase()}! https://riverside.example/${one.length}`;
      assert.equal(similarity(text, dressed), 1);
    }),
  );
  assert.deepEqual(normalised("Café—on 9th!"), ["cafe", "on", "9th"]);
});

test("a changed word in a long text is nearly the same, another text is not", () => {
  const text =
    "Mill Street is closed between 3rd and 5th Avenue until six this evening while the city mends the water main under the road, please go by Falls Parkway instead and mind the children";
  assert.ok(similarity(text, text.replace("six", "seven")) >= 0.8);
  assert.ok(similarity(text, "We are hiring: come and see what a day in beat 3 is like.") < 0.1);
  assert.equal(similarity("", text), 0);
});
