import { html } from "hono/html";
import type { RequestStatus } from "#records";
import { localPath, type Html } from "../page.ts";
import { feeWords } from "./fee-words.ts";
import type { StatusPage } from "./status-page.ts";

type FeeWords = (typeof feeWords)["en"];
type Charge = Pick<NonNullable<RequestStatus["fees"]["estimate"]>, "lines" | "totalCents">;

/** What a request costs, line by line, and how to agree to it. Nothing where nothing was charged. */
export function feesSection({ status, ticket, language }: StatusPage): Html {
  const { estimate, invoices, acceptedOn, paidCents, waivedCents, dueCents } = status.fees;
  if (!estimate && invoices.length === 0) return html``;
  const say = feeWords[language];
  const path = localPath(language, `/records/status/${ticket}`);
  const isOpen = status.state !== "closed";
  return html`<section>
    <h2>${say.title}</h2>
    ${
      estimate && invoices.length === 0
        ? html`${charge(say.estimate, estimate, say)}
          ${estimate.depositCents > 0 ? sum(say.deposit, estimate.depositCents) : ""}
          ${acceptedOn !== null ? html`<p>${say.agreed}</p>` : isOpen ? agree(path, say) : ""}`
        : ""
    }
    ${invoices.map(
      ({ number, fees, lines }, at) =>
        html`${charge(say.invoice(number), { lines, totalCents: fees.totalCents }, say)}
          <p><a href="${path}/invoice-${at + 1}.pdf">${say.paper}</a></p>`,
    )}
    ${paidCents > 0 ? sum(say.paid, paidCents) : ""}
    ${waivedCents > 0 ? sum(say.waived, waivedCents) : ""}
    ${
      dueCents > 0
        ? html`${sum(say.due, dueCents)}
            <p>${say.howToPay}</p>`
        : html`<p>${say.nothingDue}</p>`
    }
  </section>`;
}

function agree(path: string, say: FeeWords): Html {
  return html`<form class="ask" method="post" action="${path}">
    <p>${say.agreeAbout}</p>
    <input type="hidden" name="agree" value="yes" />
    <button type="submit">${say.agree}</button>
  </form>`;
}

function charge(title: string, { lines, totalCents }: Charge, say: FeeWords): Html {
  return html`<h3>${title}</h3>
    <ul>
      ${lines.map(
        ({ what, asked, free, rateCents, cents }) =>
          html`<li>
            ${say[what]}: ${say.worked(asked, free, dollars(rateCents))} =
            <strong>${dollars(cents)}</strong>
          </li>`,
      )}
    </ul>
    ${sum(say.total, totalCents)}`;
}

function sum(label: string, cents: number): Html {
  return html`<p>${label}: <strong>${dollars(cents)}</strong></p>`;
}

function dollars(cents: number): string {
  return `$${(cents / 100).toFixed(2)}`;
}
