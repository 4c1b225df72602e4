import { limit } from "#platform/limits.ts";
import { Refusal } from "#platform/refusal.ts";
import { addresses } from "./address.ts";
import { bankNumbers } from "./bank-number.ts";
import { birthDates } from "./birth-date.ts";
import { caseNumbers } from "./case-number.ts";
import { creditCards } from "./credit-card.ts";
import type { Detector, NameLists, Suggestion } from "./detector.ts";
import { driverLicenses } from "./driver-license.ts";
import { emails } from "./email.ts";
import { coordinates } from "./gps.ts";
import { ibans } from "./iban.ts";
import { ipAddresses } from "./ip-address.ts";
import { knownIn, knownPeople, type KnownPeople } from "./known-people.ts";
import { medicalFacts } from "./medical.ts";
import { agesOfMinors } from "./minor.ts";
import { namesIn, people, type FoundName } from "./person.ts";
import { passports } from "./passport.ts";
import { phones } from "./phone.ts";
import { plates } from "./plate.ts";
import { socialSecurityNumbers } from "./ssn.ts";
import { userNames } from "./user-name.ts";
import { vehicleNumbers } from "./vin.ts";

export const textMax = limit(
  "redaction.text",
  1_000_000,
  "UTF-16 code units",
  "looked through at once for redaction suggestions; a longer record is looked through in parts",
);

const detectors: readonly Detector[] = [
  emails,
  phones,
  addresses,
  socialSecurityNumbers,
  creditCards,
  ibans,
  bankNumbers,
  birthDates,
  driverLicenses,
  passports,
  plates,
  vehicleNumbers,
  ipAddresses,
  coordinates,
  caseNumbers,
  userNames,
  agesOfMinors,
  medicalFacts,
];

/**
 * What a person may want to take out of a text before it is handed over, in the order of the text, without overlaps:
 * where two would, the stronger one stays. Nothing is redacted by it. Refuses `text-too-long` beyond `textMax`.
 */
export function suggest(text: string, lists: NameLists = {}): Suggestion[] {
  return suggestSet([text], lists)[0] ?? [];
}

/** The same for texts that belong together: whoever one of them names in full is found by one name in the others. */
export function suggestSet(texts: readonly string[], lists: NameLists = {}): Suggestion[][] {
  for (const text of texts) refuseLong(text);
  const names = texts.map(namesIn);
  const known = knownPeople(lists, names.flat());
  return texts.map((text, at) => suggestOne(text, names[at] ?? [], known));
}

function refuseLong(text: string): void {
  if (text.length > textMax)
    throw new Refusal(
      "text-too-long",
      `This text has ${text.length.toLocaleString("en-US")} characters; ${textMax.toLocaleString("en-US")} are looked through at once. Cut it into parts.`,
    );
}

function suggestOne(text: string, names: readonly FoundName[], known: KnownPeople): Suggestion[] {
  const all = [
    ...detectors.flatMap((detect) => detect(text)),
    ...people(names),
    ...knownIn(text, known),
  ];
  return strongest(text.length, united(all));
}

/** Two of one type that share a character are one, as long as both and as sure as the surer. */
function united(all: readonly Suggestion[]): Suggestion[] {
  const last = new Map<string, Suggestion>();
  const kept: Suggestion[] = [];
  for (const one of [...all].sort((a, b) => a.start - b.start)) {
    const before = last.get(one.type);
    if (before && one.start < before.end) {
      before.end = Math.max(before.end, one.end);
      before.confidence = Math.max(before.confidence, one.confidence);
      continue;
    }
    const copy = { ...one };
    last.set(one.type, copy);
    kept.push(copy);
  }
  return kept;
}

/** Every place belongs to one suggestion: the surest, of equals the longest. */
function strongest(length: number, all: readonly Suggestion[]): Suggestion[] {
  const taken = new Uint8Array(length);
  const kept: Suggestion[] = [];
  const bySureness = [...all].sort(
    (a, b) =>
      b.confidence - a.confidence || b.end - b.start - (a.end - a.start) || a.start - b.start,
  );
  for (const one of bySureness) {
    if (one.end <= one.start || taken.subarray(one.start, one.end).includes(1)) continue;
    taken.fill(1, one.start, one.end);
    kept.push({ ...one, confidence: Math.round(one.confidence * 100) / 100 });
  }
  return kept.sort((a, b) => a.start - b.start);
}
