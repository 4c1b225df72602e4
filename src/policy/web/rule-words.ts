import type { LintRule, Tuned } from "./api.ts";
import { useClassWords } from "./class-words.ts";
import { lintRuleWords } from "./words/lint.ts";
import { useWords } from "#ui/words.ts";

/** A rule of the lint in words, as a version of the policy has it. */
export function useRuleWords() {
  const t = useWords(lintRuleWords);
  const { role } = useClassWords();
  const level = (rule: LintRule, tuned: Tuned | undefined): string => {
    if (tuned?.isOff) return t("off");
    const roles = (tuned?.roles ?? rule.roles).map(role).join(", ");
    return t(tuned?.level ?? rule.level, { roles });
  };
  const sentence = (rule: LintRule, tuned: Tuned | undefined): string =>
    tuned?.isOff
      ? t("sentenceOff")
      : t("sentence", {
          level: level(rule, tuned),
          paragraph: tuned?.paragraph ?? rule.paragraph,
        });
  return { level, sentence };
}
