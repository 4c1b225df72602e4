import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";
import { read } from "#platform/db/database.ts";
import { Refusal } from "#platform/refusal.ts";
import { openDesk, type Desk } from "#test/worlds/records-desk.ts";
import { as } from "#test/worlds/world.ts";
import { acceptFees, estimateFees, recordPayment, sendInvoice, waiveFees } from "./charging.ts";
import { feeLines, feeState } from "./fees.ts";
import { invoicePdf } from "./invoice-pdf.ts";
import { changeLaw } from "./law-changes.ts";
import { requestById } from "./request.ts";
import { stepsOf } from "./steps.ts";

let desk: Desk;
const rates = { perHourCents: 2_500, freeHours: 2, perPageCents: 15, freePages: 50 };
const text = "This is what it will cost.";
const refused = (code: string) => (error: unknown) =>
  error instanceof Refusal && error.code === code;

beforeEach(async () => {
  desk = await openDesk();
  const { ctx } = desk.beat.assembly;
  const counsel = await as(ctx, desk.agencyId, "cole@tinycounty.example");
  const law = { terms: {}, note: "", fees: "", rates, verifiedOn: null, verifiedBy: "" };
  await changeLaw(counsel, law);
});

const state = () => read(desk.clerk, async (tx) => feeState(await stepsOf(tx, desk.id)));
const request = () => read(desk.clerk, (tx) => requestById(tx, desk.id));

test("every line of an estimate can be worked out again: what is free is taken off first", () => {
  assert.deepEqual(feeLines({ hours: 3.25, pages: 60 }, rates), [
    { what: "time", asked: 3.25, free: 2, counted: 1.25, rateCents: 2_500, cents: 3_125 },
    { what: "copies", asked: 60, free: 50, counted: 10, rateCents: 15, cents: 150 },
  ]);
  assert.equal(feeLines({ hours: 1, pages: 0 }, rates)[0]?.cents, 0);
});

test("an estimate stops the clock on a law's ground; the deposit lets it go on, and later rates change nothing", async () => {
  const draft = { hours: 6, pages: 250, depositCents: 5_000, text, pauseGround: "§ 552.263" };
  await assert.rejects(
    estimateFees(desk.clerk, desk.id, { ...draft, depositCents: 99_999 }),
    refused("deposit-over-total"),
  );
  await estimateFees(desk.clerk, desk.id, draft);
  assert.equal((await request()).state, "waiting");
  assert.deepEqual(
    [(await state()).estimate?.totalCents, (await state()).dueCents],
    [13_000, 5_000],
  );
  await acceptFees(desk.clerk, desk.id);
  assert.equal((await request()).state, "waiting", "a word is no deposit");
  await assert.rejects(acceptFees(desk.clerk, desk.id), refused("accepted-already"));
  await recordPayment(desk.clerk, desk.id, { cents: 2_000, reference: "cheque 12" });
  assert.equal((await request()).state, "waiting", "nor is a part of it");
  await recordPayment(desk.clerk, desk.id, { cents: 3_000, reference: "cheque 13" });
  assert.equal((await request()).state, "open");
  const over = { cents: 8_001, reference: "too much" };
  await assert.rejects(recordPayment(desk.clerk, desk.id, over), refused("more-than-due"));
});

test("without a deposit the requester's word lets the clock go on, and without a ground it never stood", async () => {
  await estimateFees(desk.clerk, desk.id, { hours: 6, pages: 0, text });
  assert.equal((await request()).state, "open");
  await estimateFees(desk.clerk, desk.id, { hours: 6, pages: 0, text, pauseGround: "our counsel" });
  assert.equal((await request()).state, "waiting");
  await acceptFees(desk.clerk, desk.id);
  assert.equal((await request()).state, "open");
});

test("an invoice takes off what was paid and waived, and is a paper of its own", async () => {
  await assert.rejects(acceptFees(desk.clerk, desk.id), refused("no-estimate"));
  await estimateFees(desk.clerk, desk.id, { hours: 6, pages: 250, depositCents: 5_000, text });
  await recordPayment(desk.clerk, desk.id, { cents: 5_000, reference: "cheque 12" });
  await waiveFees(desk.clerk, desk.id, { cents: 1_000, why: "a newspaper" });
  const { number } = await sendInvoice(desk.clerk, desk.id, { hours: 5, pages: 250, text });
  assert.match(number, /^\d{4}-0001-I1$/);
  const [invoice] = (await state()).invoices;
  assert.deepEqual([invoice?.fees.totalCents, invoice?.dueCents], [10_500, 4_500]);
  const pdf = await read(desk.clerk, async (tx) =>
    invoicePdf(tx, await requestById(tx, desk.id), 1),
  );
  assert.equal(Buffer.from(pdf.bytes).subarray(0, 5).toString(), "%PDF-");
  await assert.rejects(
    read(desk.clerk, async (tx) => invoicePdf(tx, await requestById(tx, desk.id), 2)),
    { status: 404 },
  );
});

test("who has no part in requests estimates no fees", async () => {
  const { ctx } = desk.beat.assembly;
  const deputy = await as(ctx, desk.agencyId, "boyd@tinycounty.example");
  await assert.rejects(estimateFees(deputy, desk.id, { hours: 1, pages: 1, text }), {
    status: 403,
  });
});
