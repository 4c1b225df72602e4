import type { Policy } from "./api.ts";
import css from "./Policy.module.css";
import { useRules } from "./queries.ts";
import { useRuleWords } from "./rule-words.ts";
import { lintRuleWords } from "./words/lint.ts";
import { Quiet } from "#ui/layout.tsx";
import { useLabel, useWords } from "#ui/words.ts";

/** What is looked for in every draft under this version, and what follows. */
export function RuleTable({ rules }: { rules: Policy["rules"] }) {
  const t = useWords(lintRuleWords);
  const label = useLabel();
  const { level } = useRuleWords();
  const known = useRules();
  if (known.length === 0) return null;
  return (
    <section id="rules" className={css["classPart"]}>
      <h2>{t("title")}</h2>
      <p>
        <Quiet>{t("about")}</Quiet>
      </p>
      <table className={css["classes"]} aria-label={t("title")}>
        <thead>
          <tr>
            <th scope="col">{t("rule")}</th>
            <th scope="col">{t("does")}</th>
            <th scope="col">{t("paragraph")}</th>
          </tr>
        </thead>
        <tbody>
          {known.map((rule) => {
            const tuned = rules[rule.code];
            const paragraph = tuned?.paragraph ?? rule.paragraph;
            return (
              <tr key={rule.code}>
                <th scope="row">{label(rule.title)}</th>
                <td>{level(rule, tuned)}</td>
                <td data-label={t("paragraph")}>
                  <a href={`#p-${paragraph}`}>{paragraph}</a>
                </td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </section>
  );
}
