import assert from "node:assert/strict";
import { before, test } from "node:test";
import type { Page } from "playwright-core";
import { approvePost, claimAndSend } from "#publish";
import { siteAgency } from "#agency";
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

/** A long message, by clicking: split into a thread with a comment of our own, approved as a whole, sent in its order. */
const clock = new StoryClock();
let served: Served;
let pio: Page;

before(async () => {
  served = await serveWorld("riverside", { clock });
  const { page } = await visit(served);
  await signInByPass(served, page, who.pio);
  pio = page;
});

const closing = Array.from(
  { length: 14 },
  (_one, at) => `Street number ${at + 1} of the festival route closes at nine in the morning.`,
).join(" ");

test("a text that is too long for a network is split into a thread that fits", async () => {
  await pio.goto(`${served.origin}/console/posts/new`);
  await pio.getByRole("textbox", { name: "Text", exact: true }).fill(closing);
  for (const name of ["Nextdoor", "E-mail list", "Instagram"]) {
    const chip = pio.getByRole("button", { name: new RegExp(`^${name}`), pressed: true });
    await chip.click();
    await chip.waitFor({ state: "detached" });
  }
  await pio
    .getByText(/too long: \d+ fit/)
    .first()
    .waitFor();
  await pio.getByRole("button", { name: "Continue as a thread" }).click();
  await pio.getByRole("button", { name: "Split the long text into posts" }).click();
  await pio.getByRole("textbox", { name: "Post 2" }).waitFor();
  await pio
    .getByText(/too long: \d+ fit/)
    .first()
    .waitFor({ state: "detached" });
  await pio.getByText(/As one message on .*Newsroom/).waitFor();
  // A control half under the bar is measured as half a control.
  await pio.evaluate(() => scrollTo(0, 0));
  await mustBeAccessible(pio, "the composer with a thread");
});

test("a later post of the thread carries a picture of its own, with its description", async () => {
  const pictures = pio.getByRole("group", { name: "Pictures and videos of post 2" });
  await pictures.getByRole("button", { name: "From the library…" }).click();
  const library = pio.getByRole("dialog");
  await library.getByRole("searchbox", { name: "Search media" }).fill("coffee");
  await library
    .getByRole("button")
    .filter({ hasText: /coffee/i })
    .first()
    .click();
  await library.getByRole("button", { name: "Take it" }).click();
  await library.waitFor({ state: "detached" });
  const words = pictures.getByRole("textbox", { name: "Text description" });
  assert.notEqual(await words.inputValue(), "");
  await picture(pio, "composer-thread-picture");
  await pio.evaluate(() => scrollTo(0, 0));
  await mustBeAccessible(pio, "a thread with a picture");
});

test("our first comment names where it goes, and all of it is approved as one", async () => {
  await pio.getByRole("button", { name: "Add a first comment" }).click();
  await pio
    .getByRole("textbox", { name: "Our comment under the post" })
    .fill("Map of all closures: https://riversidefalls.example/festival");
  await pio.getByRole("button", { name: "Count visits" }).scrollIntoViewIfNeeded();
  await picture(pio, "composer-thread");
  await pio.getByRole("button", { name: "Send to approver" }).click();
  await pio.waitForURL(/\/posts\/[0-9a-f-]{36}$/);
});

test("the post page shows each post of the thread, in its order", async () => {
  const { ctx, networks, sender } = served.beat.assembly;
  const agencyId = (await siteAgency(ctx))?.agencyId ?? "";
  const id = /\/posts\/([0-9a-f-]{36})$/.exec(pio.url())?.[1] ?? "";
  const sergeant = await as(ctx, agencyId, who.sergeant);
  const { postVersion } = await import("#publish");
  const { hash, content } = await postVersion(sergeant, id);
  await approvePost(sergeant, { postId: id, hash });
  const turns = (content.thread?.parts.length ?? 0) + 2;
  for (let turn = 0; turn < turns; turn += 1) await claimAndSend(ctx, networks, sender);
  await pio.reload();
  const line = (channel: string, part: string) =>
    pio
      .getByRole("listitem")
      .filter({ has: pio.getByText(channel, { exact: false }) })
      .filter({ has: pio.getByText(part, { exact: false }) });
  await line("X (practice)", "post 2").getByText("Sent", { exact: true }).waitFor();
  await line("X (practice)", "first comment").getByText("Sent", { exact: true }).waitFor();
  assert.equal((await pio.getByText("post 2").count()) > 0, true);
  await mustBeAccessible(pio, "the post page of a thread");
  await picture(pio, "post-thread");
});
