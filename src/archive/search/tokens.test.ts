import assert from "node:assert/strict";
import { test } from "node:test";
import { tokensOf } from "./tokens.ts";

test("a text of plain letters has the words that it has beside others", () => {
  const texts = [
    "Officer O'Brien's #SafeStreets a#b @riverside x@y _under_score 12th-St. 'quoted' rock'n'roll ''' #",
    "don't'",
    "a_'b c' _#d 9#e #9 @_f",
    "##twice #@both @#a '#q a'#b x__'y _'_ #_no @'s ##",
    `${"long".repeat(40)} ${"Long".repeat(40)} #${"w".repeat(101)}`,
    "Call 911, or (509) 555-0100; see https://example.org/a_b?c=d#frag",
    "",
  ];
  for (const text of texts) {
    const beside = tokensOf(`${text} жук`);
    assert.deepEqual(tokensOf(text), beside.slice(0, -1), text);
  }
  assert.deepEqual(
    tokensOf("O'Brien #tag").map(({ word, sigil, start, end }) => [word, sigil, start, end]),
    [
      ["obrien", "", 0, 7],
      ["tag", "#", 8, 12],
    ],
  );
});
