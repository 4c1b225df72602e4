/**
 * What the policy lint and the redaction's detectors both look for. Patterns alone: what a match means is for whoever
 * asks. All of them are bounded, so that no text takes longer than its length asks.
 */
import { wordwise } from "./reading.ts";

/** Area, group and serial as the Social Security Administration gives them out; the others are nobody's. */
export const socialSecurityGrouped =
  /(?<![\w-])(?!000|666|9\d\d)\d{3}[- ](?!00)\d{2}[- ](?!0000)\d{4}(?![\w-])/gu;

const month =
  "(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\\.?";
const meses =
  "(?:enero|febrero|marzo|abril|mayo|junio|julio|agosto|septiembre|octubre|noviembre|diciembre)";
/** A whole date, in English or Spanish; a pattern for patterns. */
export const wholeDate = `(?:\\d{1,2}[/.-]\\d{1,2}[/.-](?:19|20)?\\d{2}|${month} \\d{1,2}(?:st|nd|rd|th)?,? (?:19|20)\\d{2}|\\d{1,2} (?:de )?${meses}(?: (?:de |del )?(?:19|20)\\d{2})|(?:19|20)\\d{2}-\\d{2}-\\d{2})`;
/** A date with the word that makes it a birthday. */
export const birthDated = new RegExp(
  `\\b(?:d\\.?o\\.?b\\.?|date of birth|birth ?date|birthday|born(?: on)?|fecha de nacimiento|f\\.? ?n\\.|nacid[oa](?: el)?|naci[oó](?: el)?)(?: is| was|:| -|,| \\()? ?\\(?${wholeDate}`,
  "giu",
);

/** A case number with the word for it. */
export const caseNamed =
  /\b(?:case|incident|report|complaint|offense|docket|warrant|citation|booking|event|CAD|CFS|DR|CR|RD|caso|reporte|expediente|incidente|folio)(?:[ -]?(?:no\.?|num(?:ber)?\.?|n[uú]m(?:ero)?\.?|id|#))?(?: is|:| es)? ?#? ?(?=[A-Z0-9-]{0,7}\d)(?:[A-Z]{1,4}[- ]?)?(?!(?:19|20)\d\d\b(?!-))\d{2,4}(?:[-–]?[A-Z]{0,3}\d{2,8}){1,2}(?![\w/])/giu;
/** As many agencies number: "24-001234". */
export const caseBare = /(?<![\w/(.-])(?:[A-Z]{1,3})?(?:20)?[12]\d-\d{4,7}(?![\w/-])/gu;

/** The states' two letters; a pattern for patterns. */
export const stateCode =
  "(?:A[KLRZ]|C[AOT]|D[CE]|FL|GA|HI|I[ADLN]|K[SY]|LA|M[ADEINOST]|N[CDEHJMVY]|O[HKR]|PA|RI|S[CD]|T[NX]|UT|V[AT]|W[AIVY])";

/** After a word for a plate: letters and digits in capitals, as painted; digits alone where nothing else fits. */
export const plateNamed = new RegExp(
  `\\b(?:[Ll]icen[sc]e|[Pp]lates?|[Tt]ags?|[Rr]egistration|[Rr]eg\\.|[Ll]ic\\.?|LP|PLATES?|[Pp]lacas?|PLACAS?|[Mm]atr[ií]cula|[Pp]atente|[Tt]ablilla)(?![\\p{L}])` +
    `(?: (?:plate|number|no\\.?|num|is|was|of|reads?|reading|starting|beginning|with|ending|in|de|del?|es|era|fue|n[uú]mero|${stateCode}|Texas|California|Oregon|Washington|Nevada|Arizona|Florida|Ohio|Georgia|Illinois|Michigan|New York|the|may be|possibly|partial|parcial|licen[cs]e)){0,5} ?[:#]? ?["“(]?` +
    `((?:${stateCode}[- ])?(?:[A-Z]{2,3} \\d{3,4}|[A-Z]{3} [A-Z]\\d{2}|\\d{3,4} [A-Z]{2,3}|(?=[A-Z0-9·-]{0,9}\\d)[A-Z0-9]{1,4}[-·]?[A-Z0-9]{1,6}))(?![\\w])`,
  "gu",
);

/** "CA 7ABC123", "TX plate ABC-1234" are found above; here the state stands before the plate by itself. */
export const plateWithState = new RegExp(
  `\\b${stateCode}[ -](?:plates? )?((?=[A-Z0-9-]{5,8}\\b)(?=[A-Z-]*\\d)(?=[0-9-]*[A-Z])[A-Z0-9]{2,4}-?[A-Z0-9]{2,4})\\b`,
  "gu",
);
/** Painted like a plate: California's 7ABC123, and three letters with three or four digits beside a vehicle. */
export const platePainted =
  /\b(?:\d[A-Z]{3}\d{3}|[A-Z]{3}[- ]?\d{4}|[A-Z]{3}-\d{3}|\d{3}-[A-Z]{3}|\d{3}[A-Z]{3})\b/gu;
export const vehicleWord =
  /\b(?:sedan|suv|truck|pickup|van|minivan|coupe|hatchback|car|vehicle|motorcycle|trailer|jeep|toyota|honda|ford|chev\w*|nissan|dodge|ram|gmc|kia|hyundai|subaru|mazda|bmw|tesla|lexus|camry|civic|accord|corolla|altima|auto|carro|camioneta|veh[ií]culo|moto)\b/iu;
/** Beside these, letters and digits are no plate. */
export const noPlateWord =
  /\b(?:plate readers?|ALPR|LPR|plate covers?|personali[sz]ed plates?|plates? of (?:food|pasta|cookies|pancakes)|dog tags?|tag (?:us|a friend)|raffle|case|incident|report|badge|unit|flight|model|ordinance|section|room|suite|form|highway|route|PSA|CVC|RCW|PC|HB|SB|AB)\b/u;

/** Says something medical by itself, about whoever the sentence is about. */
export const medicalCondition = wordwise(
  /\b(?:diabet(?:es|ic)|dement(?:ia|ed)|alzheimer(?:['’]s)?|autis(?:m|tic)|epilep(?:sy|tic)|seizures?|hiv(?:[- ]positive)?|aids|hepatitis|cancer|leukemia|bipolar|schizophren(?:ia|ic)|psychosis|psychotic|depress(?:ion|ed)|anxiety disorder|ptsd|suicidal|suicide attempt|attempted suicide|took (?:his|her) own life|mental(?:ly)? (?:ill(?:ness)?|disorder|health (?:crisis|episode|history|condition))|medicat(?:ion|ions|ed)|meds|insulin|prescri(?:bed|ption)|pregnan(?:t|cy)|miscarriage|overdos(?:e|ed|es|ing)|narcan|naloxone|heart (?:attack|condition|disease)|cardiac arrest|stroke|pacemaker|asthma|covid(?:-19)?|tested positive|blood alcohol|diagnos(?:ed|is)|surgery|intubated|ventilator|icu|intensive care|brain (?:injury|bleed|damage)|concussion|fractur(?:e|ed|es)|broken (?:leg|arm|hip|back|neck|ribs?|jaw|femur|pelvis|collarbone)|punctured lung|internal bleeding|coma|paraly[sz]ed|amputat(?:ed|ion)|developmental(?:ly)? (?:disabled|delayed|disability|delay)|intellectual(?:ly)? (?:disability|disabled)|down syndrome|adhd|cognitive (?:impairment|decline|disability)|memory loss|addict(?:ed|ion)?|withdrawal|rehab|psychiatric(?: hold)?|5150|diabetes|diab[eé]tic[oa]|demencia|autista|autismo|epilep(?:sia|t[ií]c[oa])|c[aá]ncer|embarazad[oa]|esquizofr[eé]ni(?:a|c[oa])|depresi[oó]n|suicida|sobredosis|medicamentos?|diagn[oó]stic\w+|cirug[ií]a|fractura|derrame cerebral|infarto|insulina)\b/giu,
);

/** Somebody who could have it. */
export const medicalSubject = wordwise(
  /\b(?:he|she|his|her|him|(?:the|a|an|this|that|one|our|their) (?:(?:\d{1,3}|[a-z-]+)[- ](?:year[- ]old )?)?(?:\d{1,3}-year-old )?(?:man|woman|male|female|victim|driver|suspect|boy|girl|teen|teenager|patient|resident|subject|passenger|pedestrian|mother|father|son|daughter|employee|student|juvenile|child|inmate|rider|motorcyclist|bicyclist|cyclist|caller|person|individual|officer|deputy)|\d{1,3}-year-old|[eé]l|ella|(?:el|la|un|una) (?:hombre|mujer|v[ií]ctima|conductor|conductora|sospechos[oa]|niñ[oa]|joven|paciente|menor|señor|señora)|de \d{1,3} años)\b/iu,
);

/** A sentence about health in general, and so about nobody. */
export const medicalTopic = wordwise(
  /\b(?:awareness|month|walk(?:a-?thon)?|run\/walk|5k|training|trained|class|course|seminar|workshop|fundrais\w+|donat\w+|prevention|prevent|hotline|lifeline|988|resources?|association|foundation|society|support group|registry|program|team|crisis intervention|co-?responder|clinician|patch|carry|carries|equipped|kits?|drop[- ]?box|take[- ]?back|disposal|vaccine|clinic|expo|screening|drive|tips for|signs of|learn|recogni[sz]e|loved ones?|if you (?:or|know|are|feel)|anyone|concientizaci[oó]n|mes de|prevenci[oó]n|recursos|capacitaci[oó]n|l[ií]nea|caminata|campaña|si usted)\b/iu,
);
