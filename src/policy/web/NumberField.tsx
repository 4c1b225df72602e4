import { TextField } from "#ui/fields.tsx";

interface NumberFieldProps {
  label: string;
  value: number;
  max: number;
  onChange: (value: number) => void;
}

/** A whole number of at least one. */
export function NumberField({ label, value, max, onChange }: NumberFieldProps) {
  return (
    <TextField
      label={label}
      value={String(value)}
      maxLength={6}
      onChange={(text) =>
        onChange(Math.min(max, Math.max(1, Number(text.replaceAll(/\D/g, "")) || 1)))
      }
    />
  );
}
