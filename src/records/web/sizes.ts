const units = ["byte", "kilobyte", "megabyte", "gigabyte"] as const;

/** A number of bytes as people say it: "4.4 MB". */
export function sizeOf(bytes: number, language: string): string {
  let value = bytes;
  let step = 0;
  while (value >= 1000 && step < units.length - 1) {
    value /= 1000;
    step++;
  }
  return new Intl.NumberFormat(language, {
    style: "unit",
    unit: units[step] ?? "byte",
    // "899 byte" is no English: bytes alone are written out.
    unitDisplay: step === 0 ? "long" : "short",
    maximumFractionDigits: step === 0 ? 0 : 1,
  }).format(value);
}
