import assert from "node:assert/strict";
import { before, test } from "node:test";
import { siteAgency } from "#agency";
import { openChannels } from "#channels";
import { asSystem } from "#platform/context.ts";
import { transact } from "#platform/db/database.ts";
import { noteGap } from "../../src/channels/completeness/gaps.ts";
import { who } from "../worlds/riverside/people.ts";
import {
  mustBeAccessible,
  picture,
  serveWorld,
  signInByPass,
  visit,
  type Served,
} from "./console.ts";

/** How complete the record is, as a records clerk reads it. */
let served: Served;

before(async () => {
  served = await serveWorld("riverside");
});

/** The server was down on two accounts, and a third one's permission is gone. */
async function leaveGaps(): Promise<void> {
  const { ctx } = served.beat.assembly;
  const agency = await siteAgency(ctx);
  assert.ok(agency);
  const system = asSystem(ctx, "test", agency.agencyId);
  const practice = (await openChannels(system)).filter(({ network }) => network === "sandbox");
  const ago = (hours: number) => ctx.clock.now().subtract({ hours }).toString();
  const says = "The network answered 401: The token has expired.";
  await transact(system, async (tx) => {
    for (const [at, { id: channelId }] of practice.slice(0, 3).entries()) {
      if (at < 2)
        await noteGap(tx, { channelId, why: "server-down", fromAt: ago(30), untilAt: ago(28) });
      else
        await noteGap(tx, {
          channelId,
          why: "token-ended",
          fromAt: ago(3),
          untilAt: null,
          detail: { says },
        });
    }
  });
}

test("the demo shows one gap of the past, answered for", async () => {
  const { page } = await visit(served);
  await signInByPass(served, page, who.clerk);
  await page.goto(`${served.origin}/console/completeness`);
  await page.getByText("X (practice): the permission ended").waitFor();
  await page.getByText(/Lt. Aisha Rahman answered for it/).waitFor();
  assert.equal(await page.getByRole("button", { name: "Answer for it" }).count(), 0);
  assert.equal(await page.getByText(/Capture gap/).count(), 0, "nothing waits in the frame");
  assert.equal(await page.getByText(/direct messages/i).count(), 0, "practice has none to miss");
  await picture(page, "completeness-demo");
  await page.context().close();
});

for (const [width, scheme] of [
  [1280, "light"],
  [1280, "dark"],
  [390, "light"],
  [390, "dark"],
] as const) {
  const at = `${width}-${scheme}`;
  test(`completeness with open gaps passes axe at ${width} px, ${scheme}`, async () => {
    if (at === "1280-light") await leaveGaps();
    const { page, complaints } = await visit(served, width, scheme);
    await signInByPass(served, page, who.clerk);
    await page.goto(`${served.origin}/console/completeness`);
    await page.getByText("Not captured now").waitFor();
    await page.getByText("Show the numbers").first().click();
    await page.waitForLoadState("networkidle");
    await mustBeAccessible(page, `/completeness at ${at}`);
    const wide = await page.evaluate(
      () => document.documentElement.scrollWidth > document.documentElement.clientWidth + 1,
    );
    assert.equal(wide, false, "scrolls sideways");
    await picture(page, `completeness-${at}`);
    if (scheme === "light") {
      await page.evaluate(() => localStorage.setItem("openbeat.language", "es"));
      await page.goto(`${served.origin}/console/completeness`);
      await page.waitForLoadState("networkidle");
      await picture(page, `completeness-es-${at}`);
    }
    assert.deepEqual(complaints, []);
    await page.context().close();
  });
}

test("an account whose consent leaves its direct messages out says so in a sentence of its own", async () => {
  const { ctx } = served.beat.assembly;
  const agency = await siteAgency(ctx);
  assert.ok(agency);
  const system = asSystem(ctx, "test", agency.agencyId);
  const [first] = (await openChannels(system)).filter(({ network }) => network === "sandbox");
  assert.ok(first);
  const health = { state: "degraded", says: "Posts are read.", untold: ["messages"] };
  await transact(system, (tx) =>
    tx.tx.raw("update channels set health = $3 where agency_id = $1 and id = $2", [
      agency.agencyId,
      first.id,
      JSON.stringify(health),
    ]),
  );
  const { page } = await visit(served, 390, "dark");
  await signInByPass(served, page, who.clerk);
  await page.goto(`${served.origin}/console/completeness`);
  const line = page.getByText(/^Direct messages are not captured: the account's consent/);
  await line.waitFor();
  assert.equal(await line.count(), 1);
  await mustBeAccessible(page, "completeness without direct messages");
  await picture(page, "completeness-unconsented");
  await page.context().close();
});

test("a clerk answers for a server that was down, once for every account; the frame tells of it until then", async () => {
  const { page } = await visit(served);
  await signInByPass(served, page, who.clerk);
  await page.goto(`${served.origin}/console/completeness`);
  await page.getByRole("link", { name: /Capture gap: .* \+2/ }).waitFor();
  const down = page.getByRole("listitem").filter({ hasText: "nothing was read" });
  await down.getByRole("button", { name: "Answer for it" }).first().click();
  const dialog = page.getByRole("dialog");
  await dialog.getByText("1 other account had the same gap").waitFor();
  await dialog.getByLabel("What happened").fill("The server's disk was replaced.");
  await picture(page, "completeness-answer");
  await dialog.getByRole("button", { name: "Answer for it" }).click();
  await page
    .getByText(/The server's disk was replaced/)
    .nth(1)
    .waitFor();
  assert.equal(await page.getByText(/answered for it: The server's disk/).count(), 2);
});
