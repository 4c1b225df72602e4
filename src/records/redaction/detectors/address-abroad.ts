import { wordwise } from "#platform/text/reading.ts";
import { isEveryday } from "../names/everyday-words.ts";
import {
  country,
  number,
  street,
  streetBefore,
  streetBehind,
  streetGlued,
  streetToo,
  word,
} from "./address-words.ts";
import { after, before, matched, type Suggestion } from "./detector.ts";

const begins = "(?<![\\p{L}\\d$:.,/#@-])";
const ends = "(?![\\p{L}\\d%:/-]|[.,]\\d)\\.?";
const house = "\\d{1,4}[A-Za-z]?(?:/\\d{1,4})?";
const part = "(?:\\p{L}[\\p{L}\\p{M}'’.-]{0,28}|\\d{1,3}\\.)";
const noUnit = "(?!(?i:apt|apartment|suite|ste|unit)\\b)";
const article =
  "(?:(?:de la|de las|de los|de l['’]|dell[ao]|de|del|dei|du|des|do|da|dos|das|la|le|les|los|las) ?(?<=[ '’]))?";

/** "31 Rue Al Imam Al Bakri", "ul. Słowicza 10", "C/ Señores Curas 88": a number before or behind. */
const named = new RegExp(
  `${begins}(?:(?:${number} ){1,2}${streetBefore} ?${article}(?:(?:${noUnit}${word} ){0,5}${noUnit}${word}|${part})(?:,? ${house}${ends})?|${streetBefore} ?${article}(?:${part} ){0,5}?${part},? ${house}${ends})`,
  "gu",
);
/** "456 78 Kauppakatu": the number before, as English-speaking forms make people write. */
const numberFirst = new RegExp(
  `${begins}(?:${number} )?${number} (?:${word} ){0,2}?\\p{Lu}[\\p{L}\\p{M}-]{2,24}(?:stra(?:ss|ß)e|gasse|straat|gatan|vägen|veien|katu|kuja|utca)(?![\\p{L}])`,
  "gu",
);
const houseNumber = new RegExp(`(?<=[\\p{L}\\p{M}.'’]) ${house}${ends}`, "gu");
/** What may stand before a house number, nearest reading first: a street's word behind the name or glued to it. */
const behind = new RegExp(
  `${begins}(?:${number} ){0,2}(?:(?:${word} ){1,4}|(?:${word} )?${part} )${streetBehind}$`,
  "u",
);
const glued = new RegExp(
  `${begins}(?:${number} ){0,2}(?:${word} ){0,3}?[\\p{L}\\p{M}-]{2,24}${streetGlued}$`,
  "u",
);
/** "4923 Parmova 109": a number, a name, a number. */
const between = new RegExp(`${begins}${number}(?: ${number})? (?:${word} ){0,3}${word}$`, "u");
const cue =
  "(?i:(?:address|domicilio|direcci[óo]n|adresse)(?:es)?(?: (?:is|was|to|with|at|es)|:)|(?:lives?|lived|living|located|situated|resides?|residing|station|stop|office|bar|restaurant|meet(?: me)?|deliver(?:ed)?|sen[dt]|ship|taxi|return|bring|update|change|correct|drops? (?:you|me) off|moved|arrived) (?:is |it )?(?:at|on|to|is|in))";
const expected = new RegExp(`(?<=\\b${cue} )(?:${word} ){0,4}${word}$`, "u");
/** A line of its own, as on a letter: "Ombù 9091". */
const line = new RegExp(`(?<=(?:^|\\n)[>? \\t]{0,8})(?:${number} )?(?:${word} ){0,4}${word}$`, "u");
const lineEnds = /^[ \t]{0,4}(?:\n|$|,)/u;
/** "Fuglie 41 Popović Dam": a second street behind the number. */
const second = new RegExp(`^ ${word} (?:${street}|${streetToo})(?![\\p{L}])`, "u");
const numbered = new RegExp(
  `(?<=\\b${cue} )\\d{1,6}[A-Za-z]?(?: \\d{1,4})? (?:(?!(?i:am|pm|percent|minutes?|years?|hours?|days?|miles?|mph|people|times?|feet|of|and|or|to|in|on|at|with|who|is|was|for|from|please|before|after)\\b)[\\p{L}\\d][\\p{L}\\p{M}\\d'’.-]{0,24} ?){1,4}(?<! )(?=[\\s,.;?!)]|$)`,
  "gu",
);
const twoStreets = new RegExp(
  `(?<=\\b${cue} |[?:] )(?:${number} )?(?:${word} ){0,3}${word}(?: ${house})? and (?:${streetBefore} )?(?:${word} ){0,3}${word} ${house}${ends}`,
  "gu",
);
const postalLine = new RegExp(
  `(?<=(?:^|\\n)[>? \\t]{0,8})${country}(?: \\(\\p{L}{2,10}\\))? \\d{4,6}(?=\\s{0,4}(?:\\n|$))`,
  "gu",
);

const noName = wordwise(
  /\b(?:january|february|march|april|may|june|july|august|september|october|november|december|jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec|monday|tuesday|wednesday|thursday|friday|saturday|sunday|am|pm|est|pst|cst|mst|unit|units|case|report|badge|route|highway|hwy|exit|mile|channel|phase|class|grade|level|chapter|section|title|article|page|version|top|part|volume|room|gate|flight|model|type|size|counts?|tier|stage|step|day|week|year|minutes?|hours?|age|ages|ford|honda|toyota|chevy|bmw|kia|dodge|nissan|iphone|galaxy|windows|xbox|playstation|ps|covid|psalms?|john|matthew|romans|luke|genesis|zone|beat|district|precinct|engine|ladder|medic|squad|car|item|lot|number|no|phone|cell|fax|call|text|zip|box|apt|suite|street|st|ave|fire|card|visa|mastercard|amex|iban|code|pin|order|invoice|id|ip|dob|ssn|interstate|i|us|sr)\b/iu,
);

/** Streets as they are written elsewhere, and names with house numbers where an address is expected. */
export function foreignStreets(text: string): Suggestion[] {
  const found = matched(text, named, "ADDRESS", 0.86).filter(isForeign(text));
  for (const { 0: shown, index } of text.matchAll(houseNumber)) {
    const head = before(text, index, 100);
    const from = index - head.length;
    const bare = index + shown.length;
    const end = bare + (second.exec(after(text, bare, 60))?.[0].length ?? 0);
    for (const [pattern, confidence] of readings) {
      const street = pattern.exec(head);
      if (!street) continue;
      const one: Suggestion = { type: "ADDRESS", start: from + street.index, end, confidence };
      if (pattern === line && !lineEnds.test(after(text, end, 60))) continue;
      if (pattern === behind || pattern === glued ? isForeign(text)(one) : isHouse(text, one)) {
        found.push(one);
        break;
      }
    }
  }
  return [
    ...found,
    ...matched(text, numberFirst, "ADDRESS", 0.8),
    ...matched(text, numbered, "ADDRESS", 0.72).filter((one) => isHouse(text, one)),
    ...matched(text, twoStreets, "ADDRESS", 0.84),
    ...matched(text, postalLine, "ADDRESS", 0.8),
  ];
}

const readings: readonly [RegExp, number][] = [
  [glued, 0.8],
  [behind, 0.84],
  [between, 0.76],
  [expected, 0.78],
  [line, 0.72],
];

/** "via 3 friends", "place 4": a small word of English needs a capital or a point with it. */
function isForeign(text: string) {
  return (one: Suggestion): boolean => {
    const words = text.slice(one.start, one.end);
    if (isMeasure(text, one) || words.split(" ").some((part) => isUsual(part, words))) return false;
    return (
      /^\d.*\d$/u.test(words) ||
      /\p{Lu}/u.test(words) ||
      /[^\p{ASCII}]|(?:tie|katu|gasse|strasse|straat|vej|utca) \d/u.test(words) ||
      /^(?:ul|ulica)\b/u.test(words)
    );
  };
}

function isHouse(text: string, { start, end }: Suggestion): boolean {
  const words = text.slice(start, end);
  if (noName.test(words) || /^(?:19|20)\d\d /.test(words)) return false;
  if (/\d[sS]$/.test(words) || (/^\D/.test(words) && / (?:19|20)\d\d$/.test(words))) return false;
  if (words.split(/[ \n]+/).some((one) => /^\p{Lu}/u.test(one) && isEveryday(one.toLowerCase())))
    return false;
  return !isMeasure(text, { start, end });
}

/** Months and vehicles are no streets; of streets' own words only those in a language that is not ours. */
function isUsual(part: string, words: string): boolean {
  return /^\p{Lu}/u.test(part) && noName.test(part) && !/[^\p{ASCII}]/u.test(words);
}

function isMeasure(text: string, { start, end }: { start: number; end: number }): boolean {
  const tail = after(text, end, 10);
  return (
    /^ ?(?:am|pm|a\.m|p\.m|%|years?|minutes?|hours?|days?|miles?|feet|people|times)\b/iu.test(
      tail,
    ) || /(?:[$€£#]|\bno\.|\bnumber|\bblock of) ?$/iu.test(before(text, start, 12))
  );
}
