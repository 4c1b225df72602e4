import assert from "node:assert/strict";
import { join } from "node:path";
import { before, test } from "node:test";
import type { Page } from "playwright-core";
import sharp from "sharp";
import { siteAgency } from "#agency";
import { LogKeeper } from "#archive";
import { openChannels } from "#channels";
import { approvePost, claimAndSend, draftPost, submitPost } from "#publish";
import { asSystem, type Ctx } from "#platform/context.ts";
import { relayOnce } from "#platform/happenings.ts";
import { settleUnconfirmed } from "../../src/publish/settling.ts";
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
 * The main job, by clicking: written, approved by somebody else, sent, seen by the public, on the record,
 * held, published without approval, settled. No worker runs and the clock stands: each step of the
 * background is taken by the test, and the screens are waited for by what they say.
 */
const clock = new StoryClock();
let served: Served;
let agencyId = "";
let pio: Page;
let sergeant: Page;
let chief: Page;

before(async () => {
  served = await serveWorld("riverside", { clock });
  agencyId = (await siteAgency(served.beat.assembly.ctx))?.agencyId ?? "";
  pio = await signedIn(who.pio);
  sergeant = await signedIn(who.sergeant);
  chief = await signedIn(who.chief);
});

async function signedIn(email: string): Promise<Page> {
  const { page } = await visit(served);
  await signInByPass(served, page, email);
  return page;
}

/** What the workers would do by themselves: send, settle, tell the news, seal the log. */
async function turn(): Promise<void> {
  const { assembly } = served.beat;
  const { ctx, networks, sender } = assembly;
  await claimAndSend(ctx, networks, sender);
  await settleUnconfirmed(ctx, networks, sender);
  const subscriptions = assembly.slices.flatMap((one) => one.on ?? []);
  while ((await relayOnce(ctx, subscriptions)) > 0);
  const system = asSystem(ctx, "test", agencyId);
  await new LogKeeper(system, assembly.signer, join(assembly.logFolder, agencyId)).turn();
}

function person(email: string): Promise<Ctx> {
  return as(served.beat.assembly.ctx, agencyId, email);
}

async function go(page: Page, section: string, name: string): Promise<void> {
  await page.getByRole("link", { name: section, exact: true }).first().click();
  if (name !== section) await page.getByRole("link", { name, exact: false }).first().click();
}

/** Writes a message by clicking, up to the point where it could be sent to the approver. */
async function write(page: Page, title: string, text: string, without: readonly string[]) {
  await page.goto(`${served.origin}/console/posts`);
  await page.getByRole("link", { name: "New post" }).click();
  await page.getByRole("textbox", { name: "Title (optional)" }).fill(title);
  await page.getByRole("textbox", { name: "Text", exact: true }).fill(text);
  for (const name of without) {
    const chip = page.getByRole("button", { name: new RegExp(`^${name}`), pressed: true });
    await chip.click();
    await chip.waitFor({ state: "detached" });
  }
}

const standing = (page: Page, word: string) =>
  page.getByRole("main").getByText(word, { exact: true }).first().waitFor();

const line = (page: Page, channel: string) =>
  page.getByRole("listitem").filter({ has: page.getByText(channel, { exact: true }) });

const title = "Mill St bridge closed until noon";

test("the PIO writes a message, picks channels, describes a picture and sends it to the approver", async () => {
  await write(pio, title, "The Mill St bridge is closed until noon. Use River Rd.", [
    "Bluesky",
    "Instagram",
    "Nextdoor",
    "E-mail list",
    "Fediverse",
  ]);
  const buffer = await sharp({
    create: { width: 640, height: 400, channels: 3, background: "#446688" },
  })
    .jpeg()
    .toBuffer();
  await pio
    .getByLabel("Add a picture")
    .and(pio.locator("input"))
    .setInputFiles({ name: "bridge.jpg", mimeType: "image/jpeg", buffer });
  const send = pio.getByRole("button", { name: "Send to approver" });
  await pio.getByRole("button", { name: "Describe the picture" }).first().click();
  const described = pio.getByRole("textbox", { name: "Text description" });
  assert.ok(await described.evaluate((field) => field === document.activeElement));
  await described.fill("The empty bridge in fog");
  await pio
    .getByRole("button", { name: "Describe the picture" })
    .first()
    .waitFor({ state: "detached" });
  await mustBeAccessible(pio, "the composer, filled in");
  await send.click();
  await pio.waitForURL(/\/posts\/[0-9a-f-]{36}$/);
  await standing(pio, "Waiting for approval");
  assert.match(await pio.getByRole("main").innerText(), /Waits for .*Sgt\. Tom Diaz/);
});

test("the sergeant approves exactly what he sees, in a browser of his own", async () => {
  await go(sergeant, "Publish", "Approvals");
  const wanted = sergeant.getByRole("article", { name: title });
  await wanted
    .getByText("The Mill St bridge is closed until noon.", { exact: false })
    .first()
    .waitFor();
  await mustBeAccessible(sergeant, "the approvals");
  await wanted.getByRole("button", { name: "Approve" }).click();
  await sergeant.getByText("Approved. It goes out now.").waitFor();
});

test("the post page says it is sent, channel by channel, and the public reads it", async () => {
  await turn();
  await standing(pio, "Sent");
  await pio.getByText("3 sent", { exact: true }).waitFor();
  for (const channel of ["Newsroom", "Facebook (practice)", "X (practice)"])
    await line(pio, channel).getByText("Sent", { exact: true }).waitFor();
  const opened = pio.context().waitForEvent("page");
  await pio.getByRole("link", { name: /^Open.*Newsroom/ }).click();
  const publicPage = await opened;
  await publicPage.getByRole("heading", { level: 1, name: title }).waitFor();
  await publicPage.getByRole("img", { name: "The empty bridge in fog" }).waitFor();
  await publicPage.close();
});

test("every step of it stands in the record, sealed into the log", async () => {
  const record = pio.getByRole("list", { name: "Record" });
  for (const what of ["wrote the first draft", "asked for approval", "approved"])
    await record.getByText(what, { exact: false }).first().waitFor();
  await pio.reload();
  await record
    .getByText(/in the log at [\d,]+/)
    .first()
    .waitFor();
  await picture(pio, "main-job-post");
});

test("the list finds it by state, channel and words, and the address holds the filters", async () => {
  await pio.goto(`${served.origin}/console/posts`);
  await pio.getByRole("combobox", { name: "State" }).selectOption({ label: "Sent" });
  await pio
    .getByRole("combobox", { name: "Written by" })
    .selectOption({ label: "PIO Dana Whitfield" });
  await pio.getByRole("searchbox", { name: "Search posts" }).fill("River Rd");
  await pio.getByRole("link", { name: title }).waitFor();
  await pio.waitForURL(
    ({ searchParams }) =>
      searchParams.get("state") === "sent" &&
      searchParams.has("author") &&
      searchParams.get("q") === "River Rd",
  );
  await pio.reload();
  await pio.getByRole("link", { name: title }).waitFor();
  await pio.getByText("3 sent", { exact: true }).waitFor();
});

test("a hold stops everything at once and is lifted by command", async () => {
  await go(pio, "Publish", "Holds");
  await pio.getByRole("textbox", { name: "Reason" }).fill("Officer-involved shooting");
  await pio.getByRole("button", { name: "Hold everything" }).click();
  await pio.getByRole("dialog").getByRole("button", { name: "Hold everything" }).click();
  await pio.getByText("Placed by PIO Dana Whitfield", { exact: false }).waitFor();
  await go(chief, "Publish", "Holds");
  await chief.getByText("Officer-involved shooting").first().waitFor();
  await chief.getByRole("button", { name: "Lift the hold" }).click();
  await chief.getByRole("dialog").getByRole("button", { name: "Lift the hold" }).click();
  await chief.getByText("No hold is in force", { exact: false }).waitFor();
});

test("A4: break-glass is loud, and its user cannot review it", async () => {
  const urgent = "Leave Northside Farms now";
  await write(pio, urgent, "Leave now. Take Falls Pkwy east.", [
    "Bluesky",
    "Instagram",
    "Nextdoor",
    "E-mail list",
    "Fediverse",
  ]);
  await pio.getByRole("button", { name: "Publish without approval…" }).click();
  const dialog = pio.getByRole("dialog");
  await dialog.getByText("nobody else has looked at it", { exact: false }).waitFor();
  const now = dialog.getByRole("button", { name: "Publish without approval now" });
  assert.equal(await now.isDisabled(), true, "first the reason");
  await dialog
    .getByRole("textbox", { name: "Why it cannot wait" })
    .fill("The levee broke; nobody answers.");
  await mustBeAccessible(pio, "the question before breaking the glass", "[role=dialog]");
  await now.click();
  await pio.waitForURL(/\/posts\/[0-9a-f-]{36}$/);
  await pio.getByRole("note").filter({ hasText: "The levee broke" }).waitFor();
  await turn();
  await standing(pio, "Sent");
  await go(pio, "Publish", "Approvals");
  const own = pio.getByRole("article", { name: urgent });
  await own.getByText("Somebody else in command reviews it", { exact: false }).waitFor();
  assert.equal(await own.getByRole("button").count(), 0);
  await chief.reload();
  await chief
    .getByRole("link", { name: new RegExp(`Published without approval: ${urgent}`) })
    .waitFor();
  await go(chief, "Publish", "Approvals");
  const review = chief.getByRole("article", { name: urgent });
  await review
    .getByRole("textbox", { name: "What you found" })
    .fill("Right to act; the phones were down.");
  await review.getByRole("button", { name: "Record the review" }).click();
  await review.waitFor({ state: "detached" });
});

test("A3: moving a planned post says that its approval is void, and asks for a new one", async () => {
  const planned = "Council hears our yearly report";
  await pio.goto(`${served.origin}/console/calendar?view=list`);
  await pio.getByRole("button", { name: `Move “${planned}”` }).click();
  const dialog = pio.getByRole("dialog");
  await dialog.getByText("the approval is void", { exact: false }).waitFor();
  const field = dialog.getByLabel("New date and time");
  const later = clock.now().add({ hours: 72 }).toString().slice(0, 10);
  await field.fill(`${later}T10:30`);
  await dialog.getByRole("button", { name: "Move it" }).click();
  await dialog.waitFor({ state: "detached" });
  const entry = pio.getByRole("listitem").filter({ has: pio.getByRole("link", { name: planned }) });
  await entry.getByText("Waiting for approval").first().waitFor();
  await entry.getByText("10:30").first().waitFor();
});

test("D3: a lost answer is never sent again blindly; a person looks and settles it", async () => {
  const id = await unclearPost("Bike lights at Pier 2, again");
  await pio.goto(`${served.origin}/console/posts/${id}`);
  await standing(pio, "Needs a person");
  await line(pio, "X (practice)").getByRole("button", { name: "Did it appear?" }).click();
  const dialog = pio.getByRole("dialog");
  await dialog
    .getByRole("textbox", { name: "Address of the post on the network" })
    .fill("https://x.example/RiversideFalls_PD/1");
  await dialog.getByRole("button", { name: "Yes, it stands there" }).click();
  await standing(pio, "Sent");
  assert.match(await line(pio, "X (practice)").innerText(), /a person saw it on the network/);
});

/** A post to X whose answer was lost, on a network that then could not be asked for as long as one waits. */
async function unclearPost(text: string): Promise<string> {
  const { networks } = served.beat.assembly;
  const writer = await person(who.pio);
  const x = (await openChannels(writer)).find(({ name }) => name === "X (practice)");
  assert.ok(x);
  const control = (faults: object) =>
    fetch(`${x.settings["url"]}/control`, { method: "POST", body: JSON.stringify(faults) });
  const drafted = await draftPost(writer, { text, channels: [x.id] });
  await submitPost(writer, networks, drafted.post.id);
  await approvePost(await person(who.sergeant), { postId: drafted.post.id, hash: drafted.hash });
  await control({ resetAfterAcceptRate: 1 });
  await turn();
  await control({ resetAfterAcceptRate: 0, rate5xx: 1 });
  clock.advance(11 * 60_000);
  await turn();
  await control({ rate5xx: 0 });
  return drafted.post.id;
}
