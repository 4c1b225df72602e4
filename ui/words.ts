import { createInstance } from "i18next";
import { useSyncExternalStore } from "react";

export const languages = ["en", "es"] as const;
export type Language = (typeof languages)[number];

/** A short text in every language, for what must be known before its page is loaded. */
export type Label = Record<Language, string>;

/** One catalogue: what `defineWords` returns and `useWords` reads. */
export interface Words<Key extends string> {
  namespace: string;
  /** Only carried for the compiler. */
  keys?: Key;
}

type Whole<Key extends string> = Key extends `${infer Stem}_one` | `${infer Stem}_other`
  ? Stem
  : Key;
export type Values = Record<string, string | number>;
export type Say<Key extends string> = (key: Whole<Key>, values?: Values) => string;

const storage = "openbeat.language";

const catalogue = createInstance();
void catalogue.init({
  lng: firstLanguage(),
  fallbackLng: "en",
  resources: {},
  ns: [],
  initAsync: false,
  interpolation: { escapeValue: false },
});

/**

 * Declares the words of a module in both languages; Spanish must have every key of English. Names

 * go in as `{{name}}`; `sent_one` and `sent_other` are read as `t("sent", { count })`.

 */
export function defineWords<const En extends Record<string, string>>(
  namespace: string,
  catalogues: { en: En; es: Record<keyof En, string> },
): Words<keyof En & string> {
  for (const language of languages) {
    catalogue.addResourceBundle(language, namespace, catalogues[language], true, true);
  }
  return { namespace };
}

/** The words of a catalogue in the language of the reader: `const t = useWords(words)`. */
export function useWords<Key extends string>(words: Words<Key>): Say<Key> {
  useLanguage();
  return say(words);
}

/** The same outside a component, for toasts and errors. */
export function say<Key extends string>(words: Words<Key>): Say<Key> {
  return (key, values) => catalogue.t(String(key), { ns: words.namespace, ...values });
}

export function useLanguage(): Language {
  return toLanguage(useSyncExternalStore(onLanguage, () => catalogue.language));
}

export function useLabel(): (label: Label) => string {
  const language = useLanguage();
  return (label) => label[language];
}

export async function setLanguage(language: Language): Promise<void> {
  localStorage.setItem(storage, language);
  document.documentElement.lang = language;
  await catalogue.changeLanguage(language);
}

/** What the person chose, on whatever device; whoever never chose keeps what this device speaks. */
export async function takeLanguage(language: string | null | undefined): Promise<void> {
  if (language === null || language === undefined) return;
  await setLanguage(toLanguage(language));
}

function onLanguage(listener: () => void): () => void {
  catalogue.on("languageChanged", listener);
  return () => catalogue.off("languageChanged", listener);
}

function firstLanguage(): Language {
  const known = localStorage.getItem(storage) ?? navigator.language;
  document.documentElement.lang = toLanguage(known);
  return toLanguage(known);
}

function toLanguage(tag: string): Language {
  return languages.find((language) => tag.toLowerCase().startsWith(language)) ?? "en";
}
