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

type Catalogue = Readonly<Record<string, string>>;

const catalogues = new Map<string, Record<Language, Catalogue>>();
const listeners = new Set<() => void>();
let spoken = firstLanguage();

/**
 * Declares the words of a module in both languages; Spanish must have every key of English. Names
 * go in as `{{name}}`; `sent_one` and `sent_other` are read as `t("sent", { count })`.
 */
export function defineWords<const En extends Record<string, string>>(
  namespace: string,
  given: { en: En; es: Record<keyof En, string> },
): Words<keyof En & string> {
  catalogues.set(namespace, given);
  return { namespace };
}

/** The words of a catalogue in the language of the reader: `const t = useWords(words)`. */
export function useWords<Key extends string>(words: Words<Key>): Say<Key> {
  useLanguage();
  return say(words);
}

/** The same outside a component, for toasts and errors. */
function say<Key extends string>(words: Words<Key>): Say<Key> {
  return (key, values = {}) => {
    const known = catalogues.get(words.namespace);
    const text = (known && textOf(known[spoken], key, values["count"])) ?? String(key);
    return text.replaceAll(/\{\{(\w+)\}\}/g, (_whole, name: string) => String(values[name] ?? ""));
  };
}

/** With a count, the form of that number: Spanish and English know one and other. */
function textOf(catalogue: Catalogue, key: string, count?: string | number): string | undefined {
  if (count === undefined) return catalogue[key];
  const form = new Intl.PluralRules(spoken).select(Number(count));
  return catalogue[`${key}_${form}`] ?? catalogue[`${key}_other`] ?? catalogue[key];
}

export function useLanguage(): Language {
  return useSyncExternalStore(onLanguage, () => spoken);
}

export function useLabel(): (label: Label) => string {
  const language = useLanguage();
  return (label) => label[language];
}

export function setLanguage(language: Language): void {
  localStorage.setItem(storage, language);
  document.documentElement.lang = language;
  spoken = language;
  for (const listener of listeners) listener();
}

/** What the person chose, on whatever device; whoever never chose keeps what this device speaks. */
export function takeLanguage(language: string | null | undefined): void {
  if (language === null || language === undefined) return;
  setLanguage(toLanguage(language));
}

function onLanguage(listener: () => void): () => void {
  listeners.add(listener);
  return () => void listeners.delete(listener);
}

function firstLanguage(): Language {
  const known = localStorage.getItem(storage) ?? navigator.language;
  document.documentElement.lang = toLanguage(known);
  return toLanguage(known);
}

function toLanguage(tag: string): Language {
  return languages.find((language) => tag.toLowerCase().startsWith(language)) ?? "en";
}
