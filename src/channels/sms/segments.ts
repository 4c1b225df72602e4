import { gsmUnits, septetsOf } from "#platform/text/gsm.ts";

export interface Segments {
  encoding: "GSM-7" | "UCS-2";
  /** Septets, or UTF-16 units. */
  units: number;
  segments: number;
}

/** How many messages a text becomes. */
export function segmentsOf(text: string): Segments {
  const { encoding, units, parts } = partsOf(text);
  return { encoding, units, segments: parts.length };
}

/**
 * The messages that a text becomes: 160 septets or 70 UTF-16 units in one; 153 or 67 a part in several,
 * because each part carries a header of six octets. A pair (escape and character, or two surrogates)
 * is never cut in two, so a part may stay one short.
 */
export function partsOf(text: string): Omit<Segments, "segments"> & { parts: string[] } {
  const letters = [...text];
  const isGsm = gsmUnits(text).units !== undefined;
  const weight = (each: string) => (isGsm ? (septetsOf(each) ?? 0) : each.length);
  const units = letters.reduce((sum, each) => sum + weight(each), 0);
  const [alone, part] = isGsm ? [160, 153] : [70, 67];
  const encoding = isGsm ? "GSM-7" : "UCS-2";
  if (units <= alone) return { encoding, units, parts: units === 0 ? [] : [text] };
  const parts: string[] = [];
  let used = part;
  for (const each of letters) {
    const isFull = used + weight(each) > part;
    if (isFull) parts.push(each);
    else parts[parts.length - 1] += each;
    used = weight(each) + (isFull ? 0 : used);
  }
  return { encoding, units, parts };
}

/** Characters that force a text into UCS-2, each once: what to replace to halve the cost. */
export function costlyCharacters(text: string): string[] {
  return gsmUnits(text).strange;
}
