import assert from "node:assert/strict";
import { before, test } from "node:test";
import type { Page } from "playwright-core";
import { who } from "../worlds/riverside/people.ts";
import {
  mustBeAccessible,
  picture,
  serveWorld,
  signInByPass,
  visit,
  type Served,
} from "./console.ts";

/** The policy's lint as a writer, an approver and command meet it. */
let served: Served;
let pio: Page;

before(async () => {
  served = await serveWorld("riverside");
  pio = await signedIn(who.pio);
});

async function signedIn(email: string): Promise<Page> {
  const { page } = await visit(served);
  await signInByPass(served, page, email);
  return page;
}

const said = (page: Page) => page.getByRole("region", { name: "What the policy says" });

test("a house number stops a post until one click makes it a hundred block; a hashtag is checked once", async () => {
  await pio.goto(`${served.origin}/console/posts/new`);
  await pio.getByRole("textbox", { name: "Title (optional)" }).fill("Search on Mill St");
  const text = pio.getByRole("textbox", { name: "Text", exact: true });
  await text.fill("Officers searched 1234 Mill St today. Two men were arrested. #coffeewithacop");
  await said(pio).getByText("1234 Mill St", { exact: true }).waitFor();
  await mustBeAccessible(pio, "the composer with findings");
  await picture(pio, "lint-composer");
  const submit = pio.getByRole("button", { name: "Send to approver" });
  // A disabled button says why when it is pressed.
  await submit.click({ force: true });
  await pio.getByText("The policy stops this post").first().waitFor();
  await said(pio).getByRole("button", { name: "Show in the text" }).first().click();
  assert.equal(await pio.evaluate(() => getSelection()?.toString()), "1234 Mill St");
  await said(pio)
    .getByRole("button", { name: /1200 block of Mill St/ })
    .click();
  await said(pio).getByText("Must change").waitFor({ state: "detached" });
  await submit.click({ force: true });
  await pio.getByText("Confirm that you have checked").first().waitFor();
  await said(pio).getByRole("checkbox", { name: "I have checked this" }).check();
  await submit.click();
  await pio.waitForURL(/\/posts\/[0-9a-f-]{36}$/);
});

test("the approver reads what the policy said and that the writer has checked it", async () => {
  const sergeant = await signedIn(who.sergeant);
  await sergeant.goto(`${served.origin}/console/approvals`);
  const card = sergeant.getByRole("article", { name: "Search on Mill St" });
  await card.getByText("A hashtag without capitals").waitFor();
  await card.getByText("Checked by the writer").waitFor();
  await mustBeAccessible(sergeant, "an approval with findings");
  await picture(sergeant, "lint-approval");
});
