import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { create, type Font } from "fontkit";

const { resolve } = createRequire(import.meta.url);
const opened = new Map<string, Font>();

export type Weight = 400 | 600 | 700;
/** One file of letters: a family's part for a group of scripts. */
export type FontPart = (typeof fontParts)[number];

/** Where letters are looked for, in this order: what most papers need first. All that is set on paper is set in these. */
export const fontParts = [
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

/** Where a part's WOFF file lies. */
export function fontFile([family, group]: FontPart, weight: Weight): string {
  return resolve(`@fontsource/${family}/files/${family}-${group}-${weight}-normal.woff`);
}

/** Whether the font at this path has the letter; each font is opened once. */
export function hasLetter(path: string, sign: string): boolean {
  let font = opened.get(path);
  if (!font) {
    font = create(readFileSync(path));
    opened.set(path, font);
  }
  return font.hasGlyphForCodePoint(sign.codePointAt(0) ?? 0);
}

/** Marks that only join or direct others leave nothing to see: formats (Unicode Cf) and variation selectors. */
export function isUnseen(sign: string): boolean {
  const code = sign.codePointAt(0) ?? 0;
  return /\p{Cf}/u.test(sign) || (code >= 0xfe00 && code <= 0xfe0f);
}
