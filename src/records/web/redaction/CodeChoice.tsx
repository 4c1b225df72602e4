import { redactionWords } from "../words/redaction.ts";
import type { Exemption } from "./api.ts";
import { SelectField } from "#ui/fields.tsx";
import { useWords } from "#ui/words.ts";

interface CodeChoiceProps {
  exemptions: readonly Exemption[];
  value: string;
  onChange: (code: string) => void;
}

/** The ground on which something is taken out. A code that the agency ended since stays to be seen. */
export function CodeChoice({ exemptions, value, onChange }: CodeChoiceProps) {
  const t = useWords(redactionWords);
  const choices = exemptions.map(({ code, title }) => ({ value: code, label: `${code} ${title}` }));
  const isForeign = value !== "" && !choices.some((one) => one.value === value);
  return (
    <SelectField
      label={t("code")}
      value={value}
      placeholder={t("chooseCode")}
      onChange={onChange}
      choices={isForeign ? [{ value, label: value }, ...choices] : choices}
    />
  );
}
