import "@mantine/core/styles/UnstyledButton.layer.css";
import "@mantine/core/styles/Input.layer.css";
import { NativeSelect, Textarea, TextInput } from "@mantine/core";
import type { HTMLInputAutoCompleteAttribute, ReactNode, Ref } from "react";
import css from "./fields.module.css";
import { kit } from "./words/kit.ts";
import { useWords } from "./words.ts";

/**
 * What every field takes. The label is always seen; a hint stands above the box, the error below.
 */
export interface FieldProps {
  label: string;
  hint?: ReactNode;
  error?: string | undefined;
  /** Says "(optional)" behind the label; everything else is required. */
  optional?: boolean;
  disabled?: boolean;
  name?: string;
  /** Takes the focus when it appears: the one field of a step or a dialog. */
  isFirst?: boolean;
}

export interface TextFieldProps extends FieldProps {
  value: string;
  onChange: (value: string) => void;
  type?: "text" | "email" | "url" | "tel" | "search" | "time";
  /** The keyboard that a phone shows. */
  inputMode?: "numeric" | "decimal";
  autoComplete?: HTMLInputAutoCompleteAttribute;
  placeholder?: string;
  maxLength?: number;
  readOnly?: boolean;
  spellCheck?: boolean;
  ref?: Ref<HTMLInputElement>;
}

export function TextField({ value, onChange, ref, ...rest }: TextFieldProps) {
  const { field, own } = useField(rest);
  return (
    <TextInput
      {...field}
      {...own}
      {...(ref ? { ref } : {})}
      value={value}
      onChange={(event) => onChange(event.currentTarget.value)}
    />
  );
}

export interface AreaFieldProps extends FieldProps {
  value: string;
  onChange: (value: string) => void;
  rows?: number;
  maxLength?: number;
  placeholder?: string;
}

/** Text of several lines; it grows with what is written (field-sizing). */
export function AreaField({ value, onChange, rows = 3, ...rest }: AreaFieldProps) {
  const { field, own } = useField(rest);
  return (
    <Textarea
      {...field}
      {...own}
      rows={rows}
      classNames={{ input: css["area"] ?? "" }}
      value={value}
      onChange={(event) => onChange(event.currentTarget.value)}
    />
  );
}

export interface SelectFieldProps extends FieldProps {
  value: string;
  onChange: (value: string) => void;
  choices: readonly { value: string; label: string; disabled?: boolean }[];
  /** Shown while nothing is chosen. */
  placeholder?: string;
}

/** One of a list, with the device's own list: quick on phones, no script to load. */
export function SelectField({ value, onChange, choices, placeholder, ...rest }: SelectFieldProps) {
  const { field, own } = useField(rest);
  return (
    <NativeSelect
      {...field}
      {...own}
      value={value}
      classNames={{ section: css["chevron"] ?? "" }}
      onChange={(event) => onChange(event.currentTarget.value)}
    >
      {placeholder !== undefined && (
        <option value="" disabled>
          {placeholder}
        </option>
      )}
      {choices.map((choice) => (
        <option key={choice.value} value={choice.value} disabled={choice.disabled}>
          {choice.label}
        </option>
      ))}
    </NativeSelect>
  );
}

export interface CodeFieldProps extends FieldProps {
  value: string;
  onChange: (value: string) => void;
  /** Six digits of an authenticator, or a recovery code. */
  kind?: "digits" | "recovery";
}

/** A one-time code: large, spaced, filled in by the device where it can. */
export function CodeField({ value, onChange, kind = "digits", ...rest }: CodeFieldProps) {
  const { field, own } = useField(rest);
  const digits = kind === "digits";
  return (
    <TextInput
      {...field}
      {...own}
      classNames={{ input: css[kind] ?? "" }}
      inputMode={digits ? "numeric" : "text"}
      autoComplete="one-time-code"
      autoCapitalize="none"
      spellCheck={false}
      value={value}
      onChange={({ currentTarget }) =>
        onChange(
          digits ? currentTarget.value.replaceAll(/\D/g, "").slice(0, 6) : currentTarget.value,
        )
      }
    />
  );
}

/** Splits off what Mantine's wrapper wants, and drops what is undefined. */
export function useField<T extends FieldProps>({
  label,
  hint,
  error,
  optional,
  isFirst,
  ...rest
}: T) {
  const t = useWords(kit);
  const own = Object.fromEntries(Object.entries(rest).filter(([, value]) => value !== undefined));
  const field = {
    label: optional ? `${label} (${t("optional")})` : label,
    size: "sm" as const,
    required: false,
    autoFocus: isFirst ?? false,
    "aria-required": !optional,
    ...(hint === undefined ? {} : { description: hint }),
    ...(error === undefined ? {} : { error }),
  };
  return { field, own };
}
