import { type Span } from "#platform/text/reading.ts";
import {
  noPlateWord,
  plateNamed,
  platePainted,
  plateWithState,
  vehicleWord,
} from "#platform/text/patterns.ts";
import { supervisors, type Look, type Match, type Rule } from "../finding.ts";
import { apart, sentenceAt, slice } from "../reading.ts";

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

function plates(text: string): Span[] {
  const spans: Span[] = [];
  for (const pattern of [plateNamed, plateWithState])
    for (const { 0: found, 1: plate, index } of text.matchAll(pattern)) {
      if (!plate || /^(?:19|20)\d\d$/.test(plate) || plate.length < 2) continue;
      if (/\btags?\b/iu.test(found) && !/[A-Z]/.test(plate)) continue;
      if (/^\d{1,4}$/.test(plate)) continue;
      const start = index + found.lastIndexOf(plate);
      spans.push({ start, end: start + plate.length });
    }
  for (const { 0: found, index } of text.matchAll(platePainted)) {
    const sentence = slice(text, sentenceAt(text, index));
    if (!vehicleWord.test(sentence) || noPlateWord.test(sentence)) continue;
    if (
      /^(?:JAN|FEB|MAR|APR|MAY|JUN|JUL|AUG|SEP|OCT|NOV|DEC|PIO|CAD|RCW|CVC|SUV|USC|DUI)/.test(found)
    )
      continue;
    spans.push({ start: index, end: index + found.length });
  }
  return spans;
}
