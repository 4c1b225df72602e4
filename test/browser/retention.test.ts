import assert from "node:assert/strict";
import { before, test } from "node:test";
import type { Page } from "playwright-core";
import { siteAgency } from "#agency";
import { asSystem, type Ctx } from "#platform/context.ts";
import { transact } from "#platform/db/database.ts";
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
let system: Ctx;

before(async () => {
  served = await serveWorld("riverside");
  const { ctx } = served.beat.assembly;
  const agency = await siteAgency(ctx);
  assert.ok(agency);
  system = asSystem(ctx, "test", agency.agencyId);
  await transact(system, (tx) =>
    tx.happenings.tell(
      tx,
      ...["Is the pool open?", "Thank you for the bike lights", "Where do I report a pothole?"].map(
        (text, at) => ({
          kind: "channels.item-captured",
          subject: { kind: "inbound-item", id: tx.ids.uuid() },
          facts: {},
          occurredAt: `2019-05-0${at + 1}T12:00:00Z`,
          record: { payload: { text }, text, direction: "in" as const },
        }),
      ),
    ),
  );
});

async function shown(page: Page, name: string): Promise<void> {
  await page.waitForLoadState("networkidle");
  await picture(page, name);
  await mustBeAccessible(page, name);
}

for (const [width, scheme] of [
  [1280, "light"],
  [390, "dark"],
] as const)
  test(`a clerk proposes, counsel agrees, the certificate stands, at ${width} px, ${scheme}`, async () => {
    const at = `${width}-${scheme}`;
    const clerk = await visit(served, width, scheme);
    await signInByPass(served, clerk.page, who.clerk);
    const page = clerk.page;
    await page.goto(`${served.origin}/console/retention/schedule`);
    const begin = page.getByRole("button", { name: "Begin with a proposal for WA" });
    await page.getByRole("heading", { level: 1 }).waitFor();
    await page.waitForLoadState("networkidle");
    if (await begin.isVisible()) {
      await shown(page, `retention-empty-${at}`);
      await begin.click();
    }
    const line = page.getByRole("listitem").filter({ hasText: "GS2010-001" }).first();
    await line.waitFor();
    const verify = line.getByRole("button", { name: "I compared it: verified" });
    if (await verify.isVisible()) {
      await verify.click();
      await line.getByText("Verified 20").waitFor();
    }
    await shown(page, `retention-schedule-${at}`);
    await changeRules(page, at);
    if (width === 1280) await throughTheDesk(page, at);
    else {
      await page.goto(`${served.origin}/console/retention`);
      await page.getByText("Certificate").first().waitFor();
      await shown(page, `retention-due-${at}`);
      await page.getByRole("link", { name: "D-1" }).click();
      await page.getByText("3 of 3").first().waitFor();
      await shown(page, `retention-certificate-${at}`);
      await page.goto(`${served.origin}/console/legal-holds`);
      await page.getByText("Ruiz v. City").waitFor();
      await shown(page, `legal-holds-${at}`);
    }
    assert.deepEqual(clerk.complaints, []);
    await page.context().close();
  });

/** A rule is added, moved to the top of the agency's own, and saved; those that protect the proof stay first. */
async function changeRules(page: Page, at: string): Promise<void> {
  const kind = `channels.test-${at}.`;
  await page.getByRole("button", { name: "Change the rules" }).click();
  const dialog = page.getByRole("dialog", { name: "Change the rules" });
  await dialog.getByRole("button", { name: "Add a rule" }).click();
  await dialog.getByText("The last rule does not fit everything").waitFor({ state: "hidden" });
  await dialog.getByLabel("Kinds beginning with").last().fill(kind);
  await dialog.getByText("The last rule does not fit everything").waitFor();
  const rules = await dialog.getByRole("listitem").count();
  for (let place = rules; place > 1; place--)
    await dialog.getByRole("button", { name: `Move rule ${place} up`, exact: true }).click();
  await shown(page, `retention-rules-${at}`);
  await dialog.getByRole("button", { name: "Save" }).click();
  await dialog.waitFor({ state: "hidden" });
  const listed = await page
    .getByRole("listitem")
    .filter({ hasText: /kinds beginning with/ })
    .allTextContents();
  const own = listed.findIndex((line) => line.includes(kind));
  assert.ok(own > 0 && listed.slice(0, own).every((line) => line.includes("cannot be changed")));
}

/** An open request that nobody searched for keeps everything: what each needs is frozen first. */
async function freezeRequests(page: Page): Promise<void> {
  const failed = await page.evaluate(async () => {
    const list: unknown = await (await fetch("/api/record-requests")).json();
    const ids = JSON.stringify(list).matchAll(/"id":"([0-9a-f-]{36})"/g);
    const statuses: number[] = [];
    for (const [, id] of ids) {
      const answer = await fetch(`/api/record-requests/${id}/searches`, {
        method: "POST",
        headers: { "content-type": "application/json", "x-openbeat": "console" },
        body: JSON.stringify({ query: { words: "quagga" }, note: "nothing fits" }),
      });
      statuses.push(answer.status);
    }
    return statuses.filter((status) => status !== 201 && status !== 404 && status !== 409);
  });
  assert.deepEqual(failed, []);
}

async function throughTheDesk(page: Page, at: string): Promise<void> {
  await freezeRequests(page);
  await page.goto(`${served.origin}/console/retention`);
  await page.getByText("3 records may be destroyed").waitFor();
  await shown(page, `retention-due-${at}`);
  await page.getByRole("button", { name: "Propose to destroy them" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("Why").fill("The period of two years is over");
  await dialog.getByRole("button", { name: "Propose to destroy them" }).click();
  await page.getByRole("link", { name: "D-1" }).click();
  await page.getByText("Waits for agreement").waitFor();
  await shown(page, `retention-proposed-${at}`);
  const counsel = await visit(served);
  await signInByPass(served, counsel.page, who.attorney);
  await counsel.page.goto(page.url());
  await counsel.page.getByRole("button", { name: "Agree and destroy" }).click();
  const question = counsel.page.getByRole("dialog");
  await question.getByText("cannot be brought back").waitFor();
  await shown(counsel.page, `retention-question-${at}`);
  await question.getByRole("button", { name: "Agree and destroy" }).click();
  await counsel.page.getByText("Being carried out").waitFor();
  const jobs = served.beat.assembly.slices.flatMap((slice) => slice.jobs ?? []);
  await jobs
    .find(({ name }) => name === "records.destroy")
    ?.run(served.beat.assembly.ctx, { agencyId: null });
  await counsel.page.getByText("3 of 3").waitFor();
  await shown(counsel.page, `retention-certificate-${at}`);
  await counsel.page.goto(`${served.origin}/console/legal-holds`);
  await shown(counsel.page, `legal-holds-empty-${at}`);
  await counsel.page.getByLabel("Matter").fill("Ruiz v. City");
  await counsel.page.getByLabel("Why it is held").fill("A claim was announced");
  await counsel.page.getByLabel("Only records with these words").fill("Mill St");
  await counsel.page.getByRole("button", { name: "Place the hold" }).click();
  await counsel.page.getByText("Ruiz v. City").waitFor();
  await shown(counsel.page, `legal-holds-${at}`);
  await counsel.page.context().close();
}

test("a clerk files a record by what it says, from its page in the archive, over the rules", async () => {
  const { page, complaints } = await visit(served, 390, "light");
  await signInByPass(served, page, who.clerk);
  await page.goto(`${served.origin}/console/archive?q=closed`);
  await page.locator("tbody a").first().click();
  await page.getByRole("link", { name: "How long it is kept" }).click();
  await page.getByText("Nothing yet: the rules").waitFor();
  await page.getByLabel("Series").selectOption("GS50-01-12");
  await page.getByLabel("Why").fill("The chief's own words on the closure");
  await page.getByRole("button", { name: "File it there" }).click();
  await page.getByText("Filed under GS50-01-12").waitFor();
  await page.getByRole("listitem").filter({ hasText: "The chief's own words" }).waitFor();
  await shown(page, "retention-record-390-light");
  assert.deepEqual(complaints, []);
  await page.context().close();
});
