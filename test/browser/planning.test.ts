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

/** What the agency means to say and when. */
let served: Served;

before(async () => {
  served = await serveWorld("riverside");
});

const pio = "whitfield@riversidefalls.example";

for (const [width, scheme, locale] of [
  [1280, "light", "en-US"],
  [1280, "dark", "en-US"],
  [390, "light", "es-US"],
  [390, "dark", "en-US"],
] as const) {
  const shape = `${width}-${scheme}-${locale}`;
  test(`the plan, what comes again, the queue and the strategy, at ${shape}`, async () => {
    const { page, complaints } = await visit(served, width, scheme, locale);
    await signInByPass(served, page, pio);
    for (const path of [
      "planning",
      "planning/series",
      "planning/series/new",
      "planning/queue",
      "planning/evergreen",
      "planning/import",
      "planning/feeds",
      "calendar",
      "strategy",
    ]) {
      await page.goto(`${served.origin}/console/${path}`);
      await page.getByRole("heading", { level: 1 }).waitFor();
      await page.getByRole("heading", { level: 2 }).first().waitFor();
      await page.waitForLoadState("networkidle");
      await mustBeAccessible(page, `${path} at ${shape}`);
      await picture(page, `${path.replaceAll("/", "-")}-${shape}`);
    }
    assert.deepEqual(complaints, []);
    await page.context().close();
  });
}

test("a recurring post is written without a rule by hand, and its dates are seen before it is saved", async () => {
  const { page } = await visit(served);
  await signInByPass(served, page, pio);
  await page.goto(`${served.origin}/console/planning/series/new`);
  await page.getByLabel("Name of the series").fill("Recruiting Thursday");
  await page.getByRole("textbox", { name: "Title" }).fill("Join us");
  await page.getByRole("textbox", { name: "Text" }).fill("We are hiring. Come and see the work.");
  await page.getByLabel("Thursday").check();
  await page.getByText(/^Every Thursday at 09:00 until/).waitFor();
  await page.getByLabel("Write the rule yourself (RRULE)").check();
  await page.getByLabel("Rule (RFC 5545)").fill("FREQ=MONTHLY;BYDAY=2TH");
  await page.getByText("A series ends: give UNTIL").waitFor();
  await page.getByLabel("Rule (RFC 5545)").fill("FREQ=MONTHLY;BYDAY=2TH;COUNT=6");
  await page.getByText("6 posts. The first:").waitFor();
  await page.getByRole("button", { name: "Save" }).click();
  await page.getByRole("heading", { name: "Recruiting Thursday" }).waitFor();
  const panel = page.getByRole("region", { name: "Recruiting Thursday" });
  await panel.getByRole("button", { name: "Skip" }).first().click();
  await panel.getByText(/^Left out:/).waitFor();
});

test("a table is looked at line by line, and the good lines become drafts once", async () => {
  const { page } = await visit(served);
  await signInByPass(served, page, pio);
  await page.goto(`${served.origin}/console/planning/import`);
  const table = "text,title,channels\nBring your own cup,Coffee again,all\n,Nothing,all\n";
  await page.getByLabel("Or paste the table").fill(table);
  await page.getByRole("button", { name: "Look at it" }).click();
  await page.getByText(/^1 good, 0 with a warning, 1 that cannot be used/).waitFor();
  await page.getByRole("button", { name: "Make one draft" }).click();
  await page.getByText("Imported already").waitFor();
});

test("a draft takes the next free slot, and colleagues talk about it", async () => {
  const { page } = await visit(served);
  await signInByPass(served, page, pio);
  await page.goto(`${served.origin}/console/posts/new`);
  await page.getByRole("textbox", { name: "Text" }).first().fill("The trail is open again.");
  await page.getByRole("button", { name: "Add to queue" }).click();
  await page.getByText(/^In the queue: /).waitFor();
  assert.match(await page.getByLabel("Date and time").inputValue(), /T(17:30|12:00|16:00)$/);
  const comments = page.getByRole("region", { name: "Comments" });
  await comments.getByRole("textbox", { name: "Comment" }).fill("@Tom Diaz, is that so?");
  await comments.getByRole("button", { name: "Add comment" }).click();
  await comments.getByText("is that so?").waitFor();
  await comments.getByRole("button", { name: "Mark as dealt with" }).click();
  await comments.getByText("Show one that is dealt with").waitFor();
});

test("a suggestion begins a draft that serves the objective it names", async () => {
  const { page } = await visit(served);
  await signInByPass(served, page, pio);
  await page.goto(`${served.origin}/console/planning`);
  const missing = page.getByRole("region", { name: "Missing this week" });
  const link = missing.getByRole("link", { name: "Begin a draft" }).first();
  const purpose = new URL((await link.getAttribute("href")) ?? "", served.origin).searchParams;
  await link.click();
  await page.getByRole("heading", { name: "New post" }).waitFor();
  assert.equal(await page.getByLabel("Objective").inputValue(), purpose.get("purpose"));
});
