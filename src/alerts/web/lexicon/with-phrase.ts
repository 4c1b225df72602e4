import type { AlertForm } from "../alert-draft.ts";

/** The phrase at the end of the instruction in each language; said once, it is not said twice. */
export function withPhrase(form: AlertForm, phrase: { en: string; es: string }): AlertForm {
  const said = (language: "en" | "es") => {
    const one = form.sayings[language];
    if (one.instruction.includes(phrase[language])) return one;
    return { ...one, instruction: `${one.instruction} ${phrase[language]}`.trim() };
  };
  return { ...form, sayings: { en: said("en"), es: said("es") } };
}
