import type { ReactNode } from "react";
import type { NoticeContent, NoticeData } from "./api.ts";
import css from "./Notices.module.css";
import { formWords } from "./form-words.ts";
import { SelectField, TextField } from "#ui/fields.tsx";
import { useLanguage, useWords } from "#ui/words.ts";

export interface RecordFields {
  content: NoticeContent;
  change: (part: Partial<NoticeContent>) => void;
  choices: NoticeData["choices"];
}

/** Fields beside one another where there is room. */
export function Grid({ children }: { children: ReactNode }) {
  return <div className={css["grid"]}>{children}</div>;
}

interface ChosenProps<Value extends string> {
  label: string;
  /** The catalogue's words, in both languages. */
  words: Record<"en" | "es", Record<Exclude<Value, "">, string>>;
  value: Value;
  onChange: (value: Value) => void;
}

/** One of a catalogue's words; what was not said stays so. */
export function Chosen<Value extends string>({
  label,
  words,
  value,
  onChange,
}: ChosenProps<Value>) {
  const t = useWords(formWords);
  const known: Record<string, string> = words[useLanguage()];
  const isOne = (key: string): key is Value => key === "" || key in known;
  return (
    <SelectField
      label={label}
      optional
      value={value}
      onChange={(key) => isOne(key) && onChange(key)}
      choices={[
        { value: "", label: t("none") },
        ...Object.entries(known).map(([key, word]) => ({ value: key, label: word })),
      ]}
    />
  );
}

interface NumberFieldProps {
  label: string;
  value: number | null;
  onChange: (value: number | null) => void;
}

export function NumberField({ label, value, onChange }: NumberFieldProps) {
  return (
    <TextField
      label={label}
      optional
      inputMode="numeric"
      maxLength={3}
      value={value === null ? "" : String(value)}
      onChange={(text) => onChange(/^\d{1,3}$/.test(text) ? Number(text) : null)}
    />
  );
}
