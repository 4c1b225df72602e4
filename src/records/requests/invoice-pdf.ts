import { ownAgency } from "#agency";
import type { TxCtx } from "#platform/context.ts";
import { found } from "#platform/refusal.ts";
import { TaggedPdf } from "../paper/tagged-pdf.ts";
import { feeState, type FeeLine } from "./fees.ts";
import { numberOf, openContact, type Request } from "./request.ts";
import { stepsOf } from "./steps.ts";

const columns = [
  { head: "", width: 150 },
  { head: "", width: 70 },
  { head: "", width: 70 },
  { head: "", width: 90 },
  { head: "", width: 90 },
];

const en = {
  title: (number: string) => `Invoice ${number}`,
  request: (number: string) => `Records request ${number}`,
  to: (name: string) => `To: ${name}`,
  on: (day: string) => `Date: ${day}`,
  heads: ["What", "Counted", "Free", "Rate", "Amount"],
  time: "Staff time, hours",
  copies: "Pages copied",
  total: (sum: string) => `Total: ${sum}`,
  paid: (sum: string) => `Paid before: ${sum}`,
  waived: (sum: string) => `Waived: ${sum}`,
  due: (sum: string) => `To be paid: ${sum}`,
};
const es: typeof en = {
  title: (number) => `Factura ${number}`,
  request: (number) => `Solicitud de registros ${number}`,
  to: (name) => `Para: ${name}`,
  on: (day) => `Fecha: ${day}`,
  heads: ["Concepto", "Contado", "Gratis", "Tarifa", "Importe"],
  time: "Tiempo del personal, horas",
  copies: "Páginas copiadas",
  total: (sum) => `Total: ${sum}`,
  paid: (sum) => `Ya pagado: ${sum}`,
  waived: (sum) => `Condonado: ${sum}`,
  due: (sum) => `Por pagar: ${sum}`,
};

/** An invoice of a request as PDF/UA, in the requester's language. `nth` counts from 1. */
export async function invoicePdf(tx: TxCtx, request: Request, nth: number) {
  const { invoices } = feeState(await stepsOf(tx, request.id));
  const invoice = found(invoices[nth - 1], "invoice");
  const say = request.language === "es" ? es : en;
  const { name, organization } = await openContact(tx, request);
  const { name: agency } = await ownAgency(tx);
  const paper = new TaggedPdf(
    say.title(invoice.number),
    request.language === "es" ? "es-US" : "en-US",
  );
  paper.paragraph(agency);
  paper.paragraph(say.request(numberOf(request)));
  const to = [name, organization].filter((one) => one !== "").join(", ");
  if (to !== "") paper.paragraph(say.to(to));
  paper.paragraph(say.on(invoice.at.slice(0, 10)));
  paper.table(
    columns.map((column, at) => ({ ...column, head: say.heads[at] ?? "" })),
    invoice.lines.map((line) => rowOf(line, say)),
  );
  paper.paragraph(say.total(dollars(invoice.fees.totalCents)));
  if (invoice.paidCents > 0) paper.paragraph(say.paid(dollars(invoice.paidCents)));
  if (invoice.waivedCents > 0) paper.paragraph(say.waived(dollars(invoice.waivedCents)));
  paper.heading(say.due(dollars(invoice.dueCents)), 2);
  return { bytes: await paper.end(), number: invoice.number };
}

function rowOf({ what, asked, free, rateCents, cents }: FeeLine, say: typeof en): string[] {
  const known = say[what];
  return [known, String(asked), String(free), dollars(rateCents), dollars(cents)];
}

function dollars(cents: number): string {
  return `$${(cents / 100).toFixed(2)}`;
}
