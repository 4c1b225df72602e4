import { useSyncExternalStore } from "react";
import type { Problem } from "./problem.ts";
import { type Sentence, tellRefusal, tellSentence, type Told } from "./told-sentences.ts";
import { useLanguage, type Language, type Values } from "./words.ts";

type Loader = () => Promise<Told>;

const loaders = new Map<Language, Loader>();
const loaded = new Map<Language, Told>();
const listeners = new Set<() => void>();

/** Names where a language's sentences come from; they are fetched when one is first to be shown. */
export function bringTold(language: Language, load: Loader): void {
  loaders.set(language, load);
}

/** How to show what the server said. What has no translation comes back as it is, with its language. */
export function useTold() {
  const language = useLanguage();
  const told = useSyncExternalStore(onLoaded, () => loaded.get(language));
  if (told === undefined) load(language);
  const sentence = (text: string): Sentence => tellSentence(told, text, language);
  const refusal = (problem: Problem): Sentence =>
    tellRefusal(
      told,
      { code: problem.code, text: problem.message, facts: problem.details },
      language,
    );
  const denial = ({ code, reason }: { code: string; reason: string }, facts: Values = {}) =>
    tellRefusal(told, { code, text: reason, facts }, language);
  return { sentence, refusal, denial };
}

function load(language: Language): void {
  const loader = loaders.get(language);
  if (loader === undefined) return;
  loaders.delete(language);
  // A piece that does not come leaves the server's own words, which are shown in any case.
  void loader().then(
    (told) => {
      loaded.set(language, told);
      for (const listener of listeners) listener();
    },
    () => loaders.set(language, loader),
  );
}

function onLoaded(listener: () => void): () => void {
  listeners.add(listener);
  return () => void listeners.delete(listener);
}

export type { Sentence, Told };
