import { Hono } from "hono";
import { z } from "zod";
import { auditLookOnce, authorize, may, ownAgency } from "#agency";
import type { Ctx } from "#platform/context.ts";
import { transact } from "#platform/db/database.ts";
import type { AppEnv } from "#platform/http/app-env.ts";
import { valid } from "#platform/http/valid.ts";
import {
  acceptFees,
  estimateDraft,
  estimateFees,
  invoiceDraft,
  paymentDraft,
  recordPayment,
  sendInvoice,
  waiveFees,
  waiverDraft,
} from "./charging.ts";
import { feePauseGround, feeState } from "./fees.ts";
import { invoicePdf } from "./invoice-pdf.ts";
import { lawTold } from "./own-law.ts";
import { requestById } from "./request.ts";
import { stepsOf } from "./steps.ts";

const paper = z.object({ nth: z.coerce.number().int().min(1).max(999).default(1) });

/** What a request costs: estimated, agreed to, charged, paid or waived. */
export const feeRoutes = new Hono<AppEnv>()
  .get("/record-requests/:id/fees", may("requests.read"), async (c) =>
    c.json(await requestFees(c.get("ctx"), c.req.param("id"))),
  )
  .post(
    "/record-requests/:id/fees",
    may("requests.charge"),
    valid("json", estimateDraft),
    async (c) => {
      await estimateFees(c.get("ctx"), c.req.param("id"), c.req.valid("json"));
      return c.json({ estimated: true }, 201);
    },
  )
  .post("/record-requests/:id/fees/acceptance", may("requests.charge"), async (c) => {
    await acceptFees(c.get("ctx"), c.req.param("id"));
    return c.json({ accepted: true }, 201);
  })
  .post(
    "/record-requests/:id/fees/invoices",
    may("requests.charge"),
    valid("json", invoiceDraft),
    async (c) =>
      c.json(await sendInvoice(c.get("ctx"), c.req.param("id"), c.req.valid("json")), 201),
  )
  .post(
    "/record-requests/:id/fees/payments",
    may("requests.charge"),
    valid("json", paymentDraft),
    async (c) => {
      await recordPayment(c.get("ctx"), c.req.param("id"), c.req.valid("json"));
      return c.json({ recorded: true }, 201);
    },
  )
  .post(
    "/record-requests/:id/fees/waivers",
    may("requests.charge"),
    valid("json", waiverDraft),
    async (c) => {
      await waiveFees(c.get("ctx"), c.req.param("id"), c.req.valid("json"));
      return c.json({ waived: true }, 201);
    },
  )
  .get("/record-requests/:id/invoice", may("requests.read"), valid("query", paper), async (c) => {
    const ctx = c.get("ctx");
    const { bytes, number } = await transact(ctx, async (tx) => {
      const id = c.req.param("id");
      authorize(tx, "requests.read", { kind: "request", id });
      const request = await requestById(tx, id);
      await auditLookOnce(tx, { kind: "request", id }, "opened a records request");
      return invoicePdf(tx, request, c.req.valid("query").nth);
    });
    return c.body(new Uint8Array(bytes), 200, {
      "content-type": "application/pdf",
      "content-disposition": `attachment; filename="invoice-${number}.pdf"`,
      "cache-control": "no-store",
    });
  });

/** Where a request stands with its fees, and what an estimate is worked out from. */
async function requestFees(ctx: Ctx, id: string) {
  return transact(ctx, async (tx) => {
    authorize(tx, "requests.read", { kind: "request", id });
    await requestById(tx, id);
    await auditLookOnce(tx, { kind: "request", id }, "opened a records request");
    const { rates } = await lawTold(tx);
    const { state } = await ownAgency(tx);
    const fees = feeState(await stepsOf(tx, id));
    return { ...fees, rates, pauseGround: feePauseGround(state) };
  });
}

export type FeeRoutes = typeof feeRoutes;
