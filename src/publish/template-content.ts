import { z } from "zod";
import { canonicalize, sha256 } from "#platform/crypto/canonical.ts";
import { limit } from "#platform/limits.ts";
import { objectiveKey } from "#policy";

const fieldsMax = limit("template.fields", 12, "facts", "more cannot be typed within a minute");
const choicesMax = limit("template.choices", 20, "choices", "of one fact");
const languagesMax = limit("template.languages", 12, "translations", "of one template");
const factMax = limit("template.fact", 300, "characters", "of one fact");
const wordsMax = limit("template.text", 4_000, "characters", "of one wording");
const channelsMax = limit("template.channels", 60, "channels", "all channels an agency may have");

/** A name is said as it is in every language; free words are not, so no translation takes them. */
const fieldKinds = [
  "text",
  "name",
  "number",
  "choice",
  "time",
  "place",
  "phone",
  "yes-no",
] as const;

const language = z.string().regex(/^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$/);
/** The same words by language: `{ en: "north", es: "norte" }`. */
const said = z.record(language, z.string().trim().max(200));

const templateField = z.strictObject({
  /** What stands between the braces: `{{street}}`. */
  key: z.string().regex(/^[a-z][a-z0-9_]{0,39}$/),
  kind: z.enum(fieldKinds),
  label: said,
  help: said.default({}),
  required: z.boolean().default(true),
  max: z.number().int().min(1).max(factMax).default(80),
  /** Of a choice: what may be chosen. Of yes or no: what goes in for yes, then for no. */
  choices: z.array(said).max(choicesMax).default([]),
});

const words = z.string().max(wordsMax).default("");

/**
 * `{{key}}` is filled with the fact. A part in brackets, `[Shelter: {{shelter}}.]`, stands only where every
 * fact in it is given.
 */
const wording = z.strictObject({
  title: z.string().max(200).default(""),
  text: words,
  /** For text messages and wherever the whole text is too long. */
  short: z.string().max(480).default(""),
  alt: z.string().max(1_000).default(""),
  /** Its own text on a network, by the network's word: "x", "nextdoor". */
  networks: z.record(z.string().max(40), words).default({}),
});

export const templateContent = z.strictObject({
  title: z.string().trim().min(1).max(120),
  about: z.string().max(400).default(""),
  class: z.string().max(60),
  purpose: objectiveKey.default("warn"),
  language: language.default("en"),
  /** Where it goes unless somebody chooses otherwise; none: every open channel that takes words alone. */
  channels: z.array(z.uuid()).max(channelsMax).default([]),
  fields: z.array(templateField).max(fieldsMax).default([]),
  wording: wording.prefault({}),
  translations: z.array(z.strictObject({ language, wording })).max(languagesMax).default([]),
});

export type TemplateContent = z.infer<typeof templateContent>;
export type TemplateDraft = z.input<typeof templateContent>;
export type TemplateField = z.infer<typeof templateField>;
export type Wording = z.infer<typeof wording>;

/** Filled by itself: what the agency calls itself for short. */
export const agencyKey = "agency";

/** The keys between braces, in the order in which they are first read. */
export function keysIn(text: string): string[] {
  return [...new Set([...text.matchAll(/\{\{\s*(\w+)\s*\}\}/g)].map(([, key = ""]) => key))];
}

/** Every text of a wording, with where it stands. */
export function textsOf(given: Wording): { where: string; text: string }[] {
  const { networks, ...own } = given;
  return [
    ...Object.entries(own).map(([where, text]) => ({ where, text })),
    ...Object.entries(networks).map(([where, text]) => ({ where, text })),
  ];
}

/** What a fact is called, in the reader's language or the template's. */
export function labelOf(field: TemplateField, ...languages: readonly string[]): string {
  const known = languages.map((one) => field.label[one]).find((one) => one);
  return known ?? Object.values(field.label)[0] ?? field.key;
}

/** What is certified of a translation: its wording, and the choices in its language that go into it. */
export function translationHash(
  { fields, translations }: Pick<TemplateContent, "fields" | "translations">,
  of: string,
): string | undefined {
  const found = translations.find((one) => one.language === of);
  if (!found) return undefined;
  const used = new Set(textsOf(found.wording).flatMap(({ text }) => keysIn(text)));
  const chosen = fields
    .filter(({ key }) => used.has(key))
    .map(({ key, kind, choices }) => ({ key, kind, choices: choices.map((one) => one[of] ?? "") }));
  return sha256(canonicalize({ form: 1, language: of, wording: found.wording, chosen })).toString(
    "hex",
  );
}
