import { medicalCondition, medicalSubject, medicalTopic } from "#platform/text/patterns.ts";
import { sentencesIn } from "#platform/text/reading.ts";
import type { Suggestion } from "./detector.ts";

const speaker =
  /(?<![\p{L}])(?:i|i['’]m|my|me|he['’]s|she['’]s|they|their|patient|rp|caller|subj(?:ect)?|vic|husband|wife|son|daughter|brother|sister|mom|dad|mother|father|grandma|grandpa|neighbor|kid|mi|su|tengo|tiene)(?![\p{L}])/iu;
const longest = 2_000;

/** Conditions and treatments in a sentence about somebody; a sentence about health in general is left alone. */
export function medicalFacts(text: string): Suggestion[] {
  const found: Suggestion[] = [];
  for (const { start, end } of sentencesIn(text))
    for (let from = start; from < end; from += longest) {
      const words = text.slice(from, Math.min(end, from + longest));
      if (medicalTopic.test(words) || !(medicalSubject.test(words) || speaker.test(words)))
        continue;
      for (const { 0: condition, index } of words.matchAll(medicalCondition))
        found.push({
          type: "MEDICAL",
          start: from + index,
          end: from + index + condition.length,
          confidence: 0.7,
        });
    }
  return found;
}
