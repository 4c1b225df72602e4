import type { Language } from "./words.ts";

/** "Español", in the reader's language; a tag that nobody has a name for stays a tag. */
export function languageName(tag: string, reader: Language): string {
  try {
    const name = new Intl.DisplayNames([reader], { type: "language" }).of(tag) ?? tag;
    return name.charAt(0).toLocaleUpperCase(reader) + name.slice(1);
  } catch {
    return tag;
  }
}
