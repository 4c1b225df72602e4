import assert from "node:assert/strict";
import { before, test } from "node:test";
import type { Page } from "playwright-core";
import { siteAgency } from "#agency";
import { openChannels } from "#channels";
import { approvePost, claimAndSend, draftPost, submitPost } from "#publish";
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

/** A network takes a post from no program: its approved words go to the network's own app, and the address comes back. */
const clock = new StoryClock();
const text = "The ferry at Falls Pkwy rests on Monday while its ramp is mended.";
let served: Served;
let postId: string;
let profile: string;

before(async () => {
  served = await serveWorld("riverside", { clock });
  const { ctx, networks, sender } = served.beat.assembly;
  const agencyId = (await siteAgency(ctx))?.agencyId ?? "";
  const pio = await as(ctx, agencyId, who.pio);
  const channel = (await openChannels(pio)).find(({ name }) => name.startsWith("Instagram"));
  assert.ok(channel);
  profile = channel.profileUrl;
  const content = { title: "Ferry rests", text, channels: [channel.id] };
  const { post, hash } = await draftPost(pio, content);
  postId = post.id;
  await submitPost(pio, networks, postId);
  await control({ expireTokens: true });
  await approvePost(await as(ctx, agencyId, who.sergeant), { postId, hash });
  await claimAndSend(ctx, networks, sender);
  await control({ expireTokens: false });
});

async function control(change: object): Promise<void> {
  const url = new URL("/control", profile);
  await fetch(url, { method: "POST", body: JSON.stringify(change) });
}

async function asPio(width: number, scheme: "light" | "dark"): Promise<Page> {
  const { page } = await visit(served, width, scheme);
  await signInByPass(served, page, who.pio);
  await page.goto(`${served.origin}/console/posts/${postId}`);
  await page.getByRole("button", { name: "Post it by hand…" }).click();
  await page.getByRole("dialog").getByText(text).waitFor();
  return page;
}

for (const [width, scheme] of [
  [1280, "light"],
  [390, "dark"],
] as const)
  test(`the approved words are handed over at ${width} px, ${scheme}`, async () => {
    const page = await asPio(width, scheme);
    await mustBeAccessible(page, "posting by hand", "[role=dialog]");
    await picture(page, `by-hand-${width}-${scheme}`);
    await page.context().close();
  });

test("a wrong address is told; the right one makes it sent, and by whom stands in the record", async () => {
  const page = await asPio(1280, "light");
  await page.context().grantPermissions(["clipboard-read", "clipboard-write"]);
  const dialog = page.getByRole("dialog");
  await dialog.getByRole("button", { name: "Copy the text" }).click();
  assert.equal(await page.evaluate(() => navigator.clipboard.readText()), text);
  const field = dialog.getByRole("textbox", { name: "Address of the post" });
  await field.fill("https://elsewhere.example/1");
  await dialog.getByRole("button", { name: "It stands there" }).click();
  await dialog.getByText("Give the whole address of the post", { exact: false }).waitFor();
  await field.fill(new URL("/@riversidefallspd/901", profile).href);
  await dialog.getByRole("button", { name: "It stands there" }).click();
  await dialog.waitFor({ state: "detached" });
  await page.getByText("a person posted it by hand").waitFor();
  await page.getByRole("link", { name: /Open/ }).first().waitFor();
  assert.equal(await page.getByRole("button", { name: "Post it by hand…" }).count(), 0);
});
