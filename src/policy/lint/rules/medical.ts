import { supervisors, type Look, type Match, type Rule } from "../finding.ts";
import { apart, namesOnce, sentencesOnce, slice, type Span, wordwise } from "../reading.ts";

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

/** Says it by itself, about whoever the sentence is about. */
const condition = wordwise(
  /\b(?:diabet(?:es|ic)|dement(?:ia|ed)|alzheimer(?:['’]s)?|autis(?:m|tic)|epilep(?:sy|tic)|seizures?|hiv(?:[- ]positive)?|aids|hepatitis|cancer|leukemia|bipolar|schizophren(?:ia|ic)|psychosis|psychotic|depress(?:ion|ed)|anxiety disorder|ptsd|suicidal|suicide attempt|attempted suicide|took (?:his|her) own life|mental(?:ly)? (?:ill(?:ness)?|disorder|health (?:crisis|episode|history|condition))|medicat(?:ion|ions|ed)|meds|insulin|prescri(?:bed|ption)|pregnan(?:t|cy)|miscarriage|overdos(?:e|ed|es|ing)|narcan|naloxone|heart (?:attack|condition|disease)|cardiac arrest|stroke|pacemaker|asthma|covid(?:-19)?|tested positive|blood alcohol|diagnos(?:ed|is)|surgery|intubated|ventilator|icu|intensive care|brain (?:injury|bleed|damage)|concussion|fractur(?:e|ed|es)|broken (?:leg|arm|hip|back|neck|ribs?|jaw|femur|pelvis|collarbone)|punctured lung|internal bleeding|coma|paraly[sz]ed|amputat(?:ed|ion)|developmental(?:ly)? (?:disabled|delayed|disability|delay)|intellectual(?:ly)? (?:disability|disabled)|down syndrome|adhd|cognitive (?:impairment|decline|disability)|memory loss|addict(?:ed|ion)?|withdrawal|rehab|psychiatric(?: hold)?|5150|diabetes|diab[eé]tic[oa]|demencia|autista|autismo|epilep(?:sia|t[ií]c[oa])|c[aá]ncer|embarazad[oa]|esquizofr[eé]ni(?:a|c[oa])|depresi[oó]n|suicida|sobredosis|medicamentos?|diagn[oó]stic\w+|cirug[ií]a|fractura|derrame cerebral|infarto|insulina)\b/giu,
);

const person = wordwise(
  /\b(?:he|she|his|her|him|(?:the|a|an|this|that|one|our|their) (?:(?:\d{1,3}|[a-z-]+)[- ](?:year[- ]old )?)?(?:\d{1,3}-year-old )?(?:man|woman|male|female|victim|driver|suspect|boy|girl|teen|teenager|patient|resident|subject|passenger|pedestrian|mother|father|son|daughter|employee|student|juvenile|child|inmate|rider|motorcyclist|bicyclist|cyclist|caller|person|individual|officer|deputy)|\d{1,3}-year-old|[eé]l|ella|(?:el|la|un|una) (?:hombre|mujer|v[ií]ctima|conductor|conductora|sospechos[oa]|niñ[oa]|joven|paciente|menor|señor|señora)|de \d{1,3} años)\b/iu,
);

const general = wordwise(
  /\b(?:awareness|month|walk(?:a-?thon)?|run\/walk|5k|training|trained|class|course|seminar|workshop|fundrais\w+|donat\w+|prevention|prevent|hotline|lifeline|988|resources?|association|foundation|society|support group|registry|program|team|crisis intervention|co-?responder|clinician|patch|carry|carries|equipped|kits?|drop[- ]?box|take[- ]?back|disposal|vaccine|clinic|expo|screening|drive|tips for|signs of|learn|recogni[sz]e|loved ones?|if you (?:or|know|are|feel)|anyone|concientizaci[oó]n|mes de|prevenci[oó]n|recursos|capacitaci[oó]n|l[ií]nea|caminata|campaña|si usted)\b/iu,
);

function facts({ draft, part: { text } }: Look): Match[] {
  const names = namesOnce(text);
  const seeks = ["missing-person", "alert"].includes(draft.class);
  const found: Match[] = [];
  for (const sentence of sentencesOnce(text)) {
    const words = slice(text, sentence);
    if (general.test(words)) continue;
    const isNamed = names.some(
      ({ start, isKnown, words: count, isOfficial }) =>
        !isOfficial && (isKnown || count > 1) && start >= sentence.start && start < sentence.end,
    );
    if (!isNamed && !person.test(words)) continue;
    const spans = [...words.matchAll(condition)].map(({ 0: match, index }): Span => ({
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
