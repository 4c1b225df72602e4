import assert from "node:assert/strict";
import { before, test } from "node:test";
import {
  mustBeAccessible,
  picture,
  serveWorld,
  signInByPass,
  visit,
  type Served,
} from "./console.ts";

/** Public records, from the form that anybody fills in to the clerk's letter and back. */
let served: Served;
const clerk = "nair@riversidefalls.example";

before(async () => {
  served = await serveWorld("riverside");
});

const shapes = [
  [1280, "light", "en-US"],
  [1280, "dark", "en-US"],
  [390, "light", "es-US"],
  [390, "dark", "en-US"],
] as const;

for (const [width, scheme, locale] of shapes) {
  const shape = `${width}-${scheme}-${locale}`;
  const isSpanish = locale === "es-US";
  test(`the public page tells the right and takes a request, at ${shape}`, async () => {
    const { page, complaints } = await visit(served, width, scheme, locale);
    const base = isSpanish ? "/es/records" : "/records";
    await page.goto(`${served.origin}${base}`);
    await mustBeAccessible(page, `the portal at ${shape}`);
    await picture(page, `portal-${shape}`);
    const field = page.locator("#asked");
    await field.fill("The video of the bridge closure on Mill St last Friday evening.");
    await page.locator("#email").fill("not an address");
    await page.evaluate(() => document.querySelector("form")?.setAttribute("novalidate", ""));
    await page.locator("form.ask button").click();
    await page.locator("#email-fault").waitFor();
    await mustBeAccessible(page, `the portal with a fault at ${shape}`);
    await picture(page, `portal-fault-${shape}`);
    await page.locator("#email").fill("");
    await page.locator("form.ask button").click();
    await page.locator("#received").waitFor();
    await mustBeAccessible(page, `the status page at ${shape}`);
    await picture(page, `portal-status-${shape}`);
    assert.deepEqual(complaints, []);
    await page.context().close();
  });

  test(`the requests, one with its clock, the law and the form, at ${shape}`, async () => {
    const { page, complaints } = await visit(served, width, scheme, locale);
    await signInByPass(served, page, clerk);
    const look = async (path: string, name: string) => {
      if (path !== "") await page.goto(`${served.origin}/console/${path}`);
      await page.getByRole("heading", { level: 1 }).waitFor();
      await page.waitForLoadState("networkidle");
      await mustBeAccessible(page, `${name} at ${shape}`);
      await picture(page, `${name}-${shape}`);
    };
    await page.goto(`${served.origin}/console/requests?q=Ledger`);
    await page.getByText("Falls Ledger").waitFor();
    await look("requests", "requests");
    await look("requests?q=nothing-like-this", "requests-none");
    await page.goto(`${served.origin}/console/requests?q=Ledger`);
    await page.getByText("Falls Ledger").click();
    await page.locator("ol li strong").first().waitFor();
    await look("", "request");
    await look("requests/new", "request-new");
    await look("records-law", "records-law");
    assert.deepEqual(complaints, []);
    await page.context().close();
  });
}

test("the clerk asks what is meant, the clock stands, the requester answers, it goes on", async () => {
  const asked = "The radio log of the pursuit through Eastgate on Tuesday night.";
  const { page: portal } = await visit(served);
  await portal.goto(`${served.origin}/records`);
  await portal.locator("#asked").fill(asked);
  await portal.getByRole("button", { name: "Send the request" }).click();
  await portal.getByText("We have your request").waitFor();

  const { page } = await visit(served);
  await signInByPass(served, page, clerk);
  await page.goto(`${served.origin}/console/requests?q=Eastgate on Tuesday`);
  await page.getByText(asked).click();
  await page.getByRole("button", { name: "Ask for clarification" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("Letter").fill("Which of the two pursuits do you mean?");
  await dialog.getByLabel("The clock stands until the requester answers").check();
  await mustBeAccessible(page, "the letter");
  await picture(page, "request-letter");
  await dialog.getByRole("button", { name: "Send" }).click();
  await page.getByText("The clock stands: waiting for clarification.").waitFor();
  await picture(page, "request-paused");

  await portal.reload();
  await portal.getByText("Which of the two pursuits do you mean?").waitFor();
  await portal.getByText("We wait for you").waitFor();
  await portal.getByLabel("Answer us, or add something").fill("The one at nine.");
  await portal.getByRole("button", { name: "Send" }).click();
  await portal.getByText("We have your answer.").waitFor();
  await portal.getByText("We are working on it").waitFor();

  await page.reload();
  await page.getByText("The one at nine.").waitFor();
  await page.getByRole("button", { name: "Close" }).click();
  const closing = page.getByRole("dialog");
  await closing.getByLabel("How does it end?").selectOption("denied");
  await closing.getByLabel("Another exemption").fill("42.56.240(1)");
  await mustBeAccessible(page, "the closing");
  await picture(page, "request-closing");
  await closing.getByRole("button", { name: "Close", exact: true }).last().click();
  await page.getByText("closed the request: Denied").waitFor();
  await portal.reload();
  await portal.getByText("The law does not let us give this out.").waitFor();
  await picture(portal, "portal-closed");
});

test("a search is frozen, decided by one and seconded by another", async () => {
  for (const [width, scheme] of [
    [1280, "light"],
    [390, "dark"],
  ] as const) {
    const { page } = await visit(served, width, scheme);
    await signInByPass(served, page, clerk);
    await page.goto(`${served.origin}/console/requests?q=Northside`);
    await page.getByText("Northside Farms").click();
    await page.getByRole("link", { name: /^(Search|Review)$/ }).click();
    const again = page.getByText("Search for more");
    if (width === 390) await again.click();
    await page.getByLabel("Words").fill("flood or evacuation");
    await page.getByRole("button", { name: "Count", exact: true }).click();
    await page.getByText("Write OR in capitals").waitFor();
    await page.getByLabel("Words").fill("flood OR evacuation");
    await page.getByRole("button", { name: "Count", exact: true }).click();
    await page.getByText(/This search finds [1-9]\d* records?\./).waitFor();
    await page.getByLabel("Hidden from the public").check();
    await page.getByRole("button", { name: "Count", exact: true }).click();
    await page.getByText("This search finds 0 records.").waitFor();
    await page.getByLabel("Hidden from the public").uncheck();
    await page.getByLabel("Direction").selectOption("out");
    await page.getByRole("button", { name: "Count", exact: true }).click();
    await page.getByText(/This search finds [1-9]\d* records?\./).waitFor();
    await mustBeAccessible(page, `the search at ${width}`);
    await picture(page, `review-search-${width}`);
    await page.getByRole("button", { name: "Freeze the set" }).click();
    await page.getByRole("button", { name: "Release" }).first().waitFor();
    await mustBeAccessible(page, `the review at ${width}`);
    await picture(page, `review-${width}`);
    await page.getByRole("button", { name: "Withhold" }).first().click();
    await mustBeAccessible(page, `the codes at ${width}`);
    await page.getByRole("button", { name: "Back" }).click();
    await page.getByRole("button", { name: "Release" }).first().click();
    await page.getByText(/^[1-9]\d* of \d+ decided/).waitFor();
    await page.context().close();
  }
  const { page } = await visit(served);
  await signInByPass(served, page, "cole@riversidefalls.example");
  await page.goto(`${served.origin}/console/requests?q=Northside`);
  await page.getByText("Northside Farms").click();
  await page.getByRole("link", { name: "Review" }).click();
  await page.getByLabel("Show").selectOption("unseconded");
  await page.getByRole("button", { name: "I agree" }).first().click();
  await page.getByText(/· [1-9]\d* by two people/).waitFor();
  await picture(page, "review-seconded");
});
