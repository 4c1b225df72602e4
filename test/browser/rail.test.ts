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

let served: Served;

before(async () => {
  served = await serveWorld("riverside");
});

const groups = {
  en: ["Write", "Outreach", "Newsroom and channels", "Rules and limits"],
  es: ["Redacción", "Acercamiento", "Sala de prensa y canales", "Reglas y límites"],
} as const;

for (const [width, scheme, language] of [
  [1280, "light", "en"],
  [1280, "dark", "es"],
  [390, "light", "es"],
  [390, "dark", "en"],
] as const)
  test(`the pages of Publish stand under headings that name their lists, at ${width} px, ${scheme}, ${language}`, async () => {
    const { page, complaints } = await visit(served, width, scheme);
    if (width === 390) await page.setViewportSize({ width, height: 844 });
    await signInByPass(served, page, who.administrator);
    await page.evaluate((spoken) => localStorage.setItem("openbeat.language", spoken), language);
    await page.goto(`${served.origin}/console/opt-outs`);
    await page.getByRole("heading", { level: 1 }).waitFor();
    if (width === 390) {
      await page.getByRole("button", { name: language === "es" ? "Más" : "More" }).click();
      await page.getByRole("dialog").waitFor();
    }
    const rail = page.getByRole(width === 390 ? "dialog" : "navigation").first();
    for (const name of groups[language]) {
      await rail.getByRole("heading", { level: 2, name, exact: true }).waitFor();
      const links = rail.getByRole("list", { name, exact: true }).getByRole("link");
      assert.ok((await links.count()) > 1, name);
    }
    const here = rail.locator("[aria-current=page]").last();
    assert.match(await here.innerText(), /STOP/);
    if (width !== 390) {
      const box = await here.boundingBox();
      assert.ok(
        box && box.y + box.height <= 900,
        "what is open is in sight, far down as it stands",
      );
    }
    await picture(page, `rail-${width}-${scheme}-${language}`);
    await mustBeAccessible(page, `the rail at ${width}`);
    assert.deepEqual(complaints, []);
    await page.context().close();
  });

test("who asked for less motion sees at once what the focus brings and takes away", async () => {
  const { page } = await visit(served);
  await signInByPass(served, page, who.administrator);
  const skip = page.locator("a[href='#page']");
  await skip.waitFor({ state: "attached" });
  const [before, during, after] = await skip.evaluate((link) => {
    const top = () => link.getBoundingClientRect().top;
    const tops = [top()];
    link.focus();
    tops.push(top());
    link.blur();
    return [...tops, top()];
  });
  assert.ok(before !== undefined && before < 0, `out of sight at ${before}`);
  assert.equal(during, 8, "in sight with the focus");
  assert.equal(after, before, "gone with the focus");
  await page.context().close();
});
