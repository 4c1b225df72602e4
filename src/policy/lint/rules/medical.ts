import { type Span } from "#platform/text/reading.ts";
import { medicalCondition, medicalSubject, medicalTopic } from "#platform/text/patterns.ts";
import { supervisors, type Look, type Match, type Rule } from "../finding.ts";
import { apart, namesOnce, sentencesOnce, slice } from "../reading.ts";

/**
 * What is wrong with somebody's body or mind. Law: 45 CFR 164.512 binds whom the agency had it from; state
 * confidentiality acts (in California Civ. Code 56) and the agency's paragraph bind the agency.
 */
export const medicalFact: Rule = {
  code: "medical-fact",
  title: { en: "A medical fact", es: "Un dato médico" },
  level: "block",
  roles: supervisors,
  paragraph: "5.2",
  reason: {
    en: "This tells something medical about a person. Leave it out.",
    es: "Esto cuenta algo médico sobre una persona. Quítelo.",
  },
  fields: ["text", "title", "variant", "alt"],
  find: (look) => facts(look),
};

const needed = {
  en: "Give only the medical fact that helps to find the person, in the plainest words.",
  es: "Dé solo el dato médico que ayude a hallar a la persona, con palabras sencillas.",
};

function facts({ draft, part: { text } }: Look): Match[] {
  const names = namesOnce(text);
  const seeks = ["missing-person", "alert"].includes(draft.class);
  const found: Match[] = [];
  for (const sentence of sentencesOnce(text)) {
    const words = slice(text, sentence);
    if (medicalTopic.test(words)) continue;
    const isNamed = names.some(
      ({ start, isKnown, words: count, isOfficial }) =>
        !isOfficial && (isKnown || count > 1) && start >= sentence.start && start < sentence.end,
    );
    if (!isNamed && !medicalSubject.test(words)) continue;
    const spans = [...words.matchAll(medicalCondition)].map(({ 0: match, index }): Span => ({
      start: sentence.start + index,
      end: sentence.start + index + match.length,
    }));
    for (const span of apart(spans))
      found.push(
        seeks ? { ...span, level: "warn", paragraph: "4.5", reason: needed } : { ...span },
      );
  }
  return found;
}
