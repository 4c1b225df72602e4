import { pagesWords } from "./words/pages.ts";
import { useWords } from "#ui/words.ts";

const reasons = [
  "not-web",
  "sends",
  "parts",
  "bytes",
  "refused-url",
  "refused-address",
  "name-not-resolved",
  "not-connected",
  "reset",
  "timed-out",
  "aborted",
  "too-large",
  "too-many-redirects",
  "bad-answer",
  "no-answer",
  "given-up",
  "broke",
] as const;

/** Why something was not captured, from the word that the server keeps for it. */
export function useReason(): (why: string) => string {
  const t = useWords(pagesWords);
  return (why) => {
    const known = reasons.find((one) => one === why);
    return known ? t(`no-${known}`) : why;
  };
}
