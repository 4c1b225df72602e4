import { hc } from "hono/client";
import type { FeeRoutes } from "#records";
import { answer, apiBase, consoleFetch } from "#ui/api.ts";

const client = hc<FeeRoutes>(apiBase, { fetch: consoleFetch });
const one = client["record-requests"][":id"];
const { fees } = one;

export const feesApi = {
  read: (id: string) => answer(fees.$get({ param: { id } })),
  estimate: (
    id: string,
    json: { hours: number; pages: number; depositCents: number; text: string; pauseGround: string },
  ) => answer(fees.$post({ param: { id }, json })),
  accept: (id: string) => answer(fees.acceptance.$post({ param: { id } })),
  invoice: (id: string, json: { hours: number; pages: number; text: string }) =>
    answer(fees.invoices.$post({ param: { id }, json })),
  pay: (id: string, json: { cents: number; reference: string }) =>
    answer(fees.payments.$post({ param: { id }, json })),
  waive: (id: string, json: { cents: number; why: string }) =>
    answer(fees.waivers.$post({ param: { id }, json })),
};

export function invoiceUrl(id: string, nth: number): string {
  return `${apiBase}/record-requests/${id}/invoice?nth=${nth}`;
}

export type FeesData = Awaited<ReturnType<typeof feesApi.read>>;
export type FeeLineData = NonNullable<FeesData["estimate"]>["lines"][number];

/** "$1,234.50" */
export function dollars(cents: number, language: string): string {
  const money = { style: "currency", currency: "USD" } as const;
  return new Intl.NumberFormat(language === "es" ? "es-US" : "en-US", money).format(cents / 100);
}

/** What was typed as dollars, in cents; undefined where it is no sum. */
export function centsOf(typed: string): number | undefined {
  return /^\d{1,7}([.,]\d{1,2})?$/.test(typed.trim())
    ? Math.round(Number(typed.trim().replace(",", ".")) * 100)
    : undefined;
}
