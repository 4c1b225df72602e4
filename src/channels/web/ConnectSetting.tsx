import type { SettingField } from "./api.ts";
import { channelWords } from "./words.ts";
import { AreaField, SelectField, TextField } from "#ui/fields.tsx";
import { PasswordField } from "#ui/PasswordField.tsx";
import { useTold } from "#ui/told.ts";
import { useWords } from "#ui/words.ts";

export interface ConnectSettingProps {
  field: SettingField;
  network: string;
  value: string;
  onChange: (value: string) => void;
}

/** One field of the form that a network asks for. */
export function ConnectSetting({ field, network, value, onChange }: ConnectSettingProps) {
  const t = useWords(channelWords);
  const { sentence } = useTold();
  const shared = {
    hint: sentence(field.help).text,
    optional: !field.required,
    value,
    onChange,
    name: `setting-${field.name}`,
  };
  // "new-password": the browser must neither fill in the person's own password nor keep the token as one.
  if (field.kind === "secret")
    return (
      <PasswordField
        {...shared}
        label={t("secretFor", { label: sentence(field.label).text, network })}
        autoComplete="new-password"
      />
    );
  if (field.kind === "choice")
    return (
      <SelectField
        {...shared}
        optional={false}
        label={sentence(field.label).text}
        choices={(field.choices ?? []).map((one) => ({
          value: one.value,
          label: sentence(one.label).text,
        }))}
      />
    );
  if (field.kind === "lines")
    return <AreaField {...shared} label={sentence(field.label).text} rows={4} />;
  const placeholder = field.placeholder === undefined ? {} : { placeholder: field.placeholder };
  return (
    <TextField
      {...shared}
      {...placeholder}
      label={sentence(field.label).text}
      type={field.kind === "url" ? "url" : "text"}
      autoComplete="off"
    />
  );
}
