import { folded, type Span } from "#platform/text/reading.ts";

/** A word with what lies between it and the one before. */
export interface Word extends Span {
  /** As written, without a possessive's end. */
  text: string;
  /** Lower case without accents. */
  plain: string;
  isCapital: boolean;
  /** Two or more letters, all capitals. */
  isShout: boolean;
  isInitial: boolean;
  /** What stands between; the longest kept is eight characters. */
  gap: string;
  /** First of a sentence, a line or a quotation. */
  opens: boolean;
  opensLine: boolean;
}

const token = /[\p{L}\p{N}](?:[\p{L}\p{M}\p{N}]|['’](?=\p{L})|-(?=\p{Lu}))*/gu;
const untouched = /[@#/\\_\p{N}]$/u;

/** Every word of `text`; numbers are words too, so that a gap is a true gap. */
export function wordsOf(text: string): Word[] {
  const words: Word[] = [];
  let end = 0;
  for (const { 0: shown, index } of text.matchAll(token)) {
    const gap = text.slice(Math.max(end, index - 8), index);
    const bare = shown.replace(/['’][sS]$/u, "");
    const opensLine = words.length === 0 || gap.includes("\n") || /[>•*?]\s*$/u.test(gap);
    words.push({
      text: bare,
      plain: plainOf(bare),
      start: index,
      end: index + bare.length,
      isCapital:
        /^(?:(?:al|el|ben|bin|ibn|d|o)['’-])?\p{Lu}\P{N}*$/u.test(bare) && !untouched.test(gap),
      isShout: bare.length > 1 && !/[^\p{Lu}\p{M}'’-]/u.test(bare),
      isInitial: /^\p{Lu}$/u.test(bare),
      gap,
      opens: opensLine || /[.!?:…]["”')\]]?\s+["“'(]?$|["“]$/u.test(gap),
      opensLine,
    });
    end = index + bare.length;
  }
  return words;
}

const plainLetters: Readonly<Record<string, string>> = {
  ł: "l",
  ø: "o",
  đ: "d",
  ð: "d",
  þ: "th",
  æ: "ae",
  œ: "oe",
  ß: "ss",
  ı: "i",
};

/** Lower case without accents and without the letters that have none to lose: "Żółć" is "zolc". */
export function plainOf(text: string): string {
  return folded(text).replaceAll(/[łøđðþæœßı]/gu, (letter) => plainLetters[letter] ?? letter);
}
