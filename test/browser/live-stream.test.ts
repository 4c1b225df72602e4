import assert from "node:assert/strict";
import { before, test } from "node:test";
import type { Page } from "playwright-core";
import { personOf, setPassword, siteAgency } from "#agency";
import { approvePost, claimAndSend, postVersion } from "#publish";
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

/** A press conference, by clicking: written, approved, announced, and the key for the encoder behind a proof. */
const clock = new StoryClock();
const password = "a heron at the old mill";
const fields = { name: "Live stream" };
let served: Served;
let pio: Page;
let address = "";

async function contextOf(email: string) {
  const { ctx } = served.beat.assembly;
  return as(ctx, (await siteAgency(ctx))?.agencyId ?? "", email);
}

before(async () => {
  served = await serveWorld("riverside", { clock });
  const person = await contextOf(who.pio);
  await transact(person, (tx) => setPassword(tx, personOf(tx).personId, password));
  const { page } = await visit(served);
  await page.context().grantPermissions(["clipboard-read", "clipboard-write"]);
  await signInByPass(served, page, who.pio);
  pio = page;
});

test("the composer says what a live stream does, when it begins and where", async () => {
  await pio.goto(`${served.origin}/console/posts/new`);
  await pio.getByRole("textbox", { name: "Title" }).fill("Press conference on Mill Street");
  await pio
    .getByRole("textbox", { name: "Text", exact: true })
    .fill("Chief Ortiz answers questions about the closure. Watch it live with us.");
  await pio.getByRole("button", { name: "Announce a live stream" }).click();
  const part = pio.getByRole("region", fields);
  await part.getByText(/goes on the air when your encoder begins to send/).waitFor();
  const start = part.getByLabel("Begins");
  const chosen = await start.inputValue();
  await start.fill("2020-01-01T10:00");
  await part.getByText("It would begin before it is announced.", { exact: false }).waitFor();
  await start.fill(chosen);
  await part.getByText("It would begin before it is announced.", { exact: false }).waitFor({
    state: "detached",
  });
  const shown = pio.getByRole("combobox", { name: "Preview on" });
  await shown.selectOption({ label: await firstLive() });
  await pio
    .getByRole("figure")
    .getByText(/^Live /)
    .waitFor();
  await picture(pio, "live-composer-1280");
  await pio.evaluate(() => scrollTo(0, 0));
  await mustBeAccessible(pio, "the composer with a live stream");
});

/** The channel that was chosen for it, by its name. */
async function firstLive(): Promise<string> {
  const part = pio.getByRole("region", fields);
  const names = ["Newsroom", "Bluesky (practice)", "Facebook (practice)", "X (practice)"];
  for (const name of names)
    if ((await part.getByText(name, { exact: true }).count()) > 0) return name;
  return assert.fail("no channel is named");
}

test("approved and sent, it stands on the post's page with its state, its start and its link", async () => {
  for (const name of ["Instagram", "E-mail list"]) {
    const chip = pio.getByRole("button", { name: new RegExp(`^${name}`), pressed: true });
    if ((await chip.count()) > 0) await chip.click();
  }
  await pio.getByRole("button", { name: "Send to approver" }).click();
  await pio.waitForURL(/\/posts\/[0-9a-f-]{36}$/);
  address = pio.url();
  const id = address.slice(-36);
  const { ctx, networks, sender } = served.beat.assembly;
  const sergeant = await contextOf(who.sergeant);
  const { hash } = await postVersion(sergeant, id);
  await mustBeSeenByApprover();
  await approvePost(sergeant, { postId: id, hash });
  await claimAndSend(ctx, networks, sender);
  await pio.reload();
  const panel = streamPanel(pio);
  await panel.getByText("Upcoming").waitFor();
  await panel.getByText(/^Begins /).waitFor();
  assert.match((await panel.getByRole("link").getAttribute("href")) ?? "", /^http/);
});

/** Whatever channel is previewed: that it goes live, when and where, stands among the facts. */
async function mustBeSeenByApprover(): Promise<void> {
  const { page } = await visit(served);
  await signInByPass(served, page, who.sergeant);
  await page.goto(`${served.origin}/console/approvals#${address.slice(-36)}`);
  const asked = page.getByRole("article", { name: "Press conference on Mill Street" });
  await asked.getByText(/^Live .* on .*Newsroom/).waitFor();
  await picture(page, "live-approval-1280");
}

const streamPanel = (page: Page) => page.getByRole("region", fields);

test("P4: the key asks for a proof that is fresh, is copied, and is hidden again", async () => {
  clock.advance(12 * 60_000);
  const show = pio.getByRole("button", { name: "Show the stream key" });
  await show.click();
  const dialog = pio.getByRole("dialog").filter({ hasText: "Confirm that it is you" });
  await dialog.getByRole("textbox", { name: "Password" }).fill(password);
  await dialog.getByRole("button", { name: "Confirm" }).click();
  await dialog.waitFor({ state: "detached" });
  await pio.getByText("Each look is written down.", { exact: false }).waitFor();
  await pio.getByRole("button", { name: "Copy: Stream key" }).click();
  await pio.getByRole("button", { name: "Copied" }).waitFor();
  const key = await pio.evaluate(() => navigator.clipboard.readText());
  assert.match(key, /^[\w-]{20,32}$/);
  await picture(pio, "live-post-1280");
  await pio.evaluate(() => scrollTo(0, 0));
  await mustBeAccessible(pio, "the post page with the key");
  await pio.getByRole("button", { name: "Hide it now" }).click();
  await show.waitFor();
  assert.ok(!(await pio.content()).includes(key));
});

test("on a telephone in the dark all of it fits, and who may not see the key is told who may", async () => {
  const { page } = await visit(served, 390, "dark");
  await signInByPass(served, page, who.sergeant);
  await page.goto(address);
  await streamPanel(page).getByText("Upcoming").waitFor();
  const show = page.getByRole("button", { name: "Show the stream key" });
  assert.equal(await show.getAttribute("aria-disabled"), "true");
  await mustBeAccessible(page, "the post page of a live stream on a telephone");
  await picture(page, "live-post-390-dark");
  for (const [width, scheme] of [
    [390, "light"],
    [1280, "dark"],
  ] as const) {
    const other = await visit(served, width, scheme);
    await signInByPass(served, other.page, who.pio);
    await other.page.goto(address);
    await other.page.getByRole("button", { name: "Show the stream key" }).click();
    await other.page.getByText("Each look is written down.", { exact: false }).waitFor();
    await mustBeAccessible(other.page, `the key at ${width} px, ${scheme}`);
    await picture(other.page, `live-key-${width}-${scheme}`);
  }
  const pioPhone = await visit(served, 390, "dark", "es-US");
  await signInByPass(served, pioPhone.page, who.pio);
  await pioPhone.page.goto(`${address}/edit`);
  await pioPhone.page.getByRole("region", { name: "Transmisión en vivo" }).waitFor();
  await mustBeAccessible(pioPhone.page, "the composer of a live stream on a telephone");
  await picture(pioPhone.page, "live-composer-390-dark");
});
