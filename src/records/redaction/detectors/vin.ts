import { before, matched, type Suggestion } from "./detector.ts";

const seventeen = /(?<![\w-])(?=[A-Z]{0,16}\d)(?=\d{0,16}[A-Z])[A-HJ-NPR-Z0-9]{17}(?![\w-])/giu;
const weights = [8, 7, 6, 5, 4, 3, 2, 10, 0, 9, 8, 7, 6, 5, 4, 3, 2];
const letters = "ABCDEFGH.JKLMN.P.R..STUVWXYZ";
const values = "12345678.12345.7.9..23456789";

/** Vehicle identification numbers by the check digit of 49 CFR 565; without it, only with the word. */
export function vehicleNumbers(text: string): Suggestion[] {
  return matched(text, seventeen, "VIN", 0.97).flatMap((one) => {
    const shown = text.slice(one.start, one.end);
    if (isChecked(shown.toUpperCase())) return [one];
    const isNamed = /\b(?:vin|vehicle identification|chassis)\b/iu.test(
      before(text, one.start, 40),
    );
    return isNamed ? [{ ...one, confidence: 0.85 }] : [];
  });
}

function isChecked(vin: string): boolean {
  let sum = 0;
  for (let at = 0; at < 17; at++) {
    const sign = vin[at] ?? "";
    const value = /\d/.test(sign) ? Number(sign) : Number(values[letters.indexOf(sign)]);
    sum += value * (weights[at] ?? 0);
  }
  return (sum % 11 === 10 ? "X" : String(sum % 11)) === vin[8];
}
