import { folded, sentencesIn } from "#platform/text/reading.ts";
import { supervisors, type Match, type Rule } from "../finding.ts";
import { hashtagWords, shortWords } from "../lexicon/words.ts";
import { limit } from "#platform/limits.ts";

const gradeMax = limit(
  "lint.grade",
  10,
  "school grade",
  "Flesch-Kincaid; above it the writer is asked for shorter sentences",
);
const easeMin = limit(
  "lint.ease-es",
  50,
  "points",
  "INFLESZ scale; below it a Spanish text is somewhat hard",
);
const wordsMin = limit("lint.grade-words", 20, "words", "a shorter text has no grade to speak of");

/** Plain language. Law: none for cities; the federal Plain Writing Act of 2010 is the model. */
export const readingLevel: Rule = {
  code: "reading-level",
  title: { en: "Hard to read", es: "Difícil de leer" },
  level: "warn",
  roles: supervisors,
  paragraph: "5.4",
  reason: {
    en: "Many readers will not follow this. Use shorter sentences and everyday words.",
    es: "Muchos lectores no podrán seguir esto. Use frases más cortas y palabras comunes.",
  },
  fields: ["text", "variant"],
  find: ({ draft, part: { text } }) => {
    const read = legibility(text, draft.language ?? "en");
    if (!read) return [];
    if (read.scale === "grade")
      return read.value > gradeMax ? [{ start: null, end: null, reason: graded(read.value) }] : [];
    return read.value < easeMin ? [{ start: null, end: null }] : [];
  },
};

function graded(grade: number) {
  const rounded = Math.round(grade);
  return {
    en: `This reads at grade ${rounded}; ${gradeMax} is the most. Use shorter sentences and everyday words.`,
    es: `Esto exige un nivel escolar de ${rounded}; el máximo es ${gradeMax}. Use frases más cortas y palabras comunes.`,
  };
}

/**
 * English: Flesch-Kincaid grade, 0.39 × words a sentence + 11.8 × syllables a word − 15.59 (Kincaid and others, 1975).
 * Spanish: Fernández Huerta's form as Szigriszt and INFLESZ scale it, 206.835 − 62.3 × syllables a word − words a
 * sentence. Addresses, hashtags and handles are left out; a number counts as one syllable, a name as two at most, since
 * people know the names around them. Undefined for fewer than `lint.grade-words` words.
 */
function legibility(
  text: string,
  language: string,
): { scale: "grade" | "ease"; value: number } | undefined {
  const prose = text.replaceAll(/https?:\/\/\S+|www\.\S+|[#@][\p{L}\d_]+/gu, " ");
  let sentences = 0;
  let words = 0;
  let syllables = 0;
  const isSpanish = language.startsWith("es");
  for (const span of sentencesIn(prose)) {
    const found = prose.slice(span.start, span.end).match(/[\p{L}\d][\p{L}\p{M}\d'’]*/gu) ?? [];
    if (found.length === 0) continue;
    sentences += 1;
    words += found.length;
    found.forEach((word, at) => {
      const count = isSpanish ? syllablesEs(word) : syllablesEn(word);
      syllables += at > 0 && /^\p{Lu}/u.test(word) ? Math.min(2, count) : count;
    });
  }
  if (words < wordsMin || sentences === 0) return undefined;
  if (isSpanish)
    return { scale: "ease", value: 206.835 - 62.3 * (syllables / words) - words / sentences };
  return {
    scale: "grade",
    value: 0.39 * (words / sentences) + 11.8 * (syllables / words) - 15.59,
  };
}

/** Vowel groups, less a silent e, as every Flesch-Kincaid counter does it. */
function syllablesEn(word: string): number {
  const letters = folded(word).replaceAll(/[^a-z]/g, "");
  if (letters.length <= 3) return 1;
  const bare = letters.replace(/(?:[^laeiouy]es|ed|[^laeiouy]e)$/, "").replace(/^y/, "");
  return Math.max(1, bare.match(/[aeiouy]{1,2}/g)?.length ?? 1);
}

function syllablesEs(word: string): number {
  const letters = word.toLowerCase().replaceAll(/[^\p{L}]/gu, "");
  const strong = letters.replaceAll(/[iu](?=[aeoáéó])|(?<=[aeoáéó])[iuy]/g, "");
  return Math.max(1, strong.match(/[aeiouáéíóúü]/g)?.length ?? 1);
}

/** A hashtag of several words is one long word to a screen reader unless each begins with a capital. */
export const hashtagCase: Rule = {
  code: "hashtag-case",
  title: { en: "A hashtag without capitals", es: "Una etiqueta sin mayúsculas" },
  level: "warn",
  roles: supervisors,
  paragraph: "5.4",
  reason: {
    en: "Begin every word of a hashtag with a capital, so that screen readers say the words.",
    es: "Empiece cada palabra de la etiqueta con mayúscula, para que los lectores de pantalla digan las palabras.",
  },
  fields: ["text", "title", "variant"],
  find: ({ part: { text } }) =>
    [
      ...text.matchAll(/(?<![\p{L}\p{N}&/_])#([\p{L}][\p{L}\p{N}]{3,60})(?![\p{L}\p{N}_])/gu),
    ].flatMap(({ 0: found, 1: tag = "", index }): Match[] => {
      if (isSpelled(tag)) return [];
      const words = split(folded(tag));
      const place = { start: index, end: index + found.length };
      if (words && words.length > 1) return [{ ...place, fix: `#${words.map(capital).join("")}` }];
      return words === undefined && tag.length >= 16 && /^\p{Lu}?\p{Ll}+$/u.test(tag)
        ? [place]
        : [];
    }),
};

/** Capitals inside a mixed word show that somebody set them. Digits are no words. */
function isSpelled(tag: string): boolean {
  const letters = tag.replaceAll(/\p{N}/gu, "");
  if (letters.length < 5) return true;
  return /\p{Ll}\p{Lu}/u.test(letters) || /^\p{Lu}{2,6}$/u.test(letters);
}

const capital = (word: string) => word.replace(/^\p{L}/u, (letter) => letter.toUpperCase());

/** The fewest known words that make up the tag; undefined where none do. Bounded by the tag's 60 letters. */
function split(tag: string): string[] | undefined {
  const best: (string[] | undefined)[] = [[]];
  for (let end = 1; end <= tag.length; end++) {
    for (let start = Math.max(0, end - 16); start < end; start++) {
      const head = best[start];
      const word = tag.slice(start, end);
      if (!head || !isWord(word)) continue;
      if (!best[end] || (best[end]?.length ?? 99) > head.length + 1) best[end] = [...head, word];
    }
  }
  return best[tag.length];
}

function isWord(word: string): boolean {
  if (/^\d+$/.test(word)) return true;
  if (word.length < 3) return shortWords.has(word);
  return hashtagWords.has(word) || (word.endsWith("s") && hashtagWords.has(word.slice(0, -1)));
}
