import { stateCode } from "#platform/text/patterns.ts";
import { country, stateName, unit } from "./address-words.ts";

const gap = "[\\s,>?]{1,6}";
const units = new RegExp(`^(?:(?:${gap}|- ?)${unit}){1,3}`, "iu");
const notTown =
  "(?!(?i:and|or|but|is|was|in|on|at|to|for|who|with|before|after|near|please|call|phone|tel|cell|dob|from|by|when|where|she|he|they|i|we|it|my|the|officers?|unit|rp)\\b)";
const capital = "\\p{Lu}[\\p{L}\\p{M}'’.-]{0,24}";
const inner = "(?:d[eoa]|del|la|nad|pod|u|i|of|am|an der|sur|en|sous|le|les|San|St\\.)";
const town = `${notTown}${capital}(?: (?:${inner} )?${capital}){0,3}`;
const anyTown = `${notTown}\\p{L}[\\p{L}\\p{M}'’.-]{1,24}(?: \\p{L}[\\p{L}\\p{M}'’.-]{0,24}){0,2}`;
/** A town in capitals wherever it stands, in small letters only behind a comma or on a line of its own. */
const place = `(?:${gap}${town}|\\s?[,\\n][\\s>?]{0,4}${anyTown})`;
const postal = "(?:[A-Z]{1,2}-)?(?:\\d{5,6}|\\d{2}-\\d{3})(?:-\\d{3,4})?(?![\\d/:-])";
const state = `(?:${stateCode}|${stateName})(?![\\p{L}])`;
/** ", Springfield, OR 97477", "\nPadasjoki\n, PA\n 31842": places and at last a state, a postal code or a country. */
const americanEnd = new RegExp(
  `^${place}{0,2}?(?:\\s?,\\s{0,3}${state}(?:${gap}${postal})?|${gap}${state}${gap}${postal})`,
  "u",
);
const region = "(?:[A-Za-z]{2,3}|\\d{2})";
const postalEnd = new RegExp(
  `^${place}{1,3}?(?:${gap}\\(\\p{L}{2,12}\\))?(?:${gap}${region})?${gap}${postal}`,
  "u",
);
/** ", 69003 Lyon, France": elsewhere the postal code stands before the town. */
const postalFirst = new RegExp(
  `^,\\s{0,3}(?:[A-Z]{1,2}-)?(?:\\d{4,5}|\\d{2}-\\d{3})(?: [A-Z]{2})? ${town}(?:,? ${country})?(?![\\p{L}])`,
  "u",
);
const codeEnd = new RegExp(
  `^${place}{1,2}?\\s?[,\\n]\\s{0,3}(?:[A-Z]{2,3}|nan)(?:${gap}${postal})?(?![\\p{L}\\d])`,
  "u",
);
const countryEnd = new RegExp(
  `^${place}{0,3}?${gap}${country}(?:${gap}\\(\\p{L}{2,12}\\))?(?![\\p{L}])(?:${gap}${postal})?`,
  "u",
);
const mixed = "\\p{Lu}\\p{Ll}[\\p{L}\\p{M}'’.-]{0,24}";
/** After a unit a town follows without a comma, in capitals as posts ask. */
const townEnd = new RegExp(
  `^ (?:\\p{Lu}{2}[\\p{Lu}'’.-]{1,20})(?: ${capital}){0,3}(?=\\s*(?:[.,;?!)\\n]|$))`,
  "u",
);
const townAfterUnit = new RegExp(
  `^(?: ${capital}|, ${mixed})(?: ${capital}){0,3}(?=\\s*(?:[.,;?!)\\n]|$))`,
  "u",
);
const window = 140;

/** Where an address whose street ends at `end` ends itself: with unit, town, state, postal code and country. */
export function endOfAddress(text: string, end: number): number {
  const unitFound = units.exec(text.slice(end, end + window));
  const at = end + (unitFound?.[0].length ?? 0);
  const rest = text.slice(at, at + window);
  // The shortest that ends in something that only addresses end in; a longer one may swallow the next line.
  const ends = [postalFirst, postalEnd, americanEnd, codeEnd, countryEnd]
    .map((pattern) => pattern.exec(rest)?.[0])
    .filter((found) => found !== undefined && !/\n\s*\n\s*\S+[:@]/.test(found));
  const found = ends.length > 0 ? ends.reduce((a, b) => better(a ?? "", b ?? "")) : undefined;
  if (found !== undefined) return at + found.length;
  const town = townEnd.exec(rest) ?? (unitFound ? townAfterUnit.exec(rest) : null);
  return at + (town?.[0].length ?? 0);
}

/** A postal code ends an address for good; else the longer of the two. */
function better(one: string, other: string): string {
  const [a, b] = [/\d$/.test(one), /\d$/.test(other)];
  if (a !== b) return a ? one : other;
  return one.length >= other.length && !(a && b && other.length < one.length) ? one : other;
}
