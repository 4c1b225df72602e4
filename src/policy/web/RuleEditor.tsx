import type { LintRule, Paragraph, Policy, Tuned } from "./api.ts";
import css from "./Editor.module.css";
import { useRules } from "./queries.ts";
import { lintRuleWords } from "./words/lint.ts";
import { roleLabels } from "#agency/web";
import { CheckField } from "#ui/choices.tsx";
import { SelectField } from "#ui/fields.tsx";
import { Quiet } from "#ui/layout.tsx";
import { PickManyField } from "#ui/PickField.tsx";
import { useLabel, useWords } from "#ui/words.ts";

interface RuleEditorProps {
  rules: Policy["rules"];
  paragraphs: readonly Paragraph[];
  onChange: (rules: Policy["rules"]) => void;
}

/** What the agency makes of each rule; left alone, a rule stays as it comes. */
export function RuleEditor({ rules, paragraphs, onChange }: RuleEditorProps) {
  const t = useWords(lintRuleWords);
  const known = useRules();
  return (
    <section className={css["part"]}>
      <h2>{t("title")}</h2>
      <p>
        <Quiet>{t("about")}</Quiet>
      </p>
      <ol className={css["list"]}>
        {known.map((rule) => (
          <li key={rule.code} className={css["class"]}>
            <OneRule
              rule={rule}
              tuned={rules[rule.code] ?? {}}
              paragraphs={paragraphs}
              onChange={(next) => onChange({ ...rules, [rule.code]: next })}
            />
          </li>
        ))}
      </ol>
    </section>
  );
}

interface OneRuleProps {
  rule: LintRule;
  tuned: Tuned;
  paragraphs: readonly Paragraph[];
  onChange: (next: Tuned) => void;
}

const levels = ["block", "needs-role", "warn"] as const;

function OneRule({ rule, tuned, paragraphs, onChange }: OneRuleProps) {
  const t = useWords(lintRuleWords);
  const label = useLabel();
  const levelWord = { block: t("block"), "needs-role": t("needs"), warn: t("warn") };
  const set = (part: Tuned) => onChange({ ...tuned, ...part });
  const asks = (tuned.level ?? rule.level) === "needs-role";
  return (
    <>
      <div>
        <h3>{label(rule.title)}</h3>
        <Quiet small>{label(rule.reason)}</Quiet>
      </div>
      <div className={css["rule"]}>
        <SelectField
          label={t("does")}
          disabled={tuned.isOff ?? false}
          value={tuned.level ?? ""}
          choices={[
            { value: "", label: `${t("own")}: ${levelWord[rule.level]}` },
            ...levels.map((value) => ({ value, label: levelWord[value] })),
          ]}
          onChange={(value) => set({ level: levels.find((one) => one === value) })}
        />
        <SelectField
          label={t("paragraph")}
          disabled={tuned.isOff ?? false}
          value={tuned.paragraph ?? ""}
          choices={[
            { value: "", label: t("ownParagraph", { number: rule.paragraph }) },
            ...paragraphs.map(({ number, heading }) => ({
              value: number,
              label: `${number} ${heading}`,
            })),
          ]}
          onChange={(value) => set({ paragraph: value === "" ? undefined : value })}
        />
        {asks && !tuned.isOff && (
          <PickManyField
            label={t("roles")}
            value={[...(tuned.roles ?? rule.roles)]}
            choices={Object.entries(roleLabels).map(([value, name]) => ({
              value,
              label: label(name),
            }))}
            onChange={(roles) =>
              set({ roles: roles.length > 0 ? (roles as Tuned["roles"]) : undefined })
            }
          />
        )}
      </div>
      <CheckField
        label={t("isOn")}
        checked={!tuned.isOff}
        onChange={(isOn) => set({ isOff: isOn ? undefined : true })}
      />
    </>
  );
}
