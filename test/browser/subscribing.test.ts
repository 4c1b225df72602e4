import assert from "node:assert/strict";
import { before, test } from "node:test";
import { siteAgency } from "#agency";
import { readership } from "#audience";
import { asSystem } from "#platform/context.ts";
import { rebuildSite } from "../../src/slices.ts";
import { audienceKey } from "../../src/audience/keys.ts";
import { transact } from "#platform/db/database.ts";
import { seedReaders } from "../worlds/many-readers.ts";
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
let own = "";

before(async () => {
  served = await serveWorld("riverside");
  const { ctx, networks, site } = served.beat.assembly;
  const agency = await siteAgency(ctx);
  assert.ok(agency);
  const system = asSystem(ctx, "test", agency.agencyId);
  await seedReaders(system, "email", 40, (at) => `reader${at}@readers.example`);
  own = await transact(system, async (tx) => {
    const [row] = await tx.tx.raw<{ id: string }>(
      `select id from audience_subscribers
       where confirmed_at is not null and suspended_at is null and pace = 'at-once' and language = 'en' limit 1`,
    );
    return (await audienceKey(tx)).link("manage", row?.id ?? "");
  });
  const fanOut = await readership(served.origin).open(system, {
    key: ctx.ids.uuid(),
    channelId: ctx.ids.uuid(),
    way: "email",
    message: { text: "x", media: [] },
    isLifeSafety: false,
  });
  const taken = await fanOut.exchange([], 30);
  await fanOut.exchange(
    taken.map(({ id }, at) =>
      at < 28 ? { id, state: "accepted", remoteId: "Q" } : { id, state: "unknown" },
    ),
    0,
  );
  await rebuildSite(ctx, networks, site, served.origin);
});

for (const [width, scheme] of [
  [1280, "light"],
  [390, "dark"],
] as const) {
  test(`residents find the form, by the newsroom and by their beat, at ${width} px, ${scheme}`, async () => {
    const { page, complaints } = await visit(served, width, scheme);
    await page.goto(served.origin);
    await page.getByRole("link", { name: "Get our news" }).click();
    await page.getByRole("heading", { level: 1, name: "Get our news" }).waitFor();
    await mustBeAccessible(page, `the form at ${width}`);
    await picture(page, `subscribe-${width}-${scheme}`);
    await page.goto(`${served.origin}/beats/3`);
    await page.getByRole("main").getByRole("link", { name: "Get our news" }).click();
    await page.waitForURL(/\/subscribe\?beat=3$/);
    await page.goto(`${served.origin}/es/subscribe/manage/${own}`);
    await page.getByRole("heading", { level: 1, name: /Sus noticias/ }).waitFor();
    await mustBeAccessible(page, `one's own page at ${width}`);
    await picture(page, `subscription-${width}-${scheme}`);
    await page.getByLabel("Empleo").check();
    await page.getByRole("button", { name: "Guardar esto" }).click();
    await page.getByText("Guardado.").waitFor();
    assert.ok(await page.getByLabel("Empleo").isChecked());
    await page.getByLabel("Empleo").uncheck();
    await page.getByLabel("Una carta al día").check();
    await page.getByRole("button", { name: "Guardar esto" }).click();
    await page.getByText("Guardado.").waitFor();
    assert.ok(await page.getByLabel("Una carta al día").isChecked());
    await page.getByLabel("Según sucede").check();
    await page.getByRole("button", { name: "Guardar esto" }).click();
    await page.getByText("Guardado.").waitFor();
    await page.goto(`${served.origin}/subscribe/leave/${own}`);
    await mustBeAccessible(page, `the end at ${width}`);
    assert.deepEqual(complaints, []);
    await page.context().close();
  });

  test(`a PIO sees how many read the news and what is on its way, at ${width} px, ${scheme}`, async () => {
    const { page, complaints } = await visit(served, width, scheme);
    await signInByPass(served, page, who.pio);
    await page.goto(`${served.origin}/console/audience`);
    await page.getByRole("heading", { level: 1, name: "Subscribers" }).waitFor();
    await page.getByText(`${37 + 40} readers`).waitFor();
    await page.getByRole("table", { name: "Posts and letters to subscribers" }).waitFor();
    await page.getByText("the answer was lost").waitFor();
    await page.waitForLoadState("networkidle");
    await mustBeAccessible(page, `subscribers at ${width}`);
    await picture(page, `audience-${width}-${scheme}`);
    assert.ok(!(await page.content()).includes("readers.example"), "no address is shown");
    assert.deepEqual(complaints, []);
    await page.context().close();
  });
}

test("with scripts off a letter a day is chosen on the form and kept on one's own page", async () => {
  const context = await served.browser.newContext({ javaScriptEnabled: false, locale: "en-US" });
  const page = await context.newPage();
  await page.goto(`${served.origin}/subscribe`);
  assert.ok(await page.getByLabel("As it happens").isChecked());
  await page.getByLabel("Your e-mail address").fill("new@readers.example");
  await page.getByLabel(/One letter a day, at 5:00/).check();
  await page.getByRole("button", { name: "Subscribe" }).click();
  await page.getByRole("heading", { level: 1, name: "One more step" }).waitFor();
  await page.goto(`${served.origin}/subscribe/manage/${own}`);
  await page.getByLabel(/One letter a week/).check();
  await page.getByRole("button", { name: "Keep this" }).click();
  assert.ok(await page.getByLabel(/One letter a week/).isChecked());
  await page.getByLabel("As it happens").check();
  await page.getByRole("button", { name: "Keep this" }).click();
  await context.close();
});

test("whoever gives no address reads the news of a beat, a kind or a language in a news reader", async () => {
  for (const [path, says] of [
    ["beat/3.rss", "Riverside Police Department: 3 Eastgate &amp; Mall"],
    ["kind/warn.atom", "Riverside Police Department: Warnings"],
    ["language/es.rss", "Riverside Police Department: español"],
  ] as const) {
    const answer = await fetch(`${served.origin}/feeds/${path}`);
    assert.equal(answer.status, 200, path);
    const text = await answer.text();
    assert.ok(text.includes(`<title>${says}</title>`), text.slice(0, 500));
    if (!path.startsWith("language")) assert.match(text, /<item>|<entry>/);
  }
});
