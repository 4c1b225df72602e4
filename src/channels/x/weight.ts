/** twitter-text 3, configuration v3: these weigh one, everything else two, of 280. */
const light: readonly [number, number][] = [
  [0, 4_351],
  [8_192, 8_205],
  [8_208, 8_223],
  [8_242, 8_247],
];
const perLink = 23;
const graphemes = new Intl.Segmenter("en", { granularity: "grapheme" });

/** Addresses as X finds them: with a scheme, or a plain name under a common top-level domain. */
const link =
  /(?<![\p{L}\p{N}@#$_.\-/])(?:https?:\/\/[^\s<>"']+|(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.)+(?:com|org|net|gov|edu|mil|us|info|io|co|tv|app|news)(?:\/[^\s<>"']*)?(?![\p{L}\p{N}@-]))/giu;

export function linksIn(text: string): string[] {
  return (text.normalize("NFC").match(link) ?? []).map((each) => each.replace(/[.,;:!?)\]]+$/, ""));
}

/** How much of 280 a text takes: a link 23, an emoji 2, most letters 1, Chinese and the like 2. */
export function weightOf(text: string): number {
  let rest = text.normalize("NFC");
  let weight = 0;
  for (const each of linksIn(rest)) {
    weight += perLink;
    rest = rest.replace(each, "");
  }
  for (const { segment } of graphemes.segment(rest)) {
    const isEmoji = /\p{Emoji_Presentation}|\p{Regional_Indicator}|\uFE0F/u.test(segment);
    weight += isEmoji ? 2 : [...segment].reduce((sum, letter) => sum + letterWeight(letter), 0);
  }
  return weight;
}

function letterWeight(letter: string): number {
  const code = letter.codePointAt(0) ?? 0;
  return light.some(([from, to]) => code >= from && code <= to) ? 1 : 2;
}
