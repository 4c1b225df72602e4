import type { TemplateContent, TemplateFieldData } from "./templates-api.ts";
import type { Language } from "#ui/words.ts";

type Said = Readonly<Record<string, string>>;

/** What the agency wrote in the reader's language, else in the template's. */
export function saidIn(said: Said, ...languages: readonly string[]): string {
  return (
    languages.map((one) => said[one]).find((one) => one) ?? Object.values(said).find(Boolean) ?? ""
  );
}

export function fieldLabel(field: TemplateFieldData, reader: Language, own: string): string {
  return saidIn(field.label, reader, own) || field.key;
}

/** What a page of an alert begins with: nothing is filled in but what has one answer only. */
export function firstFacts({ fields }: Pick<TemplateContent, "fields">): Record<string, string> {
  return Object.fromEntries(fields.map(({ key }) => [key, ""]));
}

/** "0:42" of minutes and seconds. */
export function stopwatch(ms: number): string {
  const seconds = Math.max(0, Math.floor(ms / 1000));
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
}
