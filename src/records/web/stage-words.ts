import type { requestWords } from "./words/request.ts";
import type { Say, Words } from "#ui/words.ts";

type Known = typeof requestWords extends Words<infer Key> ? Say<Key> : never;

const stages = ["acknowledge", "respond", "produce", "attorney-general", "brief"] as const;

/** What a stage of the law asks for, in the reader's words. */
export function stageWord(t: Known, stage: string): string {
  if (stage === "promise") return t("stage-promise");
  const known = stages.find((one) => one === stage);
  return known ? t(`stage-${known}`) : stage;
}

export type RequestSay = Known;
