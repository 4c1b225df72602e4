import { ambiguousNames, givenNames } from "#platform/text/given-names.ts";
import { isEveryday } from "./everyday-words.ts";
import { givenElsewhere } from "./given-elsewhere.ts";
import { surnames, surnameShape } from "./surnames.ts";

/** How sure a word is a given or a family name by itself: 2 it is hardly anything else, 1 it may be, 0 unknown. */
export type Likelihood = 0 | 1 | 2;

export function asGiven(plain: string): Likelihood {
  const first = plain.split("-")[0] ?? plain;
  if (ambiguousNames.has(first)) return 1;
  if (!givenNames.has(first) && !givenElsewhere.has(first)) return 0;
  return isEveryday(first) ? 1 : 2;
}

export function asFamily(plain: string): Likelihood {
  const parts = plain.split("-");
  if (parts.some((part) => surnames.has(part.replace(/^o['’]/, "o"))))
    return parts.length === 1 && (isEveryday(plain) || ambiguousNames.has(plain)) ? 1 : 2;
  if (isEveryday(plain)) return 0;
  return parts.some((part) => surnameShape.test(part)) ? 1 : 0;
}

/** Given names that are also words of small letters: in small letters they name nobody. */
const smallWords = new Set(
  `asia bo bud buddy candy carol cash chance cruz dolly dora earl earnest faith hope ion jean jesus jimmy joy king lance
  leon linda london lucky major mari max mercedes mercy mere messiah mina mini misty nova pal per pia prince ray robin
  rose rosemary rune sandy sherry stan star stormy tone tore victor venice viola violet wade santos rosa luz sol angel
  guadalupe rosario milagros consuelo dolores esperanza alma celeste clara luna paloma perla stella marina abel basil
  herb harry carmen jasmine daisy olga's mai may yang ying thu else even ali asa art bill dan dean don guy jay jan jun
  june kim kit lee les mark matt mike's nan norm pat ned rob sal sue tad ted tod van vic will jose's trinity genesis
  destiny heaven eden sydney paris vienna geneva florence chelsea carolina milan adelaide regina`.split(
    /\s+/,
  ),
);

export function isNameInSmallLetters(plain: string): boolean {
  return plain.length >= 4 && !smallWords.has(plain) && asGiven(plain) === 2;
}

/** Makers and shops named after people. */
export const brands: ReadonlySet<string> = new Set([
  "harley davidson",
  "louis vuitton",
  "michael kors",
  "ralph lauren",
  "calvin klein",
  "tommy hilfiger",
  "jack daniel",
  "jack daniels",
  "johnnie walker",
  "jim beam",
  "john deere",
  "papa john",
  "papa johns",
  "trader joe",
  "trader joes",
  "carl's jr",
  "dick's sporting",
  "jimmy john",
  "jimmy johns",
  "smith wesson",
  "ben jerry",
  "kate spade",
  "tory burch",
  "charles schwab",
  "wells fargo",
  "jp morgan",
  "edward jones",
  "ruth chris",
  "santa claus",
  "uncle sam",
  "john hancock",
  "amber alert",
  "martin luther",
  "saint patrick",
  "virgin mary",
  "jesus christ",
  "good samaritan",
  "fred meyer",
  "dutch bros",
  "ray-ban",
  "air max",
  "friendly",
]);
