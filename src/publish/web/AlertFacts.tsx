import css from "./Alert.module.css";
import type { TemplateContent, TemplateFieldData } from "./templates-api.ts";
import { fieldLabel, saidIn } from "./template-words.ts";
import type { AlertState } from "./use-alert.ts";
import { alertWords } from "./words/alert.ts";
import { ChoiceField } from "#ui/choices.tsx";
import { SelectField, TextField } from "#ui/fields.tsx";
import { useLanguage, useWords } from "#ui/words.ts";

const wireMax = 400;
const fewChoices = 3;

/** One field a fact, each with the keyboard that suits it. */
export function AlertFacts({ content, alert }: { content: TemplateContent; alert: AlertState }) {
  return (
    <div className={css["facts"]}>
      {content.fields.map((field) => (
        <Fact
          key={field.key}
          field={field}
          own={content.language}
          value={alert.facts[field.key] ?? ""}
          onChange={(fact) => alert.setFact(field.key, fact)}
          problem={alert.filled?.problems.find((one) => one.field === field.key)?.code}
        />
      ))}
    </div>
  );
}

interface FactProps {
  field: TemplateFieldData;
  own: string;
  value: string;
  onChange: (value: string) => void;
  problem: string | undefined;
}

/** An empty field is marked when it is sent; only what was typed wrongly is marked at once. */
function Fact({ field, own, value, onChange, problem }: FactProps) {
  const t = useWords(alertWords);
  const reader = useLanguage();
  const hint = saidIn(field.help, reader, own);
  const known = problems.find((one) => one === problem && one !== "missing");
  const shared = {
    label: fieldLabel(field, reader, own),
    value,
    onChange,
    optional: !field.required,
    ...(hint ? { hint } : {}),
    ...(known && value !== "" ? { error: t(known) } : {}),
  };
  if (field.kind === "yes-no")
    return (
      <ChoiceField
        label={shared.label}
        value={value}
        onChange={onChange}
        choices={[
          { value: "yes", label: t("yes") },
          { value: "no", label: t("no") },
        ]}
      />
    );
  const choices = field.choices.map((one, at) => ({
    value: String(at),
    label: saidIn(one, reader, own),
  }));
  if (field.kind === "choice" && choices.length <= fewChoices)
    return <ChoiceField label={shared.label} value={value} onChange={onChange} choices={choices} />;
  if (field.kind === "choice")
    return <SelectField {...shared} placeholder={t("pick")} choices={choices} />;
  return <TextField {...shared} {...inputs[field.kind]} maxLength={wireMax} />;
}

const inputs = {
  text: {},
  name: { spellCheck: false },
  number: { inputMode: "decimal" },
  time: { type: "time" },
  place: { spellCheck: false },
  phone: { type: "tel" },
} as const;

const problems = [
  "missing",
  "too-long",
  "not-a-number",
  "not-a-choice",
  "not-a-time",
  "not-a-phone",
] as const;
