import assert from "node:assert/strict";
import { before, test } from "node:test";
import type { Page } from "playwright-core";
import { siteAgency } from "#agency";
import { who } from "../worlds/riverside/people.ts";
import { dayThere } from "../worlds/riverside/story.ts";
import { rebuildSite } from "../../src/slices.ts";
import { publicEvents } from "#outreach";
import { saveEvent } from "../../src/outreach/events/drafting.ts";
import { eventPage } from "../../src/outreach/events/page.ts";
import { approve, coffee, handIn, published, turn } from "../worlds/events.ts";
import { as } from "../worlds/world.ts";
import { asSystem } from "#platform/context.ts";
import {
  mustBeAccessible,
  picture,
  serveWorld,
  signInByPass,
  visit,
  type Served,
} from "./console.ts";

let served: Served;

before(async () => {
  served = await serveWorld("riverside");
});

/** Nothing lies beside the page: at 320 px nobody scrolls sideways (WCAG 2.2, 1.4.10). */
async function mustFit(page: Page, where: string): Promise<void> {
  const [wide, room] = await page.evaluate(() => [
    document.documentElement.scrollWidth,
    document.documentElement.clientWidth,
  ]);
  assert.ok((wide ?? 0) <= (room ?? 0), `${where}: ${wide} px in ${room}`);
}

async function seenEvents() {
  const { assembly } = served.beat;
  const agency = await siteAgency(assembly.ctx);
  return publicEvents(asSystem(assembly.ctx, "test", agency?.agencyId ?? ""));
}

/** A coffee every week, approved and out: the second of its four days left out, and the last of them moved. */
async function seriesOut(): Promise<string> {
  const { assembly } = served.beat;
  const agencyId = (await siteAgency(assembly.ctx))?.agencyId ?? "";
  const writer = await as(assembly.ctx, agencyId, who.pio);
  const approver = await as(assembly.ctx, agencyId, who.sergeant);
  const again = { rule: "FREQ=WEEKLY;COUNT=4", leftOut: [dayThere(33)] };
  const draft = coffee(`${dayThere(26)}T09:00`, { title: "Coffee every week", again });
  const { id } = await published(assembly, { writer, approver }, draft);
  const last = (await seenEvents()).findLast(({ seriesId }) => seriesId === id);
  const { content, version } = await eventPage(writer, served.origin, last?.id ?? "");
  const moved = { ...content, starts: `${dayThere(48)}T13:00`, ends: `${dayThere(48)}T15:00` };
  const saved = await saveEvent(writer, last?.id ?? "", moved, version);
  const given = { version: saved.version, correction: "It is a day later, in the afternoon." };
  const { posts } = await handIn(assembly, writer, last?.id ?? "", given);
  for (const post of posts) await approve(approver, post.id);
  await turn(assembly);
  await rebuildSite(assembly.ctx, assembly.networks, assembly.site, served.origin);
  return id;
}

test("a series that is out shows its dates, the moved one too, to the desk and to the public", async () => {
  const id = await seriesOut();
  const code = (await seenEvents()).find((one) => one.id === id)?.code ?? "";
  for (const [width, scheme] of [
    [1280, "light"],
    [390, "dark"],
    [390, "light"],
    [1280, "dark"],
  ] as const) {
    const { page, complaints } = await visit(served, width, scheme);
    await signInByPass(served, page, who.pio);
    await page.goto(`${served.origin}/console/events/${id}`);
    const dates = page.getByRole("region", { name: "Its dates" });
    await dates.getByText("changed", { exact: false }).first().waitFor();
    assert.equal(await dates.getByRole("link").count(), 3);
    await page.waitForLoadState("networkidle");
    for (const [path, name] of [
      [`/console/events/${id}`, "event-series-out"],
      ["/events", "public-events-series"],
      [`/events/${code}`, "public-series"],
      [`/es/events/${code}`, "public-series-es"],
    ] as const) {
      if (!page.url().endsWith(path)) await page.goto(`${served.origin}${path}`);
      await page.getByRole("heading", { level: 1 }).first().waitFor();
      await picture(page, `${name}-${width}-${scheme}`);
      await mustBeAccessible(page, `${path} at ${width}, ${scheme}`);
      await mustFit(page, `${path} at ${width}`);
    }
    await page.goto(`${served.origin}/events`);
    await page.getByRole("link", { name: "and 2 further dates" }).click();
    await page.getByRole("heading", { level: 1, name: "Coffee every week" }).waitFor();
    assert.deepEqual(complaints, []);
    await page.context().close();
  }
});

for (const [width, scheme] of [
  [1280, "light"],
  [390, "dark"],
] as const) {
  test(`a PIO writes an event, sees it as the public will and hands it in, at ${width} px, ${scheme}`, async () => {
    const { page, complaints } = await visit(served, width, scheme);
    await signInByPass(served, page, who.pio);
    await page.goto(`${served.origin}/console/events`);
    await page.getByRole("heading", { level: 1, name: "Events" }).waitFor();
    await page.getByText("Town hall: our year in numbers").waitFor();
    await page.waitForLoadState("networkidle");
    await mustBeAccessible(page, `events at ${width}`);
    await picture(page, `events-${width}-${scheme}`);
    await page.getByRole("link", { name: "New event" }).first().click();
    await page.getByText("Town hall", { exact: true }).click();
    await page.getByRole("button", { name: "Begin the event" }).click();
    await page.getByLabel("Name", { exact: true }).fill(`Town hall at the mill ${width}`);
    await page.getByText("Saved").first().waitFor();
    await page.getByRole("button", { name: "Done" }).click();
    await page.getByRole("heading", { name: "Still to put right" }).waitFor();
    await page.getByText("Say when it begins.").waitFor();
    await mustBeAccessible(page, `findings at ${width}`);
    await page.getByRole("link", { name: "Put it right" }).click();
    await page.getByLabel("What it is", { exact: true }).fill("Ask the chief. Free, no speeches.");
    await page.getByLabel("Begins", { exact: true }).fill(`${dayThere(20)}T18:00`);
    await page.getByLabel("Place", { exact: true }).fill("Mill Street hall");
    await page.getByLabel("Address", { exact: true }).fill("12 Mill St, Riverside Falls");
    await page.getByLabel("Access", { exact: true }).fill("No steps, a hearing loop.");
    await page.getByLabel(/^Interpreter or other needs/).fill("(509) 555-0100");
    await page.getByLabel("People sign up").check();
    await page
      .getByLabel(/^Beats/)
      .first()
      .click();
    await page.getByRole("option", { name: /^1 / }).click();
    await page.keyboard.press("Escape");
    await page
      .getByLabel(/^Channels/)
      .first()
      .click();
    await page.getByRole("option", { name: "Newsroom" }).first().click();
    await page.keyboard.press("Escape");
    await page.getByText("On which accounts its posts go out.").waitFor();
    const map = page.getByRole("application", { name: /^Map of the beats/ });
    await map.focus();
    await page.keyboard.press("ArrowRight");
    await page.keyboard.press("Enter");
    await page.getByText(/^The point is at/).waitFor();
    await picture(page, `event-point-${width}-${scheme}`);
    await page.keyboard.press("Backspace");
    await page.getByText(/^No point yet/).waitFor();
    await page.getByLabel("Or type the point").fill("47.7011, -117.4012");
    await page.getByRole("button", { name: "Set the point" }).click();
    await page.getByText(/^The point is at 47\.7011, -117\.4012/).waitFor();
    await page.getByText("Mill Street hall, 12 Mill St").waitFor();
    await page.getByText("Saved").first().waitFor();
    await mustBeAccessible(page, `the form at ${width}`);
    await picture(page, `event-form-${width}-${scheme}`);
    await page.getByRole("button", { name: "Done" }).click();
    await page.getByText("Nothing keeps this event in.").waitFor();
    await page.getByRole("button", { name: "Send to approver" }).click();
    const read = page.getByRole("button", { name: "I have read this. Send to approver" });
    const waits = page.getByText("It waits for its approval.");
    await read.or(waits).first().waitFor();
    if (await read.isVisible()) await read.click();
    await waits.waitFor();
    await mustBeAccessible(page, `the event at ${width}`);
    await picture(page, `event-submitted-${width}-${scheme}`);
    await page.getByRole("button", { name: "Cancel the event" }).click();
    await page.getByRole("dialog").waitFor();
    await mustBeAccessible(page, `the question at ${width}`, "[role=dialog]");
    await page.getByRole("dialog").getByRole("button", { name: "Cancel the event" }).click();
    await page.getByText("Put away").first().waitFor();
    await mustFit(page, `the event at ${width}`);
    assert.deepEqual(complaints, []);
    await page.close();
  });

  test(`an event that comes again shows its dates as they will be, and each has its page, at ${width} px`, async () => {
    const { page, complaints } = await visit(served, width, scheme);
    await signInByPass(served, page, who.pio);
    await page.goto(`${served.origin}/console/events/new`);
    await page.getByText("Coffee with a cop", { exact: true }).click();
    await page.getByRole("button", { name: "Begin the event" }).click();
    await page.getByLabel("Begins", { exact: true }).fill(`${dayThere(20)}T09:00`);
    await page.getByLabel("What it is", { exact: true }).fill("Ask what you like.");
    await page.getByLabel("Place", { exact: true }).fill("Mill Street hall");
    await page.getByLabel("Address", { exact: true }).fill("12 Mill St, Riverside Falls");
    await page.getByLabel("Access", { exact: true }).fill("No steps, a hearing loop.");
    await page.getByLabel(/^Interpreter or other needs/).fill("(509) 555-0100");
    await page.getByLabel("It comes again").check();
    await page.getByText("after so many times").click();
    await page.getByLabel("Number of times").fill("3");
    const dates = page.getByRole("region", { name: "Its dates" }).getByRole("listitem");
    await dates.nth(2).waitFor();
    await page
      .getByRole("button", { name: /^Leave out/ })
      .nth(1)
      .click();
    await page.getByText("(left out)").waitFor();
    await page.getByText("Saved").first().waitFor();
    await mustBeAccessible(page, `its dates at ${width}`);
    await picture(page, `event-again-${width}-${scheme}`);
    await page.getByRole("button", { name: "Done" }).click();
    await page.getByText("Nothing keeps this event in.").waitFor();
    const later = page.getByText(/^With the approval of its posts each of these days/);
    await later.waitFor();
    await picture(page, `event-series-${width}-${scheme}`);
    await mustFit(page, `a series at ${width}`);
    assert.deepEqual(complaints, []);
    await page.close();
  });

  test(`who comes is told in numbers, and by name of the address after a click, at ${width} px`, async () => {
    const { page, complaints } = await visit(served, width, scheme);
    await signInByPass(served, page, who.pio);
    await page.goto(`${served.origin}/console/events`);
    await page.getByRole("link", { name: "Town hall: our year in numbers" }).click();
    await page.getByRole("heading", { name: "Who comes" }).waitFor();
    assert.equal(await page.getByText("@neighbors.example").count(), 0);
    await page.getByRole("button", { name: "Open the door list" }).click();
    await page.getByText("celia@neighbors.example").waitFor();
    await mustBeAccessible(page, `the door list at ${width}`);
    await picture(page, `event-door-${width}-${scheme}`);
    await mustFit(page, `the door list at ${width}`);
    assert.deepEqual(complaints, []);
    await page.close();
  });

  test(`a campaign is begun from a model, and shows where each post stands, at ${width} px`, async () => {
    const { page, complaints } = await visit(served, width, scheme);
    await signInByPass(served, page, who.pio);
    await page.goto(`${served.origin}/console/campaigns`);
    await page.getByText("Drive sober: the holidays").waitFor();
    await page.waitForLoadState("networkidle");
    await mustBeAccessible(page, `campaigns at ${width}`);
    await picture(page, `campaigns-${width}-${scheme}`);
    await page.getByRole("link", { name: "Begin with this: Be seen" }).click();
    await page.getByLabel("First day").fill(dayThere(3));
    await mustBeAccessible(page, `a new campaign at ${width}`);
    await picture(page, `campaign-new-${width}-${scheme}`);
    await page.getByRole("button", { name: "Write the drafts" }).click();
    await page.getByText("It gets dark earlier now").first().waitFor();
    await mustBeAccessible(page, `the campaign at ${width}`);
    await picture(page, `campaign-${width}-${scheme}`);
    await page.getByRole("button", { name: "End the campaign" }).click();
    await page.getByRole("dialog").getByRole("button", { name: "End the campaign" }).click();
    await page.getByText("Ended early").first().waitFor();
    await mustFit(page, `the campaign at ${width}`);
    assert.deepEqual(complaints, []);
    await page.close();
  });

  test(`the public finds events, signs up and takes a kit without a script, at ${width} px`, async () => {
    const { assembly } = served.beat;
    await rebuildSite(assembly.ctx, assembly.networks, assembly.site, served.origin);
    const { page } = await visit(served, width, scheme);
    const events = await seenEvents();
    const hall = events.find(({ kind }) => kind === "town-hall");
    const coffee = events.findLast(({ kind }) => kind === "coffee");
    assert.ok(hall && coffee);
    for (const [path, name] of [
      ["/events", "public-events"],
      [`/events/${hall.code}`, "public-event"],
      [`/es/events/${coffee.code}`, "public-event-es"],
      [`/sign-up/${hall.code}`, "public-sign-up"],
      ["/", "public-home"],
    ] as const) {
      await page.goto(`${served.origin}${path}`);
      await page.getByRole("heading", { level: 1 }).waitFor();
      await mustBeAccessible(page, `${path} at ${width}`);
      await mustFit(page, `${path} at ${width}`);
      await picture(page, `${name}-${width}-${scheme}`);
    }
    await page.goto(`${served.origin}/sign-up/${hall.code}`);
    await page.getByLabel("Your e-mail address").fill(`tester${width}@neighbors.example`);
    await page.keyboard.press("Tab");
    await page.keyboard.press("Tab");
    await page.keyboard.press("Tab");
    await page.keyboard.press("Enter");
    await page.getByRole("heading", { name: "Look at your mail" }).waitFor();
    await page.goto(`${served.origin}/kits`);
    await page.getByRole("link", { name: "Coffee with a cop: share it" }).click();
    await page.getByRole("heading", { level: 1, name: "Coffee with a cop: share it" }).waitFor();
    await mustBeAccessible(page, `a kit at ${width}`);
    await mustFit(page, `a kit at ${width}`);
    await picture(page, `public-kit-${width}-${scheme}`);
    await page.close();
  });
}
