import assert from "node:assert/strict";
import { test } from "node:test";
import { contrast, dark, light, type Palette } from "./palette.ts";

type Pair = [text: keyof Palette, behind: keyof Palette];

const textPairs: Pair[] = [
  ["ink", "canvas"],
  ["ink", "surface"],
  ["ink", "sunken"],
  ["inkQuiet", "canvas"],
  ["inkQuiet", "surface"],
  ["inkQuiet", "sunken"],
  ["accent", "surface"],
  ["accent", "canvas"],
  ["accentInk", "accent"],
  ["accentInk", "accentHover"],
  ["accent", "accentWash"],
  ["ink", "accentWash"],
  ["bad", "surface"],
  ["bad", "badWash"],
  ["badSolidInk", "badSolid"],
  ["wait", "surface"],
  ["wait", "waitWash"],
  ["waitSolidInk", "waitSolid"],
  ["good", "surface"],
  ["good", "goodWash"],
  ["info", "infoWash"],
  ["nightInk", "night"],
  ["nightQuiet", "night"],
];

for (const [name, palette] of Object.entries({ light, dark })) {
  for (const [text, behind] of textPairs) {
    test(`${text} on ${behind} reads at 7:1 in ${name}`, () => {
      const measured = contrast(palette[text], palette[behind]);
      assert.ok(measured >= 7, `${measured.toFixed(2)}:1`);
    });
  }
  test(`the edge of a control shows at 3:1 in ${name}`, () => {
    assert.ok(contrast(palette.edge, palette.surface) >= 3);
    assert.ok(contrast(palette.edge, palette.canvas) >= 3);
  });
}
