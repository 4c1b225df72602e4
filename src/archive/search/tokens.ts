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
const notAscii = /[^\0-\x7F]/;
/** Most words: nothing is left to be done. */
const isNormal = /^[a-z0-9_]{1,100}$/;

/**
 * The words of a text, in order: letters, digits, #tags, @names and emoji. Hyphens, dots and slashes part words, in a text
 * as in a query, so that "body-worn" and an address are phrases of their pieces.
 */
export function tokensOf(text: string): Token[] {
  const tokens: Token[] = [];
  eachToken(text, (word, sigil, start, end) => tokens.push({ word, sigil, start, end }));
  return tokens;
}

type TakeToken = (
  word: Token["word"],
  sigil: Token["sigil"],
  start: Token["start"],
  end: Token["end"],
) => void;

/** The same, one after another: of millions of words none needs to be kept. */
export function eachToken(text: string, take: TakeToken): void {
  if (!notAscii.test(text)) return eachPlainToken(text, take);
  for (const match of text.matchAll(pattern)) {
    const [whole, sigil = "", letters] = match;
    const word = letters === undefined ? whole.replaceAll("\uFE0F", "") : normal(letters);
    const isSigil = sigil === "#" || sigil === "@";
    take(word, isSigil ? sigil : "", match.index, match.index + whole.length);
  }
}

/** What an ASCII character is in a word; no other character is part of one. */
const kinds = { small: 1, capital: 2, joint: 3, apostrophe: 4 };
const kindOf = new Uint8Array(128);
for (let code = 0; code < 128; code++) {
  const char = String.fromCharCode(code);
  if (/[a-z0-9]/.test(char)) kindOf[code] = kinds.small;
  if (/[A-Z]/.test(char)) kindOf[code] = kinds.capital;
}
kindOf["_".charCodeAt(0)] = kinds.joint;
kindOf["'".charCodeAt(0)] = kinds.apostrophe;

/** What the pattern finds where a text has no letters but ASCII's, as most have, in a quarter of the time. */
function eachPlainToken(text: string, take: TakeToken): void {
  const kindAt = (at: number) => kindOf[text.charCodeAt(at)] ?? 0;
  const isJoined = (kind: number) => kind >= kinds.small && kind <= kinds.joint;
  for (let at = 0; at < text.length;) {
    const kind = kindAt(at);
    if (kind !== kinds.small && kind !== kinds.capital) {
      at += 1;
      continue;
    }
    const start = at;
    let isPlain = true;
    for (; ; at++) {
      const next = kindAt(at);
      if (next === kinds.small || next === kinds.joint) continue;
      if (next !== kinds.capital && !(next === kinds.apostrophe && isJoined(kindAt(at + 1)))) break;
      isPlain = false;
    }
    const letters = text.slice(start, at);
    const sigil = start > 0 && !isJoined(kindAt(start - 2)) ? sigilOf(text.charAt(start - 1)) : "";
    take(
      isPlain && letters.length <= lengthMax ? letters : normal(letters),
      sigil,
      start - sigil.length,
      at,
    );
  }
}

function sigilOf(char: string): Token["sigil"] {
  return char === "#" || char === "@" ? char : "";
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
