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
      await page.getByRole("main").getByRole("heading", { level: 2 }).first().waitFor();
      await page.waitForLoadState("networkidle");
      const wide = await page.evaluate(
        () =>
          [...document.querySelectorAll("main button, main a")].filter(
            (one) =>
              one.scrollWidth > one.clientWidth + 1 && getComputedStyle(one).overflow === "hidden",
          ).length,
      );
      assert.equal(wide, 0, `a button of ${path} is cut off at ${shape}`);
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
  await page.getByText(/^Every Thursday at 9:00 AM until/).waitFor();
  await page.getByLabel("First day").fill("2027-02-09");
  await page.getByLabel("How often").selectOption("MONTHLY");
  await page.getByRole("radio", { name: "on the second Tuesday" }).check();
  await page.getByText(/^Every month on the second Tuesday at 9:00 AM until/).waitFor();
  await page.getByLabel("First day").fill("2027-03-14");
  await page.getByLabel("Time", { exact: true }).fill("02:30");
  await page.getByRole("radio", { name: "on day 14" }).check();
  await page.getByText(/Clocks skip 02:30 that day; it goes out at 03:30/).waitFor();
  await picture(page, "series-clocks");
  await page.getByLabel("Write the rule yourself (RRULE)").check();
  await page.getByLabel("Rule (RFC 5545)").fill("FREQ=MONTHLY;BYDAY=2TH");
  await page.getByText("A series ends: give UNTIL").waitFor();
  await page.getByLabel("First day").fill("2027-02-11");
  await page.getByLabel("Time", { exact: true }).fill("09:00");
  await page.getByLabel("Rule (RFC 5545)").fill("FREQ=MONTHLY;BYDAY=2TH;COUNT=6\nEXDATE:20270408");
  await page.getByText(/5 posts in all.*Left out: Thu, Apr 8/).waitFor();
  await page.getByRole("button", { name: "Save" }).click();
  await page.getByRole("heading", { name: "Recruiting Thursday" }).waitFor();
  const panel = page.getByRole("region", { name: "Recruiting Thursday" });
  await panel.getByText(/^Left out: Thu, Apr 8/).waitFor();
  await panel.getByRole("button", { name: "Skip" }).first().click();
  await panel.getByText(/^Left out: .*Feb 11/).waitFor();
  await page.getByRole("button", { name: "Undo" }).click();
  await panel.getByText(/^Left out: Thu, Apr 8[^;]*$/).waitFor();
});

test("a table is looked at line by line, the good lines become drafts once, and they are put away again", async () => {
  const { page } = await visit(served);
  await signInByPass(served, page, pio);
  await page.goto(`${served.origin}/console/planning/import`);
  const table =
    "text,title,channels,date,time\nBring your own cup,Coffee again,all,,\n,Nothing,all,,\nSpring forward,,all,2027-03-14,02:30\n=SUM(A1),,all,,\n";
  await page.getByLabel("Or paste the table").fill(table);
  await page.getByRole("button", { name: "Look at it" }).click();
  await page.getByText(/^1 good, 2 with a warning, 1 that cannot be used/).waitFor();
  await page.getByText("Clocks skip 02:30 that day").waitFor();
  await page.getByText("looks like a formula of a spreadsheet").waitFor();
  await mustBeAccessible(page, "the report of an import");
  await picture(page, "import-report");
  await page.getByRole("button", { name: /^Cannot be used 1/ }).click();
  await page.getByText("is empty. Write what the post says.").waitFor();
  await page.getByRole("button", { name: /^Warning 2/ }).click();
  await page.getByLabel("Import all these lines").uncheck();
  await page.getByRole("button", { name: "Make one draft" }).click();
  await page.getByRole("button", { name: /^Imported already 1/ }).waitFor();
  const download = page.waitForEvent("download");
  await page.getByRole("button", { name: "Download this report" }).click();
  assert.equal((await download).suggestedFilename(), "import-report.csv");
  await page.getByRole("button", { name: "Undo this import" }).click();
  await page
    .getByRole("dialog", { name: "Undo this import" })
    .getByRole("button", { name: "Undo this import" })
    .click();
  await page.getByText(/^1 good, 2 with a warning, 1 that cannot be used, 0 imported/).waitFor();
});

test("a planned post is moved by dragging and by keys; a past time is refused, and a draft goes back", async () => {
  const { page } = await visit(served);
  await signInByPass(served, page, pio);
  const { ctx } = served.beat.assembly;
  const day = (days: number) =>
    ctx.clock
      .now()
      .toZonedDateTimeISO("America/Los_Angeles")
      .toPlainDate()
      .add({ days })
      .toString();
  await page.goto(`${served.origin}/console/posts/new?at=${day(9)}T10:00`);
  await page.getByRole("textbox", { name: "Text" }).first().fill("Drag me to another day.");
  await page
    .getByText(/^Saved/)
    .first()
    .waitFor();
  await page.goto(`${served.origin}/console/calendar?view=month&day=${day(9)}`);
  const entry = page.getByRole("link", { name: /Drag me to another day/ });
  await entry.waitFor();
  const field = (days: number) =>
    page.locator("li", { has: page.locator(`time[datetime="${day(days)}"]`) });
  await entry.dragTo(field(10));
  const dialog = page.getByRole("dialog", { name: "Move this post" });
  await dialog.getByText("It is a draft: nobody has approved it").waitFor();
  assert.equal(await dialog.getByLabel("New date and time").inputValue(), `${day(10)}T10:00`);
  await dialog.getByRole("button", { name: "Move it" }).click();
  await field(10)
    .getByRole("link", { name: /Drag me to another day/ })
    .waitFor();
  await page.getByRole("button", { name: "Undo" }).click();
  await field(9)
    .getByRole("link", { name: /Drag me to another day/ })
    .waitFor();

  await page.getByRole("button", { name: "Move “Drag me to another day.”" }).focus();
  await page.keyboard.press("Enter");
  const time = dialog.getByLabel("New date and time");
  await time.fill(`${day(-2)}T10:00`);
  await dialog.getByText("This time has passed.").waitFor();
  assert.equal(await dialog.getByRole("button", { name: "Move it" }).isDisabled(), true);
  await time.fill("2027-03-14T02:30");
  await dialog.getByText("Clocks skip 02:30 that day").waitFor();
  await mustBeAccessible(page, "moving a post", "[role=dialog]");
  await picture(page, "calendar-move");
  await time.fill(`${day(11)}T11:00`);
  await dialog.getByRole("button", { name: "Move it" }).focus();
  await page.keyboard.press("Enter");
  await page
    .getByRole("status")
    .getByText(/^Moved to/)
    .waitFor();
  await field(11)
    .getByRole("link", { name: /Drag me to another day/ })
    .waitFor();
});

test("moving what is approved says that the approval is void by it, and asks for a new one", async () => {
  const { page } = await visit(served);
  await signInByPass(served, page, pio);
  await page.goto(`${served.origin}/console/calendar?view=list`);
  const row = page.getByRole("listitem").filter({ hasText: "Bring old medicine" }).last();
  await row.getByRole("button", { name: /^Move/ }).click();
  const dialog = page.getByRole("dialog", { name: "Move this post" });
  await dialog.getByText("the approval is void").waitFor();
  const time = dialog.getByLabel("New date and time");
  const before = await time.inputValue();
  await time.fill(`${before.slice(0, 11)}18:45`);
  await dialog.getByRole("button", { name: "Move it" }).click();
  await page.getByText(/and sent to the approver/).waitFor();
  await row.getByText("Waiting for approval").waitFor();
  await row.getByRole("link").first().click();
  await page
    .getByText(/^What changed/)
    .first()
    .click();
  const versions = page.getByRole("region", { name: "Versions" });
  await versions.getByText("Goes out").first().waitFor();
  await versions.locator("ins").getByText(/18:45/).waitFor();
  await page.setViewportSize({ width: 390, height: 2_000 });
  await picture(page, "versions-390");
  await mustBeAccessible(page, "versions of a post");
});

test("a draft takes the next free slot, and colleagues talk about it", async () => {
  const { page } = await visit(served);
  await signInByPass(served, page, pio);
  await page.goto(`${served.origin}/console/posts/new`);
  await page.getByRole("textbox", { name: "Text" }).first().fill("The trail is open again.");
  await page.getByRole("button", { name: "Add to queue" }).click();
  await page.getByText(/^In the queue: /).waitFor();
  assert.match(await page.getByLabel("Date and time").inputValue(), /T(17:30|16:00)$/);
  await page
    .getByText(/^Saved/)
    .first()
    .waitFor();
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

test("a post in the queue moves to the next slot that is for it, by keys", async () => {
  const { page } = await visit(served);
  await signInByPass(served, page, pio);
  await page.goto(`${served.origin}/console/planning/queue`);
  const place = page.getByRole("listitem").filter({ hasText: "The trail is open again" });
  const before = await place.innerText();
  await place.getByRole("button", { name: /^Move .* later/ }).focus();
  await page.keyboard.press("Enter");
  await page.getByText(/goes out (Mon|Fri)/).waitFor();
  assert.notEqual(await place.innerText(), before);
  assert.doesNotMatch(await place.innerText(), /12:00 PM/, "that slot is kept for recruiting");
  await mustBeAccessible(page, "the queue with a post");
  await picture(page, "queue-filled");
});
