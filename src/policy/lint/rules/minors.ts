import { type Span, wordwise } from "#platform/text/reading.ts";
import { supervisors, type Look, type Match, type Rule } from "../finding.ts";
import { apart, namesOnce, sentenceAt, slice, type PersonName } from "../reading.ts";

/**
 * A child under eighteen together with a name. Law: state confidentiality of juvenile records (for example California
 * Welf. & Inst. Code 827 and 5 U.S.C. 552a's counterparts for federal custody, 18 U.S.C. 5038); 34 U.S.C. 20961 asks
 * for the opposite when a child is missing, so that class asks for a supervisor instead.
 */
export const juvenileName: Rule = {
  code: "juvenile-name",
  title: { en: "A child is named", es: "Se nombra a un menor" },
  level: "block",
  roles: supervisors,
  paragraph: "4.7",
  reason: {
    en: "This names a person under 18. Leave the name out; an age and a general word are enough.",
    es: "Esto nombra a una persona menor de 18 años. Quite el nombre; basta la edad y una palabra general.",
  },
  fields: ["text", "title", "variant", "alt"],
  find: (look) => apart(namedMinors(look.part.text)).map((span) => judged(look, span)),
};

const missing = {
  en: "A missing child's name may help to find the child. A supervisor confirms that a parent or guardian agreed.",
  es: "El nombre de un menor desaparecido puede ayudar a hallarlo. Un supervisor confirma que un padre o tutor aceptó.",
};
const praise = {
  en: "A child is named in a friendly story. A supervisor confirms that a parent or guardian agreed in writing.",
  es: "Se nombra a un menor en una nota amable. Un supervisor confirma que un padre o tutor aceptó por escrito.",
};

const seeks = wordwise(
  /\b(?:missing|last seen|have you seen|help (?:us )?find|buscamos|desaparecid[oa]|vist[oa] por [uú]ltima vez)\b/iu,
);

/** Words after which a child's name can only harm. */
const harm = wordwise(
  /arrest|charg|suspect|victim|witness|custody|detain|cited|booked|accus|stab|shot|shoot|assault|abuse|molest|robb|burgl|theft|stole|vandal|injur|kill|died|dead|crash|collision|struck|hit by|overdos|suicid|runaway|drunk|fight|weapon|gun|knife|drugs|threat|juvenile hall|court|detenid|arrestad|v[ií]ctima|testigo|herid|muert|muri[oó]|abus|robo|apuñal|disparo|amenaz|choque|atropell/iu,
);

function judged({ draft, part }: Look, span: Span): Match {
  if (["missing-person", "alert"].includes(draft.class))
    return { ...span, level: "needs-role", reason: missing };
  const isKind = ["routine", "event", "recruiting"].includes(draft.class) && !harm.test(part.text);
  const reason = seeks.test(part.text) ? missing : praise;
  return isKind ? { ...span, level: "needs-role", reason } : { ...span };
}

const numberWord =
  "(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen)";
const underAge = "(?:1[0-7]|[0-9])";

/** Right after a name: ", 9", " (14)", ", age 7", ", a 12-year-old", ", de 9 años", " is 15 years old". */
const ageAfter = new RegExp(
  `^(?:,? \\(?(?:ages?:? |aged |edad:? )?(?:${underAge})(?: (?:años(?: de edad)?|yrs?\\.?|years?))?\\)?(?=\\s*(?:[,.;)!?:\\n]|$|[-–—] )|(?: who| was| is| has| had| of | from | and | last | went | may | left | y | de | fue | desapareci| won | said ))` +
    `|,? (?:an? |the )?(?:${underAge}|${numberWord})[- ](?:year|yr|month)s?[- ]olds?\\b` +
    `|,? (?:an? )?${underAge} ?(?:y/?o|yr old)\\b` +
    `|,? (?:who )?(?:is|was|turned|turns) (?:only |just )?${underAge}(?: years old)?(?=[,.;!?]| and| when| years| last| this| on|$)` +
    `|,? (?:una? |un )?(?:niñ[oa]|joven|menor|adolescente|chic[oa])?,? ?de ${underAge} años)`,
  "iu",
);

/** Right before a name: "14-year-old ", "age 9, ", "the juvenile, identified as ", "la niña de 9 años, ". */
const ageBefore = new RegExp(
  `(?:\\b(?:${underAge}|${numberWord})[- ]?(?:year|yr|month)s?[- ]olds?` +
    `|\\b${underAge} ?y/?o|\\baged? ${underAge}|\\bde ${underAge} años(?: de edad)?)` +
    `(?: (?:boy|girl|child|male|female|son|daughter|student|teen|teenager|suspect|victim|juvenile|driver|passenger|runaway|resident|niñ[oa]|hij[oa]|joven|cyclist|bicyclist|pedestrian|brother|sister|twins?|named|called|identified as|llamad[oa]|identificad[oa] como)\\b,?){0,4}[,:]? ?$`,
  "iu",
);

const childBefore = wordwise(
  /\b(?:(?:the |a |un |una |el |la )?(?:juvenile|minor|child|toddler|infant|baby|teen(?:ager)?|schoolgirl|schoolboy|(?:[1-9]|1[0-2])(?:st|nd|rd|th)[- ]grader|(?:first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth)[- ]grader|menor|niñ[oa]|beb[eé])(?:,? (?:suspect|victim|witness|named|is|was|identified as|llamad[oa]|identificad[oa] como|de nombre))?,? )$/iu,
);

const notAfter =
  /^,? \(?\d{1,2}\)?[,.]? ?(?:a\.?m|p\.?m|years? (?:of|on|with|in|as)|años de servicio|miles?|minutes?|hours?|days?|people|officers|%|:\d|\/\d|-\d)/iu;

function namedMinors(text: string): Span[] {
  return namesOnce(text).flatMap((name) => {
    if (name.isOfficial) return [];
    const after = text.slice(name.end, name.end + 60);
    const before = text.slice(Math.max(0, name.start - 80), name.start);
    if (isAnimal(text, name) || notAfter.test(after)) return [];
    const follows = ageAfter.exec(after);
    if (follows && isPerson(name, before, follows[0]))
      return [{ start: name.start, end: name.end + trimmed(follows[0]) }];
    const leads = ageBefore.exec(before);
    if (leads && isLed(name, leads[0]))
      return [{ start: name.start - leads[0].length, end: name.end }];
    const child = childBefore.exec(before);
    if (child && name.isKnown) return [{ start: name.start, end: name.end }];
    return [];
  });
}

/** "Madison, 14" may be a town and a number; "Mia, 9" is a child. */
function isPerson(name: PersonName, before: string, after: string): boolean {
  if (name.words > 1) return true;
  if (name.isKnown && !name.isDoubtful) return true;
  const saysChild = /year|años|yo\b|niñ|menor|joven|age/iu.test(after);
  return (
    saysChild ||
    /\b(?:girl|boy|son|daughter|child|niñ[oa]|hij[oa]|named|missing),? $/iu.test(before)
  );
}

function isLed(name: PersonName, lead: string): boolean {
  return name.isKnown || name.isDoubtful || name.words > 1 || /named|identified|llamad/.test(lead);
}

function trimmed(text: string): number {
  return text.replace(
    /(?:\s+(?:who|was|is|has|had|of|from|and|last|went|may|left|y|de|fue|won|said)?\s*)$/iu,
    "",
  ).length;
}

function isAnimal(text: string, name: PersonName): boolean {
  const sentence = slice(text, sentenceAt(text, name.start));
  return /\b(?:K-?9|canine|dog|puppy|cat|kitten|horse|gelding|mare|pup|bloodhound|labrador|shepherd|malinois|perr[oa]|gat[oa]|caballo)\b/iu.test(
    sentence,
  );
}
