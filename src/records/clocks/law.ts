/** What is counted: days on which the agency's offices are open, or all of them. */
export type DayKind = "business" | "calendar";

export interface Term {
  days: number;
  kind: DayKind;
}

/**
 * What a law asks of the agency, in the order in which it falls due:
 * `acknowledge` say that the request came and how long it will take · `respond` grant, deny or say when ·
 * `produce` hand over · `attorney-general` ask the attorney general before withholding · `brief` argue it there.
 */
export type StageName = "acknowledge" | "respond" | "produce" | "attorney-general" | "brief";

export interface Stage {
  stage: StageName;
  /** Undefined where the law names no number: "promptly", "within a reasonable time". */
  term: Term | undefined;
  /** From receipt, or from when that stage was done, or is due. */
  from: "receipt" | StageName;
  /** What must be done, in a clause. */
  must: string;
  /** Of this stage, where it differs from the law's. */
  citation?: string;
}

/** Who asks, or for what, where a law has a clock of its own for it. */
export const requestKinds = [
  "standard",
  "commercial",
  "body-worn-camera",
  "older-records",
  "in-person",
] as const;
export type RequestKind = (typeof requestKinds)[number];

export interface RecordsLaw {
  /** The state's two letters; US for the federal act, DC for the District. */
  state: string;
  law: string;
  citation: string;
  stages: readonly Stage[];
  /** Clocks of their own for some requests, in place of `stages`. */
  others?: Partial<Record<RequestKind, readonly Stage[]>>;
  /** How much longer it may take, and on what ground. Undefined: the law names no number. */
  extension?: { term?: Term; stage: StageName; ground: string };
  /** What follows when the time runs out. */
  missed?: string;
  /** What the counting leaves to judgment, for whoever reads it. */
  notes: readonly string[];
  /**
   * How sure we are: `high` where general works agree, `low` where they do not. None was compared with the official
   * code: the agency's counsel verifies it, and says so on the screen.
   */
  confidence: "high" | "medium" | "low";
  /**
   * Where the calendar of holidays that we use differs from the state's own, by its law. A day too few makes a deadline
   * early, a day too many makes it late.
   */
  holidays?: HolidayCorrection;
}

export interface HolidayCorrection {
  citation: string;
  /** Names, as the calendar spells them, that do not close the state's offices. */
  drops?: readonly string[];
  /** Days it lacks: a rule such as `friday after 4th thursday in November`, and a name. */
  adds?: readonly { rule: string; name: string }[];
  /** True where a holiday on a weekend closes no other day. */
  noSubstitutes?: true;
}

export function business(days: number): Term {
  return { days, kind: "business" };
}

export function calendar(days: number): Term {
  return { days, kind: "calendar" };
}

export function acknowledge(term: Term | undefined, must: string, citation?: string): Stage {
  return stageOf("acknowledge", term, "receipt", must, citation);
}

export function respond(term: Term | undefined, must: string, citation?: string): Stage {
  return stageOf("respond", term, "receipt", must, citation);
}

export function produce(
  term: Term | undefined,
  must: string,
  from: Stage["from"] = "receipt",
  citation?: string,
): Stage {
  return stageOf("produce", term, from, must, citation);
}

export function stageOf(
  stage: StageName,
  term: Term | undefined,
  from: Stage["from"],
  must: string,
  citation?: string,
): Stage {
  return { stage, term, from, must, ...(citation === undefined ? {} : { citation }) };
}
