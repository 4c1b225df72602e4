/** A record series as we propose it: the agency's records officer checks it against the schedule and says so. */
export interface ModelSeries {
  code: string;
  title: string;
  authority: string;
  appliesTo: string;
  months: number | null;
  action: "destroy" | "transfer" | "permanent";
}

/** What a new agency begins with, by the first letters of a record's kind and its direction. */
export interface ModelRule {
  kind?: string;
  direction?: "in" | "out" | "internal";
  series: string;
}

export interface ModelSchedule {
  series: readonly ModelSeries[];
  rules: readonly ModelRule[];
}

const years = (count: number) => count * 12;

/** Kept whatever the schedule says: what proves the rest. */
const proof: ModelSeries = {
  code: "PROOF",
  title: "Certificates of destruction, policy and holds",
  authority: "Openbeat: without them nothing else can be shown",
  appliesTo: "what was destroyed and by whom, adopted policy, holds",
  months: null,
  action: "permanent",
};

const proofRules: readonly ModelRule[] = [
  { kind: "records.destroyed", series: "PROOF" },
  { kind: "records.disposition", series: "PROOF" },
  { kind: "records.legal-hold", series: "PROOF" },
  { kind: "policy.", series: "PROOF" },
];

/** A rule that nobody takes away or moves: what it keeps shows that all the rest was destroyed as the law has it. */
export function isProofRule({ series }: Pick<ModelRule, "series">): boolean {
  return series === proof.code;
}

/** An agency's rules behind those that protect the proof. */
export function behindProof(rules: readonly ModelRule[]): ModelRule[] {
  return [...proofRules, ...rules.filter((rule) => !isProofRule(rule))];
}

const texas: ModelSchedule = {
  series: [
    {
      code: "GR1000-26a",
      title: "Correspondence, administrative",
      authority: "Texas State Library, Local Schedule GR",
      appliesTo: "what sets out or explains policy; messages of executives",
      months: years(4),
      action: "destroy",
    },
    {
      code: "GR1000-26b",
      title: "Correspondence, general",
      authority: "Texas State Library, Local Schedule GR",
      appliesTo: "ordinary posts, replies, comments and texts",
      months: years(2),
      action: "destroy",
    },
    {
      code: "GR1000-26c",
      title: "Correspondence, routine",
      authority: "Texas State Library, Local Schedule GR",
      appliesTo:
        "what has no value after the moment; kept as long as it is administratively valuable",
      months: null,
      action: "destroy",
    },
  ],
  rules: [
    { direction: "internal", series: "GR1000-26a" },
    { direction: "out", series: "GR1000-26b" },
    { direction: "in", series: "GR1000-26b" },
  ],
};

const washington: ModelSchedule = {
  series: [
    {
      code: "GS50-01-12",
      title: "Communications, governing and executive",
      authority: "Washington State Archives, Local Government CORE schedule",
      appliesTo: "the chief's or sheriff's own posts and comments; transferred for appraisal",
      months: years(2),
      action: "transfer",
    },
    {
      code: "GS2010-001",
      title: "Communications, non-executive",
      authority: "Washington State Archives, Local Government CORE schedule",
      appliesTo: "posts of the department, public comments, texts",
      months: years(2),
      action: "destroy",
    },
    {
      code: "GS50-02-01",
      title: "Provision of routine information",
      authority: "Washington State Archives, Local Government CORE schedule",
      appliesTo: "reminders and the like; until no longer needed",
      months: null,
      action: "destroy",
    },
  ],
  rules: [
    { direction: "internal", series: "GS2010-001" },
    { direction: "out", series: "GS2010-001" },
    { direction: "in", series: "GS2010-001" },
  ],
};

const florida: ModelSchedule = {
  series: [
    {
      code: "GS1-SL-338",
      title: "Correspondence, program and policy development",
      authority: "Florida Department of State, General Records Schedule GS1-SL",
      appliesTo: "what sets out policy; five fiscal years",
      months: years(6),
      action: "destroy",
    },
    {
      code: "GS1-SL-17",
      title: "Correspondence and memoranda, administrative",
      authority: "Florida Department of State, General Records Schedule GS1-SL",
      appliesTo: "posts, replies and comments; three fiscal years",
      months: years(4),
      action: "destroy",
    },
    {
      code: "GS1-SL-146",
      title: "Transitory messages",
      authority: "Florida Department of State, General Records Schedule GS1-SL",
      appliesTo: "until obsolete, superseded or without administrative value",
      months: null,
      action: "destroy",
    },
  ],
  rules: [
    { direction: "internal", series: "GS1-SL-338" },
    { direction: "out", series: "GS1-SL-17" },
    { direction: "in", series: "GS1-SL-17" },
  ],
};

/** For federal agencies, and where we know no schedule of the state: long, until somebody enters the right one. */
const federal: ModelSchedule = {
  series: [
    {
      code: "GRS-6.4-070",
      title: "Social media records on third-party sites",
      authority: "National Archives, General Records Schedule 6.4",
      appliesTo: "posts, comments and messages; three years, by the draft of 2017",
      months: years(3),
      action: "destroy",
    },
    {
      code: "GRS-5.2-010",
      title: "Transitory records",
      authority: "National Archives, General Records Schedule 5.2",
      appliesTo: "until they are no longer needed for business",
      months: null,
      action: "destroy",
    },
  ],
  rules: [
    { direction: "internal", series: "GRS-6.4-070" },
    { direction: "out", series: "GRS-6.4-070" },
    { direction: "in", series: "GRS-6.4-070" },
  ],
};

const unknownState: ModelSchedule = {
  series: [
    {
      code: "OWN-1",
      title: "Everything, until your own schedule is entered",
      authority: "None yet: enter the series of your state's schedule",
      appliesTo: "all records",
      months: null,
      action: "permanent",
    },
  ],
  rules: [{ series: "OWN-1" }],
};

const byState: Readonly<Record<string, ModelSchedule>> = {
  TX: texas,
  WA: washington,
  FL: florida,
  US: federal,
};

/** The schedule that a new agency of this state begins with; the rules that protect the proof come first. */
export function modelSchedule(state: string): ModelSchedule {
  const { series, rules } = byState[state.toUpperCase()] ?? unknownState;
  return { series: [...series, proof], rules: behindProof(rules) };
}
