import assert from "node:assert/strict";
import type { Locator, Page } from "playwright-core";

/** More stops than any page of the console has. */
const stopsMax = 250;

interface Stop {
  what: string;
  isPage: boolean;
  isSeen: boolean;
}

/** Where the focus is, and whether somebody who looks at the screen sees it: a line around it, in sight, under nothing. */
function stopOf(page: Page): Promise<Stop> {
  return page.evaluate(async () => {
    // What scrolls into sight or appears with the focus does so with the next picture.
    await new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn)));
    const on = document.activeElement;
    if (!(on instanceof HTMLElement) || on === document.body)
      return { what: "the page", isPage: true, isSeen: true };
    const lined = [getComputedStyle(on), getComputedStyle(on, "::after")].some(
      ({ outlineStyle, outlineWidth }) => outlineStyle !== "none" && parseFloat(outlineWidth) >= 1,
    );
    const { left, top, right, bottom } = on.getBoundingClientRect();
    const y = (Math.max(top, 0) + Math.min(bottom, innerHeight)) / 2;
    const over = document.elementFromPoint((left + right) / 2, y);
    const box = on.closest("label") ?? on.parentElement;
    const isOver = over !== null && (box?.contains(over) === true || over.contains(on));
    const words = on.getAttribute("aria-label") ?? (on.innerText || on.id);
    const hidden = `${lined ? "" : " without a line"}${isOver ? "" : ` below ${over?.outerHTML.slice(0, 80)} at ${left} ${y} ${right}`}`;
    const what = `${on.tagName.toLowerCase()} "${words.slice(0, 60)}"${hidden}`;
    return { what, isPage: false, isSeen: lined && isOver };
  });
}

/** Goes to something with Tab alone; the focus is seen at every stop on the way, and stays at none. */
export async function tabTo(
  page: Page,
  target: Locator,
  key: "Tab" | "Shift+Tab" = "Tab",
): Promise<void> {
  await target.waitFor();
  // A message lies over the page until it leaves by itself.
  await page.waitForFunction(() => !document.querySelector("output button"));
  const way: string[] = [];
  while (!(await target.evaluate((one) => one === document.activeElement))) {
    await page.keyboard.press(key);
    const stop = await stopOf(page);
    assert.ok(stop.isSeen, `${stop.what} takes the focus, and nobody sees it`);
    way.push(stop.what);
    assert.ok(way.length < stopsMax, `never came there: ${way.slice(0, 40).join(", ")}`);
  }
}

/** Goes to something, and presses a key on it. */
export async function pressOn(page: Page, target: Locator, key = "Enter"): Promise<void> {
  await tabTo(page, target);
  await page.keyboard.press(key);
}

/** Goes to a field, and types; what stands in it is replaced, since Tab marks it all. */
export async function typeInto(page: Page, field: Locator, text: string): Promise<void> {
  await tabTo(page, field);
  await page.keyboard.type(text);
}

/** After an act the focus is somewhere: on what was pressed, on what came of it, or on the page's heading. */
export async function mustHoldFocus(page: Page, after: string): Promise<void> {
  await page
    .waitForFunction(() => document.activeElement !== document.body, undefined, { timeout: 3_000 })
    .catch(() => assert.fail(`the focus is lost after ${after}`));
}

/** Tab goes round the whole page, and out of it again: nothing holds whoever has only a keyboard. */
export async function mustGoRound(page: Page): Promise<void> {
  const start = page.locator("a[href='#page']");
  await tabTo(page, start);
  await page.keyboard.press("Tab");
  await tabTo(page, start);
}
