import { IconEye, IconEyeOff } from "@tabler/icons-react";
import { TextInput } from "@mantine/core";
import { useState } from "react";
import css from "./fields.module.css";
import { useField, type FieldProps } from "./fields.tsx";
import { kit } from "./words/kit.ts";
import { useWords } from "./words.ts";

interface PasswordFieldProps extends FieldProps {
  value: string;
  onChange: (value: string) => void;
  autoComplete: "current-password" | "new-password";
}

/** A password that may be shown: a seen typing mistake is better than a locked account. */
export function PasswordField({ value, onChange, ...rest }: PasswordFieldProps) {
  const t = useWords(kit);
  const [shown, setShown] = useState(false);
  const { field, own } = useField(rest);
  return (
    <TextInput
      {...field}
      {...own}
      type={shown ? "text" : "password"}
      spellCheck={false}
      autoCapitalize="none"
      value={value}
      onChange={(event) => onChange(event.currentTarget.value)}
      rightSectionWidth={44}
      rightSectionPointerEvents="all"
      rightSection={
        <button
          type="button"
          className={css["eye"]}
          aria-pressed={shown}
          aria-label={t(shown ? "passwordHide" : "passwordShow")}
          onClick={() => setShown(!shown)}
        >
          {shown ? <IconEyeOff size={20} stroke={1.75} /> : <IconEye size={20} stroke={1.75} />}
        </button>
      }
    />
  );
}
