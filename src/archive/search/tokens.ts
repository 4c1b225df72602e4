/** One word of a text: where it stands, and how it is compared. */
export interface Token {
  /** Lower case, composed (NFC), without apostrophes: "Chief’s" is "chiefs". */
  word: string;
  /** What stands before it: a #tag, an @name. */
  sigil: "" | "#" | "@";
  /** UTF-16 places in the text, the sigil included. */
  start: number;
  end: number;
}

/** A longer run of letters is no word; text and query are cut alike. */
const lengthMax = 100;

/** Letters and digits with what joins them, a # or @ before them where no letter stands before that; or an emoji. */
const pattern =
  /((?<![\p{L}\p{N}_])[#@])?([\p{L}\p{N}][\p{L}\p{M}\p{N}_]*(?:['’ʼ][\p{L}\p{M}\p{N}_]+)*)|(?=[\p{Extended_Pictographic}\p{Regional_Indicator}])(?:\p{RGI_Emoji}|\p{Extended_Pictographic}\uFE0F?)/gv;
/** The same where a text has no other letters, as most have: it takes half the time. */
const asciiPattern = /((?<![A-Za-z0-9_])[#@])?([A-Za-z0-9][A-Za-z0-9_]*(?:'[A-Za-z0-9_]+)*)/g;
const notAscii = /[^\0-\x7F]/;
/** Most words: nothing is left to be done. */
const isNormal = /^[a-z0-9_]{1,100}$/;

/**
 * The words of a text, in order: letters, digits, #tags, @names and emoji. Hyphens, dots and slashes part words, in a text
 * as in a query, so that "body-worn" and an address are phrases of their pieces.
 */
export function tokensOf(text: string): Token[] {
  const tokens: Token[] = [];
  for (const match of text.matchAll(notAscii.test(text) ? pattern : asciiPattern)) {
    const [whole, sigil = "", letters] = match;
    tokens.push({
      word: letters === undefined ? whole.replaceAll("\uFE0F", "") : normal(letters),
      sigil: sigil === "#" || sigil === "@" ? sigil : "",
      start: match.index,
      end: match.index + whole.length,
    });
  }
  return tokens;
}

function normal(letters: string): string {
  if (isNormal.test(letters)) return letters;
  const lower = letters.toLowerCase().replaceAll(/['’ʼ]/g, "").slice(0, lengthMax);
  return notAscii.test(lower) ? lower.normalize("NFC") : lower;
}

/** Without accents, but for the tilde: "policía" is found as "policia", and "año" never as something else. */
export function withoutAccents(word: string): string {
  if (!notAscii.test(word)) return word;
  return word
    .normalize("NFD")
    .replaceAll(/[\u0300-\u0302\u0304-\u036F]/g, "")
    .normalize("NFC");
}
