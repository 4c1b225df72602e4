import type { Language } from "./words.ts";

/** What the server says, in another language: refusals by their code, other sentences by their English pattern. */
export interface Told {
  refusals: Readonly<Record<string, string>>;
  /** English with gaps as `{{name}}`, to the same in this language. Fillings are told in their turn. */
  sentences: Readonly<Record<string, string>>;
}

export interface Sentence {
  text: string;
  /** Given where it is another than the reader's. */
  lang?: Language;
}

interface Refused {
  code: string;
  text: string;
  facts: Readonly<Record<string, unknown>>;
}

export function tellRefusal(
  told: Told | undefined,
  { code, text, facts }: Refused,
  language: Language,
): Sentence {
  const known = told?.refusals[code];
  if (known === undefined) return tellSentence(told, text, language);
  // A fact may be a sentence of its own: why a network did not take what was typed in.
  const tell = (fact: unknown) =>
    typeof fact === "string" ? tellSentence(told, fact, language).text : fact;
  const own = Object.entries(facts).map(([name, fact]) => [name, tell(fact)]);
  return { text: fill(known, Object.fromEntries(own)) };
}

/** `[ … {{gap}} … ]` is left out where the facts do not have it. */
function fill(sentence: string, facts: Readonly<Record<string, unknown>>): string {
  const has = (name: string) => ["string", "number"].includes(typeof facts[name]);
  return sentence
    .replaceAll(/\[([^\]]*)\]/g, (_all, part: string) =>
      [...part.matchAll(/\{\{(\w+)\}\}/g)].every(([, name = ""]) => has(name)) ? part : "",
    )
    .replaceAll(/\{\{(\w+)\}\}/g, (_all, name: string) => String(facts[name] ?? ""))
    .trim();
}

const depthMax = 3;

export function tellSentence(
  told: Told | undefined,
  text: string,
  language: Language,
  depth = 0,
): Sentence {
  if (language === "en" || text === "") return { text };
  const known = told?.sentences[text];
  if (known !== undefined) return { text: known };
  for (const [english, own] of Object.entries(told?.sentences ?? {})) {
    const gaps = english.includes("{{") ? matching(english, text) : undefined;
    if (gaps === undefined) continue;
    const tell = (gap: string) =>
      depth < depthMax ? tellSentence(told, gap, language, depth + 1).text : gap;
    return {
      text: own.replaceAll(/\{\{(\w+)\}\}/g, (_all, name: string) => tell(gaps[name] ?? "")),
    };
  }
  return { text, lang: "en" };
}

/** What stands in the gaps, or undefined where the text is not of this pattern. */
function matching(pattern: string, text: string): Record<string, string> | undefined {
  const names: string[] = [];
  const source = pattern
    .split(/(\{\{\w+\}\})/)
    .map((piece) => {
      const [, name] = /^\{\{(\w+)\}\}$/.exec(piece) ?? [];
      if (name === undefined) return piece.replaceAll(/[.*+?^${}()|[\]\\]/g, "\\$&");
      names.push(name);
      return "([^]*?)";
    })
    .join("");
  const found = new RegExp(`^${source}$`).exec(text);
  return found
    ? Object.fromEntries(names.map((name, at) => [name, found[at + 1] ?? ""]))
    : undefined;
}
