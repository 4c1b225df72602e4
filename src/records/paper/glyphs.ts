import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { create, type Font } from "fontkit";

const { resolve } = createRequire(import.meta.url);
export type Weight = 400 | 700;

/** Where letters are looked for, in this order: what most papers need first. */
const families = [
  ["public-sans", "latin"],
  ["public-sans", "latin-ext"],
  ["noto-sans", "latin-ext"],
  ["noto-sans", "vietnamese"],
  ["noto-sans", "cyrillic"],
  ["noto-sans", "cyrillic-ext"],
  ["noto-sans", "greek"],
  ["noto-sans", "greek-ext"],
  ["noto-sans", "devanagari"],
  ["noto-emoji", "emoji"],
] as const;

/** Paths of the fonts that papers are set in, of one weight. */
export function fontsOf(weight: Weight): string[] {
  return families.map(([family, subset]) =>
    resolve(`@fontsource/${family}/files/${family}-${subset}-${weight}-normal.woff`),
  );
}

/** A stretch of text that one font can set. */
export interface Run {
  font: string;
  text: string;
}

const fontsByWeight = { 400: fontsOf(400), 700: fontsOf(700) };
const everyday =
  /^[\n\u0020-\u007e\u00a1-\u00ff\u2013\u2014\u2018-\u201a\u201c-\u201e\u2022\u2026]*$/;
const opened = new Map<string, Font>();

/**
 * Cuts a text into runs by the font that has its letters. What no font has, such as a picture sign or another script,
 * is written by its Unicode number, "[U+1F600]": a copy may not lose a sign silently.
 */
export function runsOf(text: string, weight: Weight): Run[] {
  const fonts = fontsByWeight[weight];
  const [first = ""] = fonts;
  const clean = text.toWellFormed().replaceAll(/\r\n?/g, "\n").replaceAll("\t", "    ");
  if (everyday.test(clean)) return [{ font: first, text: clean }];
  const runs: Run[] = [];
  for (const sign of clean) {
    if (isUnseen(sign)) continue;
    const font = everyday.test(sign) ? first : fonts.find((one) => hasGlyph(one, sign));
    add(runs, font ?? first, font === undefined ? numberOf(sign) : sign);
  }
  return runs;
}

function add(runs: Run[], font: string, text: string): void {
  const last = runs.at(-1);
  if (last?.font === font) last.text += text;
  else runs.push({ font, text });
}

/** Marks that only join or direct others leave nothing to see: formats (Unicode Cf) and variation selectors. */
function isUnseen(sign: string): boolean {
  const code = sign.codePointAt(0) ?? 0;
  return /\p{Cf}/u.test(sign) || (code >= 0xfe00 && code <= 0xfe0f);
}

function numberOf(sign: string): string {
  return `[U+${(sign.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, "0")}]`;
}

function hasGlyph(path: string, sign: string): boolean {
  let font = opened.get(path);
  if (!font) {
    font = create(readFileSync(path));
    opened.set(path, font);
  }
  return font.hasGlyphForCodePoint(sign.codePointAt(0) ?? 0);
}
