import { useId, type ReactNode } from "react";
import css from "./fields.module.css";

interface CheckFieldProps {
  label: string;
  hint?: string;
  checked: boolean;
  onChange: (checked: boolean) => void;
  disabled?: boolean;
}

export function CheckField({ label, hint, checked, onChange, disabled }: CheckFieldProps) {
  const id = useId();
  return (
    <label className={css["check"]}>
      <input
        type="checkbox"
        checked={checked}
        disabled={disabled}
        aria-describedby={hint === undefined ? undefined : id}
        onChange={(event) => onChange(event.currentTarget.checked)}
      />
      <span>{label}</span>
      {hint !== undefined && <small id={id}>{hint}</small>}
    </label>
  );
}

interface ChoiceFieldProps<Value extends string> {
  label: string;
  value: Value;
  onChange: (value: Value) => void;
  choices: readonly { value: Value; label: ReactNode }[];
}

/** One of a few, all seen at once. */
export function ChoiceField<Value extends string>({
  label,
  value,
  onChange,
  choices,
}: ChoiceFieldProps<Value>) {
  const name = useId();
  return (
    <fieldset className={css["choices"]}>
      <legend>{label}</legend>
      {choices.map((choice) => (
        <label key={choice.value} className={css["choice"]}>
          <input
            type="radio"
            name={name}
            checked={choice.value === value}
            onChange={() => onChange(choice.value)}
          />
          {choice.label}
        </label>
      ))}
    </fieldset>
  );
}
