import assert from "node:assert/strict";
import { before, test } from "node:test";
import { who } from "../worlds/riverside/people.ts";
import {
  mustBeAccessible,
  picture,
  serveWorld,
  signInByPass,
  visit,
  type Served,
} from "./console.ts";
import { mustGoRound, mustHoldFocus, pressOn, tabTo, typeInto } from "./keyboard.ts";

let served: Served;

before(async () => {
  served = await serveWorld("riverside");
});

for (const [width, scheme] of [
  [1280, "light"],
  [390, "dark"],
  [390, "light"],
  [1280, "dark"],
  [320, "light"],
] as const)
  test(`residents read the library, a report, a rule that changes and the openings, at ${width} px, ${scheme}`, async () => {
    const { page, complaints } = await visit(served, width, scheme);
    for (const [path, name, heading] of [
      ["/library", "library", "Prevention library"],
      ["/library/car-break-ins-what-helps", "article", "Car break-ins: what helps"],
      ["/es/library/phone-scams-hang-up-then-check", "article-es", /^Estafas/],
      ["/reports", "reports", "Reports"],
      ["/policy-changes/body-cameras-at-peaceful-protests", "policy-change", /^Body cameras/],
      ["/jobs", "jobs", "Jobs"],
      ["/notices/unsolved", "unsolved", "Unsolved cases"],
    ] as const) {
      await page.goto(`${served.origin}${path}`);
      await page.getByRole("heading", { level: 1, name: heading }).waitFor();
      await picture(page, `public-${name}-${width}-${scheme}`);
      await mustBeAccessible(page, `${path} at ${width}, ${scheme}`);
      const { wide, seen } = await page.evaluate(() => ({
        wide: document.documentElement.scrollWidth,
        seen: document.documentElement.clientWidth,
      }));
      assert.ok(wide <= seen, `${path} is ${wide} px wide at ${seen}`);
    }
    await page.goto(`${served.origin}/reports`);
    await page.getByRole("link", { name: /^Annual report/ }).click();
    await page.getByRole("img", { name: /^Bar chart: Calls for service/ }).waitFor();
    await picture(page, `public-report-${width}-${scheme}`);
    await mustBeAccessible(page, `a report at ${width}, ${scheme}`);
    await page.goto(`${served.origin}/jobs`);
    await page.getByRole("link", { name: "Police officer (entry level)" }).click();
    await page.getByRole("link", { name: "Apply on the application site" }).waitFor();
    await picture(page, `public-opening-${width}-${scheme}`);
    await mustBeAccessible(page, `an opening at ${width}, ${scheme}`);
    assert.deepEqual(complaints, []);
    await page.context().close();
  });

for (const [width, scheme] of [
  [1280, "light"],
  [390, "dark"],
] as const) {
  test(`a PIO takes a model article, changes it and hands it in, and a sergeant approves it, at ${width} px, ${scheme}`, async () => {
    const { page, complaints } = await visit(served, width, scheme);
    await signInByPass(served, page, who.pio);
    await page.goto(`${served.origin}/console/pages`);
    await page.getByRole("heading", { level: 1, name: "Pages" }).waitFor();
    await page.getByText("Annual report").first().waitFor();
    await picture(page, `pages-${width}-${scheme}`);
    await mustBeAccessible(page, `pages at ${width}`);
    await page.getByRole("link", { name: "Model articles" }).click();
    await page.getByRole("heading", { level: 1, name: "Model articles" }).waitFor();
    await page.getByText("Keep your bike").waitFor();
    await picture(page, `page-models-${width}-${scheme}`);
    await mustBeAccessible(page, `model articles at ${width}`);
    const title = width === 1280 ? "Keep your bike" : "Catalytic converter theft";
    await page.getByRole("button", { name: `Take this article: ${title}` }).click();
    await page.getByRole("heading", { level: 1, name: title }).waitFor();
    await page.getByRole("link", { name: "Edit the page" }).click();
    await page.getByRole("textbox", { name: "Title" }).fill(`${title}, ${width}`);
    await page.getByRole("button", { name: "Add a table" }).click();
    await page.getByText("Saved").first().waitFor();
    await page.getByRole("region", { name: "Preview" }).getByText(`${title}, ${width}`).waitFor();
    await mustBeAccessible(page, `the editor at ${width}`);
    await picture(page, `page-editor-${width}-${scheme}`);
    await page.getByRole("button", { name: "Look at the page" }).click();
    await page.getByRole("heading", { name: "Still to put right" }).waitFor();
    await page.getByRole("link", { name: "Edit the page" }).click();
    await page.getByRole("button", { name: "Take the table out" }).press("Enter");
    const table = { name: "Thefts by month.csv", mimeType: "text/csv" };
    const pick = page.locator("input[type=file][accept*='text/csv']");
    await pick.setInputFiles({ ...table, buffer: Buffer.from("no table at all") });
    await page.getByText("Attach a PDF, or a table as CSV in UTF-8.", { exact: false }).waitFor();
    await pick.setInputFiles({ ...table, buffer: Buffer.from(`month;${width}\nMay;12\n`) });
    await page.getByText("CSV, 1 kB", { exact: true }).waitFor();
    await page.getByLabel("Language", { exact: true }).selectOption("es");
    await page.getByRole("textbox", { name: /^What file 1 is/ }).fill("Robos por mes");
    await page.getByLabel("Language", { exact: true }).selectOption("en");
    await mustBeAccessible(page, `an attached file at ${width}`);
    await picture(page, `page-file-${width}-${scheme}`);
    await page.getByText("Saved").first().waitFor();
    await page.getByRole("button", { name: "Look at the page" }).click();
    await page.getByText("Nothing keeps this page in.").waitFor();
    await page.getByRole("button", { name: "Send to approver" }).click();
    const again = page.getByRole("button", { name: "I have read this. Send to approver" });
    const waits = page.getByText("Waits for approval").first();
    await again.or(waits).first().waitFor();
    if (await again.isVisible()) await again.click();
    await waits.waitFor();
    const address = page.url();
    await signInByPass(served, page, who.sergeant);
    await page.goto(address);
    await page.getByRole("heading", { name: "Your decision" }).waitFor();
    await page.getByRole("heading", { level: 2, name: `${title}, ${width}` }).waitFor();
    await page.getByRole("link", { name: "Thefts by month" }).waitFor();
    await mustBeAccessible(page, `the decision at ${width}`);
    await picture(page, `page-decision-${width}-${scheme}`);
    await page.getByRole("button", { name: "Approve and publish" }).click();
    await page.getByText("Public", { exact: true }).first().waitFor();
    await page.getByRole("button", { name: "I have checked every word" }).click();
    await page.getByText("has checked these Spanish words").waitFor();
    await picture(page, `page-public-${width}-${scheme}`);
    assert.deepEqual(complaints, []);
    await page.context().close();
  });

  test(`a PIO brings the agency's list, makes links and reads their results, at ${width} px, ${scheme}`, async () => {
    const { page, complaints } = await visit(served, width, scheme);
    await signInByPass(served, page, who.pio);
    await page.goto(`${served.origin}/console/openings`);
    await page.getByText("911 dispatcher").first().waitFor();
    await picture(page, `openings-${width}-${scheme}`);
    await mustBeAccessible(page, `openings at ${width}`);
    await page.getByRole("link", { name: "Lists", exact: true }).click();
    await page
      .getByLabel("Or paste the table")
      .fill(
        `title,reference,closes,apply\nCrime analyst ${width},A-${width},2099-03-01,https://jobs.example/a\nMechanic,M-1,soon,http://jobs.example/m\n`,
      );
    await page.getByRole("button", { name: "Look at it" }).click();
    await page.getByText("is no day").waitFor();
    await mustBeAccessible(page, `lists at ${width}`);
    await picture(page, `openings-lists-${width}-${scheme}`);
    await page.getByRole("button", { name: "Bring what is good" }).click();
    await page.getByText("One opening was brought.").waitFor();
    await page.getByRole("link", { name: "Results", exact: true }).click();
    await page.getByText("Poster at the college").waitFor();
    await mustBeAccessible(page, `results at ${width}`);
    await picture(page, `openings-results-${width}-${scheme}`);
    await page.goto(`${served.origin}/console/openings`);
    await page.getByRole("link", { name: "911 dispatcher" }).click();
    await page.getByRole("heading", { name: "Links for this opening" }).waitFor();
    await page.getByLabel("Campaign").fill(`spring-${width}`);
    await page.getByLabel("Another place (poster, job fair, radio) (optional)").fill("Job fair");
    await page.getByRole("button", { name: "Make links" }).click();
    await page.getByText(`spring-${width} · job-fair / offline`).waitFor();
    await mustBeAccessible(page, `an opening at ${width}`);
    await picture(page, `opening-${width}-${scheme}`);
    const [link] = await page.getByText(/\/go\/[a-z0-9]{7}$/).allTextContents();
    const answer = await page.request.get(link ?? "", { maxRedirects: 0 });
    assert.equal(answer.status(), 302);
    assert.match(
      answer.headers()["location"] ?? "",
      /^https:\/\/jobs\.riversidefalls\.example\/apply\/26-017\?utm_source=job-fair&utm_medium=offline/,
    );
    await page.getByRole("link", { name: "Edit", exact: true }).click();
    await page.getByLabel("Where people apply (https)").waitFor();
    await mustBeAccessible(page, `the form at ${width}`);
    await picture(page, `opening-form-${width}-${scheme}`);
    assert.deepEqual(complaints, []);
    await page.context().close();
  });

  test(`an opening is written, approved and given its links by keyboard alone, at ${width} px, ${scheme}`, async () => {
    const { page, complaints } = await visit(served, width, scheme);
    const button = (name: string) => page.getByRole("button", { name, exact: true });
    const title = `Parking officer ${width}`;
    await signInByPass(served, page, who.pio);
    await page.goto(`${served.origin}/console/openings`);
    await page.getByText("911 dispatcher").first().waitFor();
    await pressOn(page, page.getByRole("link", { name: "New opening" }).first());
    await page.getByLabel("Where people apply (https)").waitFor();
    await mustHoldFocus(page, "the form was opened");
    await typeInto(page, page.getByLabel("Title", { exact: true }), title);
    await typeInto(
      page,
      page.getByLabel("Where people apply (https)"),
      "https://jobs.example/park",
    );
    await typeInto(page, page.getByLabel(/^Last day to apply/), "03012099");
    await tabTo(page, page.getByLabel("Kind of work"));
    await page.keyboard.press("ArrowDown");
    await typeInto(page, page.getByLabel(/^What the work is/).first(), "You know every street.");
    await pressOn(page, button("Save"));
    await page.getByRole("heading", { level: 1, name: title }).waitFor();
    await mustHoldFocus(page, "the opening was saved");
    await page.getByText("2099-03-01").waitFor();
    await page.getByText("Part time", { exact: true }).waitFor();
    const address = page.url();
    await signInByPass(served, page, who.sergeant);
    await page.goto(address);
    await pressOn(page, button("Approve and publish"), "Space");
    await page.getByText("Open", { exact: true }).first().waitFor();
    await mustHoldFocus(page, "the opening was approved");
    await signInByPass(served, page, who.pio);
    await page.goto(address);
    await typeInto(page, page.getByLabel("Campaign"), `keys-${width}`);
    await tabTo(page, page.getByLabel(/^Channels/).first());
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press("Enter");
    await page.keyboard.press("Escape");
    await typeInto(page, page.getByLabel(/^Another place/), "Job fair");
    await picture(page, `opening-keyboard-${width}-${scheme}`);
    await pressOn(page, button("Make links"));
    await page.getByText(`keys-${width} · job-fair / offline`).waitFor();
    await mustHoldFocus(page, "the links were made");
    const end = page.getByRole("button", { name: "End", exact: true }).first();
    await tabTo(page, end, "Shift+Tab");
    await page.keyboard.press("Space");
    const dialog = page.getByRole("dialog");
    await pressOn(page, dialog.getByRole("button", { name: "End", exact: true }));
    await page.getByText("ended", { exact: true }).first().waitFor();
    await mustHoldFocus(page, "a link was ended");
    await mustGoRound(page);
    assert.deepEqual(complaints, []);
    await page.context().close();
  });
}
