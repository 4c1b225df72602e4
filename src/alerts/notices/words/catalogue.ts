import type {
  circumstances,
  colours,
  eyes,
  hair,
  kinds,
  languages,
  races,
  sexes,
} from "../choices.ts";
import { english } from "./english.ts";
import { spanish } from "./spanish.ts";
import { vietnamese } from "./vietnamese.ts";

type Of<Choices extends readonly string[]> = Readonly<Record<Choices[number], string>>;

/** All that a flyer, a post or a page says by itself, in one language. */
export interface Catalogue {
  /** Of ourselves in this language, for whoever chooses it. */
  title: string;
  /** Whether a translator who answers for it has read it. The studio says so beside every flyer. */
  review: "original" | "not-reviewed" | "reviewed";
  kinds: Of<typeof kinds>;
  draft: string;
  /** In place of a name that nobody knows. */
  unnamed: { identify: string; found: string };
  labels: Readonly<
    Record<
      | "nickname"
      | "age"
      | "sex"
      | "race"
      | "height"
      | "weight"
      | "hair"
      | "eyes"
      | "lastSeen"
      | "happened"
      | "direction"
      | "clothing"
      | "marks"
      | "vehicle"
      | "companion"
      | "circumstance"
      | "warrant"
      | "charge",
      string
    >
  >;
  sexes: Of<typeof sexes>;
  races: Of<typeof races>;
  hair: Of<typeof hair>;
  eyes: Of<typeof eyes>;
  colours: Of<typeof colours>;
  circumstances: Of<typeof circumstances>;
  /** "Suspected of: …": never that somebody did it. */
  charged: (charge: string) => string;
  innocent: string;
  danger: (text: string) => string;
  medicalRisk: string;
  near: (time: string, place: string) => string;
  taken: (date: string, credit: string) => string;
  aged: (date: string) => string;
  plate: (plate: string, state: string) => string;
  call: { missing: string; other: string; noApproach: string };
  caseOf: (number: string) => string;
  until: (issued: string, date: string) => string;
  status: string;
  check: (url: string) => string;
  over: { safe: string; resolved: string; overText: string; takeDown: string };
}

export const catalogues: Readonly<Record<(typeof languages)[number], Catalogue>> = {
  en: english,
  es: spanish,
  vi: vietnamese,
};
