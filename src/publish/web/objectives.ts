import { useQuery } from "@tanstack/react-query";
import { strategyOf } from "./api.ts";
import { stateWords } from "./words/states.ts";
import { useLanguage, useWords, type Label } from "#ui/words.ts";

const quietMs = 30_000;
/** The six that came before there was a strategy: old posts may carry one that it no longer has. */
const first = ["inform", "warn", "ask-for-help", "engage", "recruit", "recognise"] as const;

/** The objectives of the strategy in force. */
export function useObjectives() {
  const { data } = useQuery({ queryKey: ["strategy"], queryFn: strategyOf, staleTime: quietMs });
  return data?.strategy.objectives ?? [];
}

/** A sentence of the strategy in the reader's language, else in English. */
export function useSaid(): (said: Label) => string {
  const language = useLanguage();
  return (said) => said[language] || said.en;
}

/** What an objective is called, also one that the strategy in force has no more. */
export function useObjectiveName(): (key: string) => string {
  const objectives = useObjectives();
  const said = useSaid();
  const t = useWords(stateWords);
  return (key) => {
    const known = objectives.find((one) => one.key === key);
    if (known) return said(known.name);
    const old = first.find((one) => one === key);
    return old ? t(old) : key;
  };
}
