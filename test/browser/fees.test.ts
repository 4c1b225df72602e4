import assert from "node:assert/strict";
import { before, test } from "node:test";
import { siteAgency } from "#agency";
import { receiveRequest } from "../../src/records/requests/receiving.ts";
import { as } from "../worlds/world.ts";
import {
  mustBeAccessible,
  picture,
  serveWorld,
  signInByPass,
  visit,
  type Served,
} from "./console.ts";

/** What a request costs, the codes of the law, and the room where everybody reads. */
let served: Served;
let requestId: string;
const clerk = "nair@riversidefalls.example";
const counsel = "cole@riversidefalls.example";

before(async () => {
  served = await serveWorld("riverside");
  const { ctx } = served.beat.assembly;
  const nair = await as(ctx, (await siteAgency(ctx))?.agencyId ?? "", clerk);
  const draft = { asked: "Every message about the bridge works.", kind: "standard" as const };
  requestId = (await receiveRequest(nair, draft)).id;
});

for (const [width, scheme] of [
  [1280, "light"],
  [390, "dark"],
] as const)
  test(`fees, codes and the reading room, at ${width} ${scheme}`, async () => {
    const { page, complaints } = await visit(served, width, scheme);
    await signInByPass(served, page, counsel);
    await page.goto(`${served.origin}/console/requests/${requestId}`);
    await page.getByRole("button", { name: "Estimate the fees" }).click();
    const dialog = page.getByRole("dialog");
    await dialog.getByLabel("Hours").fill("3.5");
    await dialog.getByLabel("Pages").fill("120");
    await dialog.getByLabel(/The clock stands until/).check();
    await dialog.getByLabel("The law that lets the clock stand").fill("RCW 42.56.120(4)");
    await mustBeAccessible(page, `the estimate at ${width}`);
    await picture(page, `fees-estimate-${width}-${scheme}`);
    await dialog.getByRole("button", { name: "Send", exact: true }).click();
    await page.getByText("The requester has not agreed yet.").waitFor();
    await mustBeAccessible(page, `the request with fees at ${width}`);
    await picture(page, `fees-request-${width}-${scheme}`);
    await page.getByRole("button", { name: "The requester agrees" }).click();
    await page.getByText(/Agreed to on/).waitFor();
    await page.goto(`${served.origin}/console/records-law`);
    await page.getByRole("button", { name: "Correct", exact: true }).first().click();
    await page.getByRole("dialog").getByLabel("Verified by").fill("M. Cole");
    await mustBeAccessible(page, `a code at ${width}`);
    await picture(page, `exemption-${width}-${scheme}`);
    await page.goto(`${served.origin}/records/reading-room`);
    await page.getByRole("heading", { name: "Request log" }).waitFor();
    await mustBeAccessible(page, `the reading room at ${width}`);
    await picture(page, `room-${width}-${scheme}`);
    assert.deepEqual(complaints, []);
    await page.context().close();
  });

test("an estimate is drafted in the requester's language, whatever the clerk reads", async () => {
  const { ctx } = served.beat.assembly;
  const nair = await as(ctx, (await siteAgency(ctx))?.agencyId ?? "", clerk);
  const draft = { asked: "Todos los mensajes sobre el puente.", language: "es" as const };
  const { id } = await receiveRequest(nair, draft);
  const { page } = await visit(served, 390, "light");
  await signInByPass(served, page, counsel);
  await page.goto(`${served.origin}/console/requests/${id}`);
  await page.getByRole("button", { name: "Estimate the fees" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("Hours").fill("3.5");
  await dialog.getByLabel("Pages").fill("120");
  await dialog.getByLabel("Deposit asked for, in dollars").fill("5");
  await dialog.getByText("The requester chose Spanish").waitFor();
  const letter = await dialog.getByLabel("Letter").inputValue();
  assert.match(letter, /^Estimamos que responder .* costará .* Pedimos un depósito de \$5\.00/);
  await mustBeAccessible(page, "an estimate in Spanish");
  await picture(page, "fees-estimate-spanish");
  await page.context().close();
});
