import { TextInput } from "@mantine/core";
import { useField, type FieldProps } from "./fields.tsx";
import { useZone } from "./session.ts";

interface DateTimeFieldProps extends FieldProps {
  /**
   * Local time of the agency: "2026-11-21T14:00", or a date where `kind` is "date". Empty: none.
   */
  value: string;
  onChange: (value: string) => void;
  kind?: "date-time" | "date";
  min?: string;
  max?: string;
}

/** A wall-clock time in the agency's zone, which stands beside it; the device's own picker. */
export function DateTimeField({
  value,
  onChange,
  kind = "date-time",
  ...rest
}: DateTimeFieldProps) {
  const zone = useZone();
  const { field, own } = useField(rest);
  return (
    <TextInput
      {...field}
      {...own}
      type={kind === "date" ? "date" : "datetime-local"}
      description={field.description ?? zone.replaceAll("_", " ")}
      value={value}
      onChange={(event) => onChange(event.currentTarget.value)}
    />
  );
}
