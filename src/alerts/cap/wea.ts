import { gsmUnits } from "#platform/text/gsm.ts";

/** The two lengths of a Wireless Emergency Alert: for the oldest networks, and for all since 2019 (47 CFR §10.430). */
export const weaLengths = { short: 90, long: 360 } as const;

export interface WeaFit {
  /** Septets of the GSM alphabet; undefined: it has characters that phones would be shown wrongly. */
  units: number | undefined;
  max: number;
  /** Characters outside the alphabet, each once. */
  strange: string[];
  fits: boolean;
}

/** Whether a text goes onto phones as it is: in the GSM 7-bit alphabet (3GPP TS 23.038), and not longer than they show. */
export function weaFit(text: string, length: keyof typeof weaLengths): WeaFit {
  const max = weaLengths[length];
  const { units, strange } = gsmUnits(text);
  return { units, max, strange, fits: units !== undefined && units <= max };
}
