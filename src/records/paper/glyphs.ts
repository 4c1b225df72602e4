import { fontFile, fontParts, hasLetter, isUnseen } from "#platform/text/fonts.ts";

export type Weight = 400 | 700;

/** Paths of the fonts that papers are set in, of one weight. */
export function fontsOf(weight: Weight): string[] {
  return fontParts.map((part) => fontFile(part, weight));
}

/** A stretch of text that one font can set. */
export interface Run {
  font: string;
  text: string;
}

const fontsByWeight = { 400: fontsOf(400), 700: fontsOf(700) };
const everyday =
  /^[\n\u0020-\u007e\u00a1-\u00ff\u2013\u2014\u2018-\u201a\u201c-\u201e\u2022\u2026]*$/;

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
    const font = everyday.test(sign) ? first : fonts.find((one) => hasLetter(one, sign));
    add(runs, font ?? first, font === undefined ? numberOf(sign) : sign);
  }
  return runs;
}

function add(runs: Run[], font: string, text: string): void {
  const last = runs.at(-1);
  if (last?.font === font) last.text += text;
  else runs.push({ font, text });
}

function numberOf(sign: string): string {
  return `[U+${(sign.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, "0")}]`;
}
