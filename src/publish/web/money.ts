/** An amount as people write it; prices of a text message are parts of a cent. */
export function moneyOf(
  { micros, currency }: { micros: number; currency: string },
  language: string,
): string {
  const amount = micros / 1_000_000;
  const digits = amount !== 0 && amount < 1 ? 4 : 2;
  return new Intl.NumberFormat(language, {
    style: "currency",
    currency,
    minimumFractionDigits: 2,
    maximumFractionDigits: digits,
  }).format(amount);
}
