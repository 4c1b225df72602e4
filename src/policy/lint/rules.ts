import type { Rule } from "./finding.ts";
import { link } from "./rules/links.ts";
import { medicalFact } from "./rules/medical.ts";
import { juvenileName } from "./rules/minors.ts";
import { birthDate, caseNumber, phoneNumber, socialSecurity } from "./rules/numbers.ts";
import { altText, bookingPhoto, captions } from "./rules/pictures.ts";
import { houseNumber, officerHome } from "./rules/places.ts";
import { hashtagCase, readingLevel } from "./rules/plain-words.ts";
import { licensePlate } from "./rules/plates.ts";
import { allCaps, emojiRun, presumption, tone } from "./rules/style.ts";
import { unreleasedName, victimName } from "./rules/victims.ts";

/** Every rule, people first. A rule earlier in the list keeps a place that two of them claim for one person. */
export const rules: readonly Rule[] = [
  juvenileName,
  victimName,
  unreleasedName,
  medicalFact,
  officerHome,
  houseNumber,
  licensePlate,
  socialSecurity,
  birthDate,
  phoneNumber,
  caseNumber,
  bookingPhoto,
  altText,
  captions,
  presumption,
  tone,
  allCaps,
  readingLevel,
  hashtagCase,
  emojiRun,
  link,
];

export const ruleCodes: readonly string[] = rules.map(({ code }) => code);

export function ruleOf(code: string): Rule | undefined {
  return rules.find((rule) => rule.code === code);
}
