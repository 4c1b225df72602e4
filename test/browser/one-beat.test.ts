import { before, test } from "node:test";
import type { Page } from "playwright-core";
import { siteAgency } from "#agency";
import { connectChannel } from "#channels";
import { type FacebookServer, startFacebook } from "../networks/facebook.ts";
import { atEnd } from "../openbeat.ts";
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

/** A post for one beat alone, by clicking: places named, channels decided, and the approver sees who sees it. */
const clock = new StoryClock();
let network: FacebookServer;
let served: Served;
let pio: Page;

before(async () => {
  network = await startFacebook();
  atEnd(async () => network[Symbol.asyncDispose]());
  served = await serveWorld("riverside", { clock, allowPrivate: [network.host] });
  const { ctx, networks } = served.beat.assembly;
  const agencyId = (await siteAgency(ctx))?.agencyId ?? "";
  const administrator = await as(ctx, agencyId, who.administrator);
  const { url: endpoint, appId, appSecret, userToken: token } = network;
  await connectChannel(
    administrator,
    networks.net(administrator, AbortSignal.timeout(15_000)),
    networks.connector(administrator, "facebook"),
    {
      network: "facebook",
      name: "Town page",
      isPublic: true,
      input: { endpoint, appId, appSecret, token },
    },
  );
  const { page } = await visit(served);
  await signInByPass(served, page, who.pio);
  pio = page;
});

/** The page as it stands, at a phone's width and in the dark too. */
async function pictures(page: Page, name: string): Promise<void> {
  for (const width of [1280, 390])
    for (const colorScheme of ["light", "dark"] as const) {
      await page.setViewportSize({ width, height: 900 });
      await page.emulateMedia({ colorScheme });
      await picture(page, `one-beat-${name}-${width}-${colorScheme}`);
    }
  await page.setViewportSize({ width: 1280, height: 900 });
  await page.emulateMedia({ colorScheme: "light" });
}

test("an administrator says which of Facebook's places a beat is", async () => {
  const { page } = await visit(served);
  await signInByPass(served, page, who.administrator);
  await page.goto(`${served.origin}/console/channels`);
  const link = page.getByRole("link", { name: /^Places of the beats ?: Town page$/ });
  await link.waitFor();
  await pictures(page, "channels");
  await link.click();
  await page.getByText("Facebook shows it to nobody outside these places.").waitFor();
  await page.getByRole("button", { name: /^Choose places ?: 1 / }).click();
  await page.getByRole("textbox", { name: "Place as the network knows it" }).fill("9250");
  await page.getByRole("button", { name: "Search", exact: true }).click();
  await page.getByRole("checkbox", { name: /^92501, Riverside Falls/ }).check();
  await mustBeAccessible(page, "the places of a beat");
  await pictures(page, "places-form");
  await page.getByRole("button", { name: "Save places" }).click();
  await page.getByRole("button", { name: /^Choose places ?: 1 / }).waitFor();
  await page.getByText("92501, Riverside Falls, US", { exact: true }).waitFor();
  await pictures(page, "places");
});

test("an administrator says for which beat an account speaks, and takes it back; others read it", async () => {
  const { page } = await visit(served);
  await signInByPass(served, page, who.administrator);
  await page.goto(`${served.origin}/console/channels`);
  const card = page.getByRole("listitem").filter({ hasText: "Town page" });
  await card.getByText("Speaks for: the whole agency").click();
  const field = card.getByLabel("Speaks for");
  await field.selectOption({ index: 1 });
  await page
    .getByText(/^Town page speaks for beat 1 .+ from now on$/)
    .first()
    .waitFor();
  await card.getByText(/^Speaks for: 1 /).waitFor();
  await mustBeAccessible(page, "the beat of an account");
  await pictures(page, "speaks-for");
  const reader = (await visit(served)).page;
  await signInByPass(served, reader, who.pio);
  await reader.goto(`${served.origin}/console/channels`);
  const read = (name: string) => reader.getByRole("listitem").filter({ hasText: name });
  await read("Town page")
    .getByText(/^Speaks for beat 1 /)
    .waitFor();
  await read("Fediverse: beat 4")
    .getByText(/^Speaks for beat 4 /)
    .waitFor();
  await reader.close();
  await field.selectOption({ label: "the whole agency" });
  await card.getByText("Speaks for: the whole agency").waitFor();
  await page.close();
});

test("whoever writes says that it is for a beat alone, and decides about each channel that cannot", async () => {
  await pio.goto(`${served.origin}/console/posts/new`);
  await pio.getByRole("textbox", { name: "Title" }).fill("Car break-ins in Old Town");
  await pio
    .getByRole("textbox", { name: "Text", exact: true })
    .fill("Four cars were broken into on the waterfront last night. Lock yours tonight.");
  const account = (beat: number, pressed: boolean) =>
    pio.getByRole("button", { name: new RegExp(`^Fediverse: beat ${beat}`), pressed }).waitFor();
  for (const beat of [1, 2, 3, 4]) await account(beat, false);
  await pio
    .getByLabel(/^Beats/)
    .first()
    .click();
  await pio.getByRole("option", { name: /^1 / }).click();
  await pio.keyboard.press("Escape");
  await account(1, true);
  await account(2, false);
  await pio.getByText("Also goes to Fediverse: beat 1.").waitFor();
  await pio.getByRole("checkbox", { name: "Only in these beats" }).check();
  await pio.getByText("Only 92501, Riverside Falls").waitFor();
  await pio.getByText("This network cannot keep a post to some beats.").first().waitFor();
  await mustBeAccessible(pio, "the composer of a post for one beat");
  await pictures(pio, "composer-undecided");
  await pio.getByRole("button", { name: /^Send to everybody there ?: Newsroom$/ }).click();
  await pio.getByText("Everybody, although it is for some beats alone").waitFor();
  await pio.getByRole("button", { name: /^Leave out \d+ channels that cannot$/ }).click();
  await pio
    .getByText("This network cannot keep a post to some beats.")
    .first()
    .waitFor({ state: "detached" });
  await pictures(pio, "composer-decided");
  await pio.getByRole("button", { name: "Send to approver" }).click();
  await pio.waitForURL(/\/posts\/[0-9a-f-]{36}$/);
});

test("the post page and the approver's list say who sees it on each channel", async () => {
  await pio.getByRole("heading", { name: "Who sees it" }).waitFor();
  await pio.getByText("Only 92501, Riverside Falls").waitFor();
  await mustBeAccessible(pio, "the page of a post for one beat");
  await pictures(pio, "post");
  const { page } = await visit(served);
  await signInByPass(served, page, who.sergeant);
  await page.goto(`${served.origin}/console/approvals`);
  const post = page.getByRole("article", { name: "Car break-ins in Old Town" });
  await post.getByText("Only 92501, Riverside Falls").waitFor();
  await post.getByText("Everybody, although it is for some beats alone").waitFor();
  await pictures(page, "approval");
});
