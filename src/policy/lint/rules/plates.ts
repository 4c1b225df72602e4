import { supervisors, type Look, type Match, type Rule } from "../finding.ts";
import { apart, sentenceAt, slice, type Span } from "../reading.ts";

/**
 * A vehicle's plate. Law: 18 U.S.C. 2721 (Driver's Privacy Protection Act) guards what a plate leads to; the model
 * policy keeps the plate itself back, except where it is what the public is asked to look for.
 */
export const licensePlate: Rule = {
  code: "license-plate",
  title: { en: "A license plate", es: "Una placa" },
  level: "block",
  roles: supervisors,
  paragraph: "5.2",
  reason: {
    en: "This gives a vehicle's plate. Describe the vehicle instead.",
    es: "Esto da la placa de un vehículo. Describa el vehículo.",
  },
  fields: ["text", "title", "variant", "alt"],
  find: (look) => apart(plates(look.part.text)).map((span) => judged(look, span)),
};

const sought = {
  en: "A plate helps only while this vehicle is looked for. Take it down with the all-clear.",
  es: "La placa ayuda solo mientras se busca este vehículo. Quítela cuando termine la búsqueda.",
};

function judged({ draft }: Look, span: Span): Match {
  return ["alert", "missing-person"].includes(draft.class)
    ? { ...span, level: "warn", reason: sought }
    : { ...span };
}

const state =
  "(?:A[KLRZ]|C[AOT]|D[CE]|FL|GA|HI|I[ADLN]|K[SY]|LA|M[ADEINOST]|N[CDEHJMVY]|O[HKR]|PA|RI|S[CD]|T[NX]|UT|V[AT]|W[AIVY])";

/** After a word for a plate: letters and digits in capitals, as painted; digits alone where nothing else fits. */
const named = new RegExp(
  `\\b(?:[Ll]icen[sc]e|[Pp]lates?|[Tt]ags?|[Rr]egistration|[Rr]eg\\.|[Ll]ic\\.?|LP|PLATES?|[Pp]lacas?|PLACAS?|[Mm]atr[ií]cula|[Pp]atente|[Tt]ablilla)(?![\\p{L}])` +
    `(?: (?:plate|number|no\\.?|num|is|was|of|reads?|reading|starting|beginning|with|ending|in|de|del?|es|n[uú]mero|${state}|Texas|California|Oregon|Washington|Nevada|Arizona|Florida|Ohio|Georgia|Illinois|Michigan|New York|the|may be|possibly|partial|parcial|licen[cs]e)){0,5} ?[:#]? ?["“(]?` +
    `((?:${state}[- ])?(?:[A-Z]{2,3} \\d{3,4}|[A-Z]{3} [A-Z]\\d{2}|\\d{3,4} [A-Z]{2,3}|(?=[A-Z0-9·-]{0,9}\\d)[A-Z0-9]{1,4}[-·]?[A-Z0-9]{1,6}))(?![\\w])`,
  "gu",
);

/** "CA 7ABC123", "TX plate ABC-1234" are found above; here the state stands before the plate by itself. */
const withState = new RegExp(
  `\\b${state}[ -](?:plates? )?((?=[A-Z0-9-]{5,8}\\b)(?=[A-Z-]*\\d)(?=[0-9-]*[A-Z])[A-Z0-9]{2,4}-?[A-Z0-9]{2,4})\\b`,
  "gu",
);
/** Painted like a plate: California's 7ABC123, and three letters with three or four digits beside a vehicle. */
const painted =
  /\b(?:\d[A-Z]{3}\d{3}|[A-Z]{3}[- ]?\d{4}|[A-Z]{3}-\d{3}|\d{3}-[A-Z]{3}|\d{3}[A-Z]{3})\b/gu;
const vehicle =
  /\b(?:sedan|suv|truck|pickup|van|minivan|coupe|hatchback|car|vehicle|motorcycle|trailer|jeep|toyota|honda|ford|chev\w*|nissan|dodge|ram|gmc|kia|hyundai|subaru|mazda|bmw|tesla|lexus|camry|civic|accord|corolla|altima|auto|carro|camioneta|veh[ií]culo|moto)\b/iu;
const noPlate =
  /\b(?:plate readers?|ALPR|LPR|plate covers?|personali[sz]ed plates?|plates? of (?:food|pasta|cookies|pancakes)|dog tags?|tag (?:us|a friend)|raffle|case|incident|report|badge|unit|flight|model|ordinance|section|room|suite|form|highway|route|PSA|CVC|RCW|PC|HB|SB|AB)\b/u;

function plates(text: string): Span[] {
  const spans: Span[] = [];
  for (const pattern of [named, withState])
    for (const { 0: found, 1: plate, index } of text.matchAll(pattern)) {
      if (!plate || /^(?:19|20)\d\d$/.test(plate) || plate.length < 2) continue;
      if (/\btags?\b/iu.test(found) && !/[A-Z]/.test(plate)) continue;
      if (/^\d{1,4}$/.test(plate)) continue;
      const start = index + found.lastIndexOf(plate);
      spans.push({ start, end: start + plate.length });
    }
  for (const { 0: found, index } of text.matchAll(painted)) {
    const sentence = slice(text, sentenceAt(text, index));
    if (!vehicle.test(sentence) || noPlate.test(sentence)) continue;
    if (
      /^(?:JAN|FEB|MAR|APR|MAY|JUN|JUL|AUG|SEP|OCT|NOV|DEC|PIO|CAD|RCW|CVC|SUV|USC|DUI)/.test(found)
    )
      continue;
    spans.push({ start: index, end: index + found.length });
  }
  return spans;
}
