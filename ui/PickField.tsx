import "@mantine/core/styles/ScrollArea.layer.css";
import "@mantine/core/styles/Popover.layer.css";
import "@mantine/core/styles/Combobox.layer.css";
import "@mantine/core/styles/Pill.layer.css";
import "@mantine/core/styles/PillsInput.layer.css";
import "@mantine/core/styles/CloseButton.layer.css";
import { MultiSelect, Select } from "@mantine/core";
import { useField, type FieldProps } from "./fields.tsx";
import { kit } from "./words/kit.ts";
import { useWords } from "./words.ts";

export interface PickChoice {
  value: string;
  label: string;
  disabled?: boolean;
}

interface PickFieldProps extends FieldProps {
  value: string;
  onChange: (value: string) => void;
  choices: readonly PickChoice[];
}

/** One of many, found by typing. For a few choices SelectField is quicker. */
export function PickField({ value, onChange, choices, ...rest }: PickFieldProps) {
  const t = useWords(kit);
  const { field, own } = useField(rest);
  return (
    <Select
      {...field}
      {...own}
      searchable
      data={[...choices]}
      value={value === "" ? null : value}
      onChange={(next) => onChange(next ?? "")}
      nothingFoundMessage={t("noMatch")}
      comboboxProps={{ transitionProps: { duration: 100 } }}
    />
  );
}

interface PickManyFieldProps extends FieldProps {
  value: readonly string[];
  onChange: (value: string[]) => void;
  choices: readonly PickChoice[];
}

/** Several of many. */
export function PickManyField({ value, onChange, choices, ...rest }: PickManyFieldProps) {
  const t = useWords(kit);
  const { field, own } = useField(rest);
  return (
    <MultiSelect
      {...field}
      {...own}
      searchable
      data={[...choices]}
      value={[...value]}
      onChange={onChange}
      nothingFoundMessage={t("noMatch")}
      comboboxProps={{ transitionProps: { duration: 100 } }}
    />
  );
}
