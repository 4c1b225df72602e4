import { before, test } from "node:test";
import type { Page } from "playwright-core";
import { personOf, setPassword, siteAgency } from "#agency";
import { claimAndSend, draftPost, submitPost } from "#publish";
import { openChannels } from "#channels";
import { transact } from "#platform/db/database.ts";
import { who } from "../worlds/riverside/people.ts";
import { as, StoryClock } from "../worlds/world.ts";
import {
  mustBeAccessible,
  picture,
  serveWorld,
  signInByPass,
  visit,
  type Served,
} from "./console.ts";

/**
 * Two acts on a telephone that somebody else may have picked up: approving, and publishing without an approval. Both
 * ask for a proof that is minutes old, and go on by themselves afterwards.
 */
const clock = new StoryClock();
const password = "a heron at the old mill";
let served: Served;
let pio: Page;
let sergeant: Page;

before(async () => {
  served = await serveWorld("riverside", { clock });
  pio = await phoneOf(who.pio);
  sergeant = await phoneOf(who.sergeant);
  // Past the ten minutes of a proof, before the half hour of the screen's lock.
  clock.advance(12 * 60_000);
});

async function contextOf(email: string) {
  const { ctx } = served.beat.assembly;
  return as(ctx, (await siteAgency(ctx))?.agencyId ?? "", email);
}

async function phoneOf(email: string): Promise<Page> {
  const person = await contextOf(email);
  await transact(person, (tx) => setPassword(tx, personOf(tx).personId, password));
  const { page } = await visit(served, 390);
  await page.setViewportSize({ width: 390, height: 844 });
  await signInByPass(served, page, email);
  return page;
}

async function prove(page: Page, where: string): Promise<void> {
  const dialog = page.getByRole("dialog").filter({ hasText: "Confirm that it is you" });
  await dialog.waitFor();
  await mustBeAccessible(page, where, "[role=dialog]");
  await picture(page, `proof-${where.replaceAll(" ", "-")}`);
  await dialog.getByRole("textbox", { name: "Password" }).fill("not the password at all");
  await dialog.getByRole("button", { name: "Confirm" }).click();
  await dialog.getByRole("alert").waitFor();
  await dialog.getByRole("textbox", { name: "Password" }).fill(password);
  await dialog.getByRole("button", { name: "Confirm" }).click();
  await dialog.waitFor({ state: "detached" });
}

test("P6: an approval from a letter's link asks who holds the telephone, then stands", async () => {
  const { networks } = served.beat.assembly;
  const author = await contextOf(who.pio);
  const website = (await openChannels(author)).find(({ network }) => network === "website");
  const { post } = await draftPost(author, {
    title: "Library bus on Saturday",
    text: "The library's bus stops at the fairground on Saturday from ten to noon.",
    channels: [website?.id ?? ""],
  });
  await submitPost(author, networks, post.id);
  await sergeant.goto(`${served.origin}/console/approvals#${post.id}`);
  const asked = sergeant.getByRole("article", { name: "Library bus on Saturday" });
  await asked.getByRole("button", { name: "Approve" }).click();
  await prove(sergeant, "an approval");
  await asked.waitFor({ state: "detached" });
});

test("A4: at night, alone: the glass is broken on the alert's page, with a proof", async () => {
  await pio.goto(`${served.origin}/console/alert`);
  await pio.getByRole("button", { name: /^Evacuation/ }).click();
  await pio.getByLabel("What is happening").selectOption({ label: "Flooding" });
  await pio.getByLabel("Area").first().fill("Mill St to 3rd Ave");
  await pio.getByLabel("Way out").first().fill("Falls Pkwy east");
  await pio.getByText("Everything fits").waitFor();
  await pio.getByRole("button", { name: "Publish without approval…" }).click();
  const dialog = pio.getByRole("dialog").filter({ hasText: "nobody else has looked at it" });
  await dialog
    .getByRole("textbox", { name: "Why it cannot wait" })
    .fill("Water is in the street; three approvers did not answer.");
  await dialog.getByRole("button", { name: "Publish without approval now" }).click();
  await prove(pio, "breaking the glass");
  await pio.getByRole("heading", { name: "Published without approval" }).waitFor();
  const { ctx, networks, sender } = served.beat.assembly;
  await claimAndSend(ctx, networks, sender);
  await pio.getByText(/First confirmed delivery: .+, after/).waitFor();
  await picture(pio, "glass-sent-390");
  const { page: chief } = await visit(served, 390, "dark");
  await signInByPass(served, chief, who.lieutenant);
  for (const headline of [/Leave Mill St/, /Salga ya/])
    await chief
      .getByRole("link", { name: /^Published without approval: / })
      .filter({ hasText: headline })
      .waitFor();
  await picture(chief, "glass-told-390-dark");
});
