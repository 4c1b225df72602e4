import { folded, wordwise } from "#platform/text/reading.ts";
import { birthDated, caseBare, caseNamed, socialSecurityGrouped } from "#platform/text/patterns.ts";
import { supervisors, type Look, type Match, type Rule, type Said } from "../finding.ts";
import { sentenceAt, slice } from "../reading.ts";

/** Law: 5 U.S.C. 552a note, § 7 of the Privacy Act; state laws against showing them (California Civ. Code 1798.85). */
export const socialSecurity: Rule = {
  code: "social-security-number",
  title: { en: "A Social Security number", es: "Un número de Seguro Social" },
  level: "block",
  roles: supervisors,
  paragraph: "5.2",
  reason: {
    en: "This looks like a Social Security number. It is never posted.",
    es: "Esto parece un número de Seguro Social. Nunca se publica.",
  },
  fields: ["text", "title", "variant", "alt"],
  // The areas that the Social Security Administration never gives out are not numbers of anybody.
  find: ({ part: { text } }) => [
    ...all(text, socialSecurityGrouped),
    ...all(text, /(?<=\b(?:SSN|social security number|seguro social)(?: is| #|:)? ?)\d{9}\b/giu),
    ...all(
      text,
      /(?<=\blast four (?:digits )?of (?:his|her|the) (?:SSN|social)[^.\n]{0,20})\d{4}\b/giu,
    ),
  ],
};

/** A date of birth opens more doors than a name. Law: state identity-theft and records acts. */
export const birthDate: Rule = {
  code: "birth-date",
  title: { en: "A date of birth", es: "Una fecha de nacimiento" },
  level: "block",
  roles: supervisors,
  paragraph: "5.2",
  reason: {
    en: "This gives a date of birth. An age is enough.",
    es: "Esto da una fecha de nacimiento. Basta la edad.",
  },
  fields: ["text", "title", "variant", "alt"],
  find: ({ part: { text } }) => all(text, birthDated),
};

/** A private person's telephone. */
export const phoneNumber: Rule = {
  code: "phone-number",
  title: { en: "A telephone number", es: "Un número de teléfono" },
  level: "warn",
  roles: supervisors,
  paragraph: "5.2",
  reason: {
    en: "This number is not on the agency's list of public lines. Check that it is no private person's.",
    es: "Este número no está en la lista de líneas públicas. Compruebe que no sea de un particular.",
  },
  fields: ["text", "title", "variant", "alt"],
  find: (look) => phones(look),
};

const phone =
  /(?<![\w/#.-])(?:\+?1[ .-]?)?\(?(?!(?:8(?:00|33|44|55|66|77|88))\b)([2-9]\d{2})\)?[ .-]{1,2}(\d{3})[ .-](\d{4})(?![\w-])|(?<![\w/#.(-])(?<!\d\) )([2-9]\d{2})-(\d{4})(?![\w-])/gu;
const toPublic = wordwise(
  /\b(?:tips?|tip ?line|dispatch|non-?emergenc(?:y|ies)|crime ?stoppers|hot ?line|front desk|records|detectives?|det|sgt\.?|sergeant|lt\.?|lieutenant|officer|deputy|investigat\w+|police|sheriff|department|office|unit|bureau|division|call us|text us|contact|anyone with|information|info|questions?|rsvp|register|sign up|apply|recruit\w*|hiring|animal (?:control|services)|helpline|lifeline|media|PIO|press|hall|court|shelter|city|county|center|tow|utility|report|llame|ll[aá]me\w*|l[ií]nea|informaci[oó]n|polic[ií]a|denunci\w+|comun[ií]que\w*|oficina)\b/iu,
);
const isPrivate = wordwise(
  /\b(?:(?:his|her|their) (?:own |home )?(?:number|phone|cell)|personal|cell ?phone of|owner(?:['’]s)?|mother|father|mom|dad|wife|husband|parents?|family|grandmother|victim(?:['’]s)?|caller(?:['’]s)?|suspect(?:['’]s)?|scammer|su (?:madre|padre|celular|esposa|familia)|dueñ[oa])\b/iu,
);

function phones({ context, part: { text } }: Look): Match[] {
  const listed = new Set(context.lists.tipLines.map(digits));
  return [...text.matchAll(phone)].flatMap(({ 0: found, index }): Match[] => {
    if (
      listed.has(digits(found)) ||
      [...listed].some((one) => one.endsWith(digits(found)) && digits(found).length >= 7)
    )
      return [];
    const sentence = sentenceAt(text, index);
    const head = text.slice(Math.max(0, sentence.start - 60, index - 110), index);
    const own = text.slice(
      Math.max(sentence.start, index - 90),
      Math.min(sentence.end, index + found.length + 50),
    );
    if (
      isPrivate.test(own) &&
      !/\b(?:911|tips?|dispatch|non-?emergency|police|polic[ií]a)\b/iu.test(own)
    )
      return [at(index, found, gone)];
    if (toPublic.test(own) || toPublic.test(head)) return [];
    return [at(index, found)];
  });
}

const gone: Said = {
  en: "This reads as a private person's telephone. Let people call the agency.",
  es: "Esto parece el teléfono de un particular. Que llamen a la agencia.",
};

function at(index: number, found: string, reason?: Said): Match {
  const start = index + (found.length - found.trimStart().length);
  return { start, end: index + found.length, ...(reason ? { reason } : {}) };
}

const digits = (text: string) => text.replaceAll(/\D/g, "").replace(/^1(?=\d{10}$)/, "");

/** What leads into the records system. Law: none; a number invites requests and ties posts to people. */
export const caseNumber: Rule = {
  code: "case-number",
  title: { en: "A case number", es: "Un número de caso" },
  level: "warn",
  roles: supervisors,
  paragraph: "5.5",
  reason: {
    en: "This gives a case number. Give it only where callers need it.",
    es: "Esto da un número de caso. Délo solo si quien llama lo necesita.",
  },
  fields: ["text", "title", "variant"],
  find: ({ part: { text } }) => {
    const named = all(text, caseNamed);
    const bare = all(text, caseBare).filter(({ start, end }) => {
      if (named.some((one) => (start ?? 0) < (one.end ?? 0) && (one.start ?? 0) < (end ?? 0)))
        return false;
      const sentence = folded(slice(text, sentenceAt(text, start ?? 0)));
      return !/(?:bill|ordinance|resolution|section|code|law|zip|phone|call|text|llame|serial|model|lot|permit|route)/u.test(
        sentence,
      );
    });
    return [...named, ...bare];
  },
};

function all(text: string, pattern: RegExp): Match[] {
  return [...text.matchAll(pattern)].map(({ 0: found, index }) => ({
    start: index,
    end: index + found.length,
  }));
}
