import assert from "node:assert/strict";
import { before, test } from "node:test";
import { who } from "../worlds/riverside/people.ts";
import { startSoda, type SodaServer } from "../networks/soda.ts";
import { atEnd } from "../openbeat.ts";
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
let soda: SodaServer;

before(async () => {
  soda = await startSoda({
    key: "cad_event_number",
    columns: {
      cad_event_number: "text",
      initial_call_type: "text",
      final_call_type: "text",
      original_time_queued: "floating_timestamp",
      dispatch_beat: "text",
    },
  });
  atEnd(async () => soda[Symbol.asyncDispose]());
  served = await serveWorld("riverside", { allowPrivate: [soda.host] });
  const at = served.beat.assembly.ctx.clock.now();
  for (let number = 1; number < 30; number += 1)
    soda.upsert({
      cad_event_number: `P-${number}`,
      initial_call_type: "NOISE",
      final_call_type: "NOISE",
      original_time_queued: at
        .subtract({ minutes: number })
        .toZonedDateTimeISO("America/Los_Angeles")
        .toPlainDateTime()
        .toString({ smallestUnit: "millisecond" }),
      dispatch_beat: "3",
    });
});

for (const [width, scheme] of [
  [1280, "light"],
  [390, "dark"],
] as const) {
  test(`an administrator adds sources of calls and asks a portal, at ${width} px, ${scheme}`, async () => {
    const { page, complaints } = await visit(served, width, scheme);
    await signInByPass(served, page, who.administrator);
    await page.goto(`${served.origin}/console/calls/sources`);
    await page.getByRole("heading", { level: 1, name: "Sources of calls" }).waitFor();
    const name = `Portal ${width}`;
    await page.getByLabel("How calls come").selectOption("portal");
    await page.getByLabel("Address of the dataset").fill(soda.dataset);
    await page.getByRole("button", { name: "Look at its columns" }).click();
    await page.getByText("Call Data: say which column is which").waitFor();
    assert.equal(await page.getByLabel("Type now").inputValue(), "final_call_type");
    await mustBeAccessible(page, `adding a source at ${width}`);
    await picture(page, `call-source-new-${width}-${scheme}`);
    await page.getByLabel("Name", { exact: true }).fill(name);
    await page.getByRole("button", { name: "Add it" }).click();
    const line = page.getByRole("listitem").filter({ hasText: name });
    await line.getByRole("button", { name: "Ask it now" }).click();
    await page.getByText(/29 rows: 29 new/).waitFor();
    await page.getByLabel("How calls come").selectOption("api");
    await page.getByLabel("Name", { exact: true }).fill(`CAD ${width}`);
    await page.getByRole("button", { name: "Add it" }).click();
    await page.getByText("Copy the secret now").waitFor();
    await line.getByText("What it brought in the last week").click();
    await mustBeAccessible(page, `sources of calls at ${width}`);
    await picture(page, `call-sources-${width}-${scheme}`);
    assert.deepEqual(complaints, []);
    await page.context().close();
  });

  test(`a source of calls is added, asked and kept by keyboard alone, at ${width} px, ${scheme}`, async () => {
    const { page, complaints } = await visit(served, width, scheme);
    await signInByPass(served, page, who.administrator);
    await page.goto(`${served.origin}/console/calls/sources`);
    await page.getByRole("heading", { level: 1, name: "Sources of calls" }).waitFor();
    const button = (name: string) => page.getByRole("button", { name, exact: true });
    const add = button("Add it");
    const name = `Keyboard ${width}`;
    await tabTo(page, page.getByLabel("How calls come"));
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press("ArrowDown");
    await typeInto(page, page.getByLabel("Address of the dataset"), soda.dataset);
    await pressOn(page, button("Look at its columns"));
    await page.getByText("Call Data: say which column is which").waitFor();
    await mustHoldFocus(page, "the columns were found");
    await tabTo(page, page.getByLabel("Type now"));
    await page.keyboard.press("ArrowUp");
    await page.keyboard.press("ArrowDown");
    assert.equal(await page.getByLabel("Type now").inputValue(), "final_call_type");
    await typeInto(page, page.getByLabel("Name", { exact: true }), name);
    await pressOn(page, add, "Space");
    await page.getByRole("status").getByText(`${name} is added`).waitFor();
    await mustHoldFocus(page, "the portal was added");
    const line = page.getByRole("listitem").filter({ hasText: name });
    const ask = line.getByRole("button", { name: "Ask it now" });
    await tabTo(page, ask, "Shift+Tab");
    await picture(page, `call-sources-keyboard-${width}-${scheme}`);
    await page.keyboard.press("Enter");
    await page.getByText(/29 rows: 29 new/).waitFor();
    await mustHoldFocus(page, "the portal was asked");
    const brought = line.locator("summary", { hasText: "What it brought in the last week" });
    await pressOn(page, brought, "Space");
    await line.getByRole("table").waitFor();
    const end = line.getByRole("button", { name: "End it" });
    await pressOn(page, end, "Space");
    const dialog = page.getByRole("dialog");
    await tabTo(page, dialog.getByRole("button", { name: "Cancel" }));
    await page.keyboard.press("Escape");
    await dialog.waitFor({ state: "detached" });
    await mustHoldFocus(page, "the question was put away");
    assert.ok(await end.evaluate((one) => one === document.activeElement), "where it was asked");
    await tabTo(page, page.getByLabel("How calls come"));
    await page.keyboard.press("Home");
    await typeInto(page, page.getByLabel("Name", { exact: true }), `CAD by key ${width}`);
    await pressOn(page, add);
    await page.getByText("Copy the secret now").waitFor();
    await mustHoldFocus(page, "the secret was shown");
    await picture(page, `call-secret-${width}-${scheme}`);
    await mustGoRound(page);
    assert.deepEqual(complaints, []);
    await page.context().close();
  });

  test(`one person proposes a rule after trying it, another adopts it, at ${width} px, ${scheme}`, async () => {
    const { page, complaints } = await visit(served, width, scheme);
    await signInByPass(served, page, who.pio);
    await page.goto(`${served.origin}/console/calls/rules`);
    await page.getByRole("heading", { level: 1, name: "Rules for calls" }).waitFor();
    const field = page.getByLabel("NOISE", { exact: true });
    await field.selectOption({ label: width === 390 ? "Shown: Noise" : "Kept back: health" });
    await page.getByRole("button", { name: "Try it on the newest calls" }).first().click();
    await page.getByText(/On the newest \d+ calls: \d+ would vanish/).waitFor();
    await page.getByLabel("Why").fill("the council asked");
    await mustBeAccessible(page, `rules for calls at ${width}`);
    await picture(page, `call-rules-${width}-${scheme}`);
    await page.getByRole("button", { name: "Propose it" }).click();
    await page.getByText("You wrote it: another person adopts it.").waitFor();
    await page.context().close();
    const { page: chief, complaints: more } = await visit(served, width, scheme);
    await signInByPass(served, chief, who.chief);
    await chief.goto(`${served.origin}/console/calls/rules`);
    await chief.getByRole("button", { name: "Adopt it" }).click();
    await chief.getByText("Nothing is proposed.").waitFor();
    await mustBeAccessible(chief, `adopted rules at ${width}`);
    assert.deepEqual([...complaints, ...more], []);
    await chief.context().close();
  });
}
