import { after, before, matched, type Suggestion } from "./detector.ts";

const underAge = "(?:1[0-7]|[1-9])";
const numberWord =
  "(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen)";
const aged = new RegExp(
  `(?<![\\p{L}\\d.$-])(?:(?:${underAge}|${numberWord})[- ]?(?:years?|yrs?|yr)[- ]?olds?|${underAge} ?(?:y/?o|yo)(?: [mf])?|age[ds]?:? ${underAge}(?! ?(?:to|-|and) ?(?:1[89]|[2-9]\\d))|(?:de )?${underAge} años(?: de edad)?|(?:${underAge}|${numberWord})[- ]months?[- ]old)(?![\\p{L}\\d])`,
  "giu",
);
const told = new RegExp(
  `(?<![\\p{L}\\d])(?:(?:boy|girl|son|daughter|kid|child|student|teen|teenager|juvenile|niñ[oa]|hij[oa])s?(?: named \\p{L}{2,20})?,? \\(?|(?:s?he|my (?:son|daughter|kid|brother|sister))(?:['’]s| is| was| just turned| turned) (?:only |just |almost )?)(${underAge})(?=[,.;)!?]|$| and\\b| now\\b| but\\b)(?![.,]\\d)`,
  "giu",
);
const grade =
  /(?<![\p{L}\d])(?:(?:1[0-2]|[1-9])(?:st|nd|rd|th)|first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|eleventh)[- ]grader(?![\p{L}])/giu;
const thing =
  /^[ ,]{0,2}(?:car|truck|vehicle|house|building|case|dog|puppy|cat|bike|phone|laptop|roof|program|tradition|company|business|whisk(?:e)?y|scotch|statute|road|bridge|complaint|investigation|k-?9)\b/iu;
const notAge = /(?:\bstage|\bpage|\bpercent|\bgrades?|\bfor ages?) ?$/iu;

/** Ages and school years that tell of a child; the name beside them is found as a name. */
export function agesOfMinors(text: string): Suggestion[] {
  const ages = matched(text, aged, "AGE_OF_MINOR", 0.85);
  return [
    ...ages,
    ...matched(text, told, "AGE_OF_MINOR", 0.72),
    ...matched(text, grade, "AGE_OF_MINOR", 0.7),
  ].filter(
    (one) => !thing.test(after(text, one.end, 20)) && !notAge.test(before(text, one.start, 12)),
  );
}
