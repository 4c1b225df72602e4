import { folded, type Span, wordwise } from "#platform/text/reading.ts";
import { supervisors, type Look, type Match, type Rule } from "../finding.ts";
import { apart, meets, namesOnce, sentenceAt, slice } from "../reading.ts";
import { occurrences } from "./victims.ts";

/**
 * A house by its number. Law: address confidentiality programs of the states; 34 U.S.C. 12291(b)(2). A hundred block, an
 * intersection or a public place says enough.
 */
export const houseNumber: Rule = {
  code: "house-number",
  title: { en: "A house number", es: "Un número de casa" },
  level: "block",
  roles: supervisors,
  paragraph: "5.2",
  reason: {
    en: "This gives the number of a house. Give the hundred block or the nearest crossing.",
    es: "Esto da el número de una casa. Dé la cuadra o el cruce más cercano.",
  },
  fields: ["text", "title", "variant", "alt"],
  find: (look) => houses(look),
};

const suffix =
  "(?:St|Street|Ave?|Avenue|Rd|Road|Dr|Drive|Ln|Lane|Blvd|Boulevard|Ct|Court|Pl|Place|Way|Cir|Circle|Ter|Terrace|Pkwy|Parkway|Trl|Trail|Loop|Hwy|Highway|Sq|Square|Row|Run|Path|Pike|Alley|Crescent|Cove|Ridge|Point|Bend)";
const direction = "(?:[NSEW]\\.?|NE|NW|SE|SW|North|South|East|West)";
const english = new RegExp(
  `(?<![\\w$:.,/#-])(\\d{1,5})(?:[-–]?[A-D])?(?: ?1/2)? (?:${direction} )?((?:(?:\\d{1,3}(?:st|nd|rd|th)|\\p{Lu}[\\p{L}'’.-]{0,20}) ){1,4}?)${suffix}\\b\\.?(?: ${direction}\\b)?(?:,? ?(?:Apt|Apartment|Unit|#|Suite|Ste|Lot)\\.? ?[\\w-]{1,5})?`,
  "gu",
);
const rural =
  /(?<![\w$:.,/#-])(\d{2,6}) (?:(?:[NSEW]|North|South|East|West)\.? )?(?:County (?:Road|Rd)|CR|FM|State (?:Route|Road)|SR|Highway|Hwy|Ranch Road|Route) \d{1,4}[A-Z]?\b/gu;
const broadway = /(?<![\w$:.,/#-])(\d{2,5}) (?:[NSEW]\.? )?Broadway\b/gu;
const spanish =
  /\b(?:(?:la )?[Cc]alle|[Aa]venida|[Aa]v\.|[Cc]amino|[Bb]ulevar|[Pp]aseo) (?:de (?:la |los |las )?|del )?(?:\p{Lu}[\p{L}'’-]{1,20} ?){1,3},? (?:n[uú]m(?:ero|\.)? ?|#|no\. ?)?(\d{1,5})\b(?! ?(?:de (?:enero|febrero|marzo|abril|mayo|junio|julio|agosto|septiembre|octubre|noviembre|diciembre)|a\.|p\.|:))/gu;
const spanishFirst =
  /(?<![\w$:.,/#-])(\d{2,5}) de (?:la |el )?(?:[Cc]alle|[Aa]venida|[Cc]amino) (?:de (?:la |los )?|del )?(?:\p{Lu}[\p{L}'’-]{1,20} ?){1,3}/gu;

const blockBefore =
  /(?:\b(?:mile|milepost|exit|marker|mm|engine|unit|truck|station|district|beat|precinct|highway|hwy|route|interstate|i-|us|sr|no\.|number|at least|about|nearly|over|since|in|of the|cuadra|bloque|altura del)\.? ?)$/iu;
const blockAfter = /^(?:[- ]?(?:block|blk|hundred|cuadra|bloque))/iu;
const crowd =
  /^ (?:residents|neighbors|homes|houses|businesses|merchants|families|festival|parade|fair|block party|market|bridge replacement|closures?|improvement|project|vecinos|comercios)\b/iu;
const publicPlace = wordwise(
  /\b(?:city hall|town hall|station|headquarters|hq|police department|sheriff['’]s office|department|library|school|elementary|high|middle|church|chapel|temple|mosque|synagogue|park|center|centre|courthouse|court|hospital|clinic|fairgrounds|museum|stadium|arena|gym|university|college|academy|plaza|mall|store|market|supermarket|walmart|target|costco|cafe|coffee|starbucks|restaurant|grill|diner|pizza|bank|hotel|motel|office|lobby|drop[- ]?box|box|substation|annex|lot|garage|shelter|hall|club|ymca|post office|pharmacy|walgreens|cvs|theater|brewery|bakery|dealership|biblioteca|escuela|iglesia|parque|centro|hospital|estaci[oó]n|oficina|ayuntamiento|comisar[ií]a|departamento|tienda|mercado)\b/iu,
);
const dwelling = wordwise(
  /\b(?:home|house|residence|apartment|lives?|living|resid\w+|address|his|her|their|homeowner|tenant|neighbor|domestic|casa|vivienda|domicilio|vive|residencia|apartamento)\b/iu,
);

function houses({ draft, context, part: { text } }: Look): Match[] {
  const spans: Span[] = [];
  for (const pattern of [english, rural, broadway, spanish, spanishFirst])
    for (const { 0: found, 1: number, index } of text.matchAll(pattern)) {
      const span = { start: index, end: index + found.replace(/[. ]+$/, "").length };
      if (!isHouse(text, span, Number(number))) continue;
      spans.push(span);
    }
  const open = context.lists.publicPlaces.flatMap((place) => occurrences(text, place));
  return apart(spans)
    .filter((span) => !open.some((place) => meets(place, span)))
    .filter((span) => !isPublic(draft.class, text, span))
    .map((span) => ({ ...span, fix: blockOf(slice(text, span), text.slice(0, span.start)) }));
}

function isHouse(text: string, span: Span, number: number): boolean {
  const before = text.slice(Math.max(0, span.start - 16), span.start);
  const after = text.slice(span.end, span.end + 24);
  if (blockBefore.test(before) && !/\b(?:at|in|en) $/iu.test(before)) return false;
  if (/\bin $/iu.test(before) && number >= 1900 && number < 2100) return false;
  if (blockAfter.test(text.slice(span.start).replace(/^\d+/, ""))) return false;
  if (number === 0 || crowd.test(after)) return false;
  return !/\b(?:blocks?|block of|cuadras?) (?:of )?$/iu.test(before);
}

/** A public place beside its address, or anything an event invites to; a dwelling never. */
function isPublic(postClass: string, text: string, span: Span): boolean {
  const sentence = sentenceAt(text, span.start);
  const around = text.slice(
    Math.max(sentence.start, span.start - 70),
    Math.min(sentence.end, span.end + 45),
  );
  if (dwelling.test(around.replace(/\bopen house\b/iu, ""))) return false;
  if (postClass === "event" || postClass === "recruiting") return true;
  const street = slice(text, span);
  return publicPlace.test(around.replace(street, " "));
}

/** "1234 Mill St" becomes "the 1200 block of Mill St". */
function blockOf(address: string, before: string): string {
  const found = /^(\d{1,5})\S* (.*?)(?:,? ?(?:Apt|Apartment|Unit|#|Suite|Ste|Lot)\b.*)?$/u.exec(
    address,
  );
  if (!found?.[1] || !found[2]) return "";
  const the = /\bthe $/iu.test(before) ? "" : "the ";
  return `${the}${Math.floor(Number(found[1]) / 100) * 100} block of ${found[2]}`;
}

/**
 * Where somebody of the agency lives. Law: California Gov. Code 7928.205 and its like; New Jersey's Daniel's Law; the
 * agency's duty to its own people everywhere.
 */
export const officerHome: Rule = {
  code: "officer-home",
  title: { en: "An officer's home", es: "El domicilio de un agente" },
  level: "block",
  roles: supervisors,
  paragraph: "5.2",
  reason: {
    en: "This tells where an officer or an officer's family lives or can be found. Take it out.",
    es: "Esto dice dónde vive o se halla un agente o su familia. Quítelo.",
  },
  fields: ["text", "title", "variant", "alt"],
  find: ({ context, part: { text } }) => [
    ...apart([...told(text), ...listed(text, context.lists.officers)]),
  ],
};

const lives =
  /^(?:[,.]? (?:who|and (?:his|her|their) (?:family|wife|husband|kids|children))?,? ?)?(?:(?:lives?|resides?|grew up and still lives|vive) (?:with (?:his|her) \w+ )?(?:just )?(?:on|at|off|near|next to|across from|down the street|in (?:the )?(?:\w+ ){0,2}(?:subdivision|neighborhood|apartments|complex|estates|heights)|en la calle|en el \d|cerca de|junto a)\b[^.!?\n]{0,60}|['’]s? (?:home address|home|house|residence|personal (?:phone|cell|number|vehicle|car)|wife|husband|kids|children|spouse|daughter|son)\b[^.!?\n]{0,60}?(?:\b(?:on|at|attends?|attend|goes? to|go to|works? at|is) (?:\p{Lu}|\d|the)[^.!?\n]{0,40})| at (?:his|her|their) (?:home|house|residence|apartment) (?:on|at|near|in|off) [^.!?\n]{2,40})/iu;

function told(text: string): Span[] {
  return namesOnce(text).flatMap((name) => {
    if (!name.isOfficial) return [];
    const found = lives.exec(text.slice(name.end, name.end + 160));
    return found ? [{ start: name.start, end: name.end + found[0].trimEnd().length }] : [];
  });
}

function listed(text: string, officers: Look["context"]["lists"]["officers"]): Span[] {
  const flat = folded(text);
  return officers.flatMap(({ name, places }) => {
    const family = name.trim().split(/\s+/).at(-1) ?? "";
    if (family.length < 2 || !flat.includes(folded(family))) return [];
    const isNamed = occurrences(text, family).length > 0;
    return isNamed ? places.flatMap((place) => occurrences(text, place)) : [];
  });
}
