import {
  agencyKey,
  keysIn,
  labelOf,
  type TemplateContent,
  type TemplateField,
  type Wording,
} from "./template-content.ts";

export type Facts = Readonly<Record<string, string>>;

export interface FactProblem {
  field: string;
  code: "missing" | "too-long" | "not-a-number" | "not-a-choice" | "not-a-time" | "not-a-phone";
}

/** What keeps these facts from being sent: pure, and the same for the page and for the gate. */
export function factProblems(content: TemplateContent, facts: Facts): FactProblem[] {
  return content.fields.flatMap((field): FactProblem[] => {
    const code = problemOf(field, clean(facts[field.key]));
    return code ? [{ field: field.key, code }] : [];
  });
}

function problemOf(field: TemplateField, fact: string): FactProblem["code"] | undefined {
  if (fact === "") return field.required ? "missing" : undefined;
  if ([...fact].length > field.max) return "too-long";
  switch (field.kind) {
    case "number":
      return /^\d{1,9}([.,]\d{1,3})?$/.test(fact) ? undefined : "not-a-number";
    case "time":
      return clockOf(fact) ? undefined : "not-a-time";
    case "phone":
      return /^[+(]?[\d(][\d\s().-]{1,24}$/.test(fact) ? undefined : "not-a-phone";
    case "choice":
      return choiceOf(field, fact) ? undefined : "not-a-choice";
    case "yes-no":
      return fact === "yes" || fact === "no" ? undefined : "not-a-choice";
    case "text":
    case "name":
    case "place":
      return undefined;
  }
}

/** One line without what no one can see. */
function clean(fact: string | undefined): string {
  return (fact ?? "")
    .replaceAll(/[\p{Cc}\p{Zl}\p{Zp}\s]+/gu, " ")
    .replaceAll(/[\p{Cf}\p{Cs}]/gu, "")
    .trim();
}

/** A choice is named by its place in the list, which is the same in every language. */
function choiceOf(field: TemplateField, fact: string) {
  return /^\d{1,2}$/.test(fact) ? field.choices[Number(fact)] : undefined;
}

function clockOf(fact: string): { hour: number; minute: string } | undefined {
  const [, hour = "", minute = ""] = /^([01]\d|2[0-3]):([0-5]\d)$/.exec(fact) ?? [];
  return hour === "" ? undefined : { hour: Number(hour), minute };
}

/** The fact as it is said in a language; undefined where it is not given. */
function saidAs(field: TemplateField, given: string | undefined, language: string) {
  const fact = clean(given);
  if (fact === "" || problemOf(field, fact) !== undefined) return undefined;
  switch (field.kind) {
    case "time":
      return timeAs(fact, language);
    case "choice":
      return choiceOf(field, fact)?.[language];
    case "yes-no":
      return field.choices[fact === "yes" ? 0 : 1]?.[language];
    default:
      return fact;
  }
}

/** "2:05 p.m.": plain letters, so that a text message stays one. */
function timeAs(fact: string, language: string): string {
  const { hour, minute } = clockOf(fact) ?? { hour: 0, minute: "00" };
  if (!/^(en|es)\b/.test(language)) return `${hour}:${minute}`;
  const half = hour < 12 ? ["a.m.", "a. m."] : ["p.m.", "p. m."];
  return `${hour % 12 === 0 ? 12 : hour % 12}:${minute} ${half[language.startsWith("es") ? 1 : 0] ?? ""}`;
}

export interface Filled {
  title: string;
  text: string;
  short: string;
  alt: string;
  networks: Record<string, string>;
}

export interface Filling {
  facts: Facts;
  language: string;
  /** What the agency calls itself for short. */
  agency: string;
}

/** A wording with its facts. What is required and not given yet stands as its name in brackets. */
export function fillWording(
  { fields, language: own }: Pick<TemplateContent, "fields" | "language">,
  given: Wording,
  { facts, language, agency }: Filling,
): Filled {
  const said = new Map<string, string | undefined>([
    [agencyKey, agency],
    ...fields.map((field) => [field.key, saidAs(field, facts[field.key], language)] as const),
  ]);
  const gaps = new Map(
    fields
      .filter(({ required, key }) => required && said.get(key) === undefined)
      .map((field) => [field.key, `[${labelOf(field, language, own)}]`] as const),
  );
  const fill = (text: string) => filled(text, (key) => said.get(key) ?? gaps.get(key));
  return {
    title: fill(given.title),
    text: fill(given.text),
    short: fill(given.short),
    alt: fill(given.alt),
    networks: Object.fromEntries(
      Object.entries(given.networks)
        .filter(([, text]) => text.trim() !== "")
        .map(([network, text]) => [network, fill(text)]),
    ),
  };
}

/** Goes over the template once: what a fact says is never read as a template again. */
function filled(text: string, of: (key: string) => string | undefined): string {
  const parts = text.split(/(\[[^[\]]*\{\{[^[\]]*\])/);
  return parts
    .map((part, at) => {
      const isOptional = at % 2 === 1;
      if (isOptional && keysIn(part).some((key) => !of(key))) return "";
      return put(isOptional ? part.slice(1, -1) : part, of);
    })
    .join("")
    .replaceAll(/ {2,}/g, " ")
    .replaceAll(/ +([.,;:!?])(?=\s|$)/g, "$1")
    .replaceAll(/[ \t]+$/gm, "")
    .replaceAll(/\n{3,}/g, "\n\n")
    .trim();
}

function put(text: string, of: (key: string) => string | undefined): string {
  return text.replaceAll(/\{\{\s*(\w+)\s*\}\}/g, (_whole, key: string) => of(key) ?? "");
}
