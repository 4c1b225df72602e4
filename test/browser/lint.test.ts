import assert from "node:assert/strict";
import { before, test } from "node:test";
import type { Page } from "playwright-core";
import { siteAgency } from "#agency";
import { draftPolicy } from "#policy";
import { as } from "../worlds/world.ts";
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

test("command adds a name to a sealed list, opens it for a reason, and takes it off again", async () => {
  const chief = await signedIn(who.chief);
  await chief.goto(`${served.origin}/console/policy`);
  const lists = chief.getByRole("region", { name: "Lists the rules know" });
  await lists.getByRole("textbox", { name: "Name" }).fill("Jordan Vale");
  await lists.getByRole("button", { name: "Add to the list" }).click();
  await lists.getByText("1 entry", { exact: true }).waitFor();
  await lists.getByRole("button", { name: "Open the lists" }).click();
  await lists.getByRole("textbox", { name: "Why" }).fill("The family was told this morning");
  await lists.getByRole("button", { name: "Open", exact: true }).click();
  await lists.getByText("Jordan Vale").waitFor();
  await chief.getByText("Added", { exact: true }).waitFor({ state: "detached" });
  await mustBeAccessible(chief, "the policy with its lists");
  await picture(chief, "lint-policy");
  await lists.getByRole("button", { name: "Take Jordan Vale off the list" }).click();
  await lists.getByText("Jordan Vale").waitFor({ state: "detached" });
});

test("a rule made stricter in a draft of the policy is a change that command reads before adopting it", async () => {
  const { ctx } = served.beat.assembly;
  const agencyId = (await siteAgency(ctx))?.agencyId ?? "";
  const { version } = await draftPolicy(await as(ctx, agencyId, who.chief));
  const chief = await signedIn(who.chief);
  await chief.goto(`${served.origin}/console/policy/versions/${version}/edit`);
  const rule = chief.getByRole("listitem").filter({
    has: chief.getByRole("heading", { name: "A hashtag without capitals" }),
  });
  await rule.getByRole("combobox", { name: "What it does" }).selectOption("Stops the post");
  await chief.getByText(/^Saved/).waitFor();
  await picture(chief, "lint-rules");
  await mustBeAccessible(chief, "the editor of the rules");
  await chief.getByRole("button", { name: "See what changes" }).click();
  const change = chief.getByRole("listitem").filter({ hasText: "A hashtag without capitals" });
  await change.first().waitFor();
  assert.match((await change.first().textContent()) ?? "", /Stops/);
});

for (const width of [1280, 390])
  for (const scheme of ["light", "dark"] as const)
    test(`the findings stand readable on ${width} px, ${scheme}, in Spanish as in English`, async () => {
      const { page, complaints } = await visit(served, width, scheme, "es-US");
      await signInByPass(served, page, who.pio);
      await page.goto(`${served.origin}/console/posts/new`);
      await page
        .getByRole("textbox", { name: "Texto", exact: true })
        .fill(
          "Buscamos a Camila Ortega, 12 años, en 1234 Mill St. Placa 7KLM332. #cafeconunpolicia",
        );
      await page.getByText("Se nombra a un menor", { exact: true }).waitFor();
      await mustBeAccessible(page, `the composer at ${width} ${scheme}`);
      await picture(page, `lint-composer-${width}-${scheme}`);
      assert.deepEqual(complaints, []);
      await page.close();
    });
